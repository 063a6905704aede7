"""python-aqi beside ours: the three reasons in docs/reference/air-peers.md account for every difference."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

import aqi
import pytest
from aqi import constants as peer

from citycircle.core.findings import Working
from citycircle.domains.environment.air import sub_index
from citycircle.domains.environment.air_tables import SUB_INDEX_TABLE

DAY = date(2025, 6, 1)  # the peer knows the edition of 2012 only
SCALES = {
    ("so2", "day"): peer.POLLUTANT_SO2_24H,
    ("so2", "hour"): peer.POLLUTANT_SO2_1H,
    ("no2", "day"): peer.POLLUTANT_NO2_24H,
    ("no2", "hour"): peer.POLLUTANT_NO2_1H,
    ("co", "day"): peer.POLLUTANT_CO_24H,
    ("co", "hour"): peer.POLLUTANT_CO_1H,
    ("o3", "eight_hours"): peer.POLLUTANT_O3_8H,
    ("o3", "hour"): peer.POLLUTANT_O3_1H,
    ("pm10", "day"): peer.POLLUTANT_PM10,
    ("pm25", "day"): peer.POLLUTANT_PM25,
}


def as_the_peer_departs(pollutant: str, period: str, concentration: Decimal) -> Decimal:
    """Our table, read with the peer's three departures."""
    whole = concentration.quantize(Decimal(1), ROUND_DOWN)  # 1: cut off to whole units, for CO too
    marks = [(row["concentration"], row["index"]) for row in SUB_INDEX_TABLE.edition(DAY).group(pollutant, period)]
    for place in range(1, len(marks)):
        (low, from_), (high, to) = marks[place - 1], marks[place]
        if place > 1:  # 2: each band begins one unit and one point above the mark
            low, from_ = low + 1, from_ + 1
        if low <= whole <= high:
            exact = (Decimal(to) - from_) / (high - low) * (whole - low) + from_
            return exact.quantize(Decimal(1), ROUND_HALF_EVEN)  # 3: rounded to the nearest instead of up
    raise IndexError


@pytest.mark.parametrize(("pollutant", "period"), SCALES)
def test_every_disagreement_has_one_of_three_reasons(pollutant: str, period: str) -> None:
    constant = SCALES[pollutant, period]
    top = int(SUB_INDEX_TABLE.edition(DAY).group(pollutant, period)[-1]["concentration"])
    tenth = 10 if pollutant == "co" else 1
    agreed = 0
    for number in range(top * tenth + 1):
        concentration = Decimal(number) / tenth
        theirs = aqi.to_iaqi(constant, str(concentration), algo=aqi.ALGO_MEP)
        assert theirs == as_the_peer_departs(pollutant, period, concentration), concentration
        agreed += theirs == sub_index(Working(DAY), pollutant, period, concentration)
    assert agreed > 0


@pytest.mark.parametrize(("pollutant", "period"), SCALES)
def test_marks_of_the_scale_agree(pollutant: str, period: str) -> None:
    """At the marks themselves nothing is cut off, interpolated or rounded: the tables are the same."""
    for row in SUB_INDEX_TABLE.edition(DAY).group(pollutant, period):
        theirs = aqi.to_iaqi(SCALES[pollutant, period], str(row["concentration"]), algo=aqi.ALGO_MEP)
        assert theirs == row["index"]


def test_above_the_scale_the_peer_breaks() -> None:
    """Ours says 500, the end of the scale; the peer ends in an error."""
    assert sub_index(Working(DAY), "pm25", "day", Decimal(501)) == 500
    with pytest.raises(IndexError):
        aqi.to_iaqi(peer.POLLUTANT_PM25, "501", algo=aqi.ALGO_MEP)
