"""Every cadence found in the field, as dated data: its days worked by hand on the calendar of 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.messages import Text
from citycircle.core.parameters import NotInTable, Source
from citycircle.core.workdays import YearWithoutHolidays, national
from citycircle.mechanisms.cadences.default_terms import DEFAULT_TERMS, MATTERS, default_due
from citycircle.mechanisms.cadences.quotas import owing
from citycircle.mechanisms.cadences.recurrences import CADENCES, EVERY, occurrences, period_of
from citycircle.mechanisms.lights.own import Standing, csv_of

CALENDAR = national()
NEW_YEAR, MARCH_31 = date(2026, 1, 1), date(2026, 3, 31)
HELD_BY_HAND = [
    ("hefei_monthly", ["2026-01-31", "2026-02-28", "2026-03-31"]),
    # by the 28th to the leader in charge, four days later to the city government
    ("monthly_28", ["2026-01-01", "2026-01-28", "2026-02-01", "2026-02-28", "2026-03-04", "2026-03-28"]),
    # five working days after the month: 1–3 January are off, Sunday the 4th is made up
    ("monthly_workday_5", ["2026-01-08", "2026-02-06", "2026-03-06"]),
    ("monthly_5", ["2026-01-05", "2026-02-05", "2026-03-05"]),
    ("quarterly", ["2026-01-20"]),
    ("two_months", ["2026-02-28"]),
    ("quarterly_summary", ["2026-03-31"]),
    ("half_monthly", ["2026-01-15", "2026-01-31", "2026-02-15", "2026-02-28", "2026-03-15", "2026-03-31"]),
    ("monthly_inspection", ["2026-01-31", "2026-02-28", "2026-03-31"]),
    ("quarterly_circular", ["2026-03-31"]),
    ("yearly_appraisal", []),
    ("monthly_dispatch", ["2026-01-31", "2026-02-28", "2026-03-31"]),
]


@pytest.mark.parametrize(("cadence", "days"), HELD_BY_HAND)
def test_a_cadence_falls_on_the_days_worked_by_hand(cadence, days):
    found = occurrences(cadence, NEW_YEAR, MARCH_31, CALENDAR)
    assert [each.due.isoformat() for each in found] == days


def test_a_week_ends_for_its_summary_on_friday():
    found = occurrences("weekly", date(2026, 11, 1), date(2026, 11, 30), CALENDAR)
    assert [each.due.day for each in found] == [6, 13, 20, 27]


def test_every_cadence_of_the_package_is_tried():
    tried = {cadence for cadence, _ in HELD_BY_HAND} | {"weekly"}
    assert {row["cadence"] for row in CADENCES.edition(NEW_YEAR).rows} == tried


def test_the_15th_of_2021_and_the_20th_of_2022_both_stay_true():
    found = occurrences("quarterly", date(2021, 1, 1), date(2022, 12, 31), CALENDAR)
    assert [(each.due.month, each.due.day) for each in found] == [
        (1, 15), (4, 15), (7, 15), (10, 15), (1, 15), (4, 20), (7, 20), (10, 20),
    ]  # fmt: skip


def test_what_is_handed_on_says_to_whom():
    found = occurrences("monthly_28", date(2026, 11, 25), date(2026, 12, 5), CALENDAR)
    assert [(each.due.isoformat(), each.title.zh) for each in found] == [
        ("2026-11-28", "每月28日前（报分管市领导）"),
        ("2026-12-02", "每月28日前（报市政府）"),
    ]
    assert found[0].period == found[1].period


def own(shift: str) -> tuple:
    values = {
        "cadence": "lanchuan", "title_zh": "澜川月报", "title_en": "Lanchuan, monthly", "every": "month",
        "counted": "within", "month": 1, "day": 28, "workdays": 0, "weekday": 0, "shift": shift,
    }  # fmt: skip
    source = Source("澜川市政府办公室", "澜川市月报办法", "澜政办〔2026〕9号", "第三条", "2026-01-05")
    text = csv_of(CADENCES, [values], standard=Text("澜川月报", "Lanchuan"), standing=Standing(NEW_YEAR, source))
    table = CADENCES.amended_by(text, file="lanchuan.csv")
    return occurrences("lanchuan", date(2026, 2, 1), date(2026, 3, 31), CALENDAR, cadences=table)


@pytest.mark.parametrize(
    ("shift", "days"),
    [
        ("none", ["2026-02-28", "2026-03-28"]),
        ("next", ["2026-02-28", "2026-03-30"]),  # 28 February is a Saturday on which offices make up
        ("previous", ["2026-02-28", "2026-03-27"]),
    ],
)
def test_a_city_lets_its_own_cadence_shift_from_a_day_off(shift, days):
    found = own(shift)
    assert [each.due.isoformat() for each in found] == days
    assert [each.nominal.day for each in found] == [28, 28]


def test_a_year_without_holidays_is_refused_only_when_it_matters():
    last = date(2026, 12, 31)
    assert occurrences("monthly_workday_5", date(2026, 12, 1), last, CALENDAR)[-1].due == date(2026, 12, 7)
    assert occurrences("monthly_28", last, date(2027, 2, 1), CALENDAR)
    with pytest.raises(YearWithoutHolidays):
        occurrences("monthly_workday_5", last, date(2027, 1, 31), CALENDAR)


def test_a_cadence_nobody_knows_is_refused():
    with pytest.raises(NotInTable):
        occurrences("hourly", NEW_YEAR, MARCH_31, CALENDAR)


@given(st.sampled_from(list(EVERY)), st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_periods_follow_each_other_without_gap(every, day):
    period = period_of(every, day)
    assert period.first <= day <= period.last
    following = period_of(every, date.fromordinal(period.last.toordinal() + 1))
    assert (following.first - period.last).days == 1


@given(
    st.sampled_from([row["cadence"] for row in CADENCES.edition(NEW_YEAR).rows]),
    st.dates(date(2025, 2, 1), date(2026, 10, 31)),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_two_stretches_give_what_the_whole_gives(cadence, first, one, two):
    middle, last = (date.fromordinal(first.toordinal() + more) for more in (one, one + two))
    last = min(last, date(2026, 12, 31))
    middle = min(middle, last)
    after = date.fromordinal(middle.toordinal() + 1)
    whole = occurrences(cadence, first, last, CALENDAR)
    parts = occurrences(cadence, first, middle, CALENDAR) + occurrences(cadence, after, last, CALENDAR)
    assert whole == parts


@pytest.mark.parametrize(
    ("matter", "days"),
    [
        ("document", 30),
        ("minutes", 20),
        ("instruction_urgent", 5),
        ("instruction_ordinary", 15),
        ("instruction_hard", 30),
    ],
)
def test_default_terms_where_no_date_is_named(matter, days):
    found = default_due(matter, date(2026, 11, 1), CALENDAR)
    assert (found.due - date(2026, 11, 1)).days == days
    assert found.due.isoformat() in found.sentence.zh
    assert MATTERS[matter].zh in found.sentence.zh


def test_every_kind_of_matter_has_a_term():
    assert {row["matter"] for row in DEFAULT_TERMS.edition(NEW_YEAR).rows} == set(MATTERS)


def test_a_quota_says_what_is_owed_this_year():
    found = owing("exchange", (date(2026, 5, 1), date(2025, 5, 1), date(2026, 12, 30)), on=date(2026, 11, 24))
    assert (found.held, found.left) == (1, 1)
    assert found.sentence.zh == "各专题交流活动：每年应2–3次，本期已1次，还差1次。"
