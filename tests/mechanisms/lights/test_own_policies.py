"""A city's own policy: copied, edited, read strictly, and only under a name of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.messages import Text
from citycircle.core.parameter_files import ParameterFileFaulty
from citycircle.core.parameters import Source
from citycircle.mechanisms.lights.bands import BandsLeaveGap, BandsOverlap, Bounds, Interval, check_partition
from citycircle.mechanisms.lights.facts import Facts
from citycircle.mechanisms.lights.lighting import light
from citycircle.mechanisms.lights.own import PolicyNameTaken, Standing, copy_of
from citycircle.mechanisms.lights.tables import PACKAGE, MeasuresUnclear

DAY = date(2026, 11, 24)
STANDING = Standing(
    date(2026, 7, 1), Source("澜川市督查室", "澜川市亮灯办法", "澜督发〔2026〕3号", "第五条", "2026-06-20")
)
TITLE = Text("澜川·进度", "Lanchuan: progress")


def copied() -> dict[str, str]:
    return copy_of("yinchuan_progress", "lanchuan", TITLE, on=DAY, standing=STANDING)


def lit(texts: dict[str, str], planned: str, actual: str, day: date = DAY) -> str:
    tables = PACKAGE.amended(texts, file="lanchuan.csv")
    facts = Facts(target=Decimal(100), planned=Decimal(planned), actual=Decimal(actual))
    return light("lanchuan", facts, on=day, tables=tables).colour


def test_a_copy_reads_back_and_gives_the_same_lights():
    assert [lit(copied(), "60", actual) for actual in ("60", "45", "20")] == ["green", "yellow", "red"]


def test_a_city_moves_its_thresholds():
    texts = copied()
    texts["bands"] = texts["bands"].replace('"[10,30]"', '"[10,20]"').replace('"(30,∞)"', '"(20,∞)"')
    assert [lit(texts, "60", actual) for actual in ("45", "40", "39")] == ["yellow", "yellow", "red"]
    sentence = light(
        "lanchuan",
        Facts(target=Decimal(100), planned=Decimal(60), actual=Decimal(39)),
        on=DAY,
        tables=PACKAGE.amended(texts, file="lanchuan.csv"),
    )
    assert "澜川·进度" in sentence.sentence.zh
    assert sentence.version == "1@2026-07-01"
    assert [source.number for source in sentence.sources] == ["澜督发〔2026〕3号"]


def test_the_package_keeps_its_own_policies_beside_it():
    tables = PACKAGE.amended(copied(), file="lanchuan.csv")
    assert set(tables.names(DAY)) == {*PACKAGE.names(DAY), "lanchuan"}
    assert "lanchuan" not in tables.names(date(2026, 6, 30))


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ('"[10,30]"', '"(10,30]"', BandsLeaveGap),
        ('"[10,30]"', '"[10,29]"', BandsLeaveGap),
        ('"(30,∞)"', '"(30,99]"', BandsLeaveGap),
        ('"(-∞,0]"', '"[-50,0]"', BandsLeaveGap),
        ('"[10,30]"', '"[10,31]"', BandsOverlap),
        ('"(30,∞)"', '"[30,∞)"', BandsOverlap),
        ('"[10,30]"', '"[30,10]"', ParameterFileFaulty),
        ('"[10,30]"', '"ten to thirty"', ParameterFileFaulty),
        ("behind_plan", "share_of_plan", MeasuresUnclear),
        ("yellow", "violet", ParameterFileFaulty),
    ],
)
def test_gaps_overlaps_and_slips_are_refused_in_both_languages(old, new, refusal):
    texts = copied()
    assert old in texts["bands"]
    texts["bands"] = texts["bands"].replace(old, new)
    with pytest.raises(refusal) as caught:
        PACKAGE.amended(texts, file="lanchuan.csv")
    assert all(caught.value.sentences("zh"))
    assert all(caught.value.sentences("en"))


def test_a_refused_gap_names_the_policy_the_measure_and_the_place():
    texts = copied()
    texts["bands"] = texts["bands"].replace('"[10,30]"', '"[10,28]"')
    with pytest.raises(BandsLeaveGap) as caught:
        PACKAGE.amended(texts, file="lanchuan.csv")
    assert caught.value.sentences("zh")[0] == "“澜川·进度”的落后计划分档在 28–30 处中断。"


def test_a_policy_without_bands_is_refused():
    with pytest.raises(BandsLeaveGap):
        PACKAGE.amended({"policies": copied()["policies"]}, file="lanchuan.csv")


def test_bands_in_force_later_than_their_policy_are_refused_for_the_days_between():
    texts = copied()
    texts["bands"] = texts["bands"].replace("2026-07-01", "2026-08-01")
    with pytest.raises(BandsLeaveGap):
        PACKAGE.amended(texts, file="lanchuan.csv")


def test_a_name_that_is_there_is_not_given_again():
    with pytest.raises(PolicyNameTaken):
        copy_of("wuhan", "xuancheng", TITLE, on=DAY, standing=STANDING)


def test_a_new_edition_leaves_old_lights_as_they_were():
    first = Standing(date(2026, 7, 1), STANDING.source, valid_to=date(2026, 8, 31))
    second = Standing(date(2026, 9, 1), STANDING.source, version="2")
    old, new = (copy_of("yinchuan_progress", "lanchuan", TITLE, on=DAY, standing=each) for each in (first, second))
    new["bands"] = new["bands"].replace('"[10,30]"', '"[10,20]"').replace('"(30,∞)"', '"(20,∞)"')
    both = {name: old[name] + new[name].split("\n", 1)[1] for name in old}
    assert [lit(both, "60", "35", date(2026, month, 1)) for month in (8, 9)] == ["yellow", "red"]


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=6, unique=True), st.data())
def test_bands_cut_anywhere_hold_every_number_once(cuts, data):
    ends = sorted(Decimal(cut) for cut in cuts)
    belongs = [data.draw(st.booleans()) for _ in ends]
    lows = [(None, False), *zip(ends, belongs, strict=True)]
    highs = [*((end, not inside) for end, inside in zip(ends, belongs, strict=True)), (None, False)]
    bands = [Interval(*low, *high) for low, high in zip(lows, highs, strict=True)]
    check_partition(bands, policy="p", measure="m")
    value = data.draw(st.fractions(-60, 60, max_denominator=12))
    assert sum(band.holds(value) for band in bands) == 1
    assert [Bounds().read(str(band), "") for band in bands] == bands
    dropped = data.draw(st.integers(0, len(bands) - 1))
    with pytest.raises(BandsLeaveGap):
        check_partition(bands[:dropped] + bands[dropped + 1 :], policy="p", measure="m")


@pytest.mark.parametrize("written", ["[10,30)", "［10，30）", " [ 10 , 30 ) ", "[10，30)"])
def test_an_interval_is_read_as_people_type_it(written):
    assert str(Bounds().read(written, "")) == "[10,30)"
