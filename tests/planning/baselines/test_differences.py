"""Two versions side by side: nothing changed is nothing, applying what changed gives the new one, effects in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some
from tests.planning.baselines.ledgers import DRC, EDU, ledgers, points, two_versions

from citycircle.planning.baselines.differences import CELLS, Difference, applied, difference
from citycircle.planning.baselines.effects import CELL_NAMES, concerned, effects
from citycircle.planning.duties.decisions import identity
from citycircle.planning.ledger import Goal, Item


@given(ledgers())
def test_a_ledger_does_not_differ_from_itself(ledger):
    found = difference(ledger, ledger)
    assert found.is_empty
    assert found == Difference()
    assert effects(ledger, ledger) == ()


@given(two_versions())
def test_applying_what_changed_to_the_old_version_gives_the_new_one(versions):
    old, new = versions
    assert applied(difference(old, new), old) == new


@given(two_versions())
def test_a_difference_is_empty_only_when_nothing_differs(versions):
    old, new = versions
    assert difference(old, new).is_empty is (old == new)


@given(ledgers(), some.data())
def test_moving_one_task_names_one_task_as_moved(ledger, data):
    if len(ledger.items) < 2:
        return
    at = data.draw(some.integers(0, len(ledger.items) - 1))
    rest = [*ledger.items[:at], *ledger.items[at + 1 :]]
    to = data.draw(some.integers(0, len(rest)))
    moved = difference(ledger, replace(ledger, items=(*rest[:to], ledger.items[at], *rest[to:]))).moved
    assert len(moved) == (to != at)


@given(two_versions())
def test_every_touched_task_has_an_effect_in_both_languages(versions):
    old, new = versions
    lines = effects(old, new)
    assert {line.key for line in lines} == difference(old, new).touched - _silent(old, new)
    assert all("{" not in line.sentence.zh.replace("{", "", 0) or line.sentence.zh for line in lines)
    assert all(line.sentence.zh.endswith("。") and line.sentence.en.endswith(".") for line in lines)


def _silent(old, new):
    """Tasks whose only change says nothing to anybody: the same duty under another spelling, or a reason reworded."""
    told = {line.key for line in effects(old, new)}
    quiet = {"leads", "responsible", "cooperating", "due_implied", "number", "goals"}
    cells = {}
    for change in difference(old, new).changed:
        cells.setdefault(change.key, set()).add(change.cell)
    return {key for key, changed in cells.items() if key not in told and changed <= quiet}


def test_every_cell_has_a_name_in_both_languages():
    assert set(CELLS) <= set(CELL_NAMES)


def changed(**cells):
    old = points()
    new = replace(old, items=(replace(old.items[0], **cells), *old.items[1:]))
    return [line.sentence.zh for line in effects(old, new)]


def test_who_gains_loses_and_changes_a_duty_is_said_by_name():
    assert changed(leads=(EDU,), cooperating=(DRC,)) == [
        "澜川市教育局新增职责：牵头第1项“开放异地养老床位”。",
        "澜川市发展和改革委员会在第1项“开放异地养老床位”中由牵头改为配合。",
    ]
    assert changed(leads=(EDU,))[1] == "澜川市发展和改革委员会不再承担：牵头第1项“开放异地养老床位”。"


def test_a_deadline_that_moves_says_whether_it_is_later_and_by_how_many_days():
    assert changed(due=date(2027, 1, 31)) == [
        "第1项“开放异地养老床位”的完成时限由2026年12月31日推迟到2027年1月31日（31天）。"
    ]
    assert changed(due=date(2026, 12, 1)) == [
        "第1项“开放异地养老床位”的完成时限由2026年12月31日提前到2026年12月1日（30天）。"
    ]
    assert changed(due=None) == ["第1项“开放异地养老床位”的完成时限由“2026年12月31日”改为“无”。"]


def test_a_target_that_shrinks_shows_both_figures():
    smaller = Goal("床位", "=", Decimal(1000), "张", deadline="2026")
    assert changed(goals=(smaller,)) == ["第1项“开放异地养老床位”的目标“床位”由1200张（2026年）改为1000张（2026年）。"]
    assert changed(goals=()) == ["第1项“开放异地养老床位”取消目标“床位”（原为1200张（2026年））。"]
    assert changed(strength="explore") == ["第1项“开放异地养老床位”的承诺强度由“力争”改为“探索”。"]


def test_added_and_dropped_tasks_tell_everybody_in_them():
    old = points()
    new = replace(old, items=(*old.items[:2], Item("t9", "3", "共建轨道", "", leads=(DRC,))))
    lines = effects(old, new)
    assert [line.sentence.zh for line in lines if line.sort == "task"] == [
        "新增任务：第3项“共建轨道”。",
        "取消任务：第3项“举办汀河马拉松”。",
    ]
    by_party = concerned(lines)
    assert [line.sentence.zh for line in by_party[identity(EDU)]] == [
        "取消任务：第3项“举办汀河马拉松”。",
        "澜川市教育局不再承担：牵头第3项“举办汀河马拉松”。",
    ]


def test_a_new_number_alone_is_a_renumbering_and_no_effect():
    old = points()
    new = replace(old, items=(replace(old.items[0], number="一"), *old.items[1:]))
    found = difference(old, new)
    assert [(change.old, change.new) for change in found.renumbered] == [("1", "一")]
    assert (found.touched, effects(old, new)) == (frozenset(), ())


def test_what_the_plan_says_of_itself_is_compared_too():
    old = points()
    head = difference(old, replace(old, year_to=2027)).head
    assert [(change.cell, change.old, change.new) for change in head] == [("year_to", 2026, 2027)]
