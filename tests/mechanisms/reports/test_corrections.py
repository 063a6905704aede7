"""What a correction would change is listed before anybody signs it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.messages import Text
from citycircle.mechanisms.reports.corrections import (
    NONE,
    Change,
    IssuedPaper,
    Light,
    Ranking,
    Total,
    Uses,
    as_shown,
    effects,
    places,
    seen,
)

CHANGE = Change("栖云县", "到位资金", "2026-10", Decimal("3.2"), Decimal("2.3"), "亿元")
PARTS = {"栖云县": Decimal("3.2"), "东埠区": Decimal("2.8"), "望汀区": Decimal(5)}


def colour(value):
    return Text("绿灯", "green") if value >= 3 else Text("黄灯", "yellow")


def test_acceptance_9_totals_ranks_lights_and_issued_papers_are_shown_before_signing():
    region = Total("都市圈合计", {"澜川市": Decimal(1), "澜川市合计": Decimal("11.0")}, unit="亿元")
    city = Total("澜川市合计", PARTS, unit="亿元", uses=Uses(totals=[region]))
    uses = Uses(
        totals=[city, Total("平均", PARTS, "mean", "亿元")],
        lights=[Light("到位资金亮灯", "序时进度", colour)],
        rankings=[Ranking("到位资金排名", PARTS)],
        papers=[IssuedPaper("10月通报", "第10期", "2026-11-03", "第2页表1", "3.2亿元")],
    )
    found = effects(CHANGE, uses)
    assert [effect.sentence.zh for effect in found] == [
        "“澜川市合计”由11.0亿元变为10.1亿元。",
        "“都市圈合计”由12.0亿元变为11.1亿元。",
        "“平均”由3.67亿元变为3.37亿元。",
        "“到位资金亮灯”由绿灯变为黄灯（按序时进度）。",
        "“到位资金排名”：栖云县由第2位变为第3位。",
        "“到位资金排名”：东埠区由第3位变为第2位。",
        "已印发的《10月通报》（第10期，2026-11-03）第2页表1印有“3.2亿元”，须发更正说明。",
    ]
    assert [effect.kind for effect in found] == ["total"] * 3 + ["light", "rank", "rank", "paper"]
    assert "moves from place 2 to 3" in found[4].sentence.en


def test_no_effect_is_said_and_not_left_blank():
    untouched = Uses(totals=[Total("合计", {"东埠区": Decimal(1)})], lights=[Light("x", "y", lambda _: NONE)])
    assert effects(CHANGE, untouched) == ()
    shown = as_shown(())
    assert shown["sentences"] == [{"zh": NONE.zh, "en": NONE.en}]
    assert seen(shown) != seen(as_shown(effects(CHANGE, Uses(totals=[Total("合计", PARTS)]))))


def test_places_are_shared_by_equal_values_and_may_run_the_other_way():
    assert places({"甲": Decimal(1), "乙": Decimal(1), "丙": Decimal(2)}, higher_is_better=False) == {
        "甲": 1, "乙": 1, "丙": 3,
    }  # fmt: skip


NAMES = ["栖云县", "东埠区", "望汀区", "禾城区"]
VALUES = st.decimals(0, 1000, places=2)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)), VALUES)
def test_the_effects_are_what_a_second_calculation_says(values, new):
    change = Change("栖云县", "到位资金", "2026-10", values["栖云县"], new)
    found = effects(change, Uses(totals=[Total("合计", values)], rankings=[Ranking("排名", values)]))
    moved = {name for name in NAMES if places(values)[name] != places({**values, "栖云县": new})[name]}
    assert sum(effect.kind == "rank" for effect in found) == len(moved)
    assert (sum(effect.kind == "total" for effect in found) == 1) is (new != values["栖云县"])
