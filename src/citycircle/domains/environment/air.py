"""The air quality sub-index of one pollutant."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Said
from citycircle.core.kinds_of_number import Measured, Number, Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Edition, Row
from citycircle.core.quantities import EXACT, Quantity, ceiling_of_ratio, plain, round_half_even
from citycircle.core.rules import Field, Rule

from .air_tables import ABOVE_SCALE, GRADE, INSTEAD, LEVELS, PERIOD, POLLUTANT, SENSITIVE_GROUPS, SUB_INDEX_TABLE

CONCENTRATION = Text("浓度", "concentration")
CO_PLACES = 1
GOOD = 100
"""Up to here the air is good; above, sensitive people are concerned."""


class NoIndexAbove(CityCircleError):
    what = Text(
        "{pollutant} {period}浓度 {given} 高于 {top}，本版标准不计算该项分指数。",
        "{pollutant} {period} of {given} is above {top}, where this edition of the standard gives no sub-index.",
    )
    why = Text("该情形{instead}计。", "Such air is judged {instead}.")
    then = Text("请改用相应平均时间的浓度计算。", "Please calculate with the concentration of that period.")


def rounded(pollutant: str, concentration: Decimal) -> Decimal:
    """Round a concentration as both editions ask before anything else: whole µg/m³, CO to a tenth of a mg/m³.

    >>> rounded("pm25", Decimal("36.5")), rounded("co", Decimal("1.15"))
    (Decimal('36'), Decimal('1.2'))

    Source: HJ 633-2026 clause 4.2.2, GB/T 8170.
    """
    return round_half_even(concentration, CO_PLACES if pollutant == "co" else 0)


class Place(NamedTuple):
    """Where a concentration lies: its sub-index and the two marks of the scale around it."""

    score: int
    low: Row
    high: Row


@lru_cache(maxsize=100_000)  # one edition has about 25,000 concentrations that differ after rounding
def place_of(edition: Edition, pollutant: str, period: str, concentration: Decimal) -> Place | None:
    """Place a rounded concentration on the straight line between two marks, or say None above the scale.

    A fraction over counts as over. The product is divided once, exactly: floats give CO 2.2 mg/m³ (daily) an index
    of 56 where the standard gives 55. Source: HJ 633-2026 clauses 4.2.4 and 4.2.6.
    """
    for low, high in pairwise(edition.group(pollutant, period)):
        if concentration <= high["concentration"]:
            over = (high["index"] - low["index"]) * EXACT.subtract(concentration, low["concentration"])
            steps = ceiling_of_ratio(over, high["concentration"] - low["concentration"])
            return Place(int(low["index"]) + steps, low, high)
    return None


def sub_index(work: Working, pollutant: str, period: str, concentration: Decimal) -> int:
    """Score one pollutant's rounded concentration on the air quality scale, and note the marks it rests on.

    The day decides which table applies, so the same air can have two honest answers:

    >>> from datetime import date
    >>> sub_index(Working(date(2026, 2, 28)), "pm25", "day", Decimal(60))
    82
    >>> sub_index(Working(date(2026, 3, 1)), "pm25", "day", Decimal(60))
    100

    Concentrations are in µg/m³, CO in mg/m³. Raises NoRuleInForce, NotInTable, NoIndexAbove.
    Source: HJ 633-2026, table 3 and clauses 4.2.4–4.2.6; HJ 633-2012, table 1.
    """
    edition = work.edition(SUB_INDEX_TABLE)
    place = place_of(edition, pollutant, period, concentration)
    if place is None:
        return _above(work, edition.group(pollutant, period)[-1], concentration)
    work.use((place.low, place.high))
    return place.score


def _above(work: Working, top: Row, concentration: Decimal) -> int:
    row = work.row(ABOVE_SCALE, top["pollutant"], top["period"])
    if row["instead"] != "none":
        raise NoIndexAbove(
            pollutant=POLLUTANT.show(top["pollutant"]),
            period=PERIOD.show(top["period"]),
            given=Quantity(concentration, top["unit"]),
            top=Quantity(top["concentration"], top["unit"]),
            instead=INSTEAD.show(row["instead"]),
        )
    return int(row["index"])


def level(work: Working, index: int) -> Row:
    """The level of an index: one to six, with its name and colour."""
    row = _level(work.edition(LEVELS), index)
    work.use((row,))
    return row


@lru_cache
def _level(edition: Edition, index: int) -> Row:
    return next(row for row in edition.rows if index <= row["up_to"])


def concerns(work: Working, pollutants: Sequence[str]) -> Text | None:
    """Whom the air concerns first above a sub-index of 100, where the edition says so (table 2 of 2026)."""
    if not work.covers(SENSITIVE_GROUPS):
        return None
    work.use(work.edition(SENSITIVE_GROUPS).row(pollutant) for pollutant in pollutants)
    return _concerns(work.edition(SENSITIVE_GROUPS), tuple(pollutants))


@lru_cache
def _concerns(edition: Edition, pollutants: tuple[str, ...]) -> Text:
    rows = [edition.row(pollutant) for pollutant in pollutants]
    return Text(*(end.join(dict.fromkeys(row[name] for row in rows)) for name, end in (("zh", "；"), ("en", "; "))))


def unit_of(work: Working, pollutant: str, period: str) -> str:
    """The unit of a pollutant's scale. Raises NotInTable for a period in which it is not judged."""
    return str(work.edition(SUB_INDEX_TABLE).group(pollutant, period)[0]["unit"])


def _answer(work: Working, pollutant: str, period: str, concentration: Quantity) -> Answer:
    unit = unit_of(work, pollutant, period)
    exact = concentration.to(unit, CONCENTRATION)
    value = rounded(pollutant, exact)
    work.step(
        Text(
            "浓度 {exact} {unit} 按 GB/T 8170 修约为 {value} {unit}。",
            "{exact} {unit} is rounded by GB/T 8170 to {value} {unit}.",
        ),
        exact=plain(exact),
        value=plain(value),
        unit=unit,
    )
    index = sub_index(work, pollutant, period, value)
    _explain(work, pollutant, period, value, index)
    graded = level(work, index)
    outputs = {"rounded": value, "index": index, "level": graded["level"], "grade": graded["grade"]}
    if index > GOOD:
        outputs["concerns"] = concerns(work, [pollutant])
    return work.answer(
        Text(
            "{pollutant} {period}浓度 {value} {unit}，空气质量分指数为 {index}，{grade}。",
            "{pollutant}, {period} {value} {unit}: sub-index {index}, {grade}.",
        ),
        outputs,
        value=plain(value),
        unit=unit,
    )


def _explain(work: Working, pollutant: str, period: str, value: Decimal, index: int) -> None:
    place = place_of(work.edition(SUB_INDEX_TABLE), pollutant, period, value)
    if place is None:
        work.step(
            Text("浓度高于表中上限，分指数取 {index}。", "Above the scale the sub-index is {index}."), index=index
        )
        return
    _, low, high = place
    work.step(
        Text(
            "落在 {low}–{high} 一段，分指数 {from_}–{to}；"
            "({to}−{from_})÷({high}−{low})×({value}−{low})+{from_}，向上进位取整得 {index}。",
            "It lies between {low} and {high}, marks {from_} and {to}: "
            "({to} − {from_}) ÷ ({high} − {low}) × ({value} − {low}) + {from_}, rounded up, is {index}.",
        ),
        low=plain(low["concentration"]),
        high=plain(high["concentration"]),
        from_=low["index"],
        to=high["index"],
        value=plain(value),
        index=index,
    )


SUB_INDEX = Rule(
    local="air.sub_index",
    title=Text("空气质量分指数（IAQI）", "Air quality sub-index (IAQI)"),
    about=Text(
        "把一项污染物的浓度换算为空气质量分指数。先修约，再在所在浓度段内按直线内插，结果向上进位取整；适用哪一版标准由观测日期决定。",
        "Scores the concentration of one pollutant. It is rounded first, then placed on the straight line of its band, "
        "and a fraction over counts as over. The day of the observation decides which edition applies.",
    ),
    inputs=(
        Field("pollutant", POLLUTANT, Text("污染物", "pollutant")),
        Field("period", PERIOD, Text("平均时间", "averaging period")),
        Field(
            "concentration",
            Measured(("µg/m³", "mg/m³")),
            CONCENTRATION,
            Text("不写单位时按 µg/m³（CO 按 mg/m³）", "without a unit: µg/m³, for CO mg/m³"),
        ),
    ),
    outputs=(
        Field("rounded", Number(), Text("修约后浓度", "rounded concentration")),
        Field("index", Whole(high=500), Text("空气质量分指数", "sub-index")),
        Field("level", Whole(low=1, high=6), Text("级别", "level")),
        Field("grade", GRADE, Text("类别", "class")),
        Field("concerns", Said(), Text("敏感人群", "people concerned"), required=False),
    ),
    tables=(SUB_INDEX_TABLE, ABOVE_SCALE, LEVELS),
    may_use=(SENSITIVE_GROUPS,),
    function=_answer,
)

RULES = (SUB_INDEX,)
