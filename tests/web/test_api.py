"""The API: what the pages can do, for programs, by session or by token, with the same rights and the same errors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.tokens import MakeToken, WithdrawToken
from citycircle.accounts.models import ApiToken, AuditLine, Organisation
from citycircle.web.api.doors import DOORS
from citycircle.web.api.roof import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(client, somebody):
    """Ask as a program of somebody with a role; the token has the scopes named."""

    def make(role, organisation="office", scopes=None, name="who"):
        assert api.title  # importing it opens every door
        scopes = scopes or tuple({door.scope for door in DOORS.values()})
        person, viewer = somebody(name, role, organisation)
        type(person).objects.filter(pk=person.pk).update(second_factor="set up")
        token = carry_out(MakeToken(person=person, called="汇总程序", scopes=scopes), by=viewer, at=now())
        headers = {"authorization": f"Bearer {token}"}

        def ask(method, path, body=None):
            more = {"content_type": "application/json", "data": body} if method == "post" else {"data": body or {}}
            return getattr(client, method)(f"/api/v1{path}", headers=headers, **more)

        ask.person, ask.viewer = person, viewer
        return ask

    return make


def test_a_program_reads_the_register_page_by_page(program):
    ask = program("filler")
    first = ask("get", "/organisations", {"limit": 4}).json()
    second = ask("get", "/organisations", {"limit": 4, "after": first["next"]}).json()
    assert len(first["rows"]) == 4
    assert not {row["id"] for row in first["rows"]} & {row["id"] for row in second["rows"]}


def test_a_name_is_resolved_in_its_city(program, region):
    found = program("filler")("get", "/organisations/resolve", {"name": "市发改委", "city": region["heyang"].pk}).json()
    assert [row["name"] for row in found] == ["禾阳市发展和改革委员会"]


def test_an_action_through_the_api_leaves_the_same_line(program, region):
    body = {"code": "990103", "called": "望汀区", "kind": "county", "parent": region["lanchuan"].pk, "reason": "新设"}
    answer = program("office_reviewer")("post", "/organisations/add", body)
    assert answer.json()["kind"] == "organisation"
    assert Organisation.objects.get(pk=answer.json()["id"]).name == "望汀区"
    assert AuditLine.objects.filter(action="organisation.add", reason="新设").exists()


def test_the_rights_are_those_of_the_post(program, region):
    body = {"code": "990201", "called": "禾城区", "kind": "county", "parent": region["heyang"].pk}
    answer = program("office_reviewer", "lanchuan_drc")("post", "/organisations/add", body)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "not_allowed"
    assert not Organisation.objects.filter(code="990201").exists()


def test_a_token_does_what_it_was_made_for_and_no_more(program):
    ask = program("office_reviewer", scopes=("organisations:read",))
    assert ask("get", "/organisations").status_code == 200
    answer = ask("post", "/organisations/add", {"code": "1", "called": "某", "kind": "office"})
    assert answer.json()["error"]["code"] == "scope_missing"
    assert ask("get", "/names").status_code == 403


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer cc_wrong"}, {"authorization": "Basic abc"}])
def test_a_stranger_is_asked_to_sign_in(client, db, header):
    answer = client.get("/api/v1/organisations", headers=header)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "sign_in_needed"


def test_a_token_ends_and_can_be_withdrawn(program):
    ask = program("filler")
    token = ApiToken.objects.get()
    ApiToken.objects.update(expires_at=now() - timedelta(seconds=1))
    assert ask("get", "/organisations").status_code == 401
    ApiToken.objects.update(expires_at=now() + timedelta(days=1))
    carry_out(WithdrawToken(token=token), by=ask.viewer, at=now())
    assert ask("get", "/organisations").status_code == 401


def test_nobody_withdraws_the_token_of_another(program, somebody):
    program("filler")
    _, stranger = somebody("stranger", "filler", "heyang_drc")
    assert not WithdrawToken(token=ApiToken.objects.get()).allows(stranger)


def test_the_token_itself_is_nowhere_kept(program):
    program("filler")
    token = ApiToken.objects.get()
    assert "cc_" not in token.hash
    assert not AuditLine.objects.filter(changes__contains="cc_").exists()


@pytest.mark.parametrize(
    "body",
    [
        {"called": 5},
        {"code": "1", "called": "某", "kind": "office", "moon": 1},
        [],
        "x",
        {"parent": 2**70, "code": "1"},
    ],
)
def test_a_body_that_is_not_understood_says_where(program, body):
    answer = program("office_reviewer")("post", "/organisations/add", body)
    assert answer.status_code == (400 if body == "x" else 422)  # the last is no JSON at all
    assert answer.json()["error"]["fields"]


def test_a_session_writes_only_with_the_token_of_the_form(somebody, enter, client):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    enter(person)
    client.handler.enforce_csrf_checks = True
    assert client.get("/api/v1/organisations").status_code == 200
    answer = client.post("/api/v1/organisations/add", {"code": "1"}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "form_too_old"


def test_the_auditor_takes_the_log_and_the_verdict(program):
    ask = program("auditor")
    rows = ask("get", "/audit", {"limit": 500}).json()["rows"]
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    assert ask("get", "/audit/verdict").json()["intact"] is True


def test_the_description_names_every_door(client, db):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    found = {f"{method.upper()} {path.removeprefix('/api/v1')}" for path, ways in described.items() for method in ways}
    assert {name.replace("{int:pk}", "{pk}") for name in DOORS} == found


def test_a_person_makes_a_token_on_the_screen_and_sees_it_once(somebody, enter):
    person, _ = somebody("clerk", "filler", "lanchuan_edu")
    client = enter(person)
    given = {"called": "汇总程序", "days": "30", "scopes": ["organisations:read"]}
    assert "令牌：cc_" in client.post("/me/tokens/", given, follow=True).content.decode()
    assert "令牌：cc_" not in client.get("/me/tokens/").content.decode()
    assert client.post("/me/tokens/", given | {"days": "9999"}).status_code == 422
    client.post("/me/tokens/", {"withdraw": ApiToken.objects.get().pk})
    assert ApiToken.objects.get().withdrawn_at
