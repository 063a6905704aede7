"""Gantt charts on paper: what must stand on a sheet, its size, marks told apart without colour, a strict page."""

import re
from datetime import date, timedelta

import pytest
from lxml import etree

from citycircle.core.workdays import national
from citycircle.planning.schedule.axis import Axis
from citycircle.planning.schedule.chart import Task, chart_of, quarter_begin, quarter_end
from citycircle.planning.schedule.drawing import svgs
from citycircle.planning.schedule.lettering import width_of
from citycircle.planning.schedule.nodes import Node
from citycircle.planning.schedule.paper import PAPERS, sheets

TODAY = date(2026, 9, 15)
SVG = "{http://www.w3.org/2000/svg}"


def task(number, group="基础设施", nodes=2):
    milestones = tuple(
        Node(f"{number}.{at}", f"节点{number}.{at}", baseline=date(2026, 3 * (at % 3) + 3, 20),
             forecast=date(2026, 10, 12) if at == 2 else None, actual=date(2026, 4, 1) if at == 0 else None,
             post="" if at == 1 else "澜川市交通运输局 规划科科长")
        for at in range(nodes)
    )  # fmt: skip
    return Task(str(number), f"任务{number}", str(number), "澜川市交通运输局", group, date(2026, 1, 1),
                date(2026, 12, 31), nodes=milestones)  # fmt: skip


def drawn(tasks, paper="A3", language="zh", **more):
    chart = chart_of("汀河都市圈2026年工作要点作战图", tasks, day=TODAY, calendar=national(), version="第二版", **more)
    return svgs(chart, paper, language)


def words(svg):
    return [each.text or "" for each in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def test_a_sheet_names_title_version_day_legend_columns_and_quarters():
    (svg,) = drawn([task(1, nodes=3)], critical={"1.1"})
    said = words(svg)
    assert "汀河都市圈2026年工作要点作战图" in said
    assert "版本：第二版 · 数据截至2026年9月15日" in said
    for each in ("图例", "任务与时间节点", "一季度", "四季度", "2026年", "12月", "基础设施", "任务1", "节点1.1"):
        assert each in said
    assert "今天 2026.9.15" in said
    assert "预计 2026.10.12" in said
    assert "完成 2026.4.1" in said
    assert "滞后12天" in said  # 1.0: 20 March, reached 1 April
    assert "已超期87天 关键" in said  # 1.1: 20 June, not reached on 15 September
    assert "没有责任岗位" in said


def test_english_sheets_say_everything_of_the_frame_in_english():
    (svg,) = drawn([task(1)], language="en")
    said = words(svg)
    assert "Version: 第二版 · Data as of 15 September 2026" in said
    assert {"Legend", "Planned", "Q1", "Dec", "today 2026-09-15", "12 d late", "no named post"} <= set(said)


@pytest.mark.parametrize(("paper", "size"), [("A3", ("420mm", "297mm")), ("A0", ("1189mm", "841mm"))])
def test_sheets_have_their_true_size_and_nothing_lies_outside(paper, size):
    for svg in drawn([task(number) for number in range(1, 30)], paper):
        root = etree.fromstring(svg.encode())
        assert (root.get("width"), root.get("height")) == size
        width, height = float(size[0][:-2]), float(size[1][:-2])
        for text in root.iter(f"{SVG}text"):
            x, y, letters = (float(text.get(name)) for name in ("x", "y", "font-size"))
            run = width_of(text.text, letters)
            left = x - run * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
            assert left >= 0
            assert left + run <= width
            assert 0 < y < height
        for box in root.iter(f"{SVG}rect"):
            assert float(box.get("y", 0)) + float(box.get("height")) <= height + 0.01


def test_many_tasks_go_on_over_a3_sheets_with_repeated_head_and_no_row_lost():
    tasks = [task(number, "基础设施" if number < 30 else "产业协同") for number in range(1, 61)]
    several = drawn(tasks)
    assert len(several) > 3
    for number, svg in enumerate(several, 1):
        said = words(svg)
        assert {"汀河都市圈2026年工作要点作战图", "任务与时间节点", "一季度", "图例"} <= set(said)
        assert f"第{number}张，共{len(several)}张" in said
    shown = [each for svg in several for each in words(svg)]
    assert [each for each in shown if re.fullmatch(r"任务\d+", each)] == [f"任务{number}" for number in range(1, 61)]
    assert sum(each.startswith("节点") for each in shown) == 120
    assert "基础设施（续）" in words(several[1])
    assert "产业协同" in shown


def test_a_task_and_its_milestones_stay_on_one_sheet():
    for svg in drawn([task(number, nodes=4) for number in range(1, 41)]):
        said = words(svg)
        for each in (one for one in said if re.fullmatch(r"任务\d+", one)):
            number = each.removeprefix("任务")
            assert all(f"节点{number}.{at}" in said for at in range(4))


def test_a_wall_sheet_is_one_sheet_with_letters_as_large_as_fit():
    small, large = (
        sheets(chart_of("图", [task(n) for n in range(count)], day=TODAY, calendar=national()), PAPERS["A0"])
        for count in (5, 35)
    )
    assert len(small) == len(large) == 1
    assert small[0].scale > large[0].scale >= 1
    crowded = [task(number, nodes=4) for number in range(90)]
    (sheet,) = sheets(chart_of("图", crowded, day=TODAY, calendar=national()), PAPERS["A0"])
    assert sheet.compact
    (svg,) = drawn(crowded, "A0")
    assert svg.count("<path") > 4 * 90  # the milestones stand on the rows of their tasks


def test_a_chart_too_large_for_one_wall_sheet_goes_on_and_loses_nothing():
    several = drawn([task(number) for number in range(1, 301)], "A0")
    assert len(several) > 1
    assert sum(bool(re.fullmatch(r"任务\d+", each)) for svg in several for each in words(svg)) == 300


def test_marks_differ_in_shape_not_only_in_colour():
    (svg,) = drawn([task(1, nodes=3)])
    root = etree.fromstring(svg.encode())
    legend = [[(each.tag, each.get("d"), each.get("stroke-dasharray"), each.get("fill") == "#ffffff")
               for each in group] for group in root.iter(f"{SVG}g")]  # fmt: skip
    assert len(legend) == 9
    assert (
        len({str([one[0] + str(one[2] is None) + str(one[3]) + str(one[1]) for one in mark]) for mark in legend}) == 9
    )


def test_a_page_that_forbids_styles_and_scripts_can_show_it():
    (svg,) = drawn([task(1)])
    assert not re.search(r"style=|<style|<script|href|url\(|\bon\w+=|class=| id=", svg)


def test_printed_words_are_escaped():
    odd = Task("<1>", '<script>alert("x")</script>&', group="a<b>&", who="'\"<", due=date(2026, 6, 30),
               nodes=(Node("&", "<b>", baseline=date(2026, 5, 1)),))  # fmt: skip
    chart = chart_of("<T>&", [odd], day=TODAY, calendar=national(), version="<v>")
    for svg in svgs(chart, "A3"):
        assert "<script" not in svg
        assert "<T>&" in words(svg)


def test_no_tasks_make_a_sheet_that_says_so():
    (svg,) = drawn([])
    assert "没有可绘制的任务。" in words(svg)


def test_a_task_without_any_date_is_named_and_draws_no_bar():
    (svg,) = drawn([Task("1", "建立工作机制", "1", "澜川市发展和改革委员会")])
    assert {"没有日期", "未定", "建立工作机制"} <= set(words(svg))


def test_tasks_are_gathered_under_their_group():
    chart = chart_of("图", [task(1, "乙"), task(2, "甲"), task(3, "乙")], day=TODAY, calendar=national())
    assert [each.key for each in chart.tasks] == ["1", "3", "2"]


def test_the_axis_holds_whole_quarters_and_every_day_is_as_wide():
    assert (quarter_begin(date(2026, 5, 1)), quarter_end(date(2026, 11, 1))) == (date(2026, 4, 1), date(2026, 12, 31))
    axis = Axis(date(2026, 1, 1), date(2026, 12, 31), 100, 465)
    assert axis.a_day == 1
    assert axis.ends(date(2026, 1, 31)) == 131
    assert [each.last for each in axis.quarters()][-1] == date(2026, 12, 31)
    assert axis.begins(date(2020, 1, 1)) == 100
    assert axis.ends(date(2030, 1, 1)) == 465
    assert len(list(axis.months())) == 12


def test_today_far_from_the_plan_does_not_stretch_it():
    old = Task("1", "旧任务", begin=date(2020, 1, 1), due=date(2020, 12, 31))
    chart = chart_of("图", [old], day=TODAY, calendar=national())
    assert (chart.first, chart.last, chart.shows_today) == (date(2020, 1, 1), date(2020, 12, 31), False)
    near = chart_of("图", [old], day=date(2020, 12, 31) + timedelta(40), calendar=national())
    assert (near.last, near.shows_today) == (date(2021, 3, 31), True)
