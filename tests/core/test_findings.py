"""A finding shows its steps, its sources, and how sure it is."""

from __future__ import annotations

import json

import pytest

from citycircle.core.messages import LANGUAGES
from citycircle.domains.environment.air import SUB_INDEX
from citycircle.domains.environment.air_statistics import COMPOSITE_INDEX

GIVEN = {"pollutant": "pm25", "period": "day", "concentration": "61.5"}


def test_the_sentence_and_the_working() -> None:
    finding = SUB_INDEX.answer(GIVEN, on="2026-06-01")
    assert finding.say("en") == "PM2.5, 24-hour mean 62 µg/m³: sub-index 102, lightly polluted."
    assert finding.say("zh") == "PM2.5 24小时平均浓度 62 µg/m³，空气质量分指数为 102，轻度污染。"
    working = finding.working("en")
    for part in ("61.5 µg/m³ is rounded by GB/T 8170 to 62", "HJ 633-2026", "checked against the original text"):
        assert part in working


def test_json_has_everything_and_loses_no_digit() -> None:
    shape = SUB_INDEX.answer(GIVEN, on="2026-06-01").as_json("en")
    assert json.loads(json.dumps(shape, ensure_ascii=False)) == shape
    assert shape["inputs"]["concentration"] == "61.5"
    assert shape["outputs"]["index"] == 102
    assert {row["values"]["concentration"] for row in shape["rows"] if "concentration" in row["values"]} == {
        "60",
        "115",
    }
    assert all(row["source"]["number"] == "HJ 633-2026" for row in shape["rows"])


@pytest.mark.parametrize(("day", "certainty"), [("2025-12-31", "secondary"), ("2026-03-01", "unverified")])
def test_what_rests_on_something_unverified_says_so(day: str, certainty: str) -> None:
    given = dict.fromkeys(("so2", "no2", "pm10", "pm25", "co", "o3"), "1")
    finding = COMPOSITE_INDEX.answer(given, on=day)
    assert finding.certainty == certainty
    said = [("未经核实" in finding.say("zh")), ("unverified" in finding.say("en"))]
    assert said == [certainty == "unverified"] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_place_for_a_value_is_left_open(language: str) -> None:
    finding = SUB_INDEX.answer(GIVEN, on="2026-06-01")
    assert "{" not in finding.working(language)  # type: ignore[arg-type]  # LANGUAGES holds just these two
