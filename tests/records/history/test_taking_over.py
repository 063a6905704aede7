"""An office's Excel ledger of two years becomes history: looked at, matched by a person, filed cell by cell."""

import pytest

from citycircle.demo.ledgers import past_ledger


@pytest.fixture
def looked_at(act, region, keeper, clock):
    """The demo's ledger, read for a plan or without one."""
    from citycircle.records.files.actions import take_in
    from citycircle.records.history.actions.taking_over import LookAtLedger

    def look(plan=None):
        name, data = past_ledger()
        office = region["lanchuan_drc"]
        file = take_in(data, name, organisation=office, by=keeper, at=clock())
        return act(LookAtLedger(organisation=office, file=file, plan=plan))

    return look


def test_nothing_is_filed_before_every_row_was_decided(looked_at, plan, act):
    from citycircle.records.history.actions.taking_over import MatchRows, TakeOver
    from citycircle.records.history.errors import MatchNotKnown, MatchUndecided
    from citycircle.records.history.models import PastProgress

    ledger = looked_at(plan)
    assert ledger.found["cells_in"] == ledger.found["cells_out"]
    with pytest.raises(MatchUndecided):
        act(TakeOver(ledger=ledger))
    with pytest.raises(MatchNotKnown):
        act(MatchRows(ledger=ledger, choices=("0=999999",)))
    assert not PastProgress.objects.exists()
    assert plan.tasks.count() == 4


def test_rows_matched_new_and_left_out_all_end_somewhere(looked_at, plan, act):
    from citycircle.records.history.actions.taking_over import MatchRows, TakeOver
    from citycircle.records.history.errors import TakenOver
    from citycircle.records.history.looking import past_of

    ledger = looked_at(plan)
    first = plan.tasks.get(number="1")
    rest = tuple(f"{at}=skip" for at in range(2, ledger.found["tasks"]))
    act(MatchRows(ledger=ledger, choices=(f"0={first.pk}", "1=new", *rest)))
    act(TakeOver(ledger=ledger), reason="接续两年台账")
    rows = ledger.progress.filter(task=first).order_by("month", "pk")
    july = rows.get(month="2025-07-01")
    assert (july.words, july.light, july.sheet, july.cell) == ("铺轨累计17公里，汛期停工9天。", "红灯", "2025年", "M5")
    added = plan.tasks.get(title="毗邻县区定制公交")
    assert [duty.name for duty in added.duties.filter(kind="lead")] == ["市公交集团"]
    assert added.past_progress.count() > 0
    past = past_of(ledger.file, None)
    filed = {(row.sheet, row.cell) for row in ledger.progress.all()}
    listed = {(row.sheet, row.cell) for row in ledger.unplaced.all()}
    assert {(each.place.sheet, each.place.cell) for each in past.told} <= filed | listed
    assert {(each.place.sheet, each.place.cell) for each in past.unplaced} <= listed
    with pytest.raises(TakenOver):
        act(TakeOver(ledger=ledger))


def test_an_office_without_a_plan_gets_one_made_of_its_ledger(looked_at, act, region):
    from citycircle.records.history.actions.taking_over import TakeOver

    ledger = looked_at()
    act(TakeOver(ledger=ledger, plan_title="澜川市同城化重点任务（2025—2026年）"))
    ledger.refresh_from_db()
    plan = ledger.plan
    assert (plan.title, plan.year_from, plan.year_to, plan.state) == (
        "澜川市同城化重点任务（2025—2026年）", 2025, 2026, "draft",
    )  # fmt: skip
    assert plan.tasks.count() == 17
    waiting = plan.tasks.get(title="大型科研仪器共享")
    assert [duty.read_name.name for duty in waiting.duties.filter(kind="lead")] == ["市科技局"]
    assert ledger.progress.count() == ledger.found["told"]


def test_a_stranger_city_neither_sees_nor_takes_over(looked_at, act, somebody):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.history.actions.taking_over import TakeOver
    from citycircle.records.history.looking import ledgers_within

    ledger = looked_at()
    stranger = somebody("luming", "office_reviewer", "heyang_drc")[1]
    assert not ledgers_within(stranger).exists()
    with pytest.raises(NotAllowed):
        act(TakeOver(ledger=ledger), by=stranger)


def test_a_sheet_without_tasks_is_refused(act, region, keeper, clock):
    from citycircle.records.files.actions import take_in
    from citycircle.records.history.actions.taking_over import LookAtLedger
    from citycircle.records.history.errors import NoTasksFound

    office = region["lanchuan_drc"]
    file = take_in("姓名,电话\n甲,1\n".encode(), "通讯录.csv", organisation=office, by=keeper, at=clock())
    with pytest.raises(NoTasksFound):
        act(LookAtLedger(organisation=office, file=file))


def test_the_demos_office_brings_its_two_years_along(region, keeper, clock):
    """The demo's own plan of 2026 and the demo's ledger belong to each other: most of its rows are found again."""
    from citycircle.demo.documents import CITY_POINTS, documents
    from citycircle.demo.ledgers.taking import take_over
    from citycircle.records.jobs.work import do_next
    from citycircle.records.plans.actions.importing import import_upload

    office = region["lanchuan_drc"]
    document = import_upload(
        dict(documents())[CITY_POINTS], CITY_POINTS, organisation=office, by=keeper, at=clock(), vouched=True
    )
    while do_next(clock):
        pass
    document.refresh_from_db()
    ledger = take_over(office, document.plans.get(), by=keeper, at=clock())
    found = set(ledger.progress.values_list("task__title", "task__body"))
    assert len(found) >= 8
    assert any("澜禾线开通运营" in title or "澜禾线开通运营" in body for title, body in found)
    assert ledger.unplaced.exists()
