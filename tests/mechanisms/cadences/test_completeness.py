"""Completeness and timeliness follow the duties that hold, so a reorganisation leaves no ghosts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from citycircle.mechanisms.cadences.completeness import Count, Duty, count, expected_of, missing, total

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
DUE = {"monthly": date(2026, 3, 28), "quarterly": date(2026, 4, 20), "resting": None}
OLD = Duty("澜川市粮食局", "monthly", "t1", last=date(2026, 3, 15))
NEW = Duty("澜川市粮食和物资储备局", "monthly", "t1", first=date(2026, 3, 16))
TRANSPORT = Duty("澜川市交通运输局", "monthly", "t2")


def test_who_has_the_duty_at_the_end_of_the_month_reports_and_the_merged_one_is_no_ghost():
    assert [one.organisation for one in expected_of([OLD, NEW], MARCH, DUE)] == ["澜川市粮食和物资储备局"]
    assert [one.organisation for one in expected_of([OLD, NEW], date(2026, 2, 1), DUE)] == ["澜川市粮食局"]
    assert [one.organisation for one in expected_of([OLD, NEW], APRIL, DUE)] == ["澜川市粮食和物资储备局"]


def test_a_form_that_rests_this_month_is_not_expected():
    assert expected_of([Duty("a", "resting")], MARCH, DUE) == ()


def test_a_report_is_expected_once_however_many_duties_lead_to_it():
    assert len(expected_of([TRANSPORT, TRANSPORT], MARCH, DUE)) == 1


def test_counting_by_organisation_form_and_all():
    expected = expected_of([NEW, TRANSPORT, Duty("澜川市交通运输局", "quarterly")], MARCH, DUE)
    received = {
        ("澜川市交通运输局", "monthly", "t2", MARCH): date(2026, 3, 28),
        ("澜川市交通运输局", "quarterly", "", MARCH): date(2026, 4, 21),
        ("澜川市体育局", "monthly", "t9", MARCH): date(2026, 3, 1),
    }
    assert count(expected, received) == {
        "澜川市粮食和物资储备局": Count(1, 0, 0),
        "澜川市交通运输局": Count(2, 2, 1),
    }
    assert count(expected, received, by=lambda one: one.form) == {
        "monthly": Count(2, 1, 1),
        "quarterly": Count(1, 1, 0),
    }
    everything = total(count(expected, received))
    assert (everything.completeness, everything.timeliness) == (Fraction(2, 3), Fraction(1, 3))
    assert [one.organisation for one in missing(expected, received)] == ["澜川市粮食和物资储备局"]


def test_of_nothing_there_is_no_share():
    assert Count().completeness is None
    assert Count().timeliness is None


DUTIES = st.lists(
    st.builds(
        Duty,
        st.sampled_from("甲乙丙"),
        st.sampled_from(["monthly", "quarterly"]),
        st.sampled_from(["t1", "t2"]),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    ),
    max_size=12,
)


@given(DUTIES, st.dictionaries(st.integers(0, 11), st.integers(-30, 30)))
def test_on_time_is_never_more_than_received_nor_that_than_expected(duties, came):
    expected = expected_of(duties, MARCH, DUE)
    received = {
        (one.organisation, one.form, one.matter, one.month): one.due + timedelta(days=came[place])
        for place, one in enumerate(expected)
        if place in came
    }
    counts = count(expected, received)
    assert all(each.on_time <= each.received <= each.expected for each in counts.values())
    assert total(counts) == total(count(expected, received, by=lambda one: one.form))
    assert total(counts).expected == len(expected) == total(counts).received + len(missing(expected, received))
