"""Slippage in days of both kinds, what is due, and what a late milestone takes with it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.schedule.nets import START, nets

from citycircle.core.workdays import national
from citycircle.planning.schedule.network import network_of
from citycircle.planning.schedule.nodes import Node, Predecessor
from citycircle.planning.schedule.slippage import (
    Basis,
    Moved,
    due_within,
    moved_by,
    moves,
    overdue,
    projection,
    slip_of,
)

TODAY = date(2026, 9, 15)


def node(key, baseline=None, forecast=None, actual=None, **more):
    return Node(key, key, baseline=baseline, forecast=forecast, actual=actual, **more)


def test_a_forecast_over_the_national_day_week_is_fewer_working_days_late():
    # 28 September to 12 October 2026: off from 1 to 7 October, 10 October (a Saturday) made up.
    # Working days after the 28th: 29, 30 September, 8, 9, 10 (made up) and 12 October: 6.
    slip = slip_of(node("a", date(2026, 9, 28), date(2026, 10, 12)), TODAY, national())
    assert (slip.days, slip.working_days, slip.basis) == (14, 6, Basis.FORECAST)
    assert slip.words.zh == "滞后14天（6个工作日）"


def test_reached_early_is_negative_in_both_counts():
    slip = slip_of(node("a", date(2026, 9, 14), actual=date(2026, 9, 10)), TODAY, national())
    assert (slip.days, slip.working_days, slip.basis) == (-4, -2, Basis.ACTUAL)
    assert slip.words.en == "4 days early (2 working days)"


def test_not_reached_and_nothing_ahead_is_late_so_far():
    slip = slip_of(node("a", date(2026, 9, 10), date(2026, 9, 12)), TODAY, national())
    assert (slip.days, slip.basis) == (5, Basis.SO_FAR)
    assert slip.words.zh == "已超期5天（3个工作日）"


def test_a_year_without_holidays_is_said_and_not_guessed():
    slip = slip_of(node("a", date(2026, 12, 31), date(2027, 2, 1)), TODAY, national())
    assert (slip.days, slip.working_days) == (32, None)
    assert slip.words.zh == "滞后32天（工作日待2027年放假通知印发后计算）"
    assert "2027" in slip.words.en


def test_nothing_to_measure_gives_no_slippage():
    assert slip_of(node("a", forecast=date(2026, 10, 1)), TODAY, national()) is None
    assert slip_of(node("a", date(2026, 10, 1)), TODAY, national()) is None
    assert slip_of(node("a", date(2026, 10, 1), date(2026, 10, 1)), TODAY, national()).words.zh == "按期"


def test_due_within_thirty_days_counts_both_ends_and_goes_by_what_was_promised():
    nodes = [
        node("last", TODAY + timedelta(30)),
        node("first", TODAY),
        node("beyond", TODAY + timedelta(31)),
        node("past", TODAY - timedelta(1)),
        node("reached", TODAY + timedelta(3), actual=TODAY),
        node("put off", TODAY + timedelta(5), TODAY + timedelta(90)),
        node("only forecast", forecast=TODAY + timedelta(7)),
        node("undated"),
    ]
    assert [one.key for one in due_within(nodes, TODAY)] == ["first", "put off", "only forecast", "last"]
    assert [one.key for one in overdue(nodes, TODAY)] == ["past"]


# Worked on paper: 立项 a 1 Mar → (lag 5) 批复 b 1 May → 开工 c 1 June, said to take 20 days (11 days of slack);
# 供地 d 1 April → c. b takes 1 May - 6 March = 56 days.
def chain(**changes):
    found = {
        "a": node("a", date(2026, 3, 1)),
        "b": node("b", date(2026, 5, 1), after=(Predecessor("a", 5),)),
        "d": node("d", date(2026, 4, 1)),
        "c": node("c", date(2026, 6, 1), after=(Predecessor("b"), Predecessor("d")), days=20),
    }
    return network_of([replace(one, **changes.get(key, {})) for key, one in found.items()])


def test_a_late_milestone_moves_the_later_ones_as_far_as_their_slack_does_not_bear():
    moved = moved_by(chain(), "a", date(2026, 3, 16), START)
    assert moved == (
        Moved("b", date(2026, 5, 1), date(2026, 5, 16), "a"),
        Moved("c", date(2026, 6, 1), date(2026, 6, 5), "b"),
    )
    assert [one.days for one in moved] == [15, 4]
    assert moved_by(chain(), "a", date(2026, 3, 12), START) == (
        Moved("b", date(2026, 5, 1), date(2026, 5, 12), "a"),
    )  # fmt: skip


def test_an_early_one_moves_nothing_and_what_is_reached_stands():
    assert moved_by(chain(), "a", date(2026, 2, 1), START) == ()
    assert moved_by(chain(b={"actual": date(2026, 4, 20)}), "a", date(2026, 8, 1), START) == ()


def test_today_moves_what_is_open_and_names_only_what_its_predecessors_hold_back():
    net = chain(a={"actual": date(2026, 3, 1)}, b={"forecast": date(2026, 5, 25)})
    assert moves(net, START, date(2026, 5, 10)) == (Moved("c", date(2026, 6, 1), date(2026, 6, 14), "b"),)
    assert projection(net, START, date(2026, 5, 10)) == {
        "a": date(2026, 3, 1),
        "b": date(2026, 5, 25),
        "c": date(2026, 6, 14),
        "d": date(2026, 5, 10),  # not reached on its day, so today at the earliest
    }


@given(nets(), st.integers(0, 250), st.data())
def test_a_net_is_moved_at_most_by_what_its_cause_is_late(nodes, late, data):
    net = network_of(nodes)
    key = data.draw(st.sampled_from(sorted(net.nodes)))
    planned = projection(net, START, START)
    moved = moved_by(net, key, planned[key] + timedelta(late), START)
    assert all(0 < one.days <= late for one in moved)
    assert {one.key for one in moved} <= set(net.after(key))
