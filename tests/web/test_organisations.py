"""The register on the screen: found, read, changed, and nothing lost when two people change it at once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from citycircle.accounts.models import AuditLine, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(enter, somebody):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    return enter(person)


def test_the_list_finds_parts_of_names_and_aliases(reviewer):
    text = reviewer.get("/organisations/", {"name": "发改"}).content.decode()
    assert "澜川市发展和改革委员会" in text
    assert "澜川市教育局" not in text


def test_the_list_chooses_sorts_groups_and_counts(reviewer, region):
    text = reviewer.get(
        "/organisations/", {"city": region["heyang"].pk, "sort": "-name", "by": "city"}
    ).content.decode()
    assert "共2条" in text
    assert '<tr class="band">' in text
    assert 'aria-sort="descending"' in text


@pytest.mark.parametrize(
    "asked", [{"city": "x'"}, {"sort": "password"}, {"page": "-1"}, {"page": "9" * 30}, {"by": "kind"}]
)
def test_an_address_that_asks_for_nonsense_is_still_a_list(reviewer, asked):
    assert reviewer.get("/organisations/", asked).status_code in {200, 400}


def test_excel_gets_the_same_columns_and_rows(reviewer):
    answer = reviewer.get("/organisations/", {"kind": "county", "format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    cells = [cell for row in rows for cell in row]
    assert {"代码", "名称", "东埠区", "栖云县"} <= set(cells)
    assert "澜川市" not in [row[1] for row in rows]


def test_an_organisation_shows_its_place_and_what_may_be_done(reviewer, region):
    text = reviewer.get(f"/organisations/{region['lanchuan_edu'].pk}").content.decode()
    assert "单位更名" in text
    assert "汀河都市圈" in text


def test_a_clerk_reads_but_is_offered_nothing(enter, somebody, region):
    person, _ = somebody("clerk", "filler", "lanchuan_edu")
    client = enter(person)
    assert "单位更名" not in client.get(f"/organisations/{region['lanchuan_edu'].pk}").content.decode()
    assert client.get(f"/organisations/{region['lanchuan_edu'].pk}/rename").status_code == 403


def test_an_organisation_is_added_by_the_form(reviewer, region):
    given = {
        "code": "990103",
        "called": "望汀区",
        "kind": "county",
        "parent": region["lanchuan"].pk,
        "aliases": "望汀\n望汀新城",
    }
    answer = reviewer.post("/organisations/add", given)
    made = Organisation.objects.get(code="990103")
    assert answer.url == f"/organisations/{made.pk}"
    assert made.city == region["lanchuan"]
    assert made.aliases.count() == 2


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(reviewer):
    answer = reviewer.post("/organisations/add", {"code": "990104", "called": "", "kind": "moon", "parent": "abc"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="990104"' in text
    assert text.count('aria-invalid="true"') == 3


def test_a_renaming_asks_for_a_reason_and_keeps_the_old_name(reviewer, region):
    address = f"/organisations/{region['lanchuan_edu'].pk}/rename"
    given = {"called": "澜川市教育体育局", "code": "990100-EDS", "on": localdate().isoformat()}
    assert "理由" in reviewer.post(address, given).content.decode()
    ahead = {"on": (localdate() + timedelta(days=2)).isoformat(), "reason": "机构改革"}
    assert "尚未到" in reviewer.post(address, given | ahead).content.decode()
    reviewer.post(address, given | {"reason": "机构改革"})
    old = Organisation.objects.get(pk=region["lanchuan_edu"].pk)
    assert old.name == "澜川市教育局"
    assert old.successor.name == "澜川市教育体育局"


def test_the_later_of_two_editors_sees_the_difference_and_may_insist(reviewer, region, do):
    from citycircle.accounts.actions.organisations import AmendOrganisation

    bureau = Organisation.objects.get(pk=region["lanchuan_edu"].pk)
    do(
        AmendOrganisation(
            organisation=bureau, seen=bureau.version, called="澜川市教育局", called_en="Education", kind="department",
            parent=region["lanchuan"],
        )
    )  # fmt: skip
    given = {
        "called": "澜川市教育局",
        "called_en": "Education Bureau",
        "kind": "department",
        "parent": region["lanchuan"].pk,
    }
    answer = reviewer.post(f"/organisations/{bureau.pk}/amend", given | {"seen": "1"})
    text = answer.content.decode()
    assert "Education Bureau" in text
    assert "<td>Education</td>" in text
    assert 'name="seen" value="2"' in text
    reviewer.post(f"/organisations/{bureau.pk}/amend", given | {"seen": "2"})
    assert Organisation.objects.get(pk=bureau.pk).name_en == "Education Bureau"


def test_a_code_that_is_taken_gets_a_sentence_and_a_line_in_the_log(reviewer, region):
    given = {"code": "990101", "called": "另一个区", "kind": "county", "parent": region["lanchuan"].pk}
    answer = reviewer.post("/organisations/add", given)
    assert answer.status_code == 422
    assert "已经存在" in answer.content.decode()
    assert AuditLine.objects.filter(action="organisation.add", outcome="failed").count() == 1
