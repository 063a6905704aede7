"""The whole range of every sub-index against exact fractions, and what an index must always be."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.findings import Working
from citycircle.domains.environment.air import SUB_INDEX, place_of, sub_index
from citycircle.domains.environment.air_reports import DAILY_INDEX
from citycircle.domains.environment.air_tables import SUB_INDEX_TABLE

EDITIONS = {"2012": date(2025, 6, 1), "2026": date(2026, 6, 1)}
SCALES = sorted({row.key[:2] for row in SUB_INDEX_TABLE.rows})


def every_concentration(day: date, pollutant: str, period: str) -> list[Decimal]:
    """Every concentration that a scale can tell apart: whole µg/m³, tenths of a mg/m³ for CO."""
    top = SUB_INDEX_TABLE.edition(day).group(pollutant, period)[-1]["concentration"]
    tenth = 10 if pollutant == "co" else 1
    return [Decimal(number) / tenth for number in range(int(top) * tenth + 1)]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("pollutant", "period"), SCALES)
def test_whole_range_against_fractions(edition: str, pollutant: str, period: str) -> None:
    day = EDITIONS[edition]
    marks = [
        (Fraction(row["concentration"]), row["index"]) for row in SUB_INDEX_TABLE.edition(day).group(pollutant, period)
    ]
    for concentration in every_concentration(day, pollutant, period):
        value = Fraction(concentration)
        (low, from_), (high, to) = next(pair for pair in pairwise(marks) if value <= pair[1][0])
        exact = math.ceil(Fraction(to - from_) / (high - low) * (value - low) + from_)
        assert sub_index(Working(day), pollutant, period, concentration) == exact, concentration


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("pollutant", "period"), SCALES)
def test_more_pollution_never_scores_less(edition: str, pollutant: str, period: str) -> None:
    day = EDITIONS[edition]
    table = SUB_INDEX_TABLE.edition(day)
    places = [place_of(table, pollutant, period, each) for each in every_concentration(day, pollutant, period)]
    scores = [place.score for place in places if place is not None]
    assert scores == sorted(scores)
    assert len(scores) == len(places)
    assert (scores[0], scores[-1]) == (0, table.group(pollutant, period)[-1]["index"])


def test_floats_fail_where_we_do_not() -> None:
    """The trap that the exact arithmetic is there for: CO 2.2 mg/m³ a day, and 65.4 an hour."""
    assert math.ceil((100 - 50) / (4 - 2) * (2.2 - 2) + 50) == 56
    assert SUB_INDEX(on="2026-06-01", pollutant="co", period="day", concentration="2.2")["index"] == 55
    assert math.ceil((300 - 200) / (90 - 60) * (65.4 - 60) + 200) == 219
    assert SUB_INDEX(on="2026-06-01", pollutant="co", period="hour", concentration="65.4")["index"] == 218
    day = EDITIONS["2026"]
    wrong = [
        concentration
        for concentration in every_concentration(day, "co", "hour")
        if by_floats(day, "co", "hour", concentration) != sub_index(Working(day), "co", "hour", concentration)
    ]
    assert (len(wrong), min(wrong), max(wrong)) == (22, Decimal("65.4"), Decimal("148.8"))


def by_floats(day: date, pollutant: str, period: str, concentration: Decimal) -> int:
    marks = SUB_INDEX_TABLE.edition(day).group(pollutant, period)
    low, high = next(pair for pair in pairwise(marks) if concentration <= pair[1]["concentration"])
    low_mark, high_mark = float(low["concentration"]), float(high["concentration"])
    slope = (high["index"] - low["index"]) / (high_mark - low_mark)
    return math.ceil(slope * (float(concentration) - low_mark) + low["index"])


LEVELS = st.decimals(min_value=0, max_value=1000, places=2, allow_nan=False)
DAYS = st.dictionaries(
    st.sampled_from(["so2", "no2", "co", "o3", "pm10", "pm25"]), LEVELS | st.sampled_from(["NA", "/"]), min_size=6
)


@given(given=DAYS, order=st.randoms(), day=st.sampled_from(sorted(EDITIONS.values())))
def test_order_of_inputs_never_matters(given: dict[str, Decimal | str], order: object, day: date) -> None:
    shuffled = list(given.items())
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert answer(dict(shuffled), day) == answer(given, day)


@given(given=DAYS)
def test_the_index_is_the_largest_and_every_primary_reaches_it(given: dict[str, Decimal | str]) -> None:
    outputs = answer(given, date(2026, 6, 1))
    if isinstance(outputs, str):
        assert all(value in {"NA", "/"} for value in given.values())
        return
    scores = {name.removeprefix("index_"): value for name, value in outputs.items() if name.startswith("index_")}
    numbers = {name: value for name, value in scores.items() if isinstance(value, int)}
    top = max(numbers.values())
    withheld = "NA" in given.values() and top <= 100
    assert outputs["aqi"] == ("NA" if withheld else top)
    if not withheld:
        assert set(outputs["primary"]) == ({name for name in numbers if numbers[name] == top} if top > 50 else set())


@given(
    values=st.tuples(*[st.integers(min_value=0, max_value=600)] * 6),
    worse=st.tuples(*[st.integers(min_value=0, max_value=100)] * 6),
    day=st.sampled_from(sorted(EDITIONS.values())),
)
def test_worse_air_never_has_a_better_index(values: tuple[int, ...], worse: tuple[int, ...], day: date) -> None:
    names = ("so2", "no2", "co", "o3", "pm10", "pm25")
    before = answer({name: Decimal(value) for name, value in zip(names, values, strict=True)}, day)
    after = answer({n: Decimal(v + more) for n, v, more in zip(names, values, worse, strict=True)}, day)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after["aqi"] >= before["aqi"]  # type: ignore[operator]  # nothing is missing, so both are numbers


def answer(given: dict[str, Decimal | str], day: date) -> dict[str, object] | str:
    from citycircle.core.errors import CityCircleError

    try:
        return dict(DAILY_INDEX.answer(given, on=day).outputs)
    except CityCircleError as refusal:
        return refusal.code
