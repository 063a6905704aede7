"""Nine months of the demo tell a story that the service itself works out: its lights, its states, its papers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from citycircle.mechanisms.lights import lighting
from citycircle.mechanisms.tasks.readings import closings
from citycircle.records.cases.standing import standing
from citycircle.records.month.deadlines import steps_of
from citycircle.records.month.lights import facts_of, reported_by
from citycircle.records.month.models import (
    AnsweredQuestion,
    Chase,
    CorrectionSlip,
    Instruction,
    Light,
    MonthLock,
    Part,
    Report,
)
from citycircle.records.month.policies import chosen_policy

ROAD, LEVEE, WINDOW, TICKET = "1", "2", "3", "4"
MONTHS = [date(2026, month, 1) for month in range(2, 11)]


@pytest.fixture(autouse=True)
def inside(made, db):
    """Each test looks at the region and changes nothing."""


def part(number, lead):
    rows = Part.objects.filter(task__plan__title="汀河都市圈2026年跨市实事清单", task__number=number)
    return rows.select_related("task", "organisation", "case").get(organisation__name=lead)


def colours(which):
    kept = dict(Light.objects.filter(part=which, month__gte=MONTHS[0]).values_list("month", "colour"))
    return [kept[month] for month in MONTHS]


def test_a_stalled_partner_reddens_itself_and_not_the_lead_who_waits_for_it():
    ours, theirs = part(ROAD, "澜川市交通运输局"), part(ROAD, "禾阳市交通运输局")
    assert ours.joint == theirs.joint != ""
    assert colours(ours) == ["green"] * 4 + ["grey"] * 5
    assert colours(theirs) == ["green"] * 3 + ["yellow"] * 3 + ["red"] * 3
    light = ours.lights.get(month=MONTHS[-1])
    assert light.waits_for == theirs.organisation
    assert "禾阳段用地预审未获批" in light.sentence_zh
    assert "不计等待则为红灯" in light.sentence_zh
    values = [
        report.entries.filter(field="share").last().value for report in theirs.reports.filter(month__gte=MONTHS[2])
    ]
    assert set(values) == {Decimal(30)}


def test_a_levee_that_rests_in_winter_is_green_by_its_curve_and_would_be_behind_without_it():
    levee = part(LEVEE, "澜川市水利局")
    assert set(colours(levee)) == {"green"}
    february, april = date(2026, 2, 28), date(2026, 4, 30)
    assert "计划完成0%" in levee.lights.get(month=MONTHS[0]).sentence_zh
    levee.planned = {}
    chosen = chosen_policy(levee.city_id, april)
    without = {
        day: lighting.light(
            chosen.code, facts_of(levee, reported_by([levee], day.replace(day=1))[levee.pk], on=day), on=day,
            tables=chosen.tables,
        ).colour
        for day in (february, april)
    }  # fmt: skip
    assert without == {february: "yellow", april: "red"}


def test_a_closing_of_june_was_found_false_in_october_and_still_stands_on_record():
    window = part(WINDOW, "澜川市数据局")
    found = closings(standing(window.case))
    assert [(one.at.date(), one.document) for one in found] == [(date(2026, 6, 18), "澜督查〔2026〕14号")]
    assert found[0].reopened.date() == date(2026, 10, 14)
    assert "无人值守" in found[0].finding
    assert (window.state, window.due) == ("underway", date(2026, 12, 15))
    assert [f"{month:%m}" for month in window.reports.order_by("month").values_list("month", flat=True)] == [
        "02", "03", "04", "05", "10",
    ]  # fmt: skip
    assert colours(window) == ["green"] * 8 + ["yellow"]


def test_a_renamed_bureau_goes_on_under_its_new_name_and_its_old_report_stays_readable():
    ticket = part(TICKET, "松渚市文化和旅游局")
    names = [report.organisation.name for report in ticket.reports.order_by("month")]
    assert names == ["松渚市文化和旅游局"] + ["松渚市文化广电和旅游局"] * 9
    assert "首批景区名单" in ticket.reports.earliest("month").entries.get(field="progress").words
    assert set(colours(ticket)) == {"green"}


def test_one_report_was_late_and_chased_and_the_office_signed_the_notice():
    chase = Chase.objects.exclude(report=None).get()
    assert (chase.organisation.name, chase.document) == ("禾阳市交通运输局", "催办通知")
    assert chase.signed_by.sign_in_name == "wentang"
    assert chase.day > chase.report.due
    late = [report for report in Report.objects.exclude(submitted_at=None) if report.submitted_at.date() > report.due]
    assert late == [chase.report]


def test_one_value_was_returned_and_mended_and_one_cell_waits_for_its_answer():
    july = part(LEVEE, "澜川市水利局").reports.get(month=date(2026, 7, 1))
    assert [(entry.words, entry.verdict) for entry in july.entries.filter(field="share").order_by("number")][1:] == [
        ("64", "returned"), ("46", "accepted"),
    ]  # fmt: skip
    waiting = Report.objects.get(state="returned")
    assert (waiting.organisation.name, waiting.month) == ("禾阳市交通运输局", MONTHS[-1])
    assert AnsweredQuestion.objects.filter(report__month=date(2026, 7, 1)).exists()


def test_a_locked_value_was_corrected_by_a_slip_that_showed_its_effects():
    slip = CorrectionSlip.objects.get()
    assert (slip.entry.words, slip.new.words, slip.decision) == ("86", "68", "signed")
    told = "".join(each["zh"] for each in slip.effects)
    assert "松渚市同城办〔2026〕8号" in told
    assert "（2026-08亮灯）”仍为绿灯·达序时" in told
    assert slip.entry.report.state == "locked"


def test_the_signed_slip_lit_august_anew_and_kept_the_reading_before():
    light = part(TICKET, "松渚市文化和旅游局").lights.get(month=date(2026, 8, 1))
    before = light.before.get()
    assert "86%" in before.sentence_zh
    assert "68%" in light.sentence_zh
    assert "由86改为68" in before.told_zh


def test_october_has_a_chain_of_deadlines_down_to_a_county_that_says_why_it_asks_so_early():
    steps = {step.link.organisation.name: step for step in steps_of(date(2026, 10, 1), date(2026, 11, 1))}
    assert (steps["汀河都市圈建设领导小组办公室"].buffer, steps["澜川市"].buffer) == (3, 6)
    county = steps["岩坪县发展和改革局"]
    assert (county.buffer, county.error) == (11, None)
    assert "23日出数" in county.chain.sentence.zh


def test_the_deputy_mayors_instruction_was_answered_and_closed():
    given = Instruction.objects.get()
    assert (given.given_by.sign_in_name, given.to.name, given.case.state) == ("wenzhou", "澜川市交通运输局", "closed")
    assert "过渡方案" in given.case.events.get(name="reply").data["reply"]


def test_every_month_but_the_last_is_locked_in_the_three_cities():
    locked = MonthLock.objects.filter(month__gte=MONTHS[0])
    assert set(locked.values_list("organisation__name", "month")) == {
        (city, month) for city in ("澜川市", "禾阳市", "松渚市") for month in MONTHS[:-1]
    }
    assert not Report.objects.filter(month=MONTHS[-1], state="locked").exists()
    assert not Report.objects.filter(state__in=("missing", "blank", "filling")).exists()
