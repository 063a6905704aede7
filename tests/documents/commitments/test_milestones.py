"""Dated promises without a number."""

from __future__ import annotations

import pytest

GOALS = ("一、总体要求", "(三)主要目标")


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("确保2030年6月全面建成,2030年8月通过验收。", [("全面建成", "2030-06"), ("通过验收", "2030-08")]),
        ("到2030年,协同格局基本形成,生态更加优美。", [("协同格局基本形成", "2030"), ("生态更加优美", "2030")]),
        ("加快园区建设,2030年底前建成投用。", [("建成投用", "2030-12")]),
        ("开工建设汀河大桥,2032年底前建成通车。", [("汀河大桥建成通车", "2032-12")]),
        ("2030年三季度开工建设汀河大桥。", [("开工建设汀河大桥", "2030-09")]),
        ("到2030年,通过实施六大行动,重点建设两区。", [("重点建设两区", "2030")]),
        ("到2030年,新建码头6个,全面进入“1小时经济圈”。", [("全面进入“1小时经济圈”", "2030")]),
        ("2030年,以一体化为目标,推进合作。", []),
        ("落实2030年度重点工作,完成任务。", []),
        ("“十五五”规划中完成论证。", []),
        ("制定2030年工作要点。", []),
        ("自2025年以来全面建成。", []),
    ],
)
def test_a_dated_promise(promises, sentence, read):
    assert [(milestone.what, milestone.deadline) for milestone in promises(sentence).milestones] == read


def test_under_goals_later_sentences_count_where_something_is_finished(promises):
    read = promises("到2030年,建成美丽都市圈。交通体系加快完善。——共享格局基本形成。培育一批企业。", *GOALS)
    assert [milestone.what for milestone in read.milestones] == ["建成美丽都市圈", "共享格局基本形成"]
    assert {milestone.deadline for milestone in read.milestones} == {"2030"}


def test_what_everybody_is_told_to_do_is_no_milestone(promises):
    read = promises(
        "各牵头单位会同配合单位于2030年10月底前制定细则;各配合单位要加强协作,确保各项工作落实到位,强化属地责任,"
        "清单之外一律不得实施许可。"
    )
    assert [milestone.deadline for milestone in read.milestones] == ["2030-10"]


def test_a_year_alone_dates_the_clause_behind_it(promises):
    read = promises("2030年,完成全市“三线一单”编制工作。").milestones
    assert [(milestone.what, milestone.deadline) for milestone in read] == [("完成全市“三线一单”编制工作", "2030")]


def test_the_time_of_day_in_a_web_page_is_no_target(promises):
    assert not promises("2030-03-10 08:00:00 来源:澜川市").targets


def test_a_month_alone_is_completed_with_its_reason(promises):
    [milestone] = promises("9月底前完成方案编制。").milestones
    assert (milestone.deadline, milestone.deadline_implied.value) == ("2030-09", "2030-09")
    assert milestone.strength is None
