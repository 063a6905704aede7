"""Public text holds no number of a person: an own set of examples, recall and precision, and what typing can hide."""

from __future__ import annotations

import random
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.codes.people import CHECKS, WEIGHTS
from citycircle.language.personal_marks import KINDS, Mark, marks_in, masked

MARKED = re.compile(r"⟦(\w+):(.*?)⟧", re.DOTALL)
LINES = [
    line.replace("\\n", "\n")
    for line in Path(__file__).with_name("personal_marks.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def taken_apart(line: str) -> tuple[str, list[Mark]]:
    """The text without its marks, and the marks with their places in it."""
    text, marks, place = "", [], 0
    for found in MARKED.finditer(line):
        text += line[place : found.start()]
        marks.append(Mark(found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        place = found.end()
    return text + line[place:], marks


EXAMPLES = [taken_apart(line) for line in LINES]


@pytest.mark.parametrize(("text", "marks"), EXAMPLES)
def test_an_example_is_hidden_or_left_as_marked(text, marks):
    assert list(marks_in(text)) == marks


def test_acceptance_18_public_text_shows_no_identity_telephone_or_bank_number(capsys):
    wanted = {(place, mark) for place, (_, marks) in enumerate(EXAMPLES) for mark in marks}
    found = {(place, mark) for place, (text, _) in enumerate(EXAMPLES) for mark in marks_in(text)}
    recall, precision = len(wanted & found) / len(wanted), len(wanted & found) / len(found)
    untouched = [text for text, marks in EXAMPLES if not marks]
    measured = f"{len(EXAMPLES)} examples ({len(wanted)} numbers to hide, {len(untouched)} texts to leave)"
    with capsys.disabled():
        sys.stdout.write(f"\npublic text, {measured}: recall {recall:.3f}, precision {precision:.3f}\n")
    assert len(EXAMPLES) >= 120
    assert recall == 1
    assert precision == 1
    for text, marks in EXAMPLES:
        shown = masked(text).text
        assert all(text[mark.start : mark.end] not in shown for mark in marks)
        assert marks or shown == text


def test_every_kind_is_among_the_examples():
    assert {mark.kind for _, marks in EXAMPLES for mark in marks} == set(KINDS)


def test_what_is_hidden_is_said_in_the_language_of_the_page():
    assert masked("电话13912345678。").text == "电话［手机号码已隐去］。"
    assert masked("Call 13912345678.", "en").text == "Call [mobile number hidden]."


@given(st.sampled_from([text for text, _ in EXAMPLES]))
def test_hiding_twice_hides_nothing_more(text):
    once = masked(text).text
    assert masked(once).text == once


@given(st.text(max_size=200))
def test_any_text_is_taken_and_marks_are_in_order_apart(text):
    marks = marks_in(text)
    assert all(before.end <= after.start for before, after in pairwise(marks))
    assert masked(masked(text).text).text == masked(text).text


def citizen_number(chance: random.Random) -> str:
    body = (
        f"99{chance.randrange(1, 9):02}{chance.randrange(1, 30):02}{chance.randrange(1930, 2020)}"
        f"{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}{chance.randrange(1000):03}"
    )
    return body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


AROUND = st.text(st.sampled_from("张某，。联系人完成投资：（） \n"), max_size=8)


@given(
    AROUND,
    AROUND,
    st.randoms(use_true_random=False),
    st.sampled_from(["", " ", "-", "\u3000", "\u200b"]),
    st.booleans(),
)
def test_every_citizen_number_is_hidden_wherever_it_stands(before, after, chance, gap, wide):
    number = citizen_number(chance)
    typed = gap.join((number[:6], number[6:14], number[14:]))
    if wide:
        typed = typed.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    assert typed not in masked(f"{before}{typed}{after}").text
    assert [mark.kind for mark in marks_in(f"{before}{typed}{after}")] == ["identity"]


@given(AROUND, AROUND, st.integers(3, 9), st.integers(0, 10**9 - 1), st.sampled_from(["", " ", "-"]))
def test_every_mobile_number_is_hidden_wherever_it_stands(before, after, second, rest, gap):
    number = f"1{second}{rest:09}"
    typed = gap.join((number[:3], number[3:7], number[7:]))
    assert [mark.kind for mark in marks_in(f"{before}{typed}{after}")] == ["mobile"]


@given(st.integers(1, 10**15), st.sampled_from(["元", "万元", "亿元", "吨", "万平方米"]))
def test_an_amount_with_its_unit_stays(value, unit):
    text = f"完成投资{value}{unit}"
    assert masked(text).text == text
