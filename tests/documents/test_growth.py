"""The work of reading grows in proportion to the length of the text, whatever stands in it: operations are counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import citycircle.demo
from citycircle.documents.reading import read_text

PLAN = (Path(citycircle.demo.__file__).parent / "plans" / "regional_three_year_plan.txt").read_text("utf-8")

SHAPES: dict[str, Callable[[int], str]] = {
    "a plan again and again": lambda times: PLAN * times,
    "a document on one line": lambda times: PLAN.replace("\n", "") * times,
    "numbers on lines of their own": lambda times: "".join(f"\n{number}.建桥。" for number in range(200 * times)),
    "numbers inside one line": lambda times: "".join(f"{number}.建桥" for number in range(200 * times)),
    "one number again and again": lambda times: "1.建桥。" * 200 * times,
    "circled numbers": lambda times: "①建桥②修路" * 100 * times,
    "brackets that never close": lambda times: "(【〔《“" * 400 * times,
    "brackets that never open": lambda times: ")】〕》”" * 400 * times,
    "brackets inside brackets": lambda times: "(" * 1000 * times + ")" * 1000 * times,
    "duties that never close": lambda times: "（市港航局牵头" * 200 * times,
    "digits": lambda times: "1" * 2000 * times,
    "digits with points": lambda times: "1.2." * 500 * times,
    "Chinese numerals": lambda times: "一" * 2000 * times,
    "one sign": lambda times: "建" * 2000 * times,
    "a list without end": lambda times: "建设、" * 700 * times,
    "spaces": lambda times: " " * 2000 * times,
    "line ends": lambda times: "\n" * 2000 * times,
    "labels": lambda times: "牵头单位：市港航局。" * 200 * times,
    "pinyin": lambda times: "建(jiàn)" * 300 * times,
    "traditional script": lambda times: "產業發展" * 500 * times,
    "dates": lambda times: "到2026年底前，" * 250 * times,
    "rows of a table": lambda times: "a\tb\tc\n" * 300 * times,
    "attachments": lambda times: "附件1\n方案\n" * 200 * times,
    "style sheets": lambda times: ".a{b:c}" * 300 * times,
}


def operations(text: str) -> int:
    """How many functions are called, ours and those of the interpreter, while a text is read."""
    counted = 0

    def count(_: FrameType, event: str, __: Any) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        read_text(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_four_times_the_work(shape: str) -> None:
    made = SHAPES[shape]
    read_text(made(1))  # what is looked up once is no part of the count
    once, four_times = operations(made(1)), operations(made(4))
    assert four_times <= 4.8 * once + 5000
