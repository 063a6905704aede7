"""Pieces of plans in any order: there is always an answer, and what it says of places and names holds."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citycircle.documents.reading import read_text

WORDS = """
。 ； ， 、 （ ） 〔 〕 | * ( ) x —— 一、 二、 （一） （二） 1. 2. 3、 ① ② 一是 20% 2.5米 2026年 12月底前
市港航局 市园林局 各县（市、区）政府 牵头 配合 按职责分工负责 【牵头单位】 牵头单位： 责任单位:
总体要求 重点任务 保障措施 建设码头 推进产业协作 关于印发方案的通知 行动方案 目录 印发给你们 2026年3月1日
"""
SPACED = ("第一条 ", "第二章 ", "附件1\n", "附件：1.表\n", "\n", "\n\n", "　　", "\t", "\x00", "\u200b")
PIECES = (*WORDS.split(), *SPACED)


@given(st.lists(st.sampled_from(PIECES), max_size=80))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_pieces_give_an_answer_that_holds(pieces: list[str]) -> None:
    text = "".join(pieces)
    for plan in read_text(text).plans:
        assert len({task.id for task in plan.tasks}) == len(plan.tasks)
        paths = {section.marker + section.title for section in plan.sections}
        for task in plan.tasks:
            assert set(task.path) <= paths
            assert 0 <= task.span.start <= task.span.end <= len(text)
            for name in (*task.duty.lead, *task.duty.responsible):
                found = "".join(text[name.span.start : name.span.end].split())
                assert found.replace("\u200b", "").replace("\x00", "") == name.text
