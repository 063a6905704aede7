"""Lists and history for programs: read what one may, send a sheet back, decide with what stands."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.records.lists.conftest import row_of, under
from tests.records.plans.lanchuan import task

from citycircle.demo.ledgers import past_ledger


@pytest.fixture
def ask(enter, keeper):
    """Ask the API as the office's reviewer."""
    from citycircle.accounts.models import Person

    client = enter(Person.objects.get(pk=keeper.person))

    def asked(path, **given):
        if not given:
            return client.get(f"/api/v1{path}").json()
        files = {name: value for name, value in given.items() if isinstance(value, SimpleUploadedFile)}
        if files:
            return client.post(f"/api/v1{path}", given).json()
        return client.post(f"/api/v1{path}", json.dumps(given), content_type="application/json").json()

    return asked


def test_a_program_sends_a_sheet_back_and_decides_with_what_stands(ask, send_out, come_back, some_list, plan):
    _, data = send_out(list=some_list)
    assert [one["name"] for one in ask("/lists")["rows"]] == ["汀河都市圈重点任务清单"]
    assert len(ask(f"/lists/listings?of={some_list.pk}")["rows"]) == 4
    assert len(ask("/lists/exports")["rows"][0]["lines"]) > 3
    made = come_back(data, lambda sheet: _retitle(sheet, "治理汀河全流域"))
    (change,) = ask(f"/lists/changes?of={made.pk}")["rows"]
    assert change["stands"] == "治理汀河支流"
    refused = ask("/lists/decide", change=change["id"], accept=True, stands="别的")
    assert refused["error"]["code"] == "change_overtaken"
    done = ask("/lists/decide", change=change["id"], accept=True, stands=change["stands"])
    assert done["done"] == "list.decide"
    assert task(plan, 2).title == "治理汀河全流域"


def _retitle(sheet, title):
    under(sheet, "重点任务", row_of(sheet, "水质达到三类")).value = title


def test_a_program_takes_a_ledger_over(ask, plan, region):
    name, data = past_ledger()
    looked = ask(
        "/history/look", organisation=region["lanchuan_drc"].pk, plan=plan.pk, file=SimpleUploadedFile(name, data)
    )
    one = plan.tasks.get(number="1")
    choices = [f"0={one.pk}", *(f"{at}=skip" for at in range(1, 17))]
    assert ask("/history/match", ledger=looked["id"], choices=choices)["done"] == "history.match"
    assert ask("/history/take-over", ledger=looked["id"])["done"] == "history.take_over"
    told = ask(f"/history/progress?task={one.pk}")["rows"]
    assert {"2025年!M5"} <= {f"{each['sheet']}!{each['cell']}" for each in told}
    assert ask(f"/history/unplaced?ledger={looked['id']}")["rows"]
