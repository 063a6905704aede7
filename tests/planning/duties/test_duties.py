"""Duties of a ledger: questions nobody but a person answers, work lists that lose nothing, a load that adds up."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citycircle.core.messages import speaking
from citycircle.paper.excel import workbook
from citycircle.planning.duties.decisions import NEEDS, open_questions
from citycircle.planning.duties.drawing import load_chart
from citycircle.planning.duties.matrix import matrix, printed
from citycircle.planning.duties.shares import DUTIES, duties_in, loads, work_lists
from citycircle.planning.ledger import Item, Ledger, Party

DRC = Party("990100-DRC", "澜川市发展和改革委员会", "990100")
EDU = Party("990100-EDU", "澜川市教育局", "990100")
HEYANG = Party("990200-DRC", "禾阳市发展和改革委员会", "990200")
UNKNOWN = Party("", "市轨道办", "990100")

parties = some.sampled_from((DRC, EDU, HEYANG, UNKNOWN))
several = some.lists(parties, max_size=4).map(tuple)


@some.composite
def ledgers(draw):
    count = draw(some.integers(0, 6))
    items = tuple(
        Item(f"t{at}", str(at), f"任务{at}", "", leads=draw(several), responsible=draw(several),
             cooperating=draw(several))
        for at in range(count)
    )  # fmt: skip
    return Ledger("要点", items, place="990100")


def needs(*items, settled=None, place="990100"):
    return [(one.key, one.need) for one in open_questions(Ledger("要点", items, place=place), settled)]


def test_a_task_with_one_known_lead_of_the_own_city_asks_nothing():
    assert needs(Item("a", "1", "办学", "", leads=(EDU,), responsible=(DRC,))) == []


def test_every_kind_of_question_is_asked():
    asked = needs(
        Item("a", "1", "无人", ""),
        Item("b", "2", "无牵头", "", responsible=(EDU,)),
        Item("c", "3", "两家", "", leads=(EDU, DRC)),
        Item("d", "4", "重复", "", leads=(EDU,), cooperating=(EDU,)),
        Item("e", "5", "外市", "", leads=(HEYANG,)),
        Item("f", "6", "名称", "", leads=(EDU,), responsible=(UNKNOWN,)),
    )
    assert asked == [("a", "nobody"), ("b", "no_lead"), ("c", "several_leads"), ("e", "lead_elsewhere"),
                     ("f", "unknown_name")]  # fmt: skip
    assert {need for _, need in asked} == set(NEEDS)


def test_an_answered_question_stays_answered_but_an_unknown_name_is_never_waved_through():
    item = Item("a", "1", "两家", "", leads=(EDU, UNKNOWN))
    assert needs(item, settled={"a": set(NEEDS)}) == [("a", "unknown_name")]


def test_in_the_plan_of_the_region_every_city_may_lead():
    plan = Ledger("方案", (Item("a", "1", "共建", "", leads=(HEYANG,)),), place="99")
    assert open_questions(plan, leads_elsewhere=False) == ()


def test_safeguards_bind_everybody_and_are_not_asked():
    assert needs(Item("a", "1", "强化组织保障", "", role="safeguard")) == []


def test_two_names_of_one_organisation_are_one_lead_and_no_question():
    other_name = EDU._replace(name="市教育局")
    assert needs(Item("a", "1", "办学", "", leads=(EDU, other_name), responsible=(EDU, DRC))) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_is_a_whole_sentence_in_both_languages(language):
    item = Item("a", "1", "外市", "", leads=(HEYANG, UNKNOWN), cooperating=(HEYANG,))
    for question in open_questions(Ledger("要点", (item, Item("b", "2", "空", "")), place="990100")):
        sentence = question.sentence.say(language)
        assert "{" not in sentence
        assert sentence.endswith("。" if language == "zh" else ".")


@given(ledgers())
def test_every_duty_stands_in_exactly_one_work_list(ledger):
    listed = sorted((one.party.name, duty, item.key) for one in work_lists(ledger) for duty in DUTIES
                    for item in one.of(duty))  # fmt: skip
    assert listed == sorted((party.name, duty, item.key) for item in ledger.items for duty, party in duties_in(item))


@given(ledgers())
def test_the_load_counts_what_the_work_lists_hold(ledger):
    for load, one in zip(loads(ledger), work_lists(ledger), strict=True):
        assert load.tasks == one.tasks
        assert all(Decimal(0) <= share <= Decimal(100) for share in load.shares.values())


def test_shares_of_single_leads_add_up_to_a_hundred():
    items = tuple(Item(str(at), str(at), "任务", "", leads=(one,)) for at, one in enumerate((DRC, DRC, EDU, HEYANG)))
    assert [load.shares["lead"] for load in loads(Ledger("要点", items))] == [Decimal("50.0"), *[Decimal("25.0")] * 2]


@given(ledgers())
def test_the_matrix_has_a_mark_for_every_duty(ledger):
    whole = matrix(ledger)
    marks = sum(cell is not None for row in whole.cells for cell in row)
    assert marks == sum(len(list(duties_in(item))) for item in ledger.items)
    assert len(whole.items) == len(ledger.items)


def test_a_narrowed_matrix_keeps_only_the_tasks_of_those_organisations():
    plan = Ledger("要点", (Item("a", "1", "甲", "", leads=(EDU,)), Item("b", "2", "乙", "", leads=(DRC,))))
    narrowed = matrix(plan, only={EDU.code})
    assert ([item.key for item in narrowed.items], narrowed.parties) == (["a"], (EDU,))


def test_the_printed_matrix_names_its_marks_and_opens_as_a_workbook():
    plan = Ledger("要点", (Item("a", "1", "甲", "", field="交通", leads=(EDU,), cooperating=(DRC,)),))
    (table,) = printed(plan)
    assert [entry.value for entry in table.rows[0]] == ["1", "交通", "甲", "牵", "配"]
    assert "牵＝牵头" in table.notes[0]
    assert workbook([table])[:2] == b"PK"


def test_a_wide_matrix_goes_over_several_sheets_and_loses_no_mark():
    many = tuple(Party(str(at), f"第{at}局") for at in range(70))
    plan = Ledger("要点", (Item("a", "1", "甲", "", responsible=many),))
    sheets = printed(plan)
    assert [sheet.name for sheet in sheets] == ["任务单位矩阵（1）", "任务单位矩阵（2）", "任务单位矩阵（3）"]
    assert sum(entry.value == "责" for sheet in sheets for row in sheet.rows for entry in row if entry) == 70


@given(ledgers())
def test_the_chart_is_well_formed_carries_no_style_and_says_every_number(ledger):
    from lxml import etree

    drawn = load_chart(loads(ledger))
    root = etree.fromstring(drawn.encode())
    assert not re.search(r"style\s*=|<style|<script", drawn)
    spoken = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]
    for load in loads(ledger):
        assert any(load.party.name in said and str(load.tasks) in drawn for said in spoken)


def test_the_three_duties_are_told_apart_without_colour():
    everything = Ledger("要点", (Item("a", "1", "甲", "", leads=(EDU,)), Item("b", "2", "乙", "", responsible=(EDU,)),
                                 Item("c", "3", "丙", "", cooperating=(EDU,))))  # fmt: skip
    fills = re.findall(r'<rect x="[\d.]+" y="34"[^>]* fill="([^"]+)"', load_chart(loads(everything)))
    assert len(set(fills)) == 3


def test_names_and_key_follow_the_language():
    with speaking("en"):
        assert "responsible" in load_chart(loads(Ledger("x", (Item("a", "1", "甲", "", leads=(EDU,)),))))
