"""The kinds of value that a rule takes and gives: how each is read strictly, shown and explained.

The command line, the tables, the YAML examples and later the pages all read through these, so that `60`, `60 µg/m³`
and `0.06 mg/m³` mean the same everywhere and everything else is refused with the same sentence. Here are words and
choices; numbers are in `kinds_of_number`, days and moments in `kinds_of_time`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from citycircle.core.messages import Text, listed
from citycircle.core.refusals import NotAChoice, NotAsWritten, NothingWritten, NotYesOrNo

Label = str | Text
SOME_TEXT = Text("文字", "text")


class Kind(Protocol):
    """What every kind can do; a new kind is a small class with these four.

    The kinds are named tuples and plain classes: a dataclass costs ten times as much to import, and a single rule on
    the command line should be there at once (bench/rules.py).
    """

    def read(self, given: object, field: Label) -> Any:  # noqa: ANN401  # each kind has its own type of value
        """The value, from text or from a value of the right type. Raises the errors above."""

    def show(self, value: Any) -> Label:  # noqa: ANN401  # as above
        """As a person reads it."""

    def as_json(self, value: Any) -> Any:  # noqa: ANN401  # as above
        """As a machine reads it; also what a table cell holds. Numbers stay text, so that no digit is lost."""

    def about(self) -> Text:
        """What may be written, for help and documentation."""


class Choice:
    """One of a few words; each has a key for machines and a name in both languages, and either is understood."""

    def __init__(self, options: Mapping[str, Text]) -> None:
        self.options = options
        self._known = {
            spelling.casefold(): key for key, name in options.items() for spelling in (key, name.zh, name.en)
        }

    def read(self, given: object, field: Label) -> str:
        text = str(given).strip()
        if not text:
            raise NothingWritten(field=field, expected=self.about())
        key = self._known.get(text.casefold())
        if key is None:
            raise NotAChoice(field=field, given=given, known=self.about())
        return key

    def show(self, value: str) -> Label:
        return self.options[value]

    def as_json(self, value: str) -> str:
        return value

    def about(self) -> Text:
        return Text(
            "；".join(f"{key}（{name.zh}）" for key, name in self.options.items()),
            "; ".join(f"{key} ({name.en})" for key, name in self.options.items()),
        )


class Words(NamedTuple):
    """Text that is kept as it is; `pattern` is a regular expression that all of it must match."""

    pattern: str = ""
    expected: Text = SOME_TEXT
    empty: bool = False

    def read(self, given: object, field: Label) -> str:
        text = str(given).strip()
        if not text and not self.empty:
            raise NothingWritten(field=field, expected=self.expected)
        if text and self.pattern and not re.fullmatch(self.pattern, text):
            raise NotAsWritten(field=field, given=given, expected=self.expected)
        return text

    def show(self, value: str) -> Label:
        return value

    def as_json(self, value: str) -> str:
        return value

    def about(self) -> Text:
        return self.expected


class Said:
    """A sentence in both languages that a rule gives as output, such as whom a value concerns."""

    def read(self, given: object, field: Label) -> Text:
        if isinstance(given, Text):
            return given
        raise NotAsWritten(field=field, given=given, expected=self.about())

    def show(self, value: Text) -> Label:
        return value

    def as_json(self, value: Text) -> str:
        return value.say()

    def about(self) -> Text:
        return Text("一句话", "a sentence")


_YES = {"yes": True, "是": True, "true": True, "1": True, "有": True}
_NO = {"no": False, "否": False, "false": False, "0": False, "无": False}


class YesNo:
    """Yes or no."""

    def read(self, given: object, field: Label) -> bool:
        if isinstance(given, bool):
            return given
        answer = (_YES | _NO).get(str(given).strip().casefold())
        if answer is None:
            raise NotYesOrNo(field=field, given=given)
        return answer

    def show(self, value: bool) -> Label:
        return Text("是", "yes") if value else Text("否", "no")

    def as_json(self, value: bool) -> bool:
        return value

    def about(self) -> Text:
        return Text("是 或 否", "yes or no")


class Series(NamedTuple):
    """Several values of one kind; in one cell they are separated by `;`, a comma, 、 or space."""

    of: Kind
    fewest: int = 0

    def read(self, given: object, field: Label) -> tuple[Any, ...]:
        if isinstance(given, str):
            parts: Sequence[object] = [part for part in re.split(r"[;;,,、\s]+", given) if part]
        elif isinstance(given, Sequence):
            parts = given
        else:
            parts = [given]
        if len(parts) < self.fewest:
            raise NothingWritten(field=field, expected=self.about())
        return tuple(self.of.read(part, field) for part in parts)

    def show(self, value: tuple[Any, ...]) -> Label:
        return listed(self.of.show(part) for part in value) if value else Text("无", "none")

    def as_json(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.of.as_json(part) for part in value]

    def about(self) -> Text:
        one = self.of.about()
        return Text(f"若干个以分号分隔的值，每个为{one.zh}", f"several values separated by semicolons, each {one.en}")
