"""Doubles by name: pairs as forms really write them, judged by hand; recall and precision are printed."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.mechanisms.burden.likeness import likeness, named_alike

ENOUGH = 80


def pairs(text: str) -> list[tuple[str, str]]:
    return [tuple(pair.split("=")) for pair in text.split()]


SAME = pairs("""
本月完成投资（万元）=当月投资完成额 完成投资=完成投资额（亿元）
常住人口=常住人口数（万人） 形象进度=工程形象进度
新增就业人数=城镇新增就业人数 一般公共预算收入=一般公共预算收入额（亿元）
技术合同成交额=技术合同成交金额（亿元） 空气质量优良天数比例=空气质量优良天数占比
联系人=联系人姓名 联系电话=联系手机
项目名称=项目名称（全称） 开工项目数=开工项目个数
存在问题=存在的问题 下一步打算=下步打算
固定资产投资增速=固定资产投资同比增速 跨省通办事项数=跨省通办事项数量
公交线路条数=公交线路数（条） 去年同期投资=上年同期投资
年初以来完成投资=本年累计完成投资 森林覆盖率=森林覆盖率（%）
高新技术企业数=高新技术企业数量（家） 社会消费品零售总额=社会消费品零售总额（亿元）
用地保障情况=用地保障 签约项目数=签约项目个数（个）
""")
DIFFERENT = pairs("""
本月完成投资=累计完成投资 开工项目数=竣工项目数
计划投资=实际投资 联系人=联系电话
单位名称=项目名称 目标值=完成值
新增就业人数=失业人数 高速公路里程=高铁里程
技术合同成交额=技术合同数 工业增加值=工业增加值增速
存在问题=下一步打算 第一产业增加值=第二产业增加值
常住人口=户籍人口 开工日期=竣工日期
总投资=年度投资 地表水优良比例=空气优良比例
公交线路数=地铁线路数 签约项目数=签约金额
问题原因=整改措施 进口额=出口额
入库税收=地方税收 未开工项目数=开工项目数
同比增速=环比增速 床位数=学位数
""")


def test_recall_and_precision_on_pairs_judged_by_hand(capsys):
    found = [pair for pair in SAME if likeness(*pair) >= ENOUGH]
    wrong = [pair for pair in DIFFERENT if likeness(*pair) >= ENOUGH]
    recall, precision = len(found) / len(SAME), len(found) / (len(found) + len(wrong))
    measured = f"doubles by name, {len(SAME)} same and {len(DIFFERENT)} different pairs"
    with capsys.disabled():
        sys.stdout.write(f"\n{measured}: recall {recall:.3f}, precision {precision:.3f}\n")
    assert recall >= 0.95, sorted(set(SAME) - set(found))
    assert precision >= 0.95, wrong


@pytest.mark.parametrize(("one", "other"), SAME + DIFFERENT)
def test_likeness_does_not_depend_on_the_order(one, other):
    assert likeness(one, other) == likeness(other, one)


@given(st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_likeness_takes_any_text(one, other):
    assert 0 <= likeness(one, other) <= 100
    assert named_alike(one, other) == named_alike(other, one)
