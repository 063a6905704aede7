"""What a measure gives: an exact value, and the words of how it came about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.quantities import plain, round_half_even
from citycircle.mechanisms.lights.facts import Facts

PLACES = 2


class Value(NamedTuple):
    """A measure's value, exact, and how it came about: `0.5 of a year, 60 % planned, 45 % done`."""

    value: Fraction
    said: Text


class Asked(NamedTuple):
    """The facts of a matter on a day, and what the policy gives its measures (how many last places count)."""

    facts: Facts
    on: date
    among: int = 0


def figure(value: Fraction) -> Text:
    """A number with at most two decimals; one that had more says so.

    >>> figure(Fraction(275, 3)).zh, figure(Fraction(45)).zh, figure(Fraction(-5, 2)).en
    ('约91.67', '45', '-2.5')
    """
    exact = value * 10**PLACES
    if exact.denominator == 1:
        shown = plain(Decimal(exact.numerator).scaleb(-PLACES).normalize())
        return Text(shown, shown)
    wide = Decimal(value.numerator) / Decimal(value.denominator)
    shown = plain(round_half_even(wide, PLACES))
    return Text(f"约{shown}", f"about {shown}")


def joined(head: Text, tail: Text) -> Text:
    """A fact and what it comes to."""
    return Text(f"{head.zh}，{tail.zh}", f"{head.en}, {tail.en}")
