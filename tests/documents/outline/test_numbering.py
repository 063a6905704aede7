"""Numbers are chosen by the sequence as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.documents.outline.markers import find_markers
from citycircle.documents.outline.numbering import choose


def chosen(text: str) -> list[str]:
    return [step.marker.text for step in choose(find_markers(text, [(0, len(text))]))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.建桥。水深12.5米。2.修路，达2.5%以上。\n2.5%的投资已到位。3.招商", ["1.", "2.", "3."]),
        ("1.甲\n2.2026年底前建成\n3.5G网络建设\n4.10月底前完成", ["1.", "2.", "3.", "4."]),
        ("一、总则。一、二、三产融合发展。二、任务", ["一、", "二、"]),
        ("推进PM2.5和O3治理，建设G60走廊、2.0版平台。", []),
        ("（一）甲（二）乙（2026—2028年）（三）丙", ["（一）", "（二）", "（三）"]),
        ("第一条 甲。依照第九条规定。第二条 乙", ["第一条", "第二条"]),
        ("11.甲\n12.乙，水深12.5米\n13.丙", ["11.", "12.", "13."]),
        ("行动一：修路\n1 、甲\n2 、乙\n行动二：招商\n重点任务一、修路", ["行动一：", "1 、", "2 、", "行动二："]),
        ("①甲；②乙；③丙", ["①", "②", "③"]),
        ("一是甲。二是乙，三是丙", ["一是", "二是", "三是"]),
        ("1 总则\n1.1 目标\n1.2 原则\n2 任务\n2.1 交通", ["1", "1.1", "1.2", "2", "2.1"]),
    ],
)
def test_what_is_a_number_here(text: str, numbers: list[str]) -> None:
    assert chosen(text) == numbers


def test_numbers_that_run_on_and_numbers_that_restart() -> None:
    run_on = choose(find_markers(text := "一、甲\n1.a字\n2.b字\n二、乙\n3.c字", [(0, len(text))]))
    restart = choose(find_markers(text := "一、甲\n1.a字\n2.b字\n二、乙\n1.c字", [(0, len(text))]))
    assert [step.fit for step in run_on][-1] == "run_on"
    assert [step.fit for step in restart][-1] == "open"


def test_a_gap_is_kept_and_named() -> None:
    steps = choose(find_markers(text := "一、甲\n二、乙\n四、丁\n五、戊", [(0, len(text))]))
    assert [step.fit for step in steps] == ["open", "next", "gap", "next"]


@given(st.lists(st.sampled_from(["1.", "2.", "一、", "（一）", "①", "字", "。", "\n", "2.5米"]), max_size=60))
def test_every_text_has_a_numbering_in_its_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    places = [step.marker.start for step in choose(find_markers(text, [(0, len(text))]))]
    assert places == sorted(set(places))


def test_twenty_thousand_numbers_are_all_kept() -> None:
    assert len(chosen("\n".join(f"{n}.任务" for n in range(1, 20001)))) == 20000
