"""Dates, deadlines and rhythms; the year at hand is an argument."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.language.dates import find_dates
from citycircle.language.numerals import write_digits, write_number

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))


def only(text: str):
    [moment] = find_dates(text)
    return moment


@settings(deadline=None)
@given(DAYS)
def test_a_day_is_read_back_in_every_notation(day):
    written = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{write_digits(day.year)}年{write_number(day.month)}月{write_number(day.day)}日",
        f"{day.year}-{day.month}-{day.day}",
        day.isoformat(),
    )
    for text in written:
        if text[:2] != "一九" or text[2] in "九〇":
            assert only(text).value() == day.isoformat()


@settings(deadline=None)
@given(st.integers(2000, 2099), st.integers(1, 12), st.sampled_from(["", "底", "底前", "前", "末"]))
def test_a_month_ends_with_by_when_it_says_so(year, month, end):
    moment = only(f"{year}年{month}月{end}")
    assert moment.value() == f"{year}-{month:02}"
    assert moment.bound == ("by" if end else "within")


@settings(deadline=None)
@given(st.integers(2000, 2099), st.integers(1, 12))
def test_a_month_without_a_year_takes_the_year_given(year, month):
    moment = only(f"{month}月底前")
    assert moment.value() is None
    assert moment.value(year) == f"{year}-{month:02}"


@settings(deadline=None)
@given(st.text(alphabet="到至今明年月日底前末初上下半季度每首十四五“”一二三0123456789x-—.", max_size=60))
def test_any_mixture_gives_moments_in_order(text):
    end = 0
    for moment in find_dates(text):
        assert moment.start >= end
        assert text[moment.start : moment.end] == moment.text
        end = moment.end


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("到2030年", "by", "2030"),
        ("2030年底", "by", "2030-12"),
        ("2030年年底前", "by", "2030-12"),
        ("到20xx年", "by", "20xx"),
        ("20××年", "within", "20xx"),
        ("2030年", "within", "2030"),
        ("2030年上半年", "within", "2030-06"),
        ("2030年三季度", "within", "2030-09"),
        ("2030年第四季度", "within", "2030-12"),
        ("2030年前三季度", "within", "2030-09"),
        ("2030年6月上旬", "by", "2030-06"),
        ("2028—2030年", "within", "2030"),
        ("截至2030年", "by", "2030"),
        ("到2030年前", "by", "2030"),
        ("“十四五”末", "by", "2025"),
        ("十五五期间", "within", "2030"),
        ("“十五五”时期", "within", "2030"),
        ("今年", "within", "2024"),
        ("今年底前", "by", "2024-12"),
        ("明年6月", "within", "2025-06"),
        ("年内", "by", "2024"),
        ("年底前", "by", "2024-12"),
        ("上半年", "within", "2024-06"),
        ("一季度末", "by", "2024-03"),
        ("6月1日前", "by", "2024-06-01"),
    ],
)
def test_one_date_in_2024(text, bound, value):
    moment = only(text)
    assert (moment.text, moment.bound, moment.value(2024)) == (text, bound, value)


@pytest.mark.parametrize(
    ("text", "every", "month", "day"),
    [
        ("每年", "year", None, None),
        ("全年", "year", None, None),
        ("每月10日前", "month", None, 10),
        ("每季度首月15日", "quarter", 1, 15),
        ("每年3月5日前", "year", 3, 5),
        ("每半年", "half-year", None, None),
        ("月底前", "month", None, None),
        ("每周", "week", None, None),
        ("按季度", "quarter", None, None),
    ],
)
def test_one_rhythm(text, every, month, day):
    moment = only(text)
    assert (moment.every, moment.month, moment.day, moment.value(2024)) == (every, month, day, None)


@pytest.mark.parametrize("text", ["6个月", "24小时", "三年内", "13月5日", "年均浓度", "第十五条", "1999.5"])
def test_what_is_no_date(text):
    assert list(find_dates(text)) == []
