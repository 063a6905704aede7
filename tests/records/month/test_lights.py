"""Lights of a month: computed from reports, kept with their sentence, a person's beside them, and each city its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.region import NOW

from citycircle.core.messages import Text

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)
END = date(2026, 3, 31)


@pytest.fixture
def light(do, region):
    from citycircle.records.month.actions.lights import LightMonth

    def compute(city="lanchuan", month=MARCH, on=END):
        return do(LightMonth(city=region[city] if city else None, month=month, on=on))

    return compute


def only(part):
    part.refresh_from_db()
    return part.lights.get()


def test_a_light_is_computed_from_the_report_and_prints_its_arithmetic(part, light):
    late, good = part("lanchuan_edu", "5"), part("lanchuan_drc", "25", number=2)
    assert light() == 2
    found = only(late)
    assert (found.colour, late.colour, only(good).colour) == ("yellow", "yellow", "green")
    assert "计划完成25%" in found.sentence_zh
    assert "落后20个百分点" in found.sentence_zh
    assert (found.policy, found.policy_version, found.computed_on) == ("yinchuan_progress", "1@2020-01-01", END)
    assert found.facts["values"] == {"behind_plan": "20/1"}


def test_lighting_again_changes_nothing_and_a_new_figure_changes_the_light(part, light, do):
    from citycircle.accounts.models.audit import AuditLine
    from citycircle.records.month.models import Entry

    late = part("lanchuan_edu", "5")
    light()
    light()
    assert AuditLine.objects.filter(action="light.compute").order_by("-number").first().changes == "[]"
    Entry.objects.create(report=late.reports.get(), field="share", number=2, value=Decimal(25), entered_at=NOW)
    light()
    assert only(late).colour == "green"


def test_the_planned_curve_of_a_part_comes_before_months_over_twelve(part, light):
    from citycircle.mechanisms.lights.curves import drawn

    winter = drawn([(date(2025, 12, 31), Decimal(0)), (END, Decimal(400)), (date(2026, 12, 31), Decimal(8000))])
    made = part("lanchuan_edu", "5", planned=winter.as_json())
    light()
    assert only(made).colour == "green"
    assert "计划完成5%" in only(made).sentence_zh


def test_without_a_report_it_is_grey_and_says_what_is_missing(part, light):
    made = part("lanchuan_edu")
    light()
    assert only(made).colour == "grey"
    assert "尚缺" in only(made).sentence_zh


def test_a_figure_written_in_words_counts_and_a_text_is_not_comparable(part, light):
    from citycircle.records.month.models import Entry

    made = part("lanchuan_edu", "5")
    Entry.objects.filter(report__part=made).update(value=None, words="25%")
    light()
    assert only(made).colour == "green"
    Entry.objects.filter(report__part=made).update(words="有序推进")
    light()
    assert "不能与计划数相比" in only(made).sentence_zh


def test_what_is_closed_is_green_and_what_is_disputed_grey(part, light):
    closed, disputed = part("lanchuan_edu", "5", state="closed"), part("lanchuan_drc", "5", number=2, state="objected")
    light()
    assert (only(closed).colour, only(disputed).colour) == ("green", "grey")
    assert "职责归属有异议" in only(disputed).sentence_zh


def test_a_supervisor_sets_another_light_with_a_reason_and_both_stay(part, light, somebody, do):
    from citycircle.accounts.errors import ReasonNeeded
    from citycircle.records.month.actions.lights import SetLight

    made = part("lanchuan_edu", "5")
    light()
    _, supervisor = somebody("du", "supervisor", "lanchuan_drc")
    with pytest.raises(ReasonNeeded):
        do(SetLight(light=only(made), colour="green"), by=supervisor, reason=" ")
    do(SetLight(light=only(made), colour="green"), by=supervisor, reason="汛期停工，已批复")
    found = only(made)
    assert (found.colour, found.human_colour, found.human_reason, made.colour) == (
        "yellow", "green", "汛期停工，已批复", "green",
    )  # fmt: skip
    light()
    assert only(made).human_colour == "green"
    assert made.colour == "green"
    do(SetLight(light=only(made), colour=""), by=supervisor, reason="复工")
    assert (only(made).human_colour, made.colour) == ("", "yellow")


def test_no_city_and_no_regional_office_sets_the_light_of_another_city(part, light, somebody, do):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions.lights import LightMonth, SetLight

    made = part("heyang_drc", "5")
    light("heyang")
    for name, place in (("lan", "lanchuan_drc"), ("quan", "office")):
        _, stranger = somebody(name, "supervisor", place)
        with pytest.raises(NotAllowed):
            do(SetLight(light=only(made), colour="red"), by=stranger)
        with pytest.raises(NotAllowed):
            do(LightMonth(city=made.city, month=MARCH, on=END), by=stranger)
    assert only(made).human_colour == ""


def test_a_colour_nobody_knows_is_refused(part, light, somebody, do):
    from citycircle.records.month.actions.lights import NoSuchColour, SetLight

    made = part("lanchuan_edu", "5")
    light()
    with pytest.raises(NoSuchColour):
        do(SetLight(light=only(made), colour="violet"), by=somebody("du", "supervisor", "lanchuan_drc")[1])


def test_a_part_shows_the_light_of_its_latest_month(part, light):
    made = part("lanchuan_edu", "5")
    light()
    light(month=date(2026, 2, 1))
    assert {each.month.month: each.colour for each in made.lights.all()} == {3: "yellow", 2: "grey"}
    made.refresh_from_db()
    assert made.colour == "yellow"


def keep(region, **more):
    from citycircle.records.month.actions.policies import KeepLightPolicy

    given = {
        "organisation": region["lanchuan_drc"],
        "code": "xuancheng",
        "called": "序时通报",
        "source": "澜督发〔2026〕3号",
        "valid_from": MARCH,
    }
    return KeepLightPolicy(**{**given, **more})


def own_rows(old="[10,30]", new="[10,15]"):
    from citycircle.records.month.policies import rows_of

    rows = rows_of("yinchuan_progress", "lanchuan", Text("澜川·进度", "Lanchuan: progress"), on=MARCH)
    for row in rows:
        if row["table"] == "bands":
            row["bounds"] = row["bounds"].replace(old, new).replace("(30,∞)", f"({new.rstrip(']').split(',')[1]},∞)")
    return tuple(rows)


def test_a_city_chooses_another_policy_from_a_day_on(part, light, region, somebody, do):
    late = part("lanchuan_edu", "5")
    _, office = somebody("ban", "office_reviewer", "lanchuan_drc")
    do(keep(region), by=office)
    light()
    assert (only(late).colour, only(late).policy) == ("red", "xuancheng")


@pytest.mark.parametrize(
    ("code", "said", "colour", "words"),
    [
        ("three_colours", {"growth": "-1.5%", "growth_target": "3%", "growth_average": "2%"}, "red", "增幅-1.5%"),
        ("three_colours", {"growth": "8%", "growth_target": "9%", "growth_average": "7%"}, "yellow", "目标增幅"),
        ("three_colours", {"growth": "8%"}, "grey", "尚缺"),
        ("three_colours", {"growth": "8%", "growth_target": "7%", "growth_average": "7.5"}, "green", "平均增幅"),
        ("yinchuan_start", {"start_planned": "2026年1月5日"}, "red", "至今未开工"),
        ("yinchuan_start", {"start_planned": "2026-01-05", "started": "2026/3/2"}, "green", "已于"),
        ("yinchuan_entry", {"started": "2026-02-10"}, "yellow", "至今未入库"),
        ("yinchuan_entry", {"started": "春节后"}, "grey", "不能与计划数相比"),
    ],
)
def test_rates_and_days_of_a_form_feed_the_policies_of_growth_start_and_entry(
    part, light, region, somebody, do, *, code, said, colour, words
):  # fmt: skip
    from citycircle.records.month.models import Entry

    made = part("lanchuan_edu", "5")
    report = made.reports.get()
    Entry.objects.filter(report=report).delete()
    for field, given in said.items():
        Entry.objects.create(report=report, field=field, words=given, entered_at=NOW)
    _, office = somebody("ban", "office_reviewer", "lanchuan_drc")
    do(keep(region, code=code, called="示例口径"), by=office)
    light()
    assert only(made).colour == colour
    assert words in only(made).sentence_zh


def test_a_city_edits_its_own_policy_and_the_earlier_one_ends(part, light, region, somebody, do):
    from citycircle.records.month.models import LightPolicy

    late = part("lanchuan_edu", "5")
    _, office = somebody("ban", "office_reviewer", "lanchuan_drc")
    do(keep(region, valid_from=date(2026, 1, 1)), by=office)
    do(keep(region, code="lanchuan", called="澜川·进度", rows=own_rows()), by=office)
    assert [row.valid_to for row in LightPolicy.objects.order_by("valid_from")] == [date(2026, 2, 28), None]
    light()
    found = only(late)
    assert (found.colour, found.policy, found.policy_version) == ("red", "lanchuan", "1@2026-03-01")
    assert "澜川·进度" in found.sentence_zh


def test_gaps_and_strays_are_refused_with_the_place(region, somebody, do):
    from citycircle.core.parameters import NotInTable
    from citycircle.mechanisms.lights.own import PolicyNameTaken
    from citycircle.records.month.policies import PolicyRowsStray

    _, office = somebody("ban", "office_reviewer", "lanchuan_drc")
    gap = own_rows("[10,30]", "[12,15]")
    with pytest.raises(PolicyRowsStray) as caught:
        do(keep(region, code="lanchuan", called="澜川·进度", rows=gap), by=office)
    assert "10–12" in caught.value.say("zh")
    with pytest.raises(PolicyRowsStray):
        do(keep(region, code="lanchuan", called="澜", rows=({"table": "colours", "policy": "lanchuan"},)), by=office)
    with pytest.raises(PolicyNameTaken):
        do(keep(region, code="wuhan", called="武", rows=own_rows()), by=office)
    with pytest.raises(NotInTable):
        do(keep(region, code="nowhere"), by=office)


def test_rules_never_change_for_lights_that_were_given(part, light, region, somebody, do):
    from citycircle.records.month.actions.policies import LightsAlreadyGiven

    part("lanchuan_edu", "5")
    light()
    _, office = somebody("ban", "office_reviewer", "lanchuan_drc")
    with pytest.raises(LightsAlreadyGiven):
        do(keep(region), by=office)
    do(keep(region, valid_from=date(2026, 4, 1)), by=office)


def test_a_policy_is_set_by_its_own_place_alone(region, somebody, do):
    from citycircle.accounts.errors import NotAllowed

    for name, place in (("he", "heyang_drc"), ("quan", "office")):
        with pytest.raises(NotAllowed):
            do(keep(region), by=somebody(name, "office_reviewer", place)[1])


def test_questions_to_the_database_do_not_grow_with_the_parts(part, light, django_assert_max_num_queries):
    for number in range(1, 4):
        part("lanchuan_edu" if number % 2 else "lanchuan_drc", "25", number=number)
    light()
    with django_assert_max_num_queries(40):
        light()


def test_waiting_lands_on_the_list_of_whom_it_waits_for(part, light, region, do):
    from citycircle.records.cases.actions import OpenCase, TakeStep

    office, lead, other = region["office"], region["lanchuan_edu"], region["heyang_drc"]
    parties = {"office": office, "supervision": region["lanchuan_drc"], "leaders": region["lanchuan"]}
    facts = {"task": "TH-1", "matter": "接线", "basis": "第2条", "target": "开工", "agreed_date": "2026-12-31"}
    case = do(OpenCase(kind="task", about="接线", opener=office, other=None, parties=parties, facts=facts))
    for step, role, acting, data in (
        ("take_over", "office", office, {"organisation": lead.code, "document": "台账", "proof_kind": "document"}),
        ("ask_coordination", "lead", lead, {"matter": "北岸接线用地"}),
        ("pass_on", "office", office, {"organisation": other.code, "matter": "北岸接线用地"}),
    ):
        case = do(TakeStep(case=case, seen=case.version, step=step, role=role, acting=acting, data=data))
    made = part("lanchuan_edu", "5", state=case.state, case=case)
    light()
    found = only(made)
    assert (found.colour, found.waits_for, found.facts["beneath"]) == ("grey", other, "yellow")
    assert "由禾阳市发展和改革委员会处理" in found.sentence_zh
    assert "不计等待则为黄灯" in found.sentence_zh
    assert [each.part for each in other.blocks.all()] == [made]


def test_a_report_of_the_heir_counts_after_a_reorganisation(part, light, do, region):
    from citycircle.accounts.actions.organisations import MergeOrganisation
    from citycircle.records.month.models import Report

    made = part("lanchuan_edu", "25")
    do(MergeOrganisation(organisation=region["lanchuan_edu"], into=region["lanchuan_drc"], on=date(2026, 3, 2)))
    Report.objects.filter(part=made).update(organisation=region["lanchuan_drc"])
    light()
    assert only(made).colour == "green"
