"""Tables that show the tasks of another table again are read once; the same words of another organisation are not."""

from __future__ import annotations

from tests.documents.intake.word_files import paragraph, row, table, word_file

from citycircle.documents.reading import read

ALL = table(
    row("序号", "重点任务", "牵头单位", "完成时限"),
    row("1", "建桥", "市交通局", "6月底"),
    row("2", "招商", "市商务局", "9月底"),
)


def test_a_sheet_of_one_organisation_repeats_the_list_of_all() -> None:
    own = table(row("序号", "重点任务", "本月进展", "牵头单位"), row("1", "招 商", "已签约", "市商务局"))
    reading = read(word_file(ALL + paragraph("市商务局任务") + own), name="a.docx")
    (plan,) = reading.plans
    assert [task.number for task in plan.tasks] == ["1", "2"]
    assert [each.code for each in plan.diagnostics if each.code == "P109"] == ["P109"]
    (aside,) = [aside.span for aside in reading.asides if aside.reason == "repeated_table"]
    assert "已签约" in reading.source.text[aside.start : aside.end]


def test_the_same_task_of_another_organisation_is_another_task() -> None:
    other = table(row("序号", "重点任务", "牵头单位", "完成时限"), row("1", "建桥", "市铁路办", "6月底"))
    (plan,) = read(word_file(ALL + paragraph("") + other), name="a.docx").plans
    assert [[name.text for name in task.duty.lead] for task in plan.tasks] == [["市交通局"], ["市商务局"], ["市铁路办"]]


def test_a_list_of_works_that_names_the_task_of_each_is_no_list_of_tasks() -> None:
    works = table(row("序号", "项目名称", "牵头单位", "所在任务"), row("1", "汀河大桥", "市交通局", "建桥"))
    (plan,) = read(word_file(ALL + paragraph("项目") + works), name="a.docx").plans
    assert len(plan.tasks) == 2
    (alone,) = read(word_file(works), name="a.docx").plans
    assert len(alone.tasks) == 1


def test_a_rule_in_a_table_without_tasks_gives_nobody_the_lead() -> None:
    doubts = table(row("序号", "说明", "另一种读法"), row("1", "没有牵头单位", "列第一位的为牵头单位"))
    tasks = table(row("序号", "重点任务", "责任单位"), row("1", "建桥", "市交通局、市财政局"))
    (plan,) = read(word_file(tasks + paragraph("存疑") + doubts), name="a.docx").plans
    assert plan.tasks[0].duty.lead == ()
