"""Brackets, labels and cells of duties in the shapes that offices print, and what must never be read as one."""

from __future__ import annotations

import pytest

from citycircle.documents.duties.finding import find_notations, rule_of_lead

SHAPES = {
    "（市港务局牵头）": "市港务局<",
    "( 市港务局牵头)": "市港务局<",
    "（牵头单位：市港务局；责任单位：各县（市、区）政府、开发区 ·港区）": "市港务局<各县（市、区）政府 开发区·港区",
    "〔牵头单位:市港务局,责任单位:市财政局,各县(市、区)政府〕": "市港务局<市财政局 各县(市、区)政府",
    "【牵头单位：市港务局 市水利局；配合单位：市教育局】": "市港务局 市水利局<+市教育局",
    "﹝市港务局、市水利局牵头，市财政局，各县区配合﹞": "市港务局 市水利局<+市财政局 +各县区",
    "[市港务局牵头、市财政局配合]": "市港务局<+市财政局",
    "（由市港务局牵头负责,市财政局等5个部门参与)": "市港务局<+市财政局",
    "（市港务局牵头会同市财政局落实；2026年6月底前完成）": "市港务局<市财政局",
    "（市港务局、市财政局按职责分工牵头负责）": "市港务局 市财政局<",
    "（市港务局、市财政局等部门和单位按职责分工负责）": "<市港务局 市财政局",
    "（市港务局、市财政局按照责任分工）": "<市港务局 市财政局",
    "（财政部、税务总局会同有关部门负责）": "<财政部 税务总局 有关部门",
    "（省财政厅，各市、州、县人民政府负责）": "<省财政厅 各市、州、县人民政府",
    "（各省、自治区、直辖市人民政府负责）": "<各省、自治区、直辖市人民政府",
    "（市财政局，市税务局配合）": "<市财政局 +市税务局",
    "（责任单位：市监局（知识产权局）、市委编办；时限：12月底前）": "<市监局（知识产权局） 市委编办",
    "（责任领导：张三；牵头单位：市港务局）": "市港务局<",
    "（市港务局、市财政局）": "<市港务局 市财政局",
    "（各镇（街道）、各有关部门）": "<各镇（街道） 各有关部门",
    "（省科技厅、商务厅按职责分工负责，各地级以上市政府结合实际落实）": "<省科技厅 商务厅 各地级以上市政府",
    "（国务院各部门分别负责，年内持续推进）": "<国务院各部门",
    "（市各产业链招商组和招商中心按职责分工）": "<市各产业链招商组和招商中心",
    "（责任单位：市财政局等有关部门。以下措施均需各区落实，不再单独列出）": "<市财政局",
    "【牵头单位】市港务局 【责任单位】市财政局、市水利局": "市港务局<市财政局 市水利局",
    "**责任单位**：市财政局": "<市财政局",
    "牵头单位∶市港务局；责任单位∶市财政局": "市港务局<市财政局",
    "（责任单位：市港务局（牵头）、市财政局、市教育局（配合））": "市港务局<市财政局 +市教育局",
    "责任单位：市港务局（牵头单位）、市财政局": "市港务局<市财政局",
    "（责任单位：市财政局（排名第一）、市监局（知识产权局））": "市财政局<市监局（知识产权局）",
    "责任单位：市港务局、市财政局（列第一位者为工作牵头单位或汇总单位，下同）": "<市港务局 市财政局",
    "〔责任单位：市财政局、教育局按职责分工负责。具体任务均涉及有关区县政府，不再分工，下同。〕": "<市财政局 教育局",
    "（市水利局、能源局等市有关部门和各县级以上政府按职责分工负责）": "<市水利局 能源局 各县级以上政府",
    "（市政府办公室牵头，市级各有关部门及各县市区政府负责）": "市政府办公室<市级各有关部门 各县市区政府",
    "牵头单位:市港务局责任单位:市财政局,各专班": "市港务局<市财政局 各专班",
    "由市财政局、农业局，各县(市)、区人民政府负责落实。": "<市财政局 农业局 各县(市)、区人民政府",
}
NO_DUTIES = (
    "（签署合作协议或其他实质性合作成果）", "（2026—2030年）", "（含开发区）", "（以下简称管委会）", "（省、市共建）",
    "（2026年底前完成）", "（长期坚持）", "（一）", "（不含涉密事项）", "各牵头责任单位每月报送1次。",
    "由市财政局研究提出补助办法，报市政府审定后负责落实。",
)  # fmt: skip


def said(text: str) -> str | None:
    found = find_notations(text, 0, len(text))
    if not found:
        return None
    [notation] = found
    cooperating = {name.text for name in notation.cooperating}
    lead = " ".join(name.text for name in notation.lead)
    return lead + "<" + " ".join("+" * (n.text in cooperating) + n.text for n in notation.responsible)


@pytest.mark.parametrize("printed", SHAPES)
def test_a_shape_is_read(printed: str) -> None:
    assert said("做好有关工作。" + printed) == SHAPES[printed]


@pytest.mark.parametrize("printed", NO_DUTIES)
def test_what_is_no_duty_stays_in_the_text(printed: str) -> None:
    assert said("做好有关工作" + printed + "等事项，推进实施。") is None


@pytest.mark.parametrize("printed", SHAPES)
def test_a_name_stands_where_it_says(printed: str) -> None:
    text = "做好有关工作。" + printed
    for notation in find_notations(text, 0, len(text)):
        for name in notation.names:
            assert "".join(text[name.start : name.end].split()) == name.text


def test_other_words_for_the_same_are_no_duty() -> None:
    text = "建成服务综合体(社区服务中心)。"
    assert find_notations(text, 0, len(text)) == []


def test_a_date_among_the_duties() -> None:
    [notation] = find_notations("建桥。（市交通局牵头，2026年6月底前完成）", 0, 23)
    assert notation.deadline is not None
    assert notation.deadline.text == "2026年6月底前完成"


def test_a_bracket_nobody_closed_ends_with_its_line() -> None:
    text = "建桥。（牵头单位：市交通局；责任单位：各县(市、区)政府\n2.修路。（市住建局牵头）"
    first, second = find_notations(text, 0, len(text))
    assert (first.closed, second.closed) == (False, True)
    assert [name.text for name in first.responsible] == ["各县(市、区)政府"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("（责任单位：市财政局、市商务局，列第一位的为牵头单位，下同）", "first"),
        ("各任务排在首位的单位为牵头单位。", "first"),
        ("无牵头单位的，责任单位即为牵头单位", "all"),
        ("各牵头单位要抓好落实。", None),
    ],
)
def test_a_rule_stated_once(text: str, rule: str | None) -> None:
    assert rule_of_lead(text) == rule
