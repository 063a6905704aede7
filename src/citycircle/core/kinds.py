"""The kinds of value that a rule takes and gives: how each is read strictly, shown and explained.

The command line, the tables, the YAML examples and later the pages all read through these, so that `60`, `60 µg/m³`
and `0.06 mg/m³` mean the same everywhere and everything else is refused with the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from citycircle.core.messages import Text, listed
from citycircle.core.quantities import (
    MISSING,
    UNMONITORED,
    InexactNumber,
    NotANumber,
    Quantity,
    decimal_of,
    plain,
    quantity_of,
)
from citycircle.core.refusals import (
    AboveRange,
    BelowRange,
    NotAChoice,
    NotADay,
    NotAMoment,
    NotAsWritten,
    NothingWritten,
    NotWhole,
    NotYesOrNo,
)

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


class Number(NamedTuple):
    """An exact number in a unit; `gaps` admits NA (missing) and / (not monitored by plan)."""

    unit: str = ""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None
    gaps: bool = False

    def read(self, given: object, field: Label) -> Decimal | str:
        if isinstance(given, Decimal):
            value = given if given.is_finite() else decimal_of(str(given), field=field)
        elif isinstance(given, str):
            text = given.strip()
            if self.gaps and text.upper() in (MISSING, UNMONITORED):
                return text.upper()
            if not text:
                raise NothingWritten(field=field, expected=self.about())
            value = decimal_of(text, unit=self.unit, field=field)
        elif isinstance(given, float):
            raise InexactNumber(field=field, given=repr(given))
        elif isinstance(given, int) and not isinstance(given, bool):
            value = Decimal(given)
        else:
            raise NotANumber(field=field, given=given)
        return self._within(value, field)

    def _within(self, value: Decimal, field: Label) -> Decimal:
        if self.low is not None and value < self.low:
            raise BelowRange(field=field, given=plain(value), limit=plain(self.low))
        if self.high is not None and value > self.high:
            raise AboveRange(field=field, given=plain(value), limit=plain(self.high))
        return value

    def show(self, value: Decimal | str) -> Label:
        if isinstance(value, str):
            return Text("缺测", "missing") if value == MISSING else Text("未监测", "not monitored")
        return f"{plain(value)} {self.unit}".strip()

    def as_json(self, value: Decimal | str) -> str:
        return value if isinstance(value, str) else plain(value)

    def about(self) -> Text:
        zh, en = f"数字（{self.unit}）" if self.unit else "数字", f"a number ({self.unit})" if self.unit else "a number"
        if self.low is not None:
            zh, en = f"{zh}，不小于 {plain(self.low)}", f"{en}, at least {plain(self.low)}"
        if self.high is not None:
            zh, en = f"{zh}，不大于 {plain(self.high)}", f"{en}, at most {plain(self.high)}"
        if self.gaps:
            zh, en = f"{zh}；缺测写 NA，未监测写 /", f"{en}; NA where missing, / where not monitored"
        return Text(zh, en)


class Whole(NamedTuple):
    """A whole number; `gaps` as for Number."""

    unit: str = ""
    low: int | None = 0
    high: int | None = None
    gaps: bool = False

    def read(self, given: object, field: Label) -> int | str:
        value = self._number().read(given, field)
        if isinstance(value, str):
            return value
        if value != value.to_integral_value():
            raise NotWhole(field=field, given=given)
        return int(value)

    def show(self, value: int | str) -> Label:
        return Number(self.unit).show(value if isinstance(value, str) else Decimal(value))

    def as_json(self, value: int | str) -> int | str:
        return value

    def _number(self) -> Number:
        low, high = (None if limit is None else Decimal(limit) for limit in (self.low, self.high))
        return Number(self.unit, low, high, self.gaps)

    def about(self) -> Text:
        number = self._number().about()
        return Text(number.zh.replace("数字", "整数", 1), number.en.replace("a number", "a whole number", 1))


class Measured(NamedTuple):
    """A number, not negative, that keeps the unit it was written in; the rule turns it into the unit it needs."""

    units: tuple[str, ...] = ()

    def read(self, given: object, field: Label) -> Quantity:
        if isinstance(given, str) and given.strip():
            given = quantity_of(given, field=field)
        if not isinstance(given, Quantity):
            value = Number().read(given, field)
            return Quantity(value if isinstance(value, Decimal) else Decimal(value))
        Number().read(given.value, field)
        return given

    def show(self, value: Quantity) -> Label:
        return str(value)

    def as_json(self, value: Quantity) -> str:
        return str(value)

    def about(self) -> Text:
        units = " / ".join(self.units)
        return Text(f"不小于 0 的数字，可带单位（{units}）", f"a number, at least 0, with a unit if you like ({units})")


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


_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")


class Day:
    """A day of the calendar: 2026-03-01, 2026/3/1 or 2026年3月1日."""

    def read(self, given: object, field: Label) -> date:
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        text = str(given).strip()
        if not text:
            raise NothingWritten(field=field, expected=self.about())
        found = _DAY.fullmatch(text)
        try:
            return date(*map(int, found.groups())) if found else date.fromisoformat(text)
        except ValueError:
            raise NotADay(field=field, given=given) from None

    def show(self, value: date) -> Label:
        return value.isoformat()

    def as_json(self, value: date) -> str:
        return value.isoformat()

    def about(self) -> Text:
        return Text("日期，如 2026-03-01", "a day such as 2026-03-01")


class Moment:
    """A day and a time of day, local time without a zone: 2026-03-01 23:30."""

    def read(self, given: object, field: Label) -> datetime:
        if isinstance(given, datetime):
            return given
        text = str(given).strip()
        if not text:
            raise NothingWritten(field=field, expected=self.about())
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise NotAMoment(field=field, given=given) from None
        if len(text) <= len("2026-03-01"):  # a day alone would silently mean midnight
            raise NotAMoment(field=field, given=given)
        return moment

    def show(self, value: datetime) -> Label:
        return value.isoformat(" ", "minutes")

    def as_json(self, value: datetime) -> str:
        return value.isoformat(" ", "minutes")

    def about(self) -> Text:
        return Text("时间，如 2026-03-01 23:30", "a time such as 2026-03-01 23:30")


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
