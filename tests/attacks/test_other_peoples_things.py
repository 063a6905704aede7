"""Somebody of one city reaches for what is another's: by number, by a forged version, by fields nobody asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils.timezone import now
from tests import rights
from tests.region import DAY, NOW

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.names import AddCollectiveName, QueueNames
from citycircle.accounts.actions.people import CloseAccount, ReopenAccount
from citycircle.accounts.actions.tokens import MakeToken
from citycircle.accounts.models import (
    ApiToken,
    AuditLine,
    CollectiveName,
    Holding,
    Organisation,
    Person,
    Post,
    ReadName,
)
from citycircle.accounts.viewers import the_service
from citycircle.core.messages import Text
from citycircle.records.files.actions import take_in
from citycircle.records.month.models import Proof
from citycircle.records.notices.actions import SendNotice
from citycircle.records.notices.models import Notice
from citycircle.web.api.doors import DOORS

pytestmark = pytest.mark.django_db
KEYED = [pattern for pattern in rights.pages(get_resolver().url_patterns) if "pk" in pattern.pattern.converters]
STRANGERS = [("filler", "lanchuan_edu"), ("office_reviewer", "lanchuan_drc"), ("leader", "lanchuan")]
SECRET = "不可外传的名称"


@pytest.fixture
def theirs(somebody, region, do, part):
    """What Heyang has, under a number that every address of Lanchuan's people is tried with."""
    person, _ = somebody("heyang", "office_reviewer", "heyang_drc")
    do(QueueNames(names=(SECRET,), city=region["heyang"], found_in="禾阳文件"))
    do(SendNotice(person=person, subject_line=Text(SECRET, SECRET)))
    do(AddCollectiveName(called="禾阳各局", city=region["heyang"], every_kind="department"))
    file = take_in(SECRET.encode(), f"{SECRET}.txt", organisation=region["heyang_drc"], by=the_service(DAY), at=NOW)
    held = part("heyang_drc", reports=True)
    proof = Proof.objects.create(part=held, organisation=region["heyang_drc"], kind="document", reference=SECRET,
                                 file=file, filed_at=NOW)  # fmt: skip
    return {
        "part": held.pk,
        "report": held.reports.get().pk,
        "proof": proof.pk,
        "organisation": region["heyang_drc"].pk,
        "read_name": ReadName.objects.get().pk,
        "notice": Notice.objects.get().pk,
        "person": person.pk,
        "post": Post.objects.get().pk,
        "holding": Holding.objects.get().pk,
        "collective": CollectiveName.objects.get().pk,
    }


def filled(theirs, mine):
    """Something for every field that any form or door has."""
    return {
        "called": "夺来", "called_en": "Taken", "code": "TAKEN", "kind": "department", "parent": str(mine), "seen": "1",
        "alias": "夺来的", "into": str(mine), "on": "2026-03-02", "last_day": "2026-03-02", "reason": "夺取",
        "organisation": str(mine), "one": str(theirs["organisation"]), "other": str(mine), "aside": "1",
        "person": str(theirs["person"]), "post": str(theirs["post"]), "valid_from": "2026-03-02",
        "valid_to": "2026-04-02", "stand_in": str(theirs["person"]), "notice": str(theirs["notice"]), "role": "leader",
        "sign_in_name": "taken", "hierarchy": "1", "withdraw": "1",
    }  # fmt: skip


def written_by(person):
    return AuditLine.objects.filter(actor=person.pk, outcome="done").exclude(action__startswith="session.")


@pytest.mark.parametrize("post", STRANGERS)
def test_no_page_of_a_thing_of_another_city_is_written_to_or_tells(enter, somebody, region, theirs, post):
    person, _ = somebody("stranger", *post)
    client = enter(person)
    given = filled(theirs, region["lanchuan_edu"].pk)
    for pattern in KEYED:
        for number in sorted(set(theirs.values())):
            address = rights.address_of(pattern, number)
            told = client.get(address)
            tried = client.post(address, given)
            assert told.status_code < 500, address
            assert tried.status_code < 500, address
            if pattern.name not in {"organisation", "counterparts"}:
                assert "heyang某" not in told.content.decode() + tried.content.decode(), address
            assert SECRET not in told.content.decode() + tried.content.decode(), address
    own = region["lanchuan"].pk
    for line in written_by(person):
        assert line.organisation is not None, line.action
        assert Organisation.objects.get(pk=line.organisation).city_id == own, (line.action, line.subject)


@pytest.mark.parametrize(
    ("post", "status"),
    [(("filler", "lanchuan_edu"), 404), (("office_reviewer", "lanchuan_drc"), 404), (("leader", "lanchuan"), 404),
     (("filler", "heyang_drc"), 200)],
)  # fmt: skip
def test_the_file_of_another_citys_proof_is_not_there(enter, somebody, theirs, post, status):
    answer = enter(somebody("stranger", *post)[0]).get(f"/proofs/{theirs['proof']}/file")
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    assert answer.status_code == status
    assert (SECRET.encode() in told) is (status == 200)


def test_nobody_files_proof_into_another_citys_task_by_way_of_an_own_report_or_file(program, theirs, part, region):
    ask = program("filler", "lanchuan_edu")
    own = part("lanchuan_edu", number=2, reports=True)
    taken = Proof.objects.get(pk=theirs["proof"]).file_id
    for body in (
        {"part": theirs["part"], "report": own.reports.get().pk, "kind": "document", "reference": "1"},
        {"part": own.pk, "kind": "document", "reference": "1", "file": taken},
        {"part": theirs["part"], "kind": "document", "reference": "1"},
    ):
        assert ask("post", "/reports/proofs/file", body).status_code in {403, 404, 422}, body
    assert Proof.objects.count() == 1
    assert SECRET not in ask("get", "/reports/proofs").content.decode()


@pytest.mark.parametrize("page", ["/", "/names/", "/notices/", "/search/?q=不可外传", "/organisations/?name=禾阳"])
def test_no_list_holds_what_is_another_citys(enter, somebody, theirs, page):
    person, _ = somebody("stranger", "office_reviewer", "lanchuan_drc")
    assert SECRET not in enter(person).get(page).content.decode().replace("不可外传<mark>", "")


@pytest.fixture
def program(client, somebody):
    """Ask the API as the program of somebody."""

    def make(role, organisation, scopes=None):
        person, viewer = somebody("program", role, organisation)
        Person.objects.filter(pk=person.pk).update(second_factor="set up")
        wanted = scopes or tuple({door.scope for door in DOORS.values()})
        token = carry_out(MakeToken(person=person, called="程序", scopes=wanted), by=viewer, at=now())

        def ask(method, path, body=None):
            more = {"content_type": "application/json", "data": body} if method == "post" else {}
            return getattr(client, method)(f"/api/v1{path}", headers={"authorization": f"Bearer {token}"}, **more)

        ask.person, ask.viewer, ask.token = person, viewer, token
        return ask

    return make


@pytest.mark.parametrize("post", STRANGERS)
def test_no_door_writes_to_another_citys_things_or_lists_them(program, region, theirs, post):
    ask = program(*post)
    mine, other = region["lanchuan_edu"].pk, theirs["organisation"]
    bodies = {
        "/organisations/amend": {"organisation": other, "seen": 1, "called": "夺", "called_en": "",
                                  "kind": "department", "parent": None},
        "/organisations/rename": {"organisation": other, "code": "T", "called": "夺", "on": "2026-03-02",
                                  "reason": "夺"},
        "/organisations/merge": {"organisation": mine, "into": other, "on": "2026-03-02", "reason": "夺"},
        "/organisations/close": {"organisation": other, "last_day": "2026-03-02", "reason": "夺"},
        "/organisations/aliases/add": {"organisation": other, "alias": "夺"},
        "/names/decide": {"read_name": theirs["read_name"], "organisation": mine},
        "/names/set-aside": {"read_name": theirs["read_name"]},
        "/names/reopen": {"read_name": theirs["read_name"], "reason": "夺"},
        "/names/queue": {"names": ["夺"], "city": region["heyang"].pk, "found_in": "夺"},
        "/names/collective/add": {"called": "夺", "city": None},
        "/names/counterparts/confirm": {"one": other, "other": mine},
        "/notices/read": {"notice": theirs["notice"]},
        "/people/close": {"person": theirs["person"], "reason": "夺"},
        "/people/posts/delegate": {"post": theirs["post"], "stand_in": ask.person.pk, "valid_from": "2026-03-02",
                                    "valid_to": "2026-03-09"},
        "/people/posts/appoint": {"person": ask.person.pk, "post": theirs["post"]},
    }  # fmt: skip
    for path, body in bodies.items():
        answer = ask("post", path, body)
        assert answer.status_code == 403, (path, answer.content)
    for path in ("/names", "/notices", "/search?q=不可外传", "/people", "/people/holdings", "/audit"):
        assert SECRET not in ask("get", path).content.decode(), path
    assert not written_by(ask.person).exclude(action="token.make").exists()


@pytest.mark.parametrize(
    "body",
    [
        {"successor": 1}, {"city": 1}, {"version": 9}, {"by": 1}, {"is_active": True}, {"is_service": True}, {"id": 1},
    ],
)  # fmt: skip
def test_a_field_that_nobody_asked_for_is_refused_not_ignored(program, region, body):
    ask = program("office_reviewer", "office")
    given = {"code": "990103", "called": "望汀区", "kind": "county", "parent": region["lanchuan"].pk}
    assert ask("post", "/organisations/add", given | body).status_code == 422
    assert not Organisation.objects.filter(code="990103").exists()


@pytest.mark.parametrize("seen", ["0", "2", "-1", "", "x", "9" * 5000, "１"])
def test_a_forged_version_never_overwrites(enter, somebody, region, seen):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    given = {
        "called": "改名",
        "called_en": "",
        "kind": "department",
        "parent": str(region["lanchuan"].pk),
        "seen": seen,
    }
    assert enter(person).post(f"/organisations/{region['lanchuan_edu'].pk}/amend", given).status_code == 422
    assert Organisation.objects.get(code="990100-EDU").name == "澜川市教育局"


def test_nobody_moves_an_organisation_out_of_its_city_to_reach_every_city(program, region):
    """A post below no city reaches all of them, so moving one's own bureau up would be a way to more rights."""
    ask = program("office_reviewer", "lanchuan_drc")
    own = region["lanchuan_drc"]
    same = {"organisation": own.pk, "seen": own.version, "called": own.name, "called_en": "", "kind": "department"}
    for more in (
        {"parent": None}, {"parent": region["circle"].pk}, {"parent": region["heyang"].pk},
        {"kind": "city", "parent": region["circle"].pk}, {"kind": "city", "parent": region["lanchuan"].pk},
    ):  # fmt: skip
        assert ask("post", "/organisations/amend", same | more).status_code == 403, more
    new = {"code": "NEW", "called": "新城", "kind": "city", "parent": region["lanchuan"].pk}
    assert ask("post", "/organisations/add", new).status_code == 403
    assert ask("post", "/organisations/amend", same | {"parent": region["dongbu"].pk}).status_code == 200


def test_a_key_dies_with_the_account_and_does_not_rise_with_it(program, do):
    ask = program("filler", "lanchuan_edu")
    assert ask("get", "/organisations").status_code == 200
    do(CloseAccount(person=Person.objects.get(pk=ask.person.pk)))
    assert ask("get", "/organisations").status_code == 401
    do(ReopenAccount(person=Person.objects.get(pk=ask.person.pk)))
    Person.objects.filter(pk=ask.person.pk).update(must_change_password=False)
    assert ask("get", "/organisations").status_code == 401


def test_a_key_gives_what_the_posts_of_the_day_give(program, do, region):
    from citycircle.accounts.actions.posts import EndHolding

    ask = program("office_reviewer", "office")
    body = {"code": "990103", "called": "望汀区", "kind": "county", "parent": region["lanchuan"].pk}
    do(EndHolding(holding=Holding.objects.get(person=ask.person), last_day=DAY - timedelta(days=1)))
    assert ask("post", "/organisations/add", body).status_code == 403
    assert ApiToken.objects.get().withdrawn_at is None


@pytest.mark.parametrize("role", ["leader", "security_administrator"])
def test_a_session_that_pages_would_hold_back_opens_no_door(client, somebody, role):
    """A password alone is half of a signer's or an administrator's sign-in, for programs too."""
    person, _ = somebody("half", role, "office")
    Person.objects.filter(pk=person.pk).update(password_set_at=now())
    client.force_login(person)
    session = client.session
    session["seen"] = int(now().timestamp())
    session.save()
    answer = client.get("/api/v1/organisations")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_yet")
    Person.objects.filter(pk=person.pk).update(second_factor="set up", must_change_password=True)
    assert client.get("/api/v1/organisations").status_code == 403
    Person.objects.filter(pk=person.pk).update(must_change_password=False)
    assert client.get("/api/v1/organisations").status_code == 200


def test_what_is_refused_at_the_door_stands_in_the_log(program, enter, somebody, region):
    ask = program("filler", "lanchuan_edu")
    assert (
        ask("post", "/organisations/aliases/add", {"organisation": region["dongbu"].pk, "alias": "东"}).status_code
        == 403
    )
    clerk, _ = somebody("clerk", "filler", "lanchuan_edu")
    assert enter(clerk).post("/people/register", {"sign_in_name": "x", "called": "某"}).status_code == 403
    refused = AuditLine.objects.filter(outcome="refused").values_list("action", "actor")
    assert set(refused) == {("organisation.add_alias", ask.person.pk), ("person.register", clerk.pk)}


def test_leave_hands_no_rights_to_another_city(program, somebody, do):
    ask = program("leader", "lanchuan")
    friend, _ = somebody("friend", "filler", "heyang_drc")
    post = Post.objects.get(role="leader")
    body = {"post": post.pk, "stand_in": friend.pk, "valid_from": "2026-03-02", "valid_to": "2099-12-31"}
    answer = ask("post", "/people/posts/delegate", body)
    assert answer.json()["error"]["code"] in {"stand_in_from_elsewhere", "not_allowed"}
