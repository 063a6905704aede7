"""Numbers as a rule takes and gives them: exact, with their unit, and within their bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from citycircle.core.kinds import Label
from citycircle.core.messages import Text
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
from citycircle.core.refusals import AboveRange, BelowRange, NothingWritten, NotWhole


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
