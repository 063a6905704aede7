"""What stands in columns of a task table besides its work: categories above it, targets beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from citycircle.core.plans import Plan
from citycircle.documents.reading import read
from citycircle.documents.table_measures import measure


def plan_of(*rows: str) -> Plan:
    (plan,) = read("\n".join(rows).encode(), name="a.csv").plans
    return plan


def test_a_category_column_is_a_heading_above_its_tasks() -> None:
    plan = plan_of(
        "领域,序号,重点任务,牵头单位",
        "一、交通互联（责任单位：市财政局）,1,建跨江大桥,市交通局",
        ",2,修环城公路,市交通局",
        "产业协同,1,共建园区,市商务局",
    )
    assert [(task.id, task.path) for task in plan.tasks] == [
        ("chp_1__row_1", ("一、交通互联",)),
        ("chp_1__row_2", ("一、交通互联",)),
        (plan.tasks[2].id, ("产业协同",)),
    ]
    assert [(section.marker, section.title) for section in plan.sections] == [("一、", "交通互联"), ("", "产业协同")]


def test_a_list_named_behind_the_task_is_no_heading() -> None:
    plan = plan_of("序号,重点任务,牵头单位,所属清单", "1,建跨江大桥,市交通局,重大项目")
    assert plan.tasks[0].path == ()
    assert [(heading, words.text) for heading, words in plan.tasks[0].extras] == [("所属清单", "重大项目")]


@pytest.mark.parametrize(
    "headings",
    ["序号,重点任务,指标,单位,目标值,责任单位,完成时限", "No.,Key task,Indicator,Unit,Value,Responsible,Deadline"],
)
def test_columns_of_indicator_value_and_unit_are_targets(headings: str) -> None:
    rows = "1,中试基地,入驻团队,个,≥20,市科技局,2026年12月\n,,成果转化,项,30,,\n2,仪器共享,,,按计划,市科技局,\n"
    reading = read(f"{headings}\n{rows}".encode(), name="a.csv")
    (plan,) = reading.plans
    assert [(t.task, t.indicator, t.op, t.value, t.unit, t.deadline) for t in plan.targets] == [
        ("row_1", "入驻团队", ">=", Decimal(20), "个", "2026-12"),
        ("row_1", "成果转化", "=", Decimal(30), "项", "2026-12"),
    ]
    assert [reading.source.text[t.span.start : t.span.end] for t in plan.targets] == ["≥20", "30"]
    assert [words.text for _, words in plan.tasks[1].extras] == ["按计划"]


def test_targets_stand_below_a_heading_of_two_levels() -> None:
    plan = plan_of(
        "序号,重点任务,量化指标,,,牵头单位", ",,指标,目标值,单位,", "1,中试基地,入驻团队,1.5—2,万人,市科技局"
    )
    (target,) = plan.targets
    assert (target.op, target.value, target.value_high, target.unit) == ("range", Decimal("1.5"), Decimal(2), "万人")
    assert [name.text for name in plan.tasks[0].duty.lead] == ["市科技局"]
    assert plan.tasks[0].duty.responsible == ()


@pytest.mark.parametrize(
    ("cell", "op", "low", "unit"),
    [
        ("12", "=", "12", ""), ("1,200.5", "=", "1200.5", ""), ("不少于30", ">=", "30", ""),
        ("30%以上", ">=", "30", "%"), ("新增500张", "increase", "500", "张"), ("5左右", "approx", "5", ""),
        ("<0.5", "<", "0.5", ""), ("10天以内", "<=", "10", "天"),
    ],
)  # fmt: skip
def test_values(cell: str, op: str, low: str, unit: str) -> None:
    found = measure(cell)
    assert found is not None
    assert (found.op, found.low, found.unit) == (op, Decimal(low), unit)


def test_amounts_in_a_column_of_goals_are_targets_whatever_their_verb() -> None:
    plan = plan_of(
        "序号,重点任务,工作内容,年度目标,责任单位",
        "1,打通断头路,贯通望汀大道,贯通道路3条；6月底前开工,市交通局",
        "2,共建园区,引进项目20个以上,引进项目20个以上,市商务局",
    )
    assert [(t.task, t.indicator, t.op, t.value, t.unit) for t in plan.targets] == [
        ("row_1", "贯通道路", "=", Decimal(3), "条"),
        ("row_2", "引进项目", ">=", Decimal(20), "个"),
    ]


def test_an_amount_alone_is_measured_by_its_heading() -> None:
    plan = plan_of("序号,重点任务,投资完成率目标,年度目标,责任单位", "1,跨江大桥,35%,12.5,市交通局")
    assert [(t.indicator, t.value, t.unit, t.quote) for t in plan.targets] == [
        ("投资完成率目标", Decimal(35), "%", "35%")
    ]


@pytest.mark.parametrize("cell", ["", "完成", "2026年6月底前", "不适用", "一批", "3+4", "1.2.3"])
def test_no_values(cell: str) -> None:
    assert measure(cell) is None


def test_names_in_a_cell_whose_text_was_unescaped_stand_at_the_cell() -> None:
    text = "|序号|重点任务|牵头单位|配合单位|\n|--|--|--|--|\n|1|建桥|甲局|市公安局<br>市城管局|\n"
    reading = read(text.encode(), name="a.md")
    duty = reading.plans[0].tasks[0].duty
    assert [name.text for name in duty.cooperating] == ["市公安局", "市城管局"]
    assert {text[name.span.start : name.span.end] for name in duty.cooperating} == {"市公安局<br>市城管局"}
