"""The calendar of working days: the notices as issued, conventions, and years that are not there."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.terms import OFFICE_TIME, Term, TermUnreadable, add_months, day_of
from citycircle.core.workdays import (
    COLUMNS,
    Counting,
    HolidayRowUnreadable,
    YearWithoutHolidays,
    national,
    read_calendar,
)

HEADER = ",".join(COLUMNS) + "\n"
SOURCE = "都市圈办,测试日历,,,unverified"
NEW_YEAR_2027 = HEADER + f"2027,2027-01-01,2027-01-01,holiday,元旦,New Year,{SOURCE}\n"
WEEKDAYS_2027 = HEADER + f"2027,,,weekdays,,,{SOURCE}\n"

known_days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def days_off(year: int, first: str, last: str) -> bool:
    start, end = (date.fromisoformat(f"{year}-{day}") for day in (first, last))
    length = (end - start).days + 1
    return not any(national().is_workday(start + timedelta(days=offset)) for offset in range(length))


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2024, "02-10", "02-17"),
        (2024, "10-01", "10-07"),
        (2025, "01-28", "02-04"),
        (2025, "10-01", "10-08"),
        (2026, "01-01", "01-03"),
        (2026, "02-15", "02-23"),
        (2026, "05-01", "05-05"),
        (2026, "10-01", "10-07"),
    ],
)
def test_the_holidays_of_the_notices_are_off(year, first, last):
    assert days_off(year, first, last)


@pytest.mark.parametrize(
    "day",
    ["2024-02-04", "2024-05-11", "2024-09-29", "2025-01-26", "2025-10-11", "2026-01-04", "2026-02-28", "2026-09-20"],
)
def test_make_up_days_are_worked(day):
    assert national().is_workday(date.fromisoformat(day))


@pytest.mark.parametrize(("year", "workdays"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_working_days_of_a_year_add_up(year, workdays):
    """2024 has 262 weekdays and 11 statutory days off (2025 and 2026: 261 and 13), so the swaps cancel out."""
    calendar = national()
    start = date(year, 1, 1)
    counted = calendar.workdays_between(start, date(year, 12, 31)) + calendar.is_workday(start)
    assert counted == workdays


def test_a_year_without_data_is_refused_even_at_a_weekend():
    with pytest.raises(YearWithoutHolidays, match="2027"):
        national().is_workday(date(2027, 1, 2))
    with pytest.raises(YearWithoutHolidays, match="2023"):
        national().add_workdays(date(2024, 1, 2), -1)


@given(st.dates(), st.integers(1, 30))
def test_no_answer_ever_rests_on_a_year_without_data(day, count):
    """Whatever the day and the length: every day that was looked at lies in a year with a notice, or it is refused."""
    try:
        end = national().add_workdays(day, count)
    except YearWithoutHolidays as refused:
        assert refused.details["year"] not in national().years  # noqa: PT017 - either outcome is looked at
        return
    except OverflowError:  # the last days of the year 9999
        return
    looked_at = {(day + timedelta(days=offset)).year for offset in range(1, (end - day).days + 1)}
    assert looked_at <= set(national().years)


def test_the_table_in_the_papers_can_be_read():
    paper = Path(__file__).parents[2] / "docs" / "how-to" / "set-holidays.md"
    table = paper.read_text("utf-8").split("```")[1].strip() + "\n"
    assert national().under(read_calendar(table)).add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)


@pytest.mark.parametrize(("table", "end"), [(WEEKDAYS_2027, "2027-01-04"), (NEW_YEAR_2027, "2027-01-05")])
def test_a_local_calendar_brings_its_own_year(table, end):
    """standards.md 13b: delivery of what was agreed on 7 December 2026."""
    calendar = national().under(read_calendar(table))
    assert calendar.add_workdays(date(2026, 12, 7), 20) == date.fromisoformat(end)
    assert calendar.years[2027].certainty == "unverified"
    assert calendar.years[2026].number == "国办发明电〔2025〕7号"


def test_a_citys_own_day_comes_first():
    local = read_calendar(HEADER + f"2026,2026-11-24,2026-11-24,holiday,汀河节,Ting River Day,{SOURCE}\n")
    assert national().under(local).add_workdays(date(2026, 11, 23), 1) == date(2026, 11, 25)
    assert national().is_workday(date(2026, 11, 24))


@given(known_days, st.integers(0, 60))
def test_adding_and_counting_agree(start, count):
    calendar = national().under(read_calendar(WEEKDAYS_2027))
    end = calendar.add_workdays(start, count)
    assert calendar.workdays_between(start, end) == count
    assert count == 0 or calendar.is_workday(end)


@given(st.lists(known_days, min_size=3, max_size=3))
def test_neighbouring_stretches_add_up(days):
    first, middle, last = sorted(days)
    count = national().workdays_between
    assert count(first, middle) + count(middle, last) == count(first, last)


def test_the_first_day_is_a_convention():
    monday = date(2026, 11, 23)
    assert national().add_workdays(monday, 5) == date(2026, 11, 30)
    assert national().add_workdays(monday, 5, Counting(first_day="same")) == date(2026, 11, 27)
    assert Term(3, "day").last_day(monday, national(), Counting(first_day="same")) == date(2026, 11, 25)


def test_a_period_in_days_may_roll_over_a_holiday():
    start = date(2026, 9, 25)
    assert Term(10, "day").last_day(start, national()) == date(2026, 10, 5)
    assert Term(10, "day").last_day(start, national(), Counting(roll=True)) == date(2026, 10, 8)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(-600, 600))
def test_months_land_in_their_month(day, months):
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day
    assert (add_months(day, months, "last_day") + timedelta(days=1)).day == 1 or moved.day == day.day


def test_a_leap_day_after_a_year():
    assert Term(1, "year").last_day(date(2024, 2, 29), national()) == date(2025, 2, 28)


def test_hours_run_through_the_night_and_days_end_at_midnight():
    found = datetime(2026, 11, 23, 20, tzinfo=OFFICE_TIME)
    assert Term(2, "hour").last_moment(found, national()) == found + timedelta(hours=2)
    assert Term(1).last_moment(found, national()) == datetime(2026, 11, 25, tzinfo=OFFICE_TIME)
    with pytest.raises(ValueError, match="last moment"):
        Term(2, "hour").last_day(day_of(found), national())
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 11, 23))  # noqa: DTZ001 - that it has no zone is the point


@pytest.mark.parametrize("text", ["", "10", "workday", "-1 day", "10 weeks", "1.5 day"])
def test_a_term_that_cannot_be_read(text):
    with pytest.raises(TermUnreadable):
        Term.read(text)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"2027,2027-01-01,2026-12-31,holiday,元旦,New Year,{SOURCE}", "not in 2027"),
        (f"2027,2027-01-04,2027-01-04,workday,元旦,New Year,{SOURCE}", "no weekend day"),
        (f"2027,1 January,2027-01-01,holiday,元旦,New Year,{SOURCE}", "a date is wrong"),
        (f"2027,2027-01-01,2027-01-01,feast,元旦,New Year,{SOURCE}", "the kind"),
        ("2027,2027-01-01,2027-01-01,holiday,元旦,New Year,,,,,unverified", "source is incomplete"),
        (
            (
                f"2027,2027-01-02,2027-01-02,holiday,元旦,New Year,{SOURCE}\n"
                f"2027,2027-01-02,2027-01-02,workday,元旦,New Year,{SOURCE}"
            ),
            "both off and on",
        ),
        (f"2027,,,weekdays,,,{SOURCE}\n2027,,,weekdays,,,另一单位,测试日历,,,unverified", "two sources"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(row, reason):
    with pytest.raises(HolidayRowUnreadable) as refused:
        read_calendar(HEADER + row + "\n")
    assert reason in refused.value.say("en")


def test_columns_are_strict():
    with pytest.raises(HolidayRowUnreadable) as refused:
        read_calendar(HEADER.replace("number,", ""))
    assert "number" in refused.value.say("en")
    with pytest.raises(HolidayRowUnreadable):
        read_calendar(HEADER.strip() + ",extra\n")


def test_every_year_names_its_notice():
    for year, arrangement in national().years.items():
        assert str(year) in arrangement.title
        assert arrangement.number.startswith("国办发明电")
        assert arrangement.issued_on.year == year - 1
