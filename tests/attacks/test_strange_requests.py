"""Methods, kinds of bodies and headers that no browser of ours sends: answered with a sentence, never with a fault."""

from __future__ import annotations

from itertools import product

import pytest
from django.urls import get_resolver
from tests import rights

pytestmark = pytest.mark.django_db
PAGES = list(rights.pages(get_resolver().url_patterns))
FAULT = 500


@pytest.fixture
def client_of_reviewer(enter, somebody):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    client = enter(person)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "GETS"])
def test_no_method_breaks_a_page(client_of_reviewer, method):
    for pattern in PAGES:
        address = rights.address_of(pattern)
        answer = client_of_reviewer.generic(method, address)
        assert answer.status_code < FAULT, address
        if method not in {"HEAD", "OPTIONS"}:
            assert answer.status_code >= 302, address


KINDS = [
    "application/json", "text/xml", "multipart/form-data; boundary=x", "multipart/form-data", "",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nonsense",
]  # fmt: skip
BODIES = [
    b"\xff\xfe<a>&%%%;=\r\n--x\r\n",
    b'--x\r\nContent-Disposition: form-data; name="called"\r\n\r\n\x00\r\n--x--',
    b"",
]


@pytest.mark.parametrize("path", ["/sign-in/", "/language/", "/organisations/add", "/api/v1/organisations/add"])
def test_no_body_breaks_a_form_or_a_door(client_of_reviewer, path):
    for kind, body in product(KINDS, BODIES):
        answer = client_of_reviewer.generic("POST", path, body, content_type=kind)
        assert answer.status_code < FAULT, (kind, body, answer.content)


HEADERS = [
    {"accept-language": "en" * 3000}, {"accept": "application/json;q="}, {"authorization": "Bearer "},
    {"authorization": "Bearer é" * 10}, {"authorization": "Bearer cc_\x00"}, {"x-forwarded-for": "a" * 5000},
    {"x-forwarded-for": "<script>alert(1)</script>"}, {"hx-request": "true", "hx-current-url": "http://%zz"},
    {"hx-request": "true", "hx-target": "\xff"}, {"referer": "javascript:alert(1)"}, {"origin": "null"},
]  # fmt: skip
COOKIES = [
    {"citycircle": "\x00"},
    {"citycircle": "x" * 4000},
    {"messages": "x:y:z"},
    {"csrftoken": "'"},
    {"language": "ÿ"},
]


@pytest.mark.parametrize("path", ["/", "/organisations/?q=1", "/api/v1/organisations", "/sign-in/"])
def test_no_header_and_no_cookie_breaks_a_page(client_of_reviewer, path):
    for header in HEADERS:
        answer = client_of_reviewer.get(path, headers=header)
        assert answer.status_code < FAULT, header
        assert "<script>alert" not in answer.content.decode()
    for cookie in COOKIES:
        for name, value in cookie.items():
            client_of_reviewer.cookies[name] = value
        assert client_of_reviewer.get(path).status_code < FAULT, cookie
