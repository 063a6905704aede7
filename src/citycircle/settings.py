"""Django's settings. What an administrator may set is read in `citycircle.configuration`; the rest is fixed here.

Every setting that is read here stands in docs/reference/settings.md (a test compares the two).
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

from citycircle.configuration import configuration, database

CITYCIRCLE = configuration()
PACKAGE = Path(__file__).resolve().parent
DATA = CITYCIRCLE.data
"""The one folder that holds the database, files, keys and sealed audit segments; `backup` copies it."""

DEBUG = False
KEY_FILE = DATA / "secret.key"


def _secret_key() -> str:
    if key := CITYCIRCLE.text("secret_key"):
        return key
    if KEY_FILE.is_file():
        return KEY_FILE.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(48)


SECRET_KEY = _secret_key()
"""Without a key file the key lives as long as the process: enough for `init` and for tests; `check` says so (E001)."""

ALLOWED_HOSTS = CITYCIRCLE.listed("hosts", ("localhost", "127.0.0.1", "[::1]"))
HTTPS = CITYCIRCLE.claim("https", default=True)
DEMO = CITYCIRCLE.claim("demo", default=False)
"""True only for the invented region: log-ins are printed and default accounts exist."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "citycircle.accounts",
    "citycircle.records",
    "citycircle.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "citycircle.web.middleware.PresenceMiddleware",
    "citycircle.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "citycircle.web.middleware.ErrorsMiddleware",
]

ROOT_URLCONF = "citycircle.web.urls"
WSGI_APPLICATION = "citycircle.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["citycircle.web.templatetags.saying", "citycircle.web.templatetags.finding"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "citycircle.web.context.roof",
            ],
        },
    },
]

DATABASES = {"default": database(CITYCIRCLE.text("database_url"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# People (GB/T 22239-2019, level three: 8.1.4.1 identification)
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "citycircle.demo.region.hashing.QuickArgon2" if DEMO else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("sign_in_name", "name", "name_en", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "citycircle.accounts.passwords.LongEnough"},
    {"NAME": "citycircle.accounts.passwords.FourKinds"},
    {"NAME": "citycircle.accounts.passwords.NotTheName"},
    {"NAME": "citycircle.accounts.passwords.NotUsedBefore"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
IDLE = timedelta(minutes=CITYCIRCLE.number("idle_minutes", 30))
PASSWORD_LIFETIME = timedelta(days=CITYCIRCLE.number("password_days", 90))
OIDC_ISSUER = CITYCIRCLE.text("oidc_issuer")
"""The city's own identity provider (OpenID Connect); empty: not offered."""
OIDC_CLIENT = CITYCIRCLE.text("oidc_client")
OIDC_SECRET = CITYCIRCLE.text("oidc_secret")
ADMIN_ADDRESSES = CITYCIRCLE.networks("admin_addresses")
"""Where the three administrators may work from (GB/T 22239-2019 8.1.4.4 d: limited terminals); empty: anywhere."""
LOCK_AFTER = 5
LOCK_FOR = timedelta(minutes=30)
AUDIT_MONTHS = CITYCIRCLE.number("audit_months", 12)
"""How long audit lines stay in the database before they leave as a sealed segment; below 6 is refused (E003)."""
AUDIT_HASH = CITYCIRCLE.text("audit_hash", "sha256")

# Sessions and cookies
SESSION_COOKIE_NAME = "citycircle"
SESSION_COOKIE_AGE = int(IDLE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "citycircle.web.errors.form_too_old"
CSRF_TRUSTED_ORIGINS = CITYCIRCLE.listed("origins")

# Headers
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^-/alive$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
    },
}

# Scripts and styles out of the package, never from elsewhere
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Files: never on disk before they were looked at (see citycircle.records.files)
MEDIA_ROOT = DATA / "files"
UPLOAD_LIMIT = CITYCIRCLE.number("upload_megabytes", 50) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["citycircle.records.files.reception.InMemoryOnly"]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
"""A pasted table of 1,000 rows and 20 columns is one form."""

# Messages out of the house
NOTIFIERS = CITYCIRCLE.listed("notifiers", ("console",))
WEBHOOK_URL = CITYCIRCLE.text("webhook_url")
EMAIL_HOST = CITYCIRCLE.text("email_host", "localhost")
EMAIL_PORT = CITYCIRCLE.number("email_port", 25)
EMAIL_HOST_USER = CITYCIRCLE.text("email_user")
EMAIL_HOST_PASSWORD = CITYCIRCLE.text("email_password")
EMAIL_USE_TLS = CITYCIRCLE.claim("email_tls", default=False)
DEFAULT_FROM_EMAIL = CITYCIRCLE.text("email_from", "citycircle@localhost")
EMAIL_TIMEOUT = 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": CITYCIRCLE.text("log_level", "WARNING").upper()},
}
