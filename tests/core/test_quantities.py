"""Figures as people type them, units, and the roundings of the standards."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.errors import CityCircleError
from citycircle.core.quantities import (
    UNITS,
    InexactNumber,
    NoExactConversion,
    NotANumber,
    UnknownUnit,
    ceiling_of_ratio,
    convert,
    decimal_of,
    quantity_of,
    round_half_even,
    round_up,
)

FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("60", 60),
        (" 60 µg/m³ ", 60),
        ("60μg/m3", 60),
        ("60ug/m^3", 60),
        ("60 微克/立方米", 60),
        ("６０", 60),
        ("0.06 mg/m³", 60),
        ("6e1", 60),
        ("-3", -3),
    ],
)
def test_ways_of_writing(typed: str, value: int) -> None:
    assert decimal_of(typed, unit="µg/m³") == value


@pytest.mark.parametrize(
    "typed", ["", "NaN", "Infinity", "-inf", "1,000", "1_000", "--3", "1.2.3", "x", "六十", "1e99", "9" * 30, "٣"]
)
def test_no_figure(typed: str) -> None:
    with pytest.raises(NotANumber) as caught:
        decimal_of(typed, unit="µg/m³", field="c")
    assert "“" in caught.value.say("en")


@pytest.mark.parametrize("typed", ["60 ppb", "60 元", "60 kg", "60 µg/L"])
def test_unit_of_another_kind(typed: str) -> None:
    with pytest.raises(UnknownUnit) as caught:
        decimal_of(typed, unit="µg/m³", field="c")
    assert "mg/m³" in caught.value.say("zh")


def test_a_float_is_refused_where_it_could_hide_an_error() -> None:
    from citycircle.core.kinds_of_number import Number

    with pytest.raises(InexactNumber):
        Number().read(2.2, "c")


@given(FIGURES)
def test_there_and_back_is_the_same(value: Decimal) -> None:
    for unit in UNITS.values():
        for other in UNITS.values():
            if unit.kind == other.kind and other.size <= unit.size:
                assert convert(convert(value, unit.symbol, other.symbol), other.symbol, unit.symbol) == value


@given(FIGURES, st.integers(min_value=0, max_value=3))
def test_half_even_is_nearest_and_even_on_a_tie(value: Decimal, places: int) -> None:
    result = Fraction(round_half_even(value, places)) * 10**places
    exact = Fraction(value) * 10**places
    assert result.denominator == 1
    assert abs(result - exact) <= Fraction(1, 2)
    if abs(result - exact) == Fraction(1, 2):
        assert result.numerator % 2 == 0


@given(FIGURES, st.integers(min_value=0, max_value=3))
def test_round_up_is_the_next_one_not_below(value: Decimal, places: int) -> None:
    over = Fraction(round_up(value, places)) - Fraction(value)
    assert 0 <= over < Fraction(1, 10**places)


@given(
    st.decimals(min_value=0, max_value=10**6, places=3),
    st.decimals(min_value=Decimal("0.001"), max_value=10**6, places=3),
)
def test_ceiling_of_a_ratio(numerator: Decimal, denominator: Decimal) -> None:
    exact = Fraction(numerator) / Fraction(denominator)
    assert ceiling_of_ratio(numerator, denominator) == -(-exact.numerator // exact.denominator)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_figure_or_a_sentence(typed: str) -> None:
    refusals = []
    for read in (lambda: decimal_of(typed, unit="µg/m³", field="c"), lambda: quantity_of(typed, field="c").value):
        try:
            assert read().is_finite()
        except CityCircleError as refusal:
            refusals.append(refusal)
    assert all(refusal.say("zh") and refusal.say("en") for refusal in refusals)


def test_what_does_not_divide_is_refused() -> None:
    assert convert(Decimal(30), "min", "h") == Decimal("0.5")
    with pytest.raises(NoExactConversion):
        convert(Decimal(20), "min", "h")
