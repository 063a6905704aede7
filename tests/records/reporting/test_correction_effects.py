"""A correction says beforehand what it does to every light and paper; signed, it lights anew and keeps the old."""

from __future__ import annotations

from datetime import date

import pytest
from tests.region import NOW

from citycircle.mechanisms.reports.corrections import BY_HAND, NONE

MONTH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
CELLS = {"progress": "3月12日完成校车互认协议签署。", "share": "25", "next_step": "4月10日前印发实施细则。"}


@pytest.fixture
def go(act):
    def do(action, report, by, days=20, /, **values):
        report.refresh_from_db()
        return act(action(report=report, seen=report.version, **values), by, days)

    return do


@pytest.fixture
def locked(parts, people, region, act, go):
    """The report of March on the first task: 25 per cent, locked, and lit for March and April."""
    from citycircle.records.month.actions import reports
    from citycircle.records.month.actions.locking import LockMonth
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.actions.reviewing import ReviewReport
    from citycircle.records.month.models import Report

    act(OpenMonth(office=region["lanchuan"], month=MONTH, due=date(2026, 3, 27)), people["reviewer"], 14)
    report = Report.objects.get(part=parts["1", "990100-EDU"], into=None)
    go(reports.FillReport, report, people["clerk"], cells=CELLS)
    go(reports.SendReport, report, people["clerk"])
    go(reports.SignReport, report, people["head"])
    go(ReviewReport, report, people["reviewer"], 22)
    act(
        LockMonth(office=region["lanchuan"], month=MONTH, summary="3月汇总", notice="第3期"), people["reviewer"], 32
    )  # fmt: skip
    report.refresh_from_db()
    return report


@pytest.fixture
def lit(locked, do, region):
    from citycircle.records.month.actions.lights import LightMonth
    from citycircle.records.month.models import Light

    for month, on in ((MONTH, date(2026, 3, 31)), (APRIL, date(2026, 4, 5))):
        do(LightMonth(city=region["lanchuan"], month=month, on=on))
    return lambda month: Light.objects.get(part=locked.part, month=month)


@pytest.fixture
def slip(locked, people, go, act):
    """File a slip, list its effects; gives the slip."""
    from citycircle.records.month.actions.corrections import FileCorrection, ShowEffects

    def make(new="5", field="share"):
        made = go(FileCorrection, locked, people["head"], 40, field=field, new=new)
        return act(ShowEffects(slip=made), people["reviewer"], 41)

    return make


@pytest.fixture
def sign(people, act):
    from citycircle.records.month.actions.corrections import DecideCorrection, fingerprint_of

    return lambda made, sign=True: act(
        DecideCorrection(slip=made, sign=sign, effects_seen=fingerprint_of(made), answer="同意"), people["leader"], 42
    )


def said(slip):
    return "\n".join(each["zh"] for each in slip.effects)


def test_every_light_that_rests_on_the_value_is_named_with_its_old_and_new_word(lit, slip):
    assert (lit(MONTH).colour, lit(APRIL).colour) == ("green", "green")
    told = said(slip("5"))
    assert "“校车互认（2026-03亮灯）”由绿灯·达序时变为黄灯·落后序时" in told, told
    assert "“校车互认（2026-04亮灯）”由绿灯" in told
    assert (lit(MONTH).colour, lit(MONTH).before.count()) == ("green", 0)


def test_a_light_that_stays_is_said_too(lit, slip):
    assert "“校车互认（2026-03亮灯）”仍为绿灯" in said(slip("26"))


def test_words_touch_no_light(lit, slip):
    assert "亮灯" not in said(slip("4月12日签署。", field="progress"))


def test_signed_it_lights_anew_and_the_old_reading_stays_with_one_sentence(lit, slip, sign, locked):
    from citycircle.accounts.models.audit import AuditLine

    old = lit(MONTH)
    sign(slip("5"))
    new = lit(MONTH)
    before = new.before.get()
    assert (before.colour, before.sentence_zh, before.computed_on) == ("green", old.sentence_zh, old.computed_on)
    assert (new.colour, new.policy, new.computed_on) == ("yellow", old.policy, old.computed_on)
    assert "落后20个百分点" in new.sentence_zh
    assert before.told_zh.startswith("2026年4月13日批准的更正单把“进度（%）”由25改为5：“校车互认（2026-03亮灯）”由绿灯")
    assert "green" in before.told_en
    assert lit(APRIL).colour == "yellow"
    locked.part.refresh_from_db()
    assert locked.part.colour == lit(APRIL).colour
    assert "lightbefore" in AuditLine.objects.filter(action="correction.decide").order_by("-number").first().changes


def test_refused_it_lights_nothing(lit, slip, sign):
    sign(slip("5"), sign=False)
    assert lit(MONTH).colour == "green"
    assert not lit(MONTH).before.exists()


def test_a_light_set_by_hand_is_shown_as_before_and_the_computed_one_beneath_changes(lit, slip, sign, people, act):
    from citycircle.records.month.actions.lights import SetLight

    act(SetLight(light=lit(APRIL), colour="orange"), people["supervisor"], 39)
    made = slip("5")
    assert BY_HAND.zh.removeprefix("{sentence}").format(light="橙灯") in said(made)
    sign(made)
    now = lit(APRIL)
    assert (now.colour, now.human_colour, now.part.colour) == ("yellow", "orange", "orange")


def test_later_reports_of_their_own_carry_their_own_light_and_the_carried_value_is_named(  # noqa: PLR0917
    lit, slip, locked, people, region, act, do
):
    from citycircle.records.month.actions.lights import LightMonth
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.models import Report

    act(OpenMonth(office=region["lanchuan"], month=APRIL, due=date(2026, 4, 28)), people["reviewer"], 38)
    april = Report.objects.get(part=locked.part, month=APRIL, into=None)
    assert april.entries.get(field="share").carried
    Report.objects.filter(pk=april.pk).update(submitted_at=NOW)
    do(LightMonth(city=region["lanchuan"], month=APRIL, on=date(2026, 4, 5)))
    told = said(slip("5"))
    assert "“校车互认（2026-04亮灯）”仍为" in told
    assert "2026-04月报带入了原值“25”" in told


def test_the_light_is_read_as_the_case_stood_on_its_day(lit, slip, locked):
    from citycircle.records.month.models import Part

    Part.objects.filter(pk=locked.part_id).update(state="closed")
    assert "“校车互认（2026-03亮灯）”由绿灯·达序时变为黄灯" in said(slip("5"))


def test_the_policy_that_lit_it_is_asked_and_no_later_one(lit, slip, do, region):
    from citycircle.records.month.actions.policies import KeepLightPolicy

    do(KeepLightPolicy(organisation=region["lanchuan"], code="xuancheng", called="宣城", source="文件",
                       valid_from=date(2026, 4, 6)))  # fmt: skip
    assert "（按银川" in said(slip("5"))


def test_public_page_lists_and_slips_that_printed_it_are_named(lit, slip, locked, region):
    from citycircle.records.lists.entries import row_code
    from citycircle.records.lists.models import SheetExport
    from citycircle.records.month.models import Chase

    row = {"progress": CELLS["progress"], "light": "绿灯"}
    SheetExport.objects.create(
        short_code="LC-7Q2K", plan=locked.part.task.plan, organisation=region["lanchuan"], template="T3",
        versions={str(locked.part.task_id): 1}, digest="0" * 64, made_at=locked.locked_at,
        content={"title": "3月调度表", "lines": [[row_code(locked.part.task_id), row]]},
    )  # fmt: skip
    for document, signed in (("督查单", NOW), ("催办单", None)):
        Chase.objects.create(part=locked.part, organisation=region["lanchuan_edu"], office=region["lanchuan"],
                             rung=document, day=APRIL, document=document, signed_at=signed)  # fmt: skip
    told = said(slip("5"))
    public = "公开进展页的说法由“进展正常”变为“进度稍慢，正在推进”"
    for words in ("第3期", public, "3月调度表", "亮灯栏印有“绿灯”", "已签发的督查单", "待签发的催办单"):
        assert words in told, (words, told)


def test_words_on_the_public_page_and_on_a_sheet_are_named(lit, slip, locked, region):
    from citycircle.records.lists.entries import row_code
    from citycircle.records.lists.models import SheetExport

    for code, words in (("LC-1", CELLS["progress"]), ("LC-2", "别的话")):
        SheetExport.objects.create(
            short_code=code, plan=locked.part.task.plan, organisation=region["lanchuan"], template="T3",
            versions={str(locked.part.task_id): 1}, digest="0" * 64, made_at=locked.locked_at,
            content={"title": "3月调度表", "lines": [[row_code(locked.part.task_id), {"progress": words}]]},
        )  # fmt: skip
    told = said(slip("3月13日签署。", field="progress"))
    assert f"公开进展页现登有“{CELLS['progress']}”" in told
    assert "LC-1" in told
    assert "LC-2" not in told
    assert NONE.zh not in told


def test_a_partners_value_and_another_citys_part_touch_no_light_of_the_lead(lit, locked, people, act):
    from citycircle.records.month.models import Report
    from citycircle.records.month.relighting import read_twice

    partner = Report.objects.get(into=locked)
    Report.objects.filter(pk=partner.pk).update(submitted_at=NOW)
    partner.refresh_from_db()
    assert read_twice(partner, "share", "5") == []
    assert len(read_twice(locked, "share", "5")) == 2


def test_the_page_of_the_light_shows_what_it_was_before(lit, slip, sign, enter, somebody):
    made = slip("5")
    sign(made)
    told = enter(somebody("duban", "supervisor", "lanchuan_drc")[0]).get(f"/lights/{made.entry.report.part_id}")
    for words in ("更正前的灯", "由绿灯·达序时变为黄灯·落后序时", "看更正单"):
        assert words in told.content.decode()
