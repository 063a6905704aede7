"""A person's corrections count while the old value stands, survive reading again, and are never forced."""

from dataclasses import replace

import pytest

from citycircle.core.plans import Document, Duty, Plan, Quoted, Span, Target, Task
from citycircle.documents.correction_files import CorrectionsFaulty, read_corrections
from citycircle.documents.corrections import (
    APPLIED,
    NOT_APPLIED,
    Correction,
    apply,
)

PLACE = Span(10, 20)


@pytest.fixture
def plan():
    from decimal import Decimal

    duty = Duty(
        (Quoted("市应急局", PLACE),), (Quoted("市水利局", Span(22, 26)),), lead_from="printed", span=Span(9, 30)
    )
    task = Task("sec_1__para_1", "1", ("一、水",), "task", None, Quoted("治理汀河。", PLACE), duty, (), Span(0, 40))

    def target(indicator, op, value, quote):
        return Target(task.id, task.path, indicator, op, Decimal(value), "家", quote, PLACE)

    targets = (target("企业", "=", 120, "力争突破120家"), target("市场", "=", 5, "5个专业市场"))
    return Plan(Document(title="要点", issuer="都市圈办", effective_to_year=2026), tasks=(task,), targets=targets)


def one(plan, *correction, **more):
    corrected = apply(plan, [Correction(*correction, **more)])
    return corrected, corrected.diagnostics[-1].code


def test_a_lead_is_corrected_and_keeps_its_place(plan):
    corrected, code = one(plan, "sec_1__para_1", "lead", "市应急局", "市应急管理局")
    assert code == APPLIED
    assert corrected.tasks[0].duty.lead == (Quoted("市应急管理局", Span(9, 30)),)


def test_names_that_stay_keep_their_own_places(plan):
    corrected, _ = one(plan, "sec_1__para_1", "responsible", "市水利局", "市水利局;市财政局")
    assert [each.span for each in corrected.tasks[0].duty.responsible] == [Span(22, 26), Span(9, 30)]


def test_a_lead_taken_away_leaves_nobody_leading(plan):
    corrected, _ = one(plan, "sec_1__para_1", "lead", "市应急局", "")
    assert corrected.tasks[0].duty.lead == ()
    assert corrected.tasks[0].duty.lead_from is None


def test_an_old_value_that_no_longer_stands_is_reported_not_applied(plan):
    corrected, code = one(plan, "sec_1__para_1", "lead", "市水务局", "市应急管理局")
    assert code == NOT_APPLIED
    assert corrected.tasks == plan.tasks
    note = corrected.diagnostics[-1]
    assert "现为“市应急局”" in note.say("zh")
    assert note.alternative == "市应急管理局"


def test_a_task_that_is_gone_is_reported(plan):
    corrected, code = one(plan, "sec_9__para_9", "lead", "甲", "乙")
    assert (code, corrected.tasks) == (NOT_APPLIED, plan.tasks)


def test_a_value_that_is_already_right_is_superfluous(plan):
    corrected, code = one(plan, "sec_1__para_1", "lead", "市水务局", "市应急局")
    assert code == NOT_APPLIED
    assert corrected.diagnostics[-1].alternative is None


@pytest.mark.parametrize(("field", "new"), [("title", "治水"), ("text", "治理支流。"), ("deadline", "2026年6月")])
def test_texts_of_a_task(plan, field, new):
    old = "治理汀河。" if field == "text" else ""
    corrected, code = one(plan, "sec_1__para_1", field, old, new)
    assert code == APPLIED
    assert getattr(corrected.tasks[0], "body" if field == "text" else field).text == new


def test_a_target_is_found_by_its_quote(plan):
    corrected, _ = one(plan, "sec_1__para_1", "target.op", "=", ">=", quote="突破120家")
    assert [each.op for each in corrected.targets] == [">=", "="]


def test_a_target_that_is_none_is_taken_away(plan):
    corrected, _ = one(plan, "sec_1__para_1", "target", "5", "", quote="5个专业市场")
    assert [each.indicator for each in corrected.targets] == ["企业"]


def test_the_document_is_corrected_in_its_own_types(plan):
    corrected, _ = one(plan, "document", "effective_to_year", "2026", "2027")
    assert corrected.document.effective_to_year == 2027


def test_corrections_follow_one_another(plan):
    chain = [
        Correction("sec_1__para_1", "lead", "市应急局", "甲局"),
        Correction("sec_1__para_1", "lead", "甲局", "乙局"),
    ]
    assert apply(plan, chain).tasks[0].duty.lead[0].text == "乙局"


def test_reading_again_gives_the_same(plan):
    correction = [Correction("sec_1__para_1", "lead", "市应急局", "市应急管理局")]
    again = replace(plan, diagnostics=())
    assert apply(plan, correction) == apply(again, correction)


CSV = "编号,字段,原值,更正,原文,说明\nsec_1__para_1,lead,甲,乙;丙,,核对\n"
YAML = "- {id: sec_1__para_1, field: lead, old: 甲, new: [乙, 丙], note: 核对}\n"
JSON = '[{"id": "sec_1__para_1", "field": "lead", "old": "甲", "new": ["乙", "丙"], "note": "核对"}]'


@pytest.mark.parametrize(
    ("text", "suffix"), [(CSV, ".csv"), ("\ufeff" + CSV, ".CSV"), (YAML, ".yaml"), (JSON, ".json")]
)
def test_the_three_forms_of_the_file_say_the_same(text, suffix):
    assert read_corrections(text, suffix=suffix) == (Correction("sec_1__para_1", "lead", "甲", "乙;丙", "", "核对"),)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("sec_1,colour,a,b", "colour"),
        (",lead,a,b", "编号"),
        ("sec_1,target.value,5,viel", "viel"),
        ("sec_1,target.op,=,~", "~"),
        ("document,issued_on,,28.3.2025", "28.3.2025"),
        ("document,lead,,a", "lead"),
    ],
)
def test_a_faulty_file_is_refused_with_the_entry(row, word):
    with pytest.raises(CorrectionsFaulty) as refused:
        read_corrections(f"id,field,old,new\n{row}\n", suffix=".csv")
    assert "第1条" in refused.value.say("zh")
    assert word in refused.value.say("zh")
    assert "entry 1" in refused.value.say("en")


@pytest.mark.parametrize(
    ("text", "suffix"), [("{", ".json"), ("a: [", ".yaml"), ("- 3\n", ".yaml"), ("id: a: b", ".yml")]
)
def test_a_file_that_cannot_be_parsed_is_refused(text, suffix):
    with pytest.raises(CorrectionsFaulty):
        read_corrections(text, suffix=suffix)


def test_every_fault_is_reported_at_once():
    text = "id,field,old,new\n,lead,a,b\nx,colour,a,b\n"
    with pytest.raises(CorrectionsFaulty) as refused:
        read_corrections(text, suffix=".csv")
    assert refused.value.details["count"] == 2
