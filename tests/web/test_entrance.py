"""The way in, as a browser walks it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from citycircle.accounts import second_factor
from citycircle.accounts.models import AuditLine, Person

pytestmark = pytest.mark.django_db
GOOD = "Tinghe#2026"


@pytest.fixture
def fresh(somebody):
    """Somebody whose password was set just now."""

    def make(name, role, organisation="lanchuan_edu", **values):
        person, _ = somebody(name, role, organisation, GOOD)
        Person.objects.filter(pk=person.pk).update(password_set_at=now(), **values)
        return Person.objects.get(pk=person.pk)

    return make


def sign_in(client, name, password=GOOD, **more):
    return client.post("/sign-in/", {"sign_in_name": name, "password": password, **more})


def test_a_clerk_signs_in_and_lands_where_the_link_led(client, fresh):
    fresh("clerk", "filler")
    assert client.get("/").url == "/sign-in/?next=/"
    assert sign_in(client, "clerk", next="/me/password/").url == "/me/password/"
    assert "clerk某" in client.get("/").content.decode()
    assert AuditLine.objects.filter(action="session.begin").count() == 1


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_signing_in_never_leads_out_of_the_house(client, fresh, away):
    fresh("clerk", "filler")
    assert sign_in(client, "clerk", next=away).url == "/"


def test_a_wrong_password_shows_the_form_again_with_the_name_and_three_sentences(client, fresh):
    fresh("clerk", "filler")
    answer = sign_in(client, "clerk", "wrong")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="clerk"' in text
    assert "安全管理员" in text
    assert "wrong" not in text


def test_a_leader_binds_an_app_and_is_asked_for_its_code_from_then_on(client, fresh):
    fresh("leader", "leader", "lanchuan")
    sign_in(client, "leader")
    assert client.get("/").url == "/me/authenticator/"
    assert "<svg" in client.get("/me/authenticator/").content.decode()
    secret = client.session["new_secret"]
    assert client.post("/me/authenticator/", {"code": "000000"}).status_code == 422
    assert client.post("/me/authenticator/", {"code": second_factor.code_at(secret, now())}).url == "/"
    client.post("/sign-out/")
    assert sign_in(client, "leader").url == "/sign-in/code/"
    assert client.get("/").url.startswith("/sign-in/")
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    spent = Person.objects.get().second_factor_step
    assert client.post("/sign-in/code/", {"code": second_factor.code_at(secret, now())}).status_code == 422
    fresh_code = second_factor.next_code(secret, at=now(), after=spent)
    assert client.post("/sign-in/code/", {"code": fresh_code}).url == "/"
    assert client.get("/").status_code == 200


def test_the_first_password_is_changed_before_anything_else(client, fresh):
    fresh("clerk", "filler", must_change_password=True)
    sign_in(client, "clerk")
    assert client.get("/").url == "/me/password/"
    new = {"present": GOOD, "password": "Fresh#20261", "again": "Fresh#20261"}
    assert client.post("/me/password/", new | {"again": "other"}).status_code == 422
    assert client.post("/me/password/", new).url == "/"
    assert client.get("/").status_code == 200


def test_a_session_ends_after_thirty_idle_minutes(client, fresh):
    fresh("clerk", "filler")
    sign_in(client, "clerk")
    session = client.session
    session["seen"] = int((now() - timedelta(minutes=31)).timestamp())
    session.save()
    assert client.get("/").url.startswith("/sign-in/")


def test_a_closed_account_is_out_at_the_next_request(client, fresh):
    person = fresh("clerk", "filler")
    sign_in(client, "clerk")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/").url.startswith("/sign-in/")


def test_language_is_the_persons_own(client, fresh):
    fresh("clerk", "filler")
    sign_in(client, "clerk")
    assert "您好" in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    page = client.get("/")
    assert "Good day" in page.content.decode()
    assert page["Content-Language"] == "en"


def test_headers_are_strict_and_pages_carry_no_inline_script_or_style(client, fresh):
    page = client.get("/sign-in/")
    policy = page["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    text = page.content.decode()
    assert "style=" not in text
    assert "<script>" not in text
    assert "非涉密系统" in text


def test_an_error_has_one_json_shape(client, fresh):
    answer = client.get("/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert set(answer.json()["error"]) == {"code", "what", "why", "then", "details"}
    assert client.get("/nowhere/").status_code == 404


def test_alive(client):
    assert client.get("/-/alive").json()["alive"] is True


def test_query_count_of_the_home_page(client, fresh, django_assert_num_queries):
    fresh("clerk", "filler")
    sign_in(client, "clerk")
    with django_assert_num_queries(13):  # session, person, posts, stand-ins, predecessors, and the matters of a clerk
        client.get("/")


@pytest.mark.parametrize(
    ("peer", "told", "noted"),
    [
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("10.9.9.9", "10.1.2.3", "10.9.9.9"),
        ("127.0.0.1", "1.1.1.1, 10.1.2.3", "10.1.2.3"),
    ],
)
def test_the_log_notes_the_address_that_our_own_nginx_tells_and_believes_nobody_else(client, fresh, peer, told, noted):
    fresh("clerk", "filler")
    client.post(
        "/sign-in/", {"sign_in_name": "clerk", "password": GOOD}, REMOTE_ADDR=peer, headers={"X-Forwarded-For": told}
    )
    assert AuditLine.objects.get(action="session.begin").address == noted
