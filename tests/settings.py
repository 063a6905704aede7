"""The service's settings as the tests need them: plain HTTP, a quick hash, a folder that is thrown away."""

import os
import tempfile

os.environ.setdefault("CITYCIRCLE_DATA", tempfile.mkdtemp(prefix="citycircle-tests-"))
os.environ.setdefault("CITYCIRCLE_HTTPS", "no")

from citycircle.settings import *  # noqa: F403  (Django reads names)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
