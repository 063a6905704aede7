"""The account of a text adds up, whatever plans, asides and preambles claim."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.plans import Aside, Document, Duty, Plan, Quoted, Section, Span, Task
from citycircle.documents.coverage import CLASSES, cover

text = st.text(alphabet=st.sampled_from("建设大桥。;;!?\n ,、—〔〕①一、1.a(市发改委牵头)"), max_size=120)
span = st.tuples(st.integers(-5, 130), st.integers(0, 60)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def task(place: Span, role: str = "task") -> Task:
    return Task("t", "1", (), role, None, Quoted("", place), Duty(), (), place)  # type: ignore[arg-type]


section = span.map(lambda place: Section(1, "一、", "目标", place))
tasks = st.tuples(span, st.sampled_from(["task", "safeguard"])).map(lambda pair: task(*pair))
documents = st.lists(span, max_size=3).map(lambda spans: Document(spans=tuple(("title", each) for each in spans)))
plans = st.builds(
    Plan,
    document=documents,
    sections=st.lists(section, max_size=4).map(tuple),
    tasks=st.lists(tasks, max_size=5).map(tuple),
)
asides = st.builds(Aside, reason=st.sampled_from(["share", "letter"]), span=span)


def letters(found: str) -> int:
    return sum(len(word) for word in re.findall(r"\w+", found))


@given(text, st.lists(plans, max_size=3), st.lists(asides, max_size=4), st.lists(span, max_size=3))
def test_it_adds_up(found, some_plans, some_asides, preambles) -> None:
    covered = cover(found, some_plans, some_asides, preambles)
    assert [share.kind for share in covered.shares] == list(CLASSES)
    assert sum(share.characters for share in covered.shares) == covered.characters == letters(found)
    assert sum(share.sentences for share in covered.shares) == covered.sentences
    assert sum(covered.share(kind) for kind in CLASSES) == pytest.approx(1.0 if covered.characters else 0.0)
    by_kind = {share.kind: share.characters for share in covered.shares}
    assert sum(count for _, count in covered.reasons) == by_kind["aside"]
    assert sum(letters(found[place.start : place.end]) for place in covered.unread) == by_kind["unread"]
    assert covered.complete == (by_kind["unread"] == 0)


@given(text)
def test_what_nobody_claims_is_listed_whole(found: str) -> None:
    covered = cover(found, [])
    assert covered.complete == (letters(found) == 0)
    assert sum(letters(found[place.start : place.end]) for place in covered.unread) == letters(found)


def test_each_class_is_told_apart() -> None:
    found = "要点\n为做好工作。\n一、任务\n1.建桥。\n二、保障\n1.加强领导。\n分享\n漏了。"
    place = {words: Span(found.index(words), found.index(words) + len(words)) for words in found.split("\n")}
    plan = Plan(
        Document(spans=(("title", place["要点"]),)),
        sections=(Section(1, "一、", "任务", place["一、任务"]), Section(1, "二、", "保障", place["二、保障"])),
        tasks=(task(place["1.建桥。"]), task(place["1.加强领导。"], "safeguard")),
    )
    covered = cover(found, [plan], [Aside("share", place["分享"])], [place["为做好工作。"]])
    assert {share.kind: share.sentences for share in covered.shares} == {
        "task": 1, "safeguard": 1, "heading": 2, "preamble": 1, "metadata": 1, "aside": 1, "unread": 1,
    }  # fmt: skip
    assert covered.reasons == (("share", 2),)
    assert [found[place.start : place.end] for place in covered.unread] == ["漏了"]


def test_half_a_sentence_left_over_is_listed_though_the_sentence_is_a_task() -> None:
    found = "建成汀河大桥并开通,另行安排。"
    covered = cover(found, [Plan(Document(), tasks=(task(Span(0, 9)),))])
    assert {share.kind: share.sentences for share in covered.shares if share.sentences} == {"task": 1}
    assert [found[place.start : place.end] for place in covered.unread] == ["另行安排"]
