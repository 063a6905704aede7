"""Each kind reads what it shows, and refuses everything else with a sentence in both languages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice, Kind, Series, Words, YesNo
from citycircle.core.kinds_of_number import Measured, Number, Whole
from citycircle.core.kinds_of_time import Day, Moment
from citycircle.core.messages import LANGUAGES, Text

COLOUR = Choice({"red": Text("红", "red"), "blue": Text("蓝", "blue")})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Number("µg/m³"), "35.50", Decimal("35.5")),
        (Number(gaps=True), "na", "NA"),
        (Number(gaps=True), "/", "/"),
        (Whole(), "24", 24),
        (Whole(), "24.0", 24),
        (COLOUR, "蓝", "blue"),
        (COLOUR, "RED", "red"),
        (Day(), "2026-03-01", date(2026, 3, 1)),
        (Day(), "2026年3月1日", date(2026, 3, 1)),
        (Day(), "2026/3/1", date(2026, 3, 1)),
        (Moment(), "2026-03-01 23:30", datetime(2026, 3, 1, 23, 30)),  # noqa: DTZ001  # local time without a zone
        (YesNo(), "是", True),
        (YesNo(), "no", False),
        (Series(Whole()), "1;2、3, 4 5", (1, 2, 3, 4, 5)),
        (Words(pattern=r"\d+"), " 12 ", "12"),
    ],
)
def test_read(kind: Kind, typed: str, value: object) -> None:
    assert kind.read(typed, "x") == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (Number(), "-1", "below_range"),
        (Number(high=Decimal(100)), "100.1", "above_range"),
        (Number(), "", "nothing_written"),
        (Number(), "NA", "not_a_number"),
        (Number(), True, "not_a_number"),
        (Number(), Decimal("NaN"), "not_a_number"),
        (Whole(), "2.5", "not_whole"),
        (Whole(high=31), "32", "above_range"),
        (Measured(), "-1 mg/m³", "below_range"),
        (Measured(), "", "nothing_written"),
        (COLOUR, "green", "not_a_choice"),
        (COLOUR, "", "nothing_written"),
        (Day(), "2026-02-30", "not_a_day"),
        (Day(), "March", "not_a_day"),
        (Moment(), "2026-03-01", "not_a_moment"),
        (Moment(), "25:00", "not_a_moment"),
        (YesNo(), "maybe", "not_yes_or_no"),
        (Series(Whole(), fewest=2), "1", "nothing_written"),
        (Words(pattern=r"\d+"), "a", "not_as_written"),
        (Words(), " ", "nothing_written"),
    ],
)
def test_refuse(kind: Kind, typed: object, code: str) -> None:
    with pytest.raises(CityCircleError) as caught:
        kind.read(typed, Text("浓度", "concentration"))
    assert caught.value.code == code
    for language in LANGUAGES:
        assert all(caught.value.sentences(language)), "what, why and what next"


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_numbers_survive_json(value: Decimal) -> None:
    kind = Number("µg/m³")
    assert kind.read(kind.as_json(value), "x") == value
    assert kind.read(str(kind.show(value)), "x") == value


@given(st.dates(), st.datetimes(), st.booleans(), st.lists(st.integers(min_value=0)))
def test_other_kinds_survive_json(day: date, moment: datetime, yes: bool, whole: list[int]) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert Day().read(Day().as_json(day), "x") == day
    assert Moment().read(Moment().as_json(moment), "x") == moment
    assert YesNo().read(YesNo().as_json(yes), "x") is yes
    assert Series(Whole()).read(Series(Whole()).as_json(tuple(whole)), "x") == tuple(whole)
