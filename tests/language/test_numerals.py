"""Numbers in every notation of the genre."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.language.numerals import NotANumber, find_numbers, read_number, write_digits, write_number


@settings(deadline=None)
@given(st.integers(0, 10**12 - 1))
def test_what_is_written_in_characters_is_read_back(number):
    assert read_number(write_number(number)) == number


@settings(deadline=None)
@given(st.integers(10, 9999))
def test_digit_by_digit_too(number):
    assert read_number(write_digits(number)) == number


@settings(deadline=None)
@given(st.integers(0, 10**15))
def test_grouped_and_plain_digits_say_the_same(number):
    assert read_number(f"{number:,}") == read_number(str(number)) == number


@settings(deadline=None)
@given(st.decimals(0, 10**6, places=2), st.sampled_from(["", "万", "亿"]))
def test_a_scale_multiplies(number, scale):
    assert read_number(f"{number}{scale}") == number * {"": 1, "万": 10**4, "亿": 10**8}[scale]


@settings(deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["-", "—", "–", "~", "～", "至", "到"]))
def test_a_range_is_one_number_when_it_rises(low, high, sign):
    found = list(find_numbers(f"开展{low}{sign}{high}次"))
    if low < high:
        assert [(number.value, number.high) for number in found] == [(low, high)]
    else:
        assert [number.value for number in found] == [low, high]


@settings(deadline=None)
@given(st.text(alphabet="一二三十百千万亿零〇两廿半点分之0123456789,.%-—至到 个", max_size=60))
def test_any_mixture_is_read_or_refused_but_never_breaks(text):
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.text
        assert number.high is None or number.value < number.high


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二十三", 123),
        ("二〇三〇", 2030),
        ("二○三〇", 2030),
        ("廿三", 23),
        ("卅", 30),
        ("十", 10),
        ("百分之九十五", 95),
        ("千分之三", 3),
        ("1.2万", 12_000),
        ("1,200", 1200),
        ("半", Decimal("0.5")),
        ("两万五千", 25_000),
        ("一点五", Decimal("1.5")),
        ("三千零二十亿", 302_000_000_000),
        ("壹佰", 100),
    ],
)
def test_one_number(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "个", "一批", "12a", "1,2", "9" * 60, "万", "点五"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        read_number(text)


def test_characters_say_that_they_are_characters():
    assert [number.is_chinese for number in find_numbers("一批,3个,百分之五")] == [True, False, True]


def test_percent_on_both_ends_of_a_range():
    [number] = find_numbers("80%~85%")
    assert (number.value, number.high, number.text) == (80, 85, "80%~85")
