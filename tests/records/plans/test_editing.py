"""What a person sets right changes the rows at once, survives reading again, and can be taken back."""

from datetime import date

import pytest
from tests.records.plans.lanchuan import TEXT, keys, task
from tests.region import NOW

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.errors import EditedMeanwhile, NotAllowed, NotThere, ReasonNeeded
from citycircle.documents.correction_files import CorrectionsFaulty
from citycircle.documents.promising import as_cells
from citycircle.records.files.actions import take_in
from citycircle.records.plans.actions.editing import (
    AddPromise,
    AddTask,
    CorrectCell,
    CorrectPlan,
    CorrectPromise,
    DropPromise,
    DropTask,
    MergeTasks,
    SettleDoubt,
    SplitTask,
    TakeBack,
)
from citycircle.records.plans.actions.importing import ReadAgain
from citycircle.records.plans.errors import EditNotFitting, EditTakenBack, LaterEditsFirst, NoDocument, StretchEmpty
from citycircle.records.plans.models import Edit, Milestone, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_again(edit, work, plan):
    def again():
        edit(ReadAgain(plan=plan))
        work()
        plan.refresh_from_db()

    return again


@pytest.fixture
def corrected_file(region, keeper):
    return lambda text: take_in(text.encode(), "要点.txt", organisation=region["lanchuan_drc"], by=keeper, at=NOW)


def ledger(plan):
    """Everything that the rows of a plan say, to compare."""
    return [
        (
            row.key, row.number, row.title, row.body, row.due, row.is_dropped, row.order,
            sorted((d.kind, d.order, d.name, d.organisation_id) for d in row.duties.all()),
            sorted((t.indicator, t.value, t.quote) for t in row.targets.all()),
            sorted((m.what, m.deadline) for m in row.milestones.all()),
            sorted((w.name, w.stage) for w in row.works.all()),
        )
        for row in plan.tasks.order_by("order")
    ]  # fmt: skip


def test_a_cell_is_corrected_and_the_edit_kept(plan, edit):
    row = edit(CorrectCell(task=task(plan, 1), field="title", new="建设滨江码头"))
    assert row.title == "建设滨江码头"
    kept = plan.edits.get()
    assert (kept.kind, kept.field, kept.old, kept.new) == ("cell", "title", "建设滨江客运码头", "建设滨江码头")
    assert "建设滨江码头" in kept.outcome["zh"]


def test_a_corrected_lead_is_resolved(plan, edit, region):
    row = edit(CorrectCell(task=task(plan, 2), field="lead", new="市教育局; 市发改委"))
    leads = row.duties.filter(kind="lead")
    assert {d.organisation for d in leads} == {region["lanchuan_edu"], region["lanchuan_drc"]}


def test_a_deadline_moves_the_day(plan, edit):
    row = edit(CorrectCell(task=task(plan, 4), field="deadline", new="三季度末"))
    assert (row.due.isoformat(), row.due_words) == ("2026-09-30", "三季度末")


def test_two_at_once_are_told(plan, edit):
    seen = task(plan, 1).version
    edit(CorrectCell(task=task(plan, 1), field="title", new="甲", seen=seen))
    with pytest.raises(EditedMeanwhile):
        edit(CorrectCell(task=task(plan, 1), field="title", new="乙", seen=seen))
    assert task(plan, 1).title == "甲"
    assert plan.edits.count() == 1


def test_a_task_is_split_into_two_with_their_own_promises(plan, edit):
    second = edit(SplitTask(task=task(plan, 1), quote="开通城际公交"))
    first = plan.tasks.get(key=keys(plan)[0])
    assert keys(plan)[:2] == [first.key, f"{first.key}__part_2"]
    assert second.number == "1-2"
    assert second.body.startswith("开通城际公交")
    assert "公交" not in first.body
    assert second.targets.exists()
    assert not second.milestones.exists()
    assert first.milestones.filter(what__contains="汀河大桥").exists()
    assert {d.name for d in second.duties.all()} == {d.name for d in first.duties.all()}
    assert plan.document.text[second.span_start :].startswith("开通城际公交")


def test_tasks_are_merged_and_the_second_stays_in_sight(plan, edit):
    row = edit(MergeTasks(task=task(plan, 3), other=task(plan, 4)))
    assert "办好同城运动会" in row.body
    assert {d.name for d in row.duties.filter(kind="lead")} == {"市教育局", "市发改委"}
    assert task(plan, 4).is_dropped
    assert len(keys(plan)) == 3


def test_a_task_is_dropped_only_for_a_reason(plan, edit):
    with pytest.raises(ReasonNeeded):
        edit(DropTask(task=task(plan, 4)), reason="")
    edit(DropTask(task=task(plan, 4)), reason="已于去年完成")
    assert task(plan, 4).is_dropped
    assert plan.edits.get().note == "已于去年完成"


def test_a_task_is_added_from_the_marked_text(plan, edit):
    start = plan.document.text.index("建立课程目录")
    row = edit(AddTask(plan=plan, start=start, end=start + 7))
    assert row.body == "建立课程目录。"
    assert (row.span_start, row.span_end) == (start, start + 7)
    assert keys(plan)[3] == row.key


def test_a_task_that_the_document_does_not_say_says_so(plan, edit):
    row = edit(AddTask(plan=plan, text="建立联络员制度。", after=task(plan, 1)))
    assert row.span_start is None
    assert keys(plan)[1] == row.key
    assert "原文没有" in plan.edits.get().outcome["zh"]
    with pytest.raises(StretchEmpty):
        edit(AddTask(plan=plan))


def test_promises_are_added_corrected_and_dropped(plan, edit):
    row = task(plan, 4)
    edit(AddPromise(task=row, kind="target", cells=as_cells({"indicator": "参赛城市", "value": 5, "unit": "个"})))
    target = row.targets.get(indicator="参赛城市")
    edit(CorrectPromise(task=row, kind="target", promise=target.pk, cell="op", new=">="))
    target.refresh_from_db()
    assert target.op == ">="
    edit(DropPromise(task=row, kind="target", promise=target.pk))
    assert not row.targets.filter(indicator="参赛城市").exists()
    edit(AddPromise(task=row, kind="milestone", cells="what=开幕;deadline=2026-09"))
    assert row.milestones.get(what="开幕").baseline_on.isoformat() == "2026-09-30"
    with pytest.raises(CorrectionsFaulty):
        edit(AddPromise(task=row, kind="target", cells="indicator=x;value=many"))


def test_the_plan_itself_is_corrected(plan, edit):
    edit(CorrectPlan(plan=plan, field="effective_to_year", new="2027"))
    plan.refresh_from_db()
    assert plan.year_to == 2027


def test_edits_survive_reading_again(plan, edit, read_again):
    edit(CorrectCell(task=task(plan, 2), field="lead", new="市教育局"))
    edit(SplitTask(task=task(plan, 1), quote="开通城际公交"))
    edit(CorrectCell(task=task(plan, "1-2"), field="lead", new="市教育局"))
    edit(MergeTasks(task=task(plan, 3), other=task(plan, 4)))
    edit(AddTask(plan=plan, text="建立联络员制度。"))
    edit(CorrectPlan(plan=plan, field="issuer", new="澜川市同城办"))
    before, numbers = ledger(plan), list(plan.tasks.order_by("order").values_list("pk", flat=True))
    read_again()
    assert ledger(plan) == before
    assert list(plan.tasks.order_by("order").values_list("pk", flat=True)) == numbers
    assert plan.issuer == "澜川市同城办"
    assert not plan.edits.filter(applies=False).exists()


def test_a_renumbered_document_keeps_the_tasks_and_their_edits(plan, edit, work, corrected_file):
    row = edit(CorrectCell(task=task(plan, 2), field="lead", new="市教育局"))
    new = TEXT.replace("2.治理汀河支流", "2.建设湿地公园。新增公园3个。（市发改委牵头）\n\n3.治理汀河支流")
    new = new.replace("4.办好", "5.办好").replace("3.共享", "4.共享")
    edit(ReadAgain(plan=plan, file=corrected_file(new)))
    work()
    row.refresh_from_db()
    assert row.number == "3"
    assert {d.name for d in row.duties.filter(kind="lead")} == {"市教育局"}
    assert plan.tasks.get(number="2").body.startswith("新增公园")
    assert [t.number for t in plan.tasks.order_by("order")] == ["1", "2", "3", "4", "5"]


def test_a_file_of_another_city_is_not_read_in_its_place(plan, edit, region, somebody):
    other = somebody("lin", "office_reviewer", "heyang_drc")[1]
    file = take_in("机密之外的草稿。".encode(), "草稿.txt", organisation=region["heyang_drc"], by=other, at=NOW)
    with pytest.raises(NotThere):
        edit(ReadAgain(plan=plan, file=file))


def test_an_edit_that_no_longer_applies_is_reported(plan, edit, work, corrected_file):
    edit(CorrectCell(task=task(plan, 2), field="lead", new="市教育局"))
    edit(ReadAgain(plan=plan, file=corrected_file(TEXT.replace("市水利局牵头", "市水务局牵头"))))
    work()
    kept = plan.edits.get()
    assert not kept.applies
    assert "市水务局" in kept.outcome["zh"]
    assert {d.name for d in task(plan, 2).duties.all()} == {"市水务局"}
    doubts = [each for each in task(plan, 2).doubts if each["code"] == "C901"]
    assert doubts[0]["alternative"] == "市教育局"
    assert task(plan, 2).doubtful == len(task(plan, 2).doubts)


def test_milestones_keep_the_days_that_were_agreed_and_the_ones_that_people_added(plan, edit, work, corrected_file):
    row = task(plan, 1).milestones.get(what__contains="汀河大桥")
    Milestone.objects.filter(pk=row.pk).update(baseline_on=date(2026, 5, 31), forecast_on=date(2026, 7, 31))
    own = Milestone.objects.create(plan=plan, task=task(plan, 4), key="added-1", what="开幕", is_added=True)
    edit(SplitTask(task=task(plan, 1), quote="开通城际公交"))
    edit(MergeTasks(task=task(plan, 3), other=task(plan, 4)))
    edit(ReadAgain(plan=plan, file=corrected_file(TEXT.replace("，2026年6月底前建成汀河大桥", ""))))
    work()
    row.refresh_from_db()
    own.refresh_from_db()
    assert (row.baseline_on, row.forecast_on) == (date(2026, 5, 31), date(2026, 7, 31))
    assert own.task == task(plan, 3)
    assert Milestone.objects.filter(what="开幕").count() == 1


def test_a_task_that_the_document_no_longer_holds_stays_in_sight(plan, edit, work, corrected_file):
    edit(ReadAgain(plan=plan, file=corrected_file(TEXT[: TEXT.index("4.办好")])))
    work()
    assert task(plan, 4).is_dropped


def test_every_edit_can_be_taken_back(plan, edit, do, keeper):
    start = plan.document.text.index("建立课程目录")
    target = task(plan, 1).targets.first()
    for made in (
        CorrectCell(task=task(plan, 1), field="title", new="甲"),
        CorrectCell(task=task(plan, 2), field="lead", new="市教育局;市发改委"),
        CorrectCell(task=task(plan, 4), field="deadline", new="6月底前"),
        MergeTasks(task=task(plan, 3), other=task(plan, 4)),
        DropTask(task=task(plan, 2)),
        DropPromise(task=task(plan, 1), kind="target", promise=target.pk),
        AddPromise(task=task(plan, 1), kind="project", cells="name=汀河二桥;stage=plan"),
        CorrectPlan(plan=plan, field="title", new="要点"),
    ):
        before = ledger(plan)
        edit(made)
        assert ledger(plan) != before or made.name == "plan.correct"
        edit(TakeBack(edit=plan.edits.latest("number")))
        assert ledger(plan) == before, made
    for made in (
        SplitTask(task=task(plan, 1), quote="开通城际公交"),
        AddTask(plan=plan, start=start, end=start + 7),
    ):
        before = [row for row in ledger(plan) if not row[5]]
        edit(made)
        edit(TakeBack(edit=plan.edits.latest("number")))
        assert [row for row in ledger(plan) if not row[5]] == before, made
    plan.refresh_from_db()
    assert plan.title == "澜川市2026年同城化工作要点"
    with pytest.raises(EditTakenBack):
        edit(TakeBack(edit=plan.edits.latest("number")))


def test_what_was_taken_back_is_not_replayed(plan, edit, read_again):
    edit(DropTask(task=task(plan, 4)))
    edit(TakeBack(edit=plan.edits.get()))
    read_again()
    assert not task(plan, 4).is_dropped


def test_the_latest_edit_of_a_task_is_taken_back_first(plan, edit):
    edit(CorrectCell(task=task(plan, 1), field="title", new="甲"))
    edit(CorrectCell(task=task(plan, 1), field="title", new="乙"))
    with pytest.raises(LaterEditsFirst):
        edit(TakeBack(edit=plan.edits.earliest("number")))


def test_an_edit_made_before_another_reading_is_taken_back_by_reading(plan, edit, read_again, work):
    edit(CorrectCell(task=task(plan, 1), field="title", new="甲"))
    read_again()
    edit(TakeBack(edit=plan.edits.get()))
    work()
    assert task(plan, 1).title == "建设滨江客运码头"


def test_words_that_are_not_there_are_refused_and_nothing_is_kept(plan, edit):
    with pytest.raises(EditNotFitting):
        edit(SplitTask(task=task(plan, 1), quote="没有这句话"))
    with pytest.raises(CorrectionsFaulty):
        edit(CorrectCell(task=task(plan, 1), field="colour", new="red"))
    assert not Edit.objects.exists()


def test_a_settled_doubt_stays_settled(plan, edit, read_again):
    row = task(plan, 4)
    assert row.doubtful == len(row.doubts) == 1, "two leads are doubtful"
    edit(SettleDoubt(task=row, doubt=0))
    assert task(plan, 4).doubtful == 0
    read_again()
    assert task(plan, 4).doubtful == 0
    assert task(plan, 4).doubts[0]["settled"]["by"] == "shenyi某"


def test_an_issued_plan_is_edited_only_for_a_reason(plan, edit):
    Plan.objects.filter(pk=plan.pk).update(state="issued")
    plan.refresh_from_db()
    with pytest.raises(ReasonNeeded):
        edit(CorrectCell(task=task(plan, 1), field="title", new="甲"), reason="")
    edit(CorrectCell(task=task(plan, 1), field="title", new="甲"), reason="印发稿有误")


def test_another_city_and_the_regional_office_edit_nothing(plan, somebody):
    for name, organisation in (("lin", "heyang_drc"), ("he", "office")):
        viewer = somebody(name, "office_reviewer", organisation)[1]
        with pytest.raises(NotAllowed):
            carry_out(CorrectCell(task=task(plan, 1), field="title", new="甲"), by=viewer, at=NOW)


def test_a_plan_drafted_here_is_edited_and_has_nothing_to_read(plan, edit):
    Plan.objects.filter(pk=plan.pk).update(document=None)
    plan.refresh_from_db()
    edit(SplitTask(task=task(plan, 1), quote="开通城际公交"))
    with pytest.raises(NoDocument):
        edit(ReadAgain(plan=plan))
