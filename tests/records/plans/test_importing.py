"""A document becomes a plan with every row: names, dates, promises, remarks; twice comes to the same."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.records.plans.lanchuan import TEXT, keys, task
from tests.region import NOW

from citycircle.accounts.errors import NotAllowed
from citycircle.accounts.models import AuditLine, ReadName
from citycircle.records.files.models import StoredFile
from citycircle.records.jobs.models import Job, State
from citycircle.records.plans.actions.importing import WriteReading, import_upload, job_of
from citycircle.records.plans.errors import NotVouched
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan, SourceDocument

pytestmark = pytest.mark.django_db


def test_the_original_is_kept_with_its_hash_and_its_words(plan):
    document = plan.document
    assert document.text == TEXT
    assert document.file.file.read_bytes() == TEXT.encode()
    assert document.read_at is not None
    assert document.notes["coverage"]["unread"] == []


def test_every_task_is_there_with_its_place(plan):
    assert [t.number for t in plan.tasks.all()] == ["1", "2", "3", "4"]
    first = task(plan, 1)
    assert plan.document.text[first.span_start : first.span_end].startswith("1.建设滨江客运码头")
    assert first.field == "交通互联"
    assert first.code == f"{plan.code}-1"
    start, end = first.spans["title"][0]
    assert plan.document.text[start:end].startswith("建设滨江客运码头")


def test_a_plan_belongs_to_the_city_of_its_office(plan, region):
    assert (plan.city, plan.organisation) == (region["lanchuan"], region["lanchuan_drc"])
    assert (plan.title, plan.year_from, plan.kind) == ("澜川市2026年同城化工作要点", 2026, "annual_points")
    assert plan.state == "draft"


def test_names_are_resolved_in_the_city_and_the_rest_waits(plan, region):
    duties = {(d.kind, d.name): d.organisation for d in task(plan, 1).duties.all()}
    assert duties["lead", "市发改委"] == region["lanchuan_drc"]
    assert duties["cooperating", "市教育局"] == region["lanchuan_edu"]
    waiting = task(plan, 2).duties.get()
    assert (waiting.organisation, waiting.read_name.name) == (None, "市水利局")
    assert ReadName.objects.get(name="市水利局").found_in == plan.title


def test_a_collective_name_gives_each_organisation_behind_it(region, do, taken_in):
    from citycircle.accounts.actions.names import AddCollectiveName

    do(AddCollectiveName(called="各县区政府", city=region["lanchuan"], members=(region["dongbu"], region["qiyun"])))
    duties = task(taken_in(), 3).duties.filter(kind="responsible")
    assert {d.organisation.name for d in duties} == {"东埠区", "栖云县"}
    assert {d.through.name for d in duties} == {"各县区政府"}


def test_a_deadline_that_is_not_printed_is_completed_with_its_reason(plan):
    silent = task(plan, 4)
    assert (silent.due, silent.due_words) == (date(2026, 12, 31), "")
    assert silent.due_implied["value"] == "2026"
    assert "没有" in silent.due_implied["zh"] or "未写" in silent.due_implied["zh"]


def test_promises_stand_with_their_task(plan):
    first = task(plan, 1)
    target = first.targets.get(indicator__contains="码头")
    assert (target.op, target.value) == (">=", Decimal(6))
    milestone = first.milestones.get(what__contains="汀河大桥")
    assert milestone.baseline_on == date(2026, 6, 30)
    assert [work.name for work in first.works.all() if "汀河大桥" in work.name]


def test_the_ledger_of_the_rows_says_what_was_read(plan):
    ledger = ledger_of(plan)
    assert [item.key for item in ledger.items] == keys(plan)
    assert ledger.place == "990100"
    assert ledger.items[0].leads[0].code == "990100-DRC"
    assert ledger.items[0].goals[0].value == Decimal(6)


def test_reading_a_second_time_changes_nothing(plan, do, keeper):
    before = Job.objects.get(kind="plan.read")
    tasks = list(plan.tasks.values_list("pk", "key"))
    do(WriteReading(document=plan.document, reading=None), by=keeper)
    Job.objects.filter(pk=before.pk).update(state=State.WAITING)
    from citycircle.records.jobs.work import do_next

    assert do_next(lambda: NOW)
    assert list(plan.tasks.values_list("pk", "key")) == tasks
    assert Plan.objects.count() == 1


def test_the_log_of_an_import_keeps_counts_and_a_digest_not_every_cell(plan):
    line = AuditLine.objects.get(action="plan.write_reading")
    made = [each["noted"] for each in json.loads(line.changes) if "noted" in each and "made" in each["noted"]]
    assert {each["made"]: each["count"] for each in made if each["made"] == "task"} == {"task": 4}
    assert all(len(each["sha256"]) == 64 for each in made)
    assert "滨江客运码头" not in line.changes


def test_garbage_is_reported(taken_in):
    plan = taken_in(TEXT.replace("课程目录", "課(kè)程(chéng)目(mù)錄(lù)") + "\n分享到微信\n打印本页\n")
    repairs = plan.document.notes["repairs"]
    assert "pinyin" in {each["kind"] for each in repairs}
    assert "建立课程目录" in task(plan, 3).body
    assert plan.document.notes["coverage"]["unread"] == []


def test_a_text_without_tasks_says_so(taken_in):
    plan = taken_in("这是一封来信。\n")
    assert plan.tasks.count() == 0
    assert "NO_TASK" in {note["code"] for note in plan.notes}


def test_nothing_of_another_city_is_taken_in(region, keeper, somebody):
    stranger = somebody("lin", "office_reviewer", "heyang_drc")[1]
    with pytest.raises(NotAllowed):
        import_upload(TEXT.encode(), "要点.txt", organisation=region["lanchuan_drc"], by=stranger, at=NOW)
    assert not SourceDocument.objects.exists()


OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000 + "WordDocument".encode("utf-16-le")


def test_a_file_whose_words_cannot_be_seen_needs_somebody_to_vouch(region, keeper, work):
    where = {"organisation": region["lanchuan_drc"], "by": keeper, "at": NOW}
    with pytest.raises(NotVouched):
        import_upload(OLD_WORD, "要点.doc", **where)
    assert not StoredFile.objects.exists(), "not even kept before somebody vouches"
    document = import_upload(OLD_WORD, "要点.doc", vouched=True, **where)
    work()
    assert document.vouched_by.name == "shenyi某"
    plan = document.plans.get()
    assert (plan.title, plan.tasks.count()) == ("要点", 0)


def test_progress_is_told(plan):
    job = job_of(plan.document)
    assert (job.state, job.done, job.total) == (State.DONE, 3, 4)
    assert job.result == {"plans": [plan.pk], "tasks": 4}


def test_what_no_database_keeps_does_not_move_the_places(taken_in):
    plan = taken_in(TEXT.replace("治理汀河支流", "治理\x00汀河支流"))
    second = task(plan, 2)
    assert plan.document.text[second.span_start : second.span_end].startswith("2.")
