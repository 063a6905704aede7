"""Every policy found in the field, on vectors worked by hand: same data, expected colours, one sentence each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.parameters import NotInTable
from citycircle.mechanisms.lights.colours import WORDS
from citycircle.mechanisms.lights.curves import drawn
from citycircle.mechanisms.lights.facts import Facts, OwnerMissing, Slip, TargetNotAboveZero, Waiting
from citycircle.mechanisms.lights.lighting import light
from citycircle.mechanisms.lights.tables import PACKAGE

JUNE, MARCH, NOVEMBER = date(2026, 6, 30), date(2026, 3, 31), date(2026, 11, 30)


def progress(planned: str, actual: str, **more: object) -> Facts:
    return Facts(target=Decimal(100), planned=Decimal(planned), actual=Decimal(actual), **more)


def grown(growth: str, average: str | None = "6") -> Facts:
    """Growth beside a plan of 8 %."""
    return Facts(growth=Decimal(growth), growth_target=Decimal(8), growth_average=Decimal(average) if average else None)


# policy, facts, day, colour, word. Worked by hand from the table of policies in the field study.
VECTORS = [
    # Yinchuan, start: planned May; each end of a month without a start counts one, red at the third.
    ("yinchuan_start", Facts(start_planned=date(2026, 5, 1)), date(2026, 4, 30), "green", "按计划开工或未到开工月"),
    ("yinchuan_start", Facts(start_planned=date(2026, 5, 1)), date(2026, 5, 30), "green", "按计划开工或未到开工月"),
    ("yinchuan_start", Facts(start_planned=date(2026, 5, 1)), date(2026, 5, 31), "yellow", "应开未开"),
    ("yinchuan_start", Facts(start_planned=date(2026, 5, 1)), JUNE, "yellow", "应开未开"),
    ("yinchuan_start", Facts(start_planned=date(2026, 5, 1)), date(2026, 7, 30), "yellow", "应开未开"),
    ("yinchuan_start", Facts(start_planned=date(2026, 5, 1)), date(2026, 7, 31), "red", "连续三个月未开工"),
    (
        "yinchuan_start",
        Facts(start_planned=date(2026, 5, 1), started=date(2026, 8, 3)),
        date(2026, 8, 31),
        "green",
        "按计划开工或未到开工月",
    ),
    (
        "yinchuan_start",
        Facts(start_planned=date(2025, 11, 15), started=date(2026, 9, 1)),
        date(2026, 1, 31),
        "red",
        "连续三个月未开工",
    ),
    # Yinchuan, progress: 10 and 30 percentage points themselves are yellow.
    ("yinchuan_progress", progress("60", "60"), JUNE, "green", "达序时"),
    ("yinchuan_progress", progress("60", "50.01"), JUNE, "green", "基本达序时"),
    ("yinchuan_progress", progress("60", "50"), JUNE, "yellow", "落后序时"),
    ("yinchuan_progress", progress("60", "45"), JUNE, "yellow", "落后序时"),
    ("yinchuan_progress", progress("60", "30"), JUNE, "yellow", "落后序时"),
    ("yinchuan_progress", progress("60", "29.99"), JUNE, "red", "严重落后序时"),
    # Yinchuan, entry: started 31 January; a month is full on 28 February, two on 31 March.
    ("yinchuan_entry", Facts(started=date(2026, 1, 31)), date(2026, 2, 27), "green", "已入库或未满一个月"),
    ("yinchuan_entry", Facts(started=date(2026, 1, 31)), date(2026, 2, 28), "yellow", "开工满一月未入库"),
    ("yinchuan_entry", Facts(started=date(2026, 1, 31)), MARCH, "yellow", "开工满一月未入库"),
    ("yinchuan_entry", Facts(started=date(2026, 1, 31)), date(2026, 4, 1), "red", "开工超两月未入库"),
    (
        "yinchuan_entry",
        Facts(started=date(2026, 1, 31), entered=date(2026, 4, 20)),
        date(2026, 4, 30),
        "green",
        "已入库或未满一个月",
    ),
    # Wuhan: 48 of 60 is 80 %, 36 of 60 is 60 %: the threshold itself is not below.
    ("wuhan", progress("60", "48"), JUNE, "green", "正常"),
    ("wuhan", progress("60", "47.99"), JUNE, "yellow", "低于序时进度80%"),
    ("wuhan", progress("60", "45"), JUNE, "yellow", "低于序时进度80%"),
    ("wuhan", progress("60", "36"), JUNE, "yellow", "低于序时进度80%"),
    ("wuhan", progress("60", "35.99"), JUNE, "red", "低于序时进度60%"),
    ("wuhan", progress("0", "0"), JUNE, "green", "正常"),
    # Xuancheng: 25, 50 and 91.7 % (11 ÷ 12) or the growth wanted; a plan of its own is not looked at.
    ("xuancheng", progress("10", "25"), MARCH, "green", "达序时"),
    ("xuancheng", progress("10", "24.9"), MARCH, "red", "未达序时"),
    ("xuancheng", progress("10", "50"), JUNE, "green", "达序时"),
    ("xuancheng", progress("10", "49.99"), JUNE, "red", "未达序时"),
    ("xuancheng", progress("10", "91.7"), NOVEMBER, "green", "达序时"),
    ("xuancheng", progress("10", "91.6"), NOVEMBER, "red", "未达序时"),
    ("xuancheng", progress("10", "60", growth=Decimal("5.9"), growth_target=Decimal(6)), JUNE, "red", "未达序时"),
    ("xuancheng", progress("10", "60", growth=Decimal(6), growth_target=Decimal(6)), JUNE, "green", "达序时、增幅达标"),
    ("xuancheng", Facts(growth=Decimal(-1), growth_target=Decimal(6)), JUNE, "red", "未达序时"),
    # Jinzhai: five states.
    ("jinzhai", progress("60", "60.1"), JUNE, "green", "超进度"),
    ("jinzhai", progress("60", "60"), JUNE, "green", "达进度"),
    ("jinzhai", progress("60", "59.9"), JUNE, "red", "欠进度"),
    ("jinzhai", progress("60", "60", done=date(2026, 5, 1)), JUNE, "green", "已完成（含提前）"),
    ("jinzhai", Facts(comparable=False), JUNE, "yellow", "其它类"),
    # Three colours by growth: plan 8 %, average 6 %.
    ("three_colours", grown("8"), JUNE, "green", None),
    ("three_colours", grown("7"), JUNE, "yellow", "低于计划"),
    ("three_colours", grown("8", "9"), JUNE, "yellow", "低于平均"),
    ("three_colours", grown("5"), JUNE, "yellow", "低于计划、低于平均"),
    ("three_colours", grown("-0.1"), JUNE, "red", "负增长"),
    ("three_colours", grown("8", None), JUNE, "grey", "待填报"),
    # Bonds: more than 30 % below the plan; 42 of 60 is exactly 30 % below.
    ("three_colours_bonds", progress("60", "60"), JUNE, "green", "不低于计划"),
    ("three_colours_bonds", progress("60", "42"), JUNE, "yellow", "低于计划"),
    ("three_colours_bonds", progress("60", "41.9"), JUNE, "red", "低于计划30%以上"),
    # Suqian: blue near due, yellow behind or poor, red overdue.
    ("suqian", Facts(due=date(2026, 7, 8)), JUNE, "green", "正常"),
    ("suqian", Facts(due=date(2026, 7, 7)), JUNE, "blue", "临期"),
    ("suqian", Facts(due=JUNE), JUNE, "blue", "临期"),
    ("suqian", progress("60", "59", due=date(2026, 7, 7)), JUNE, "yellow", "进度滞后"),
    ("suqian", progress("60", "60", due=date(2026, 7, 7)), JUNE, "blue", "临期"),
    ("suqian", Facts(due=date(2026, 9, 30), poor=True), JUNE, "yellow", "质量不高"),
    ("suqian", Facts(due=date(2026, 6, 29), poor=False), JUNE, "red", "逾期"),
    # Sanming: a slip may begin at any level and rises with each date missed without good reason.
    ("sanming", Facts(), JUNE, "green", "未发督查单"),
    ("sanming", Facts(slip=Slip()), JUNE, "blue", "蓝单"),
    ("sanming", Facts(slip=Slip(0, 1)), JUNE, "orange", "橙单"),
    ("sanming", Facts(slip=Slip(0, 2)), JUNE, "red", "红单"),
    ("sanming", Facts(slip=Slip(1, 1)), JUNE, "red", "红单"),
    ("sanming", Facts(slip=Slip(2, 0)), JUNE, "red", "红单"),
    # Xi'an: a prompt three days before, red at due.
    ("xian", Facts(due=date(2026, 7, 4)), JUNE, "green", "未到提示期"),
    ("xian", Facts(due=date(2026, 7, 3)), JUNE, "yellow", "三日内到期"),
    ("xian", Facts(due=date(2026, 7, 1)), JUNE, "yellow", "三日内到期"),
    ("xian", Facts(due=JUNE), JUNE, "red", "到期"),
    # Yongkang: the last three of a quarter; two quarters running.
    ("yongkang", Facts(places_from_bottom=(3, 4)), JUNE, "green", "未列后位"),
    ("yongkang", Facts(places_from_bottom=(9, 3)), JUNE, "yellow", "黄牌"),
    ("yongkang", Facts(places_from_bottom=(1, 3)), JUNE, "red", "连续两季黄牌"),
]


@pytest.mark.parametrize(("policy", "facts", "day", "colour", "word"), VECTORS)
def test_a_policy_gives_the_colour_worked_by_hand(policy, facts, day, colour, word):
    found = light(policy, facts, on=day)
    assert found.colour == colour, found.sentence
    if word is not None:
        assert found.word.zh == word


def test_acceptance_6_the_found_policies_on_the_same_data_each_explaining_itself_in_one_chinese_sentence():
    """One project of 80 million: 48 planned by the end of June, 36 done; month 6 of 12; worked by hand beside each."""
    same = Facts(
        target=Decimal(8000),
        planned=Decimal(4800),
        actual=Decimal(3600),
        unit="万元",
        start_planned=date(2026, 4, 1),
        started=date(2026, 5, 6),
        growth=Decimal("4.5"),
        growth_target=Decimal(6),
        growth_average=Decimal(4),
        due=date(2026, 12, 31),
    )
    expected = {
        "yinchuan_start": ("green", "已于2026年5月6日开工"),
        "yinchuan_progress": ("yellow", "计划完成60%、实际完成45%，落后15个百分点"),
        "yinchuan_entry": ("yellow", "已满1个月零24天"),
        "wuhan": ("yellow", "占计划的75%"),
        "xuancheng": ("red", "序时应完成50%（6÷12）、实际完成45%，落后5个百分点"),
        "jinzhai": ("red", "落后15个百分点"),
        "three_colours": ("yellow", "目标增幅6%、实际增幅4.5%，低1.5个百分点"),
        "three_colours_bonds": ("yellow", "占计划的75%"),
    }
    for policy, (colour, arithmetic) in expected.items():
        found = light(policy, same, on=JUNE)
        assert found.colour == colour, policy
        assert arithmetic in found.sentence.zh
        assert found.sentence.zh.count("。") == 1
        assert found.sentence.zh.endswith("。")
        assert WORDS[found.colour].zh in found.sentence.zh
        assert found.word.zh in found.sentence.zh
        assert found.sentence.en.endswith(".")
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in found.sentence.en)
        assert found.sources
        assert found.version == "1@2020-01-01"


def test_every_policy_of_the_package_is_tried_by_a_vector():
    assert {vector[0] for vector in VECTORS} == set(PACKAGE.names(JUNE))


def test_every_band_and_case_of_the_package_is_reached_by_a_vector():
    used = {row.key for policy, facts, day, *_ in VECTORS for row in light(policy, facts, on=day).rows}
    bands = {row.key for row in PACKAGE.bands.edition(JUNE).rows}
    assert bands - used == set()


def test_what_is_done_stays_done_and_a_later_day_of_completion_is_not_yet():
    done = progress("60", "10", done=date(2026, 7, 1))
    assert light("wuhan", done, on=JUNE).colour == "red"
    assert light("wuhan", done, on=date(2026, 7, 1)).named.zh == "绿灯·已完成"


def test_waiting_for_somebody_else_is_grey_with_its_cause_and_owner_and_says_what_it_would_be():
    waiting = Waiting("other_city", "禾阳市交通运输局", date(2026, 6, 1))
    found = light("yinchuan_progress", progress("60", "20", waiting=waiting), on=JUNE)
    assert (found.colour, found.beneath, found.waiting) == ("grey", "red", waiting)
    assert "等待对方城市答复" in found.sentence.zh
    assert "禾阳市交通运输局" in found.sentence.zh
    assert "29天" in found.sentence.zh
    assert "不计等待则为红灯" in found.sentence.zh


def test_a_disputed_duty_is_grey_until_the_office_decides():
    assert light("wuhan", progress("60", "20", disputed=True), on=JUNE).named.zh == "灰灯·职责待定"


def test_a_wait_names_its_owner():
    with pytest.raises(OwnerMissing):
        Waiting("superior", " ", JUNE)


def test_a_target_of_nothing_has_no_share():
    with pytest.raises(TargetNotAboveZero):
        Facts(target=Decimal(0), actual=Decimal(0))


def test_missing_facts_are_named_and_never_green():
    found = light("wuhan", Facts(target=Decimal(100)), on=JUNE)
    assert found.colour == "grey"
    assert "尚缺目标值、累计完成" in found.sentence.zh


def test_months_over_twelve_is_only_the_fallback():
    curve = drawn(
        [(date(2025, 12, 31), Decimal(0)), (date(2026, 6, 30), Decimal(10)), (date(2026, 12, 31), Decimal(100))]
    )
    assert (
        light("yinchuan_progress", Facts(target=Decimal(100), actual=Decimal(10), curve=curve), on=JUNE).colour
        == "green"
    )
    fallback = light("yinchuan_progress", Facts(target=Decimal(100), actual=Decimal(10)), on=JUNE)
    assert fallback.colour == "red"
    assert "无分期计划，按月份÷12" in fallback.sentence.zh


def test_a_band_that_the_source_leaves_open_says_so():
    assert "该档原文未列明" in light("wuhan", progress("60", "60"), on=JUNE).sentence.zh
    assert "该档原文未列明" not in light("wuhan", progress("60", "10"), on=JUNE).sentence.zh


def test_a_policy_nobody_knows_is_refused():
    with pytest.raises(NotInTable):
        light("nowhere", Facts(), on=JUNE)


@given(st.decimals(0, 100, places=4), st.decimals(0, 120, places=4), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_more_done_is_never_a_graver_light(planned, actual, day):
    order = ["green", "yellow", "red"]
    for policy in ("yinchuan_progress", "wuhan", "xuancheng", "jinzhai", "three_colours_bonds"):
        now = light(policy, Facts(target=Decimal(100), planned=planned, actual=actual), on=day)
        more = light(policy, Facts(target=Decimal(100), planned=planned, actual=actual + Decimal("0.5")), on=day)
        assert order.index(more.colour) <= order.index(now.colour)


@given(st.decimals(1, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_the_value_of_a_light_is_exact(target, actual):
    found = light("xuancheng", Facts(target=target, actual=actual), on=NOVEMBER)
    assert dict(found.values)["behind_months"].value == Fraction(1100, 12) - 100 * Fraction(actual) / Fraction(target)
