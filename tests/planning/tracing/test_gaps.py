"""In what a task falls behind its clause, case by case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.planning.ledger import Goal, Item, Ledger, Party
from citycircle.planning.tracing.comparing import vocabulary_of
from citycircle.planning.tracing.coverage import coverage
from citycircle.planning.tracing.gaps import Pair, gaps_between
from citycircle.planning.tracing.units import in_one_unit


def gaps(mine, theirs, *, place="990100", name="澜川市", **clause):
    task, above = Item("a", "1", "", mine), Item("x", "9", "", theirs, **clause)
    here, there = Ledger("要点", (task,), place=place, year_to=2026), Ledger("方案", (above,), place="99", year_to=2027)
    return {gap.kind: gap for gap in gaps_between(Pair(here, there, task, above, vocabulary_of(here, there), name))}


@pytest.mark.parametrize(
    ("theirs", "mine", "kind"),
    [
        ("每个市建成养老服务中心3个以上", "建成养老服务中心2个", "lower"),
        ("森林覆盖率达到45%", "森林覆盖率达到44%", "lower"),
        ("细颗粒物年均浓度控制在33微克/立方米以下", "细颗粒物年均浓度控制在34微克/立方米以下", "lower"),
        ("每个市修复湿地1200公顷", "修复湿地11平方公里", "lower"),
        ("每个市兑付创新券1.5亿元", "兑付创新券14000万元", "lower"),
        ("每个市建成中试基地2个以上", "建成中试基地2个", "looser"),
        ("确保完成农贸市场改造", "力争完成农贸市场改造", "softer"),
        ("2026年底前开工建设望汀大桥", "谋划建设望汀大桥", "softer"),
        ("每季度开展1次联合执法", "每半年开展1次联合执法", "rarer"),
        ("每个市培训护理员200人", "培训护理员200人次", "narrower"),
        ("二级以上医院检查结果全部互认", "三级医院检查结果互认", "smaller"),
        ("全部县城垃圾分类", "部分县城垃圾分类", "smaller"),
        ("2026年6月底前建成澜禾线", "2026年9月底前建成澜禾线", "later"),
        ("五市合计建成保障房2000套", "建成保障房300套", "share"),
    ],
)
def test_what_is_weaker_is_said_with_both_figures(theirs, mine, kind):
    found = gaps(f"{mine}。", f"{theirs}。")
    assert kind in found, found
    gap = found[kind]
    for language in ("zh", "en"):
        assert gap.local_words in gap.sentence.say(language) or kind in {"rarer", "narrower"}
    assert gap.sentence.zh.endswith("。")
    assert gap.sentence.zh != gap.sentence.en


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("每个市兑付创新券1.5亿元", "兑付创新券15000万元"),
        ("每个市培训护理员2万人", "培训护理员20000名"),
        ("每个市修复湿地100公顷", "修复湿地1500亩"),
        ("2026年9月底前建成澜禾线", "2026年6月底前建成澜禾线"),
        ("力争2026年底前完成农贸市场改造", "确保2026年底前完成农贸市场改造"),
        ("每季度开展1次联合执法", "每月开展1次联合执法"),
        ("平均待闸时间压减20%以上", "平均待闸时间压减25%以上"),
        ("依据《云泽省2027年计划》建成澜禾线", "按《汀河都市圈2028年计划》建成澜禾线"),
    ],
)
def test_the_same_or_more_is_no_gap(theirs, mine):
    assert gaps(f"{mine}。", f"{theirs}。") == {}


def test_a_figure_meant_for_one_city_alone_is_not_shared():
    alone = (Party("", "澜川市民政局"),)
    several = (Party("", "澜川市民政局"), Party("", "禾阳市民政局"))
    assert set(gaps("开放床位500张。", "开放床位1200张。", leads=alone)) == {"lower"}
    assert set(gaps("开放床位500张。", "开放床位1200张。", leads=several)) == {"share"}
    assert set(gaps("开放床位500张。", "其中澜川市开放床位1200张。", leads=several)) == {"lower"}
    assert set(gaps("开放床位500张。", "开放床位1200张。", leads=several, place="99")) == {"lower"}


def test_what_a_person_corrected_counts_and_not_what_was_printed():
    quote = "开放床位1200张"
    goal = Goal("开放床位", "=", Decimal(400), "张", quote=quote)
    assert "lower" in gaps("开放床位500张。", f"各市{quote}。")
    task = Item("a", "1", "", f"{quote}。", goals=(goal,))
    clause = Item("x", "9", "", "各市开放床位1200张。")
    here, above = Ledger("", (task,), place="1"), Ledger("", (clause,), place="9")
    [gap] = gaps_between(Pair(here, above, task, clause, vocabulary_of(here, above)))
    assert (gap.kind, gap.local_words, gap.upper_words) == ("lower", "400张", "1200张")


def test_a_deadline_in_its_own_column_is_read_too():
    task = Item("a", "1", "", "建成澜禾线。", due_words="2026年10月")
    clause = Item("x", "9", "", "建成澜禾线。", due_words="2026年6月底")
    here, above = Ledger("", (task,), year_to=2026), Ledger("", (clause,), year_to=2026)
    assert [gap.kind for gap in gaps_between(Pair(here, above, task, clause, vocabulary_of(here, above)))] == ["later"]


def test_a_part_that_no_linked_task_speaks_of_is_left_out():
    here = Ledger("", (Item("a", "1", "建数据目录", "数据共享目录达到2万条。"),))
    above = Ledger("", (Item("x", "9", "共享数据", "数据共享目录达到2万条，归集电子证照500个。"),))
    [row] = coverage(here, above, [("a", "x")]).rows
    assert row.left_out == ("归集电子证照500个",)
    assert any("归集电子证照500个" in sentence.zh for sentence in row.sentences)


def test_a_task_that_cites_without_finding_its_clause_is_told_apart_from_a_mere_orphan():
    above = Ledger("汀河都市圈三年行动方案", (Item("x", "9", "疏浚航道", ""),))
    here = Ledger("", (Item("a", "1", "", "落实《汀河都市圈三年行动方案》，办好赛事。"), Item("b", "2", "办展", "")))
    citing, plain = coverage(here, above, []).orphans
    assert "引用了上级文件" in citing.sentence.zh
    assert "未找到上级依据" in plain.sentence.zh


@given(st.decimals(min_value=1, max_value=10**6, places=2), st.sampled_from(["家", "万人", "亿元", "平方公里", "公里"]))
def test_a_figure_is_itself_in_its_own_unit(value, unit):
    assert in_one_unit(value, unit, unit) == value


@given(st.integers(1, 10**6))
def test_a_promise_never_falls_behind_itself(value):
    assert gaps(f"整治排污口{value}个。", f"整治排污口{value}个。") == {}
