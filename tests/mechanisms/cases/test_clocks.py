"""Clocks: pauses, extensions and hours."""

from datetime import date, datetime, timedelta

from citycircle.core.machines import Clock
from citycircle.core.messages import Text
from citycircle.core.terms import OFFICE_TIME, Term
from citycircle.core.workdays import national
from citycircle.mechanisms.cases.clocks import Running

CALENDAR = national()
NIGHT = datetime(2026, 11, 23, 22, tzinfo=OFFICE_TIME)


def running(term: Term) -> Running:
    return Running(Clock("report", Text("报告时限", "to report"), {"": term}, Text("约定", "agreed")), term, NIGHT)


def test_hours_run_through_the_night_and_stop_in_a_pause():
    clock = running(Term(4, "hour"))
    assert clock.ends(CALENDAR) == NIGHT + timedelta(hours=4)
    stopped = clock.stop(NIGHT + timedelta(hours=3, minutes=30), CALENDAR)
    assert stopped.ends(CALENDAR) is None
    assert not stopped.is_late(NIGHT + timedelta(days=9), CALENDAR)
    again = stopped.go_on(NIGHT + timedelta(hours=10))
    assert again.ends(CALENDAR) == NIGHT + timedelta(hours=11)
    assert again.is_late(NIGHT + timedelta(hours=11), CALENDAR)
    assert not again.is_late(NIGHT + timedelta(hours=10, minutes=59), CALENDAR)


def test_natural_days_stop_in_a_pause():
    clock = running(Term(10, "day"))
    assert clock.due(CALENDAR) == date(2026, 12, 3)
    again = clock.stop(NIGHT + timedelta(days=4), CALENDAR).go_on(NIGHT + timedelta(days=14))
    assert again.due(CALENDAR) == date(2026, 12, 13)


def test_a_clock_that_ran_out_before_the_pause_stays_run_out():
    clock = running(Term(2))
    late = clock.stop(NIGHT + timedelta(days=7), CALENDAR).go_on(NIGHT + timedelta(days=14))
    assert late.used == 5
    assert late.due(CALENDAR) == date(2026, 12, 2)
    assert late.is_late(NIGHT + timedelta(days=14), CALENDAR)


def test_an_agreed_date_moves_by_the_days_of_a_pause_only_where_the_clock_says_so():
    for shifts, due in ((True, date(2027, 1, 10)), (False, date(2026, 12, 31))):
        agreed = Clock("due", Text("完成期限", "due"), {}, Text("约定", "agreed"), until="agreed_date", shifts=shifts)
        clock = Running(agreed, None, NIGHT, agreed=date(2026, 12, 31))
        stopped = clock.stop(NIGHT + timedelta(days=1), CALENDAR)
        assert stopped.due(CALENDAR) is None
        assert stopped.go_on(NIGHT + timedelta(days=11)).due(CALENDAR) == due
