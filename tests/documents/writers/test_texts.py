"""The texts for people: summary, Markdown and reminders."""

from dataclasses import replace

from citycircle.core.messages import Text, speaking
from citycircle.core.organisations import Organisation
from citycircle.core.plans import Duty, Quoted
from citycircle.documents.naming import Naming
from citycircle.documents.writers import markdown, reminders, summary


def test_the_summary_puts_doubtful_readings_before_the_lists(reading):
    text = summary.write(reading)
    assert text.index("另一种读法") < text.index("市交通运输局  ")
    assert "读出任务7项、保障措施1条" in text
    assert "括号内拼音 2" in text


def test_the_summary_lists_tasks_under_their_lead(reading):
    line = next(line for line in summary.write(reading).splitlines() if line.lstrip().startswith("市交通运输局"))
    assert line.split()[1:] == ["3", "二(一)1、二(一)2、二(一)3"]


def test_the_summary_accounts_for_every_sentence(reading):
    coverage = reading.coverage
    assert coverage.sentences == sum(share.sentences for share in coverage.shares)
    assert f"全文{coverage.sentences}句" in summary.write(reading)


def test_the_summary_names_what_may_be_one_organisation(reading):
    assert "市应急局 / 市应急管理局" in summary.write(reading)


def test_the_summary_says_which_names_the_register_left_open(reading):
    known = Naming("市发改委", Organisation("1", "市发改委", "department"))
    text = summary.write(reading, [known, Naming("市数据局", open=Text("不认识", "unknown"))])
    assert "对上单位名称1个" in text
    assert "市数据局" in text.partition("对上单位名称")[2]


def test_the_summary_is_complete_in_english(reading):
    with speaking("en"):
        text = summary.write(reading)
    assert "Tasks: 7, safeguards: 1" in text
    assert "Tasks by lead organisation:" in text


def test_markdown_breaks_no_table(plan):
    dirty = replace(plan.tasks[0], title=Quoted("甲|乙\n丙", plan.tasks[0].span))
    text = markdown.write([replace(plan, tasks=(dirty, *plan.tasks[1:]))])
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(line.replace("\\|", "").count("|") == 9 for line in rows)
    assert "甲\\|乙<br>丙" in text


def test_markdown_has_a_table_for_each_heading(plan):
    text = markdown.write([plan])
    assert text.count("\n| --- |") == 4
    assert "## 三、保障措施" in text


def reminder(plan, name, names=()):
    return next(reminders.text(each, plan) for each in reminders.reminders(plan, names) if each.name == name)


def test_a_reminder_says_each_part_politely(plan):
    text = reminder(plan, "市发改委")
    assert text.startswith("市发改委：")
    assert "一、责任任务（3项）" in text
    assert "牵头单位：市交通运输局。" in text
    assert "请对照原文" in text
    assert not any(word in text for word in ("警告", "逾期", "通报批评", "排名"))


def test_a_lead_is_reminded_of_targets_and_dates(plan):
    text = reminder(plan, "市工信局")
    assert "一、牵头任务（1项）" in text
    assert "集群规模>800亿元（2027年前）" in text
    assert "牵头单位：市科技局。" in text


def test_cooperating_organisations_have_their_own_part(plan):
    assert "一、配合任务（1项）" in reminder(plan, "市公交集团")


def test_every_organisation_of_the_plan_gets_one_text(plan):
    names = [each.name for each in reminders.reminders(plan)]
    assert len(names) == len(set(names)) == 15


def test_a_collective_name_is_forwarded_to_its_members(plan):
    assert "各有关单位" in reminder(plan, "各县(市、区)政府")
    county = Organisation("990201", "禾城区人民政府", "county")
    naming = Naming("各县(市、区)政府", Organisation("c", "各县(市、区)政府", "collective"), (county,))
    assert "禾城区人民政府" in reminder(plan, "各县(市、区)政府", [naming])


def test_a_plan_that_names_nobody_says_so(plan):
    bare = replace(plan, tasks=tuple(replace(task, duty=Duty()) for task in plan.tasks))
    assert "没有可发的提醒" in reminders.write(bare)
