"""Covered names are told once, with their number; a star that means something else is none."""

import pytest

from citycircle.documents.reading import read_text


def told(text):
    return [dict(each.values)["count"] for each in read_text(text).plans[0].diagnostics if each.code == "M011"]


HEAD = "工作要点\n一、重点任务\n"


@pytest.mark.parametrize(
    ("words", "count"),
    [("发挥*市引领作用，与*县合作", "2"), ("支持XX区建设", "1"), ("加快某县发展", "1"), ("推进□□市合作", "1")],
)
def test_a_covered_name_is_told(words, count):
    assert told(f"{HEAD}1.{words}。（市发改委牵头）\n2.修河堤。") == [count]


@pytest.mark.parametrize(
    "words", ["**重点**任务全面完成", "占地3*5公里", "各市县区共同推进", "面积12×8米", "A*B级公路"]
)
def test_other_signs_are_no_covered_names(words):
    assert told(f"{HEAD}1.{words}。（市发改委牵头）\n2.修河堤。") == []


def test_a_star_that_marks_the_lead_covers_nothing():
    tasks = "1.建码头。（责任单位：*市港航局、市财政局）\n2.修河堤。（责任单位：*市水利局）\n"
    assert told(f"工作要点\n（带*的为牵头单位）\n一、重点任务\n{tasks}") == []
