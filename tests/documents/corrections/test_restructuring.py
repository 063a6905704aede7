"""Splitting, merging, adding and dropping in a real reading: places, duties, promises go along, and all is undone."""

import json

import jsonschema
import pytest

from citycircle.documents.correction_files import CorrectionsFaulty, read_corrections, write_corrections
from citycircle.documents.corrections import APPLIED, NOT_APPLIED, Correction, replay
from citycircle.documents.reading import read
from citycircle.documents.stretches import beginning, marked
from citycircle.documents.writers import json as as_json
from citycircle.documents.writers import markdown, summary

TEXT = """澜川市2026年工作要点

一、交通互联

1.建设滨江码头。①新建泊位6个。（市港航局牵头）②开通城际公交，年内开行10条线路。（市交通局牵头，市财政局配合）

2.治理汀河支流。水质达到三类，2026年6月底前建成汀河大桥。（市水利局牵头）

二、服务共享

3.共享优质课程。建立课程目录。
"""
FIRST, SECOND, THIRD = "chp_1__para_1", "chp_1__para_2", "chp_2__para_3"


@pytest.fixture(scope="module")
def reading():
    return read(TEXT.encode(), name="plan.txt")


@pytest.fixture
def corrected(reading):
    """Read again with corrections, each as (id, field, old, new, quote, note)."""

    def again(*corrections):
        found = read(TEXT.encode(), name="plan.txt", corrections=[Correction(*each) for each in corrections])
        return found.plans[0]

    return again


def codes(plan):
    return [each.code for each in plan.diagnostics if each.code in {APPLIED, NOT_APPLIED}]


def test_a_split_gives_each_part_the_duties_noted_in_it(corrected):
    plan = corrected((FIRST, "split", "", "", "②开通城际公交"))
    first, second = plan.tasks[:2]
    assert (first.id, second.id, second.number) == (FIRST, f"{FIRST}__part_2", "1-2")
    assert [one.text for one in first.duty.lead] == ["市港航局"]
    assert [one.text for one in second.duty.lead] == ["市交通局"]
    assert [one.text for one in second.duty.cooperating] == ["市财政局"]
    assert [item.marker for item in first.subitems] == ["①"]
    assert TEXT[second.span.start :].startswith("②开通城际公交")
    assert {each.task for each in plan.targets if "线路" in each.quote} == {second.id}
    assert {each.task for each in plan.targets if "泊位" in each.quote} == {FIRST}


def test_a_part_is_corrected_like_any_task(corrected):
    plan = corrected(
        (FIRST, "split", "", "", "②开通城际公交"),
        (f"{FIRST}__part_2", "title", "", "城际公交"),
        (f"{FIRST}__part_2", "lead", "市交通局", "市发改委"),
    )
    assert codes(plan) == [APPLIED] * 3
    assert plan.tasks[1].duty.lead[0].text == "市发改委"


@pytest.mark.parametrize("words", ["没有这句", "①新建泊位6个"])
def test_a_place_that_is_not_there_or_is_the_beginning_splits_nothing(corrected, words):
    assert codes(corrected((FIRST, "split", "", "", words))) == [NOT_APPLIED]


def test_merged_tasks_are_one_and_the_other_stays_in_sight(corrected):
    plan = corrected((SECOND, "merge", "", THIRD))
    whole = plan.tasks[1]
    assert "共享优质课程。建立课程目录" in whole.body.text
    assert [each.task.id for each in plan.dropped] == [THIRD]
    assert plan.dropped[0].into == SECOND
    assert len(plan.tasks) == 2


def test_a_dropped_task_takes_its_promises_with_it(corrected):
    plan = corrected((SECOND, "drop", "", "", "", "已于去年完成"))
    assert [task.id for task in plan.tasks] == [FIRST, THIRD]
    assert plan.dropped[0].reason == "已于去年完成"
    assert not [each for each in plan.milestones if each.task == SECOND]


def test_a_marked_stretch_is_read_as_a_task(corrected, reading):
    start = TEXT.index("②开通")
    words = marked(reading.mended, start, TEXT.index("\n\n2."))
    plan = corrected(("added_1", "add", FIRST, "", words))
    added = plan.tasks[1]
    assert (added.number, added.body.text) == ("②", "开通城际公交，年内开行10条线路。")
    assert [one.text for one in added.duty.lead] == ["市交通局"]
    assert added.span.start == start
    assert [each.indicator for each in plan.targets if each.task == "added_1"]


def test_a_task_without_source_says_so(corrected):
    plan = corrected(("added_1", "add", "", "建立联络员制度。"))
    assert plan.tasks[-1].origin == "person"
    assert "原文没有" in plan.diagnostics[-1].say("zh")


def test_promises_are_added_with_their_place_and_dropped(corrected):
    plan = corrected(
        (THIRD, "target.add", "", "indicator=课程;op=>=;value=20;unit=门", "建立课程目录"),
        (SECOND, "milestone", "建成汀河大桥", ""),
        (SECOND, "project.stage", "complete", "build"),
    )
    assert codes(plan) == [APPLIED] * 3
    target = next(each for each in plan.targets if each.task == THIRD)
    assert TEXT[target.span.start : target.span.end] == "建立课程目录"
    assert not [each for each in plan.milestones if each.task == SECOND]
    assert next(each for each in plan.projects if each.task == SECOND).stage == "build"


def test_what_was_taken_out_stays_in_sight():
    edits = [
        Correction(FIRST, "drop", note="已于去年完成"),
        Correction(SECOND, "merge", "", THIRD),
        Correction("added_1", "add", new="建立联络员制度。"),
    ]
    found = read(TEXT.encode(), name="plan.txt", corrections=edits)
    told = summary.write(found)
    assert "已于去年完成" in told
    assert f"并入{SECOND}" in told
    answer = json.loads(as_json.write(found))
    assert [each["task"]["id"] for each in answer["dropped"]] == [FIRST, THIRD]
    assert [task["origin"] for task in answer["tasks"]] == ["document", "person"]
    jsonschema.Draft202012Validator(as_json.schema()).validate(answer)
    assert "人工增加" in markdown.write(found.plans)


@pytest.mark.parametrize(
    "edit",
    [
        (FIRST, "split", "", "", "②开通城际公交"),
        (SECOND, "merge", "", THIRD),
        (SECOND, "drop", "", "", "", "重复"),
        ("added_1", "add", "", "建立联络员制度。"),
        (THIRD, "target.add", "", "indicator=课程;value=20"),
        (SECOND, "lead", "市水利局", "市水务局"),
    ],
)
def test_restore_takes_back_any_of_them(reading, edit):
    plan = reading.plans[0]
    made = replay(plan, [Correction(*edit)], reading.mended)
    assert made.plan != plan
    undone = replay(plan, [Correction(*edit), Correction(edit[0], "restore", edit[1])], reading.mended)
    assert undone.plan == plan
    assert all(each.applied for each in undone.outcomes)


def test_a_restore_without_anything_to_restore_is_reported(corrected):
    assert codes(corrected((FIRST, "restore", "drop"))) == [NOT_APPLIED]


def test_what_hangs_on_something_that_is_gone_is_reported(corrected):
    plan = corrected((f"{FIRST}__part_2", "lead", "市交通局", "甲"), (SECOND, "merge", "", "chp_9__para_9"))
    assert codes(plan) == [NOT_APPLIED, NOT_APPLIED]
    assert len(plan.tasks) == 3


def test_corrections_of_a_file_with_two_plans_are_reported_once():
    two = "附件1\n甲市工作要点\n一、交通\n1.建桥，全长3公里。（市港航局牵头）\n2.修路。（市交通局牵头）\n\n"
    text = two + two.replace("附件1", "附件2").replace("甲", "乙")
    found = read(text.encode(), name="x.txt")
    key = found.plans[0].tasks[0].id
    plans = read(text.encode(), name="x.txt", corrections=[Correction(key, "lead", "市港航局", "市水利局")]).plans
    assert sum(codes(plan).count(APPLIED) for plan in plans) == 1
    assert sum(codes(plan).count(NOT_APPLIED) for plan in plans) == 0


def test_a_place_is_named_by_as_few_words_as_make_it_the_only_one():
    text = "建设码头，改造泊位。建设码头，疏浚河口。"
    words = beginning(text, 10)
    assert text.count(words) == 1
    assert words.startswith("建设码头，疏")


FILE = """编号,字段,原值,更正,原文,说明,日期
p_1,split,,,开通公交,两件事,2026-03-02
p_2,drop,,,,已完成,
p_3,target.add,,indicator=企业;op=>=;value=120,,,
"""


def test_the_wider_file_reads_the_same_again_in_each_form():
    read_once = read_corrections(FILE, suffix=".csv")
    assert read_once[0].on == "2026-03-02"
    for suffix in (".csv", ".json", ".yaml"):
        assert read_corrections(write_corrections(read_once, suffix=suffix), suffix=suffix) == read_once


def test_an_added_promise_may_be_an_object_in_yaml():
    text = "- {id: p_1, field: target.add, new: {indicator: 企业, op: '>=', value: 120}}\n"
    assert read_corrections(text, suffix=".yaml")[0].new == "indicator=企业;op=>=;value=120"


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("p,drop,,,,", "理由"),
        ("p,split,,,,", "原文"),
        ("p,merge,,p,,", "另一项"),
        ("p,add,,,,", "内容"),
        ("p,target.add,,indicator=x,,", "value"),
        ("p,target.add,,indicator=x;value=viel,,", "viel"),
        ("p,target.add,,indicator=x;value=3;colour=red,,", "colour"),
        ("p,project.stage,,start,soon,", ""),
        ("p,project.stage,start,soon,,", "soon"),
        ("p,milestone.what,a,,,", "what"),
        ("p,lead,a,b,,,2026年3月", "2026年3月"),
    ],
)
def test_a_faulty_edit_is_refused(row, word):
    text = f"id,field,old,new,quote,note,on\n{row}\n"
    if not word:
        assert read_corrections(text, suffix=".csv")
        return
    with pytest.raises(CorrectionsFaulty) as refused:
        read_corrections(text, suffix=".csv")
    assert word in refused.value.say("zh")
