"""Computed light, human light and reason kept apart; the strip of twelve months; the other's list; what follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from citycircle.mechanisms.lights.consequences import consequences, has_consequences
from citycircle.mechanisms.lights.facts import Facts, Waiting
from citycircle.mechanisms.lights.lighting import Light, light
from citycircle.mechanisms.lights.shown import HumanLight, LightWithoutReason, ShownLight, awaited_of, strip

JUNE = date(2026, 6, 30)


def lit(actual: str, day: date = JUNE, waiting: Waiting | None = None) -> Light:
    return light(
        "wuhan", Facts(target=Decimal(100), planned=Decimal(60), actual=Decimal(actual), waiting=waiting), on=day
    )


def test_a_person_sets_another_light_and_all_three_stay_apart():
    computed = lit("20")
    shown = ShownLight(computed, HumanLight("yellow", "汛期停工，已批复。", "澜川市督查室", JUNE))
    assert (shown.colour, shown.computed.colour) == ("yellow", "red")
    assert shown.sentence.zh.startswith(computed.sentence.zh)
    assert "澜川市督查室于2026-06-30改定为黄灯，理由：汛期停工，已批复。" in shown.sentence.zh
    assert shown.word.zh == "黄灯（人工改定）"


def test_a_light_set_by_hand_needs_its_reason():
    with pytest.raises(LightWithoutReason):
        HumanLight("green", "  ", "澜川市督查室", JUNE)


def test_a_strip_has_twelve_months_and_leaves_open_what_was_not_lit():
    lights = {
        date(2025, 6, 30): ShownLight(lit("60")),
        date(2025, 7, 31): ShownLight(lit("60")),
        date(2026, 5, 31): ShownLight(lit("40")),
        JUNE: ShownLight(lit("20"), HumanLight("yellow", "已批复", "督查室", JUNE)),
    }
    cells = strip(lights, last=JUNE)
    assert [cell.month for cell in (cells[0], cells[-1])] == [date(2025, 7, 1), date(2026, 6, 1)]
    assert [cell.colour for cell in cells] == ["green", *[None] * 9, "yellow", "yellow"]
    assert [cell.by_person for cell in cells[-2:]] == [False, True]
    assert cells[1].word.zh == "无灯"
    assert all(cell.word.zh and cell.word.en for cell in cells)


def test_what_waits_lands_on_the_list_of_whom_it_waits_for():
    long = Waiting("other_city", "禾阳市交通运输局", date(2026, 5, 1))
    short = Waiting("other_city", "禾阳市交通运输局", date(2026, 6, 20))
    above = Waiting("superior", "云泽省发展改革委", date(2026, 6, 1))
    lists = awaited_of(
        [
            ("a", lit("20", waiting=short)),
            ("b", lit("20", waiting=long)),
            ("c", lit("20")),
            ("d", lit("9", waiting=above)),
        ]
    )
    assert {owner: [(each.matter, each.days) for each in several] for owner, several in lists.items()} == {
        "禾阳市交通运输局": [("b", 60), ("a", 10)],
        "云泽省发展改革委": [("d", 29)],
    }


@pytest.mark.parametrize(
    ("policy", "colours", "documents"),
    [
        ("guangyuan", ["yellow"], []),
        ("guangyuan", ["yellow", "green", "yellow"], ["专函"]),
        ("guangyuan", ["yellow", "yellow", "green"], []),
        ("guangyuan", ["yellow", "yellow", "red"], ["约谈通知"]),
        ("yongkang", ["green", "yellow"], ["约谈通知"]),
        ("yongkang", [], []),
    ],
)
def test_consequences_are_proposed_once_when_the_number_is_full(policy, colours, documents):
    found = consequences(policy, colours, on=JUNE)
    assert [each.document.zh for each in found] == documents
    assert all("签发" in each.sentence.zh for each in found)


def test_points_are_an_organisations():
    (letter,) = consequences("guangyuan", ["yellow", "yellow"], on=JUNE)
    assert letter.points == Decimal(-1)
    assert "单位计分-1" in letter.sentence.zh
    assert not has_consequences("wuhan", on=JUNE)
