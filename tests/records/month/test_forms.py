"""Forms are admitted with their cost in sight, never ask again what has an owner, and end; completeness is counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.region import DAY, NOW

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture
def office(somebody):
    return somebody("ban", "office_reviewer", "lanchuan_drc")[1]


@pytest.fixture
def admitted(do, region, office):
    from citycircle.records.month.actions.forms import AdmitForm

    def admit(*fields, by=office, **more):
        given = {
            "organisation": region["lanchuan_drc"], "code": "people", "called": "人口月报", "basis": "2026年9号",
            "cadence": "monthly_28", "valid_from": MARCH, "valid_to": date(2026, 12, 31),
            "asked": (region["lanchuan_edu"],),
        }  # fmt: skip
        return do(AdmitForm(**{**given, "fields": fields, **more}), by=by)

    return admit


POPULATION = {"key": "population", "title": "常住人口（万人）", "kind": "number"}
OWNED = {**POPULATION, "owner": "澜川市教育局"}


def test_a_form_is_admitted_with_its_basis_and_its_last_day(admitted):
    row = admitted(POPULATION, {"key": "note", "title": "说明", "kind": "words"})
    assert (row.valid_to, row.admitted_at) == (date(2026, 12, 31), NOW)
    assert [each["key"] for each in row.fields] == ["population", "note"]


def test_what_has_an_owner_is_not_asked_of_others_and_the_owner_is_named(admitted, region):
    from citycircle.mechanisms.burden.facts import FactHasOwner

    admitted(OWNED)
    with pytest.raises(FactHasOwner) as caught:
        admitted({**POPULATION, "title": "常住人口数"}, code="again", asked=(region["dongbu"], region["qiyun"]))
    assert "澜川市教育局" in caught.value.say("zh")
    admitted({**POPULATION, "title": "户籍人口"}, code="other", asked=(region["dongbu"],))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"valid_to": None}, "FormIncomplete"),
        ({"basis": " "}, "FormIncomplete"),
        ({"asked": ()}, "NobodyAsked"),
        ({"cadence": "hourly"}, "NotInTable"),
        ({"chain": ({"name": "省", "due": "2026-03-30"}, {"name": "市", "due": "2026-03-20"})}, "BufferUnexplained"),
        (
            {"chain": ({"name": "省", "due": "2026-03-20"}, {"name": "市", "due": "2026-03-30"})},
            "DeadlineAfterSuperior",
        ),
    ],
)
def test_a_form_that_is_not_in_order_is_refused(admitted, more, refusal):
    from citycircle.core.errors import CityCircleError

    with pytest.raises(CityCircleError) as caught:
        admitted(POPULATION, **more)
    assert type(caught.value).__name__ == refusal


def test_a_code_means_one_form_at_a_time(admitted, do, office):
    from citycircle.records.month.actions.forms import EndForm, FormCodeTaken

    row = admitted(POPULATION)
    with pytest.raises(FormCodeTaken):
        admitted({**POPULATION, "title": "户籍人口"})
    do(EndForm(form=row, seen=row.version, last=date(2026, 6, 30)), by=office)
    admitted({**POPULATION, "title": "户籍人口"}, valid_from=date(2026, 7, 1))


def test_a_form_ends_earlier_but_not_in_the_past_nor_later(admitted, do, office):
    from citycircle.records.month.actions.forms import EndForm, EndsBeforeToday

    row = admitted(POPULATION)
    with pytest.raises(EndsBeforeToday):
        do(EndForm(form=row, seen=row.version, last=DAY - timedelta(days=1)), by=office)
    do(EndForm(form=row, seen=row.version, last=date(2030, 1, 1)), by=office)
    assert row.valid_to == date(2026, 12, 31)


def test_forms_are_a_matter_of_the_own_place(admitted, somebody):
    from citycircle.accounts.errors import NotAllowed

    for name, place in (("he", "heyang_drc"), ("quan", "office")):
        with pytest.raises(NotAllowed):
            admitted(POPULATION, by=somebody(name, "office_reviewer", place)[1])


def test_acceptance_19_a_month_asks_the_cells_of_the_reports_that_were_opened(part, region, admitted):
    from citycircle.mechanisms.burden.meter import month_of
    from citycircle.mechanisms.reports.cells import MONTHLY
    from citycircle.records.month.forms import asked_in
    from citycircle.records.month.models import Report

    row = admitted(POPULATION, {"key": "progress", "title": "本月进展情况", "kind": "words"})
    for number, holder in enumerate(("lanchuan_edu", "lanchuan_edu", "lanchuan_drc", "heyang_drc"), start=1):
        part(holder, reports=True, number=number)
    with_form = part("dongbu", reports=True, number=9)
    Report.objects.filter(part=with_form).update(form=row)
    costs = asked_in(MARCH, region["lanchuan"].pk, date(2026, 3, 31))
    in_city = Report.objects.filter(city=region["lanchuan"])
    assert sum(cost.asked for cost in costs) == sum(
        len(each.form.fields) if each.form else len(MONTHLY) for each in in_city
    )
    assert month_of(costs).asked == 3 * len(MONTHLY) + 2
    doubles = {(double.field.key, double.form.code) for cost in costs for double in cost.doubles}
    assert ("progress", "monthly") in doubles
    assert asked_in(date(2026, 2, 1), region["lanchuan"].pk, date(2026, 2, 28)) == []


def test_completeness_of_a_month(part, region):
    from citycircle.mechanisms.cadences.completeness import Count
    from citycircle.records.month.completeness import month_of_reports
    from citycircle.records.month.models import Report

    part("lanchuan_edu", "25", number=1)
    part("lanchuan_edu", reports=True, number=2)
    late = part("lanchuan_drc", "25", number=3)
    excused = part("lanchuan_drc", reports=True, number=4)
    Report.objects.filter(part=late).update(submitted_at=NOW + timedelta(days=60))
    Report.objects.filter(part=excused).update(state="excused")
    month = month_of_reports(Report.objects.filter(month=MARCH, city=region["lanchuan"]))
    assert month.by_organisation == {"澜川市教育局": Count(2, 1, 1), "澜川市发展和改革委员会": Count(1, 1, 0)}
    assert month.by_form == {"monthly": Count(3, 2, 1)}
