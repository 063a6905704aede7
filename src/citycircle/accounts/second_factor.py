"""The second factor: a code from an authenticator app (RFC 6238), six digits every thirty seconds.

The arithmetic is that of `cryptography`. The secret is kept sealed with a key drawn from the service's own, so that a
copy of the database alone opens nothing.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import unicodedata
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

SECONDS = 30
DIGITS = 6
LONGEST_CODE = 20
ISSUER = "CityCircle"


def new_secret() -> str:
    """A fresh secret as authenticator apps take it: 32 letters and digits."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The secret again; None when it was sealed with another key (a restored database without its key file)."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def accepted_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The time step whose code this is, or None. One step early or late is fine; a step counts once only.

    Full-width digits of a Chinese input method are digits too.
    """
    given = unicodedata.normalize("NFKC", code[:LONGEST_CODE]).replace(" ", "").encode()
    totp = _totp(secret)
    now = int(at.timestamp()) // SECONDS
    for step in (now, now - 1, now + 1):
        if step > after and hmac.compare_digest(totp.generate(step * SECONDS), given):
            return step
    return None


def next_code(secret: str, *, at: datetime, after: int) -> str:
    """A code that `accepted_step` takes now: that of the moment, or of the next step if that one is spent."""
    step = max(int(at.timestamp()) // SECONDS, after + 1)
    return _totp(secret).generate(step * SECONDS).decode()


def code_at(secret: str, at: datetime) -> str:
    """What the app shows at a moment (for the demo and for tests)."""
    return _totp(secret).generate(int(at.timestamp())).decode()


def address(secret: str, account: str) -> str:
    """The address behind the QR code that an app scans.

    >>> address("ABCDEFGH", "沈亦")
    'otpauth://totp/CityCircle:%E6%B2%88%E4%BA%A6?secret=ABCDEFGH&issuer=CityCircle'
    """
    return f"otpauth://totp/{ISSUER}:{quote(account)}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), SECONDS)  # noqa: S303  (RFC 6238's default; all that apps know)


def _box() -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"citycircle second factor").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
