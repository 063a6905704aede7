"""Plans for programs: taken in as text or file, read page by page, edited; a draft is nobody else's."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from tests.records.plans.lanchuan import TEXT

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.tokens import MakeToken
from citycircle.accounts.models import AuditLine
from citycircle.records.files.models import StoredFile
from citycircle.records.jobs.work import do_next
from citycircle.web.api.doors import DOORS
from citycircle.web.api.roof import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(client, somebody):
    """Ask as a program of somebody with a role; files go as a form."""

    def make(name, role, organisation):
        assert api.title  # importing it opens every door
        person, viewer = somebody(name, role, organisation)
        type(person).objects.filter(pk=person.pk).update(second_factor="set up")
        scopes = tuple({door.scope for door in DOORS.values()})
        token = carry_out(MakeToken(person=person, called="汇总程序", scopes=scopes), by=viewer, at=now())
        headers = {"authorization": f"Bearer {token}"}

        def ask(path, body=None, *, form=None, **asked):
            address = f"/api/v1/plans{path}"
            if form is not None:
                return client.post(address, form, headers=headers)
            if body is not None:
                return client.post(address, body, content_type="application/json", headers=headers)
            return client.get(address, asked, headers=headers)

        return ask

    return make


@pytest.fixture
def office(program):
    return program("shenyi", "office_reviewer", "lanchuan_drc")


def read():
    while do_next(now):
        pass


@pytest.fixture
def imported(office, region):
    answer = office("/import", {"organisation": region["lanchuan_drc"].pk, "text": TEXT})
    assert answer.json()["kind"] == "sourcedocument"
    read()
    return office("/progress", document=answer.json()["id"]).json()


def test_pasted_text_becomes_a_plan(office, imported, region):
    assert (imported["state"], imported["done"]) == ("done", 3)
    plan = office("").json()["rows"][0]
    assert imported["plans"] == [plan["id"]]
    tasks = office("/tasks", plan=plan["id"]).json()["rows"]
    assert [task["number"] for task in tasks] == ["1", "2", "3", "4"]
    assert tasks[0]["duties"][0] == {
        "kind": "cooperating", "name": "市教育局", "organisation": region["lanchuan_edu"].pk, "through": None,
    }  # fmt: skip
    notes = office("/notes", plan=plan["id"]).json()
    assert notes["notes"]["coverage"]["unread"] == []
    assert notes["characters"] == len(TEXT)


def test_a_file_is_taken_as_a_form(office, region):
    form = {"organisation": region["lanchuan_drc"].pk, "file": SimpleUploadedFile("要点.txt", TEXT.encode("gb18030"))}
    document = office("/import-file", form=form).json()["id"]
    read()
    assert office("/progress", document=document).json()["state"] == "done"
    assert StoredFile.objects.get().name == "要点.txt"


def test_an_edit_and_its_taking_back(office, imported):
    task = office("/tasks", plan=imported["plans"][0]).json()["rows"][1]
    body = {"task": task["id"], "field": "lead", "new": "市教育局", "seen": task["version"], "reason": "核对"}
    assert office("/tasks/correct", body).status_code == 200
    assert office("/tasks/correct", body | {"new": "市发改委"}).status_code == 409, "somebody was quicker"
    assert office("/tasks/correct", body).json()["error"]["code"] == "edit_not_fitting", "it says so already"
    edit = office("/edits", plan=imported["plans"][0]).json()["rows"][0]
    assert (edit["kind"], edit["field"], edit["new"]) == ("cell", "lead", "市教育局")
    assert office("/edits/take-back", {"edit": edit["id"], "reason": "误改"}).status_code == 200
    assert office("/edits", plan=imported["plans"][0]).json()["rows"][0]["undone_at"]


def test_a_draft_is_not_there_for_another_city(program, imported):
    stranger = program("lin", "office_reviewer", "heyang_drc")
    assert stranger("").json()["rows"] == []
    assert stranger("/tasks").json()["rows"] == []
    for path in ("/tasks", "/notes", "/edits"):
        assert stranger(path, plan=imported["plans"][0]).status_code == 404
    assert stranger("/progress", document=imported["document"]).status_code == 404


def test_a_clerk_may_not_import_and_the_try_is_kept(program, region):
    clerk = program("jia", "filler", "lanchuan_drc")
    answer = clerk("/import", {"organisation": region["lanchuan_drc"].pk, "text": TEXT})
    assert answer.status_code == 403
    assert AuditLine.objects.filter(action="plan.import", outcome="refused").exists()


def test_a_secrecy_mark_stops_the_door_too(office, region, data_folder):
    answer = office("/import", {"organisation": region["lanchuan_drc"].pk, "text": f"机密★1年\n{TEXT}"})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "secrecy_mark_found"
    assert not StoredFile.objects.exists()
