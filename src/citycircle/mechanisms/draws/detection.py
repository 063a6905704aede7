"""How much a sample can find: exact odds, so that a sample size is a decision and not a habit."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class SampleImpossible(CityCircleError):
    """More was asked than there is."""

    what = Text(
        "总数{population}、问题数{faulty}、样本数{sample}不相容。",
        "{sample} of {population} with {faulty} faulty is no sample.",
    )
    why = Text(
        "样本数和问题数都不能超过总数，也不能为负。",
        "Neither the sample nor the faulty can exceed the total or be negative.",
    )
    then = Text("请核对三个数。", "Please check the three numbers.")


def detection_power(population: int, faulty: int, sample: int) -> Fraction:
    """The probability that a sample finds at least one of the faulty items (hypergeometric, exact).

    >>> detection_power(100, 5, 10)
    Fraction(79137, 190120)
    >>> round(float(detection_power(100, 5, 10)), 4)
    0.4162

    Raises SampleImpossible.
    """
    if not (0 <= faulty <= population and 0 <= sample <= population):
        raise SampleImpossible(population=population, faulty=faulty, sample=sample)
    return 1 - Fraction(comb(population - faulty, sample), comb(population, sample))


def sample_needed(population: int, faulty: int, power: Fraction) -> int:
    """The smallest sample that finds at least one of the faulty items with this probability.

    >>> sample_needed(100, 5, Fraction(9, 10))
    37

    Raises SampleImpossible when nothing is faulty or the probability is none.
    """
    if faulty < 1 or not 0 <= power <= 1:
        raise SampleImpossible(population=population, faulty=faulty, sample=0)
    low, high = 0, population
    while low < high:
        middle = (low + high) // 2
        if detection_power(population, faulty, middle) >= power:
            high = middle
        else:
            low = middle + 1
    return low
