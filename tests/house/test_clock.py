"""The pure floors know no clock: a rule asked twice gives the same answer, so a day is always an argument."""

import ast
from pathlib import Path

import pytest

import citycircle

SRC = Path(citycircle.__file__).parent
PURE = ("core", "language", "paper", "documents", "mechanisms", "domains", "planning")
CLOCKS = {
    ("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time"),
    ("time", "localtime"), ("time", "gmtime"), ("timezone", "now"), ("timezone", "localdate"),
}  # fmt: skip


def clock_calls(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            if (name, node.func.attr) in CLOCKS:
                yield node.lineno, f"{name}.{node.func.attr}"


def test_the_check_finds_a_clock():
    assert list(clock_calls("import datetime\nx = datetime.date.today()\n")) == [(2, "date.today")]


@pytest.mark.parametrize("floor", PURE)
def test_no_clock_on_a_pure_floor(floor):
    found = [
        f"{path.relative_to(SRC)}:{line} {call}"
        for path in sorted((SRC / floor).rglob("*.py"))
        for line, call in clock_calls(path.read_text("utf-8"))
    ]
    assert found == []
