"""Any text is read without breaking, and every quote leads back to its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.core.plans import Document
from citycircle.documents.commitments.read import Passage, read_commitments
from citycircle.documents.commitments.sentences import sentences
from citycircle.documents.mended import Mended

_PIECES = (
    "到2030年|20xx年|每年|6月底前|“十五五”末|,|，|、|。|;|；\n|\n|①|(一)|1.|——|(|)|（|）|“|”|《|》|建成|推进|谋划|汀河大桥|澜禾铁路|等"
    "|项目|建设|3个|1,200家|5%|一批|第二期|2—3次|半小时|达到|不低于|以上|左右|全省平均|和|及|以及|的|企业|其中|占|分别|前期工作"
)
PIECES = st.sampled_from(_PIECES.split("|"))


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_quote_is_verbatim_and_crosses_no_line(text):
    read = read_commitments(Mended.of(text), [Passage(0, len(text), "t1", ("一、任务",), "task")], Document())
    for record in (*read.targets, *read.commitments, *read.milestones, *read.projects, *read.decoys):
        assert text[record.span.start : record.span.end] == record.quote
        assert "\n" not in record.quote
    for target in read.targets:
        assert target.value_high is None or target.op == "range"
    for project in read.projects:
        assert project.name
    assert all("\n" not in clause.text for sentence in sentences(text) for clause in sentence.clauses)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all(text):
    read_commitments(Mended.of(text), [Passage(0, len(text), None, ())], Document())


@pytest.mark.parametrize(
    "piece",
    ["(", ")", "“", "1", "一", "等", "、", "2030年", "建设", "达到5%、", "①", "1,111,", "百分之", "\n", "第一期"],
)
def test_a_long_run_of_one_thing_is_read(piece):
    text = piece * 20_000
    read_commitments(Mended.of(text), [Passage(0, len(text), None, ("目标",))], Document())


def test_only_the_passages_are_read():
    text = "新建码头6个。新建桥梁7座。"
    read = read_commitments(Mended.of(text), [Passage(7, len(text), "t2", ("二、",), "task")], Document())
    assert [(str(target.value), target.task) for target in read.targets] == [("7", "t2")]


def test_the_same_thing_promised_twice_is_reported(promises):
    read = promises("到2030年,林木覆盖率达26%。到2030年,全市林木覆盖率达27%。")
    [doubt] = read.diagnostics
    assert doubt.code == "P301"
    assert "26%" in doubt.say("zh")
    assert "27%" in doubt.say("en")


def test_a_masked_year_is_reported(promises):
    assert [doubt.code for doubt in promises("到20xx年,新建码头6个。").diagnostics] == ["P302"]
