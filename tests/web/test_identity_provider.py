"""Signing in through an identity provider: a small one of our own is served here, and lies in every way it can."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from citycircle.accounts import identity_provider
from citycircle.accounts.models import AuditLine, Person

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """Answers the three questions of OpenID Connect; `claims`, `key` and `algorithm` say how honestly."""

    def do_GET(self):
        base = self.server.address
        described = {"issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
                     "jwks_uri": f"{base}/keys"}  # fmt: skip
        keys = {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "one"}]}
        self.say(keys if self.path == "/keys" else described)

    def do_POST(self):
        self.server.asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        token = jwt.encode(self.server.claims, self.server.key, self.server.algorithm, headers={"kid": "one"})
        self.say({"id_token": token})

    def say(self, value):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def provider(settings):
    server = HTTPServer(("127.0.0.1", 0), Provider)
    server.address = f"http://127.0.0.1:{server.server_port}"
    server.key, server.algorithm = KEY, "RS256"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT, settings.OIDC_SECRET = server.address, "citycircle", "hush"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    identity_provider._described.cache_clear()


@pytest.fixture
def known(somebody):
    person, _ = somebody("clerk", "filler", "lanchuan_edu")
    Person.objects.filter(pk=person.pk).update(outside_subject="u-1001", must_change_password=True)
    return person


def walk(client, provider, **lies):
    """Out to the provider and back, with what it says bent by `lies`."""
    out = client.get("/sign-in/outside/?next=/organisations/").url
    sent = {name: value[0] for name, value in parse_qs(urlsplit(out).query).items()}
    provider.claims = {"iss": provider.address, "aud": "citycircle", "sub": "u-1001", "nonce": sent["nonce"],
                       "iat": int(time.time()), "exp": int(time.time()) + 300} | lies  # fmt: skip
    return sent, client.get("/sign-in/outside/back", {"code": "c", "state": lies.get("state", sent["state"])})


def test_somebody_comes_in_and_lands_where_the_link_led(client, provider, known):
    sent, answer = walk(client, provider)
    assert sent["code_challenge_method"] == "S256"
    assert provider.asked["code_verifier"] != [sent["code_challenge"]]
    assert answer.url == "/organisations/"
    assert client.get("/organisations/").status_code == 200  # the age of a password nobody used does not matter
    assert AuditLine.objects.filter(action="session.begin", actor=known.pk).count() == 1


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"nonce": "old"},
        {"exp": 1_000_000_000},
        {"state": "forged"},
        {"sub": ""},
    ],
)
def test_an_answer_that_was_not_meant_for_this_sign_in_opens_nothing(client, provider, known, lies):
    _, answer = walk(client, provider, **lies)
    assert answer.status_code == 422
    assert "无法核实" in answer.content.decode()
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("key", "algorithm"), [(OTHER_KEY, "RS256"), ("k" * 32, "HS256"), (None, "none")])
def test_an_answer_signed_by_somebody_else_opens_nothing(client, provider, known, key, algorithm):
    provider.key, provider.algorithm = key, algorithm
    _, answer = walk(client, provider)
    assert answer.status_code == 422


def test_a_code_is_good_for_one_way_back(client, provider, known):
    walk(client, provider)
    client.post("/sign-out/")
    assert client.get("/sign-in/outside/back", {"code": "c", "state": "x"}).url == "/sign-in/"


def test_a_signer_still_shows_the_code_of_the_app(client, provider, somebody):
    leader, _ = somebody("leader", "leader", "lanchuan")
    Person.objects.filter(pk=leader.pk).update(outside_subject="u-1001")
    _, answer = walk(client, provider)
    assert answer.url == "/organisations/"
    assert client.get("/organisations/").url == "/me/authenticator/"


def test_an_account_that_is_bound_to_nobody_is_told_its_number(client, provider, known):
    _, answer = walk(client, provider, sub="u-2002")
    assert "u-2002" in answer.content.decode()


def test_the_security_administrator_binds_an_account_once(enter, provider, somebody, known):
    security, _ = somebody("security", "security_administrator", "office")
    other, _ = somebody("other", "filler", "heyang_drc")
    client = enter(security)
    assert client.post(f"/people/{other.pk}/outside", {"subject": "u-1001"}).status_code == 422
    client.post(f"/people/{other.pk}/outside", {"subject": "u-3003"})
    assert Person.objects.get(pk=other.pk).outside_subject == "u-3003"


def test_a_provider_that_does_not_answer_gets_a_sentence(client, settings, db):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert "没有应答" in client.get("/sign-in/outside/").content.decode()


def test_without_the_setting_there_is_no_such_way_in(client, settings, db):
    settings.OIDC_ISSUER = ""
    assert client.get("/sign-in/outside/").status_code == 404
    assert "统一身份认证" not in client.get("/sign-in/").content.decode()
