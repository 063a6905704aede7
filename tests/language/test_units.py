"""Units and measure words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.language.numerals import find_numbers
from citycircle.language.units import read_unit
from citycircle.language.wordlists import any_of, read_words


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("1.5万名", "万名", "count"),
        ("585亿元", "亿元", "money"),
        ("8亿美元", "亿美元", "money"),
        ("26%", "%", "share"),
        ("2个百分点", "个百分点", "share"),
        ("600万千瓦", "万千瓦", "size"),
        ("45ug/m3", "ug/m3", "size"),
        ("1小时", "小时", "time"),
        ("3个工作日", "个工作日", "time"),
        ("350km/h", "km/h", "rate"),
        ("507公里/万平方公里", "公里/万平方公里", "size"),
        ("2.2∶1", "∶1", "share"),
        ("400 万 m2", "万 m2", "size"),
        ("18万元/人", "万元/人", "money"),
        ("1000余家", "家", "count"),
    ],
)
def test_a_unit_behind_a_number(text, unit, kind):
    number = next(find_numbers(text))
    found = read_unit(text, number.end)
    assert found is not None
    assert (found.text, found.kind) == (unit.replace(" ", ""), kind)


@pytest.mark.parametrize("text", ["3期", "第2届", "5G", "2.0版", "203省道"])
def test_no_unit(text):
    number = next(find_numbers(text))
    assert read_unit(text, number.end) is None


def test_more_than_a_number_is_seen_on_either_side_of_the_scale():
    assert read_unit("100余家", 3).more
    assert read_unit("1万多户", 1).more
    assert not read_unit("100家", 3).more


def test_word_lists_are_read_by_section():
    lists = read_words("citycircle.language", "units.txt")
    assert {"count", "share", "money", "time", "size", "rate"} == lists.keys()
    assert not any("#" in word for words in lists.values() for word in words)


@settings(deadline=None)
@given(st.lists(st.text("公里小时/。", min_size=1, max_size=4), min_size=1), st.text("公里小时/。", max_size=12))
def test_the_longest_word_wins(words, text):
    match = re.match(any_of(words), text)
    assert (match[0] if match else "") == max((word for word in words if text.startswith(word)), key=len, default="")
