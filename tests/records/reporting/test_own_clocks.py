"""A city's own clocks: dated, with their source, for cases opened afterwards; an open case keeps its clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.region import NOW

RULE = {"document": "澜政办发〔2026〕7号", "clause": "第九条"}


@pytest.fixture
def keep(region, people, act):
    """The office of Lanchuan keeps a clock of its own for the signing of tasks, or whatever is said otherwise."""
    from citycircle.records.month.actions.clocks import KeepClock

    def kept(by="reviewer", *, days=0, reason="市政府办公室新规", office="lanchuan", **more):
        values = {"kind": "task", "clock": "acknowledge", "amount": 5, "valid_from": date(2026, 3, 10)} | RULE | more
        return act(KeepClock(organisation=region[office], **values), people[by], days, reason)

    return kept


@pytest.fixture
def opened(plan, act, service):
    """Open the parts of a task of the plan, some days after the beginning."""
    from citycircle.records.month.actions.parts import OpenParts
    from citycircle.records.plans.models import Task

    def open_on(days, number):
        tasks = tuple(Task.objects.filter(plan=plan, number=number))
        made = act(OpenParts(plan=plan, document="1号", tasks=tasks), service, days)
        return {part.organisation.code: part for part in made}

    return open_on


def test_cases_opened_afterwards_run_by_the_own_clock_and_open_ones_keep_theirs(keep, opened):
    from citycircle.records.cases.standing import standing

    before = opened(1, "1")["990100-EDU"]
    keep()
    after = opened(8, "2")
    assert before.case.due == date(2026, 3, 5)  # two working days from the 3rd
    assert after["990100-EDU"].case.due == date(2026, 3, 17)  # five from the 10th
    assert after["990200-DRC"].case.due == date(2026, 3, 12), "the rule of one city holds in no other"
    keep(days=20, amount=9, valid_from=date(2026, 3, 25))
    for part in (before, *after.values()):
        part.case.refresh_from_db()
        assert standing(part.case).due == part.case.due
    clause, _ = standing(after["990100-EDU"].case).kind.machine.clock("acknowledge").source("")
    assert clause.say("zh") == "《澜政办发〔2026〕7号》第九条"


def test_a_refusal_cites_the_citys_own_rule(keep, opened, people, act):
    from citycircle.mechanisms.cases.refusals import NotAllowedNow
    from citycircle.records.month.actions.parts import StepOfPart

    keep()
    part = opened(8, "1")["990100-EDU"]
    step = StepOfPart(part=part, seen=part.version, step="deem_acknowledged", role="office")
    with pytest.raises(NotAllowedNow) as early:
        act(step, people["reviewer"], 12)
    assert "澜政办发〔2026〕7号" in early.value.say("zh")
    assert act(step, people["reviewer"], 16).state == "acknowledged"


def test_a_report_and_an_order_follow_the_own_clocks_too(keep, region, people, opened, act):
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.actions.orders import Instruct
    from citycircle.records.month.models import Report

    keep(kind="monthly_report", clock="first_check", amount=4)
    keep(kind="order", clock="reply_check", amount=7)
    part = opened(8, "1")["990100-EDU"]
    act(OpenMonth(office=region["lanchuan"], month=date(2026, 3, 1), due=date(2026, 3, 27)), people["reviewer"], 8)
    given = act(Instruct(part=part, words="请加快", urgency="instruction_urgent"), people["leader"], 8)
    assert [each["amount"] for each in Report.objects.first().case.clocks] == [4]
    assert [each["amount"] for each in given.case.clocks] == [7]


def test_nothing_begins_today_and_nothing_without_its_source(keep):
    from citycircle.accounts.errors import ReasonNeeded
    from citycircle.records.cases.models import OwnClock
    from citycircle.records.month.actions.clocks import ClockBeginsTooEarly, ClockUnusable

    for day in (date(2026, 3, 1), date(2026, 3, 2)):
        with pytest.raises(ClockBeginsTooEarly):
            keep(valid_from=day)
    for wrong in (
        {"kind": "two_way_request"}, {"clock": "moon"}, {"amount": 0}, {"amount": 99999}, {"unit": "hour"},
        {"document": " "}, {"clause": ""}, {"kind": "monthly_report", "clock": "first_check", "unit": "month"},
    ):  # fmt: skip
        with pytest.raises(ClockUnusable) as no:
            keep(**wrong)
        assert all("{" not in no.value.say(language) for language in ("zh", "en"))
    with pytest.raises(ReasonNeeded):
        keep(reason=" ")
    assert not OwnClock.objects.exists()


@pytest.mark.parametrize("stranger", ["their_reviewer", "regional", "clerk", "head", "supervisor", "leader"])
def test_only_the_office_of_the_very_city_keeps_its_clocks(keep, stranger):
    from citycircle.accounts.errors import NotAllowed

    with pytest.raises(NotAllowed):
        keep(stranger)


def test_between_two_cities_no_own_clock_holds(keep, region):
    from citycircle.records.cases.own_clocks import clocks_for, own_clocks

    keep()
    kept = own_clocks("task", (NOW + timedelta(days=30)).date())
    assert clocks_for(kept, region["lanchuan"], region["lanchuan_edu"])
    assert not clocks_for(kept, region["lanchuan"], region["heyang_drc"])
    assert not clocks_for(kept, region["heyang"], None)


def test_the_page_shows_every_clock_with_its_source_and_the_form_keeps_one(keep, region, somebody, enter):
    from django.utils.timezone import localdate

    from citycircle.records.cases.models import OwnClock

    person, _ = somebody("banshi", "office_reviewer", "lanchuan")
    client = enter(person)
    shown = client.get("/clocks/").content.decode()
    assert "签收时限" in shown
    assert "任务办理时限建议值" in shown
    assert "禾阳市" not in shown
    form = f"/clocks/{region['lanchuan'].pk}/keep"
    given = {"clock": "order:reply_check", "amount": "6", "unit": "workday", "reason": "新规",
             "valid_from": (localdate() + timedelta(days=1)).isoformat(), **RULE}  # fmt: skip
    wrong = client.post(form, given | {"amount": "六"})
    assert "无法识别" in wrong.content.decode()
    assert client.post(form, given).status_code == 302
    made = OwnClock.objects.get()
    assert (made.organisation, made.kind, made.clock, made.amount) == (region["lanchuan"], "order", "reply_check", 6)
    assert "澜政办发〔2026〕7号 第九条" in client.get("/clocks/").content.decode()
    assert client.get(f"/clocks/{region['heyang'].pk}/keep").status_code == 404


def test_an_own_clock_stands_on_the_page_in_both_languages(keep, somebody, enter):
    keep()
    person, _ = somebody("banshi", "filler", "lanchuan_edu")
    client = enter(person)
    assert "澜政办发〔2026〕7号" in client.get("/clocks/").content.decode()
    client.post("/language/", {"language": "en"})
    page = client.get("/clocks/").content.decode()
    assert "5 working days" in page
    assert "Set a clock" not in page, "only the office keeps one"
