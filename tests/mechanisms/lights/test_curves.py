"""Planned curves: exact on every day, never falling, and refused when a point is missing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.refusals import NotADay
from citycircle.mechanisms.lights.curves import (
    CurveDaysOutOfOrder,
    CurveFalls,
    CurveIncomplete,
    CurveMissesTarget,
    curve_of,
    drawn,
    linear,
    monthly,
    quarterly,
    share_of_year,
)

STEPS = {month: Decimal(month * 5) for month in range(1, 13)}


def test_a_straight_line_counts_its_first_and_last_day():
    line = linear(date(2026, 1, 1), date(2026, 1, 10), Decimal(100))
    assert [line.value(date(2026, 1, day)) for day in (1, 5, 10)] == [10, 50, 100]
    assert line.value(date(2025, 12, 31)) == 0
    assert line.value(date(2027, 1, 1)) == 100


def test_thirds_stay_thirds():
    assert linear(date(2026, 1, 1), date(2026, 1, 3), Decimal(1)).value(date(2026, 1, 1)) == Fraction(1, 3)


def test_monthly_values_hold_at_the_ends_of_months_and_run_straight_between():
    curve = monthly(2026, STEPS, Decimal(60))
    assert curve.value(date(2026, 2, 28)) == 10
    assert curve.value(date(2026, 2, 14)) == Fraction(15, 2)


def test_quarter_nodes_as_plans_are_written():
    curve = quarterly(2026, {1: Decimal(10), 2: Decimal(30), 3: Decimal(80), 4: Decimal(100)}, Decimal(100))
    assert [curve.value(day) for day in (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))] == [10, 30, 80]


def test_winter_works_stand_still_and_go_on():
    nodes = {date(2026, 4, 1): 0, date(2026, 10, 31): 40, date(2027, 3, 15): 40, date(2027, 9, 30): 100}
    winter = drawn((day, Decimal(value)) for day, value in nodes.items())
    assert {winter.value(date(2026, 10, 31) + timedelta(days=days)) for days in range(136)} == {Fraction(40)}
    assert winter.stands_still(date(2026, 12, 31))
    assert not winter.stands_still(date(2027, 3, 15))
    assert winter.value(date(2027, 3, 16)) > 40


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: monthly(2026, {**STEPS, 7: Decimal(20)}), CurveFalls),
        (lambda: monthly(2026, {month: value for month, value in STEPS.items() if month != 7}), CurveIncomplete),
        (lambda: monthly(2026, {**STEPS, 13: Decimal(65)}), CurveIncomplete),
        (lambda: monthly(2026, STEPS, Decimal(61)), CurveMissesTarget),
        (lambda: monthly(2026, STEPS, opening=Decimal(6)), CurveFalls),
        (lambda: quarterly(2026, {1: Decimal(1), 2: Decimal(2), 3: Decimal(3)}), CurveIncomplete),
        (lambda: drawn([(date(2026, 1, 1), Decimal(0))]), CurveIncomplete),
        (lambda: drawn([(date(2026, 1, 1), Decimal(0)), (date(2026, 1, 1), Decimal(1))]), CurveDaysOutOfOrder),
        (lambda: drawn([(date(2026, 2, 1), Decimal(0)), (date(2026, 1, 1), Decimal(1))]), CurveDaysOutOfOrder),
        (lambda: linear(date(2026, 2, 1), date(2026, 1, 1), Decimal(1)), CurveDaysOutOfOrder),
        (lambda: linear(date(2026, 1, 1), date(2026, 2, 1), Decimal(1), opening=Decimal(2)), CurveFalls),
        (lambda: curve_of({"shape": "wavy", "points": []}), CurveIncomplete),
        (lambda: curve_of({"shape": "drawn", "points": [["2026-01-01"], ["2026-02-01", "1"]]}), CurveIncomplete),
        (lambda: curve_of({"shape": "drawn", "points": [["soon", "0"], ["2026-02-01", "1"]]}), NotADay),
    ],
)
def test_what_is_no_plan_is_refused(make, refusal):
    with pytest.raises(refusal) as caught:
        make()
    assert all(caught.value.sentences("zh"))


def test_months_over_twelve_at_the_ends_of_months():
    assert [share_of_year(date(2026, month, day)) for month, day in ((3, 31), (6, 30), (11, 30), (12, 31))] == [
        Fraction(1, 4),
        Fraction(1, 2),
        Fraction(11, 12),
        1,
    ]


POINTS = st.lists(
    st.tuples(st.integers(1, 90), st.decimals(0, 1000, places=3)), min_size=1, max_size=12
)  # days on, value on


@given(POINTS)
def test_a_curve_never_falls_is_kept_without_loss_and_holds_at_its_points(steps):
    day, value, points = date(2026, 1, 1), Decimal(0), [(date(2026, 1, 1), Decimal(0))]
    for days, more in steps:
        day, value = day + timedelta(days=days), value + more
        points.append((day, value))
    curve = drawn(points, value)
    assert [curve.value(each) for each, _ in points] == [Fraction(value) for _, value in points]
    days = [curve.value(date(2026, 1, 1) + timedelta(days=count)) for count in range(-3, (day - points[0][0]).days + 5)]
    assert days == sorted(days)
    assert curve_of(curve.as_json(), value) == curve
