"""Signing in through the city's own identity provider: OpenID Connect, authorization code with PKCE (RFC 7636).

Only when CITYCIRCLE_OIDC_ISSUER is set. The provider says who somebody is, and nothing else: rights come from posts
here, and an account is bound to the provider's `sub` by the security administrator, never by a like name or address.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import jwt
from django.conf import settings

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "PS256", "EdDSA"]
"""Signatures with a public key only: the client's secret signs nothing."""
SECONDS = 10
LEEWAY = 60


class ProviderUnreachable(CityCircleError):
    what = Text("统一身份认证暂时没有应答。", "The identity provider does not answer.")
    why = Text("本系统需要它确认您的身份。", "It has to say who you are.")
    then = Text("请稍后再试，或用登录名和密码登录。", "Please try again later, or sign in with name and password.")


class ProviderNotBelieved(CityCircleError):
    what = Text("统一身份认证的应答无法核实。", "The answer of the identity provider cannot be verified.")
    why = Text(
        "签名、有效期、接收方或本次登录的编号不符。", "Signature, term, audience or the number of this sign-in differ."
    )
    then = Text(
        "请重新登录；仍不行，请告诉系统管理员。", "Please sign in again; if it goes on, tell the system administrator."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent along when somebody went to the provider; it has to come back."""

    state: str
    nonce: str
    verifier: str


def is_offered() -> bool:
    return bool(settings.OIDC_ISSUER)


def asked() -> Asked:
    return Asked(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def address(of: Asked, back: str) -> str:
    """Where to send somebody. Raises ProviderUnreachable."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(of.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT,
        "redirect_uri": back,
        "scope": "openid",
        "state": of.state,
        "nonce": of.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{_described(settings.OIDC_ISSUER)['authorization_endpoint']}?{urlencode(query)}"


def subject_of(code: str, state: str, of: Asked, back: str) -> str:
    """Who came back. Raises ProviderUnreachable, ProviderNotBelieved."""
    if not hmac.compare_digest(state.encode(), of.state.encode()):
        raise ProviderNotBelieved
    described = _described(settings.OIDC_ISSUER)
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": of.verifier,
             "client_id": settings.OIDC_CLIENT, "client_secret": settings.OIDC_SECRET}  # fmt: skip
    token = _asked_for(described["token_endpoint"], urlencode(given).encode()).get("id_token", "")
    claims = _verified(token, described["jwks_uri"])
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), of.nonce.encode()):
        raise ProviderNotBelieved
    subject = str(claims["sub"]).strip()
    if not subject:  # an account that is bound to nothing has an empty one too
        raise ProviderNotBelieved
    return subject


def _verified(token: str, keys: str) -> dict[str, Any]:
    try:
        known = jwt.PyJWKSet.from_dict(_asked_for(keys))
        number = jwt.get_unverified_header(token).get("kid")
        key = next(one for one in known.keys if number in {None, one.key_id})
        claims: dict[str, Any] = jwt.decode(
            token, key, algorithms=ALGORITHMS, audience=settings.OIDC_CLIENT, issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY, options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )  # fmt: skip
    except (jwt.PyJWTError, StopIteration) as error:
        raise ProviderNotBelieved from error
    return claims


@lru_cache(maxsize=2)
def _described(issuer: str) -> dict[str, Any]:
    """The provider's own description of itself, asked for once a process."""
    described = _asked_for(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if described.get("issuer") != issuer:
        raise ProviderNotBelieved
    return described


def _asked_for(address: str, body: bytes | None = None) -> dict[str, Any]:
    """JSON from the provider, and from nowhere else: the addresses come from the settings and its description."""
    parts = urlsplit(address)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) not in {("http", "127.0.0.1"), ("http", "localhost")}:
        raise ProviderNotBelieved
    asking = Request(address, data=body, headers={"Accept": "application/json"})  # noqa: S310  (checked above)
    try:
        with urlopen(asking, timeout=SECONDS) as answer:  # noqa: S310  (checked above)
            found: dict[str, Any] = json.load(answer)
    except (URLError, OSError, ValueError) as error:
        raise ProviderUnreachable from error
    return found
