"""Pages of a plan: import, the original beside the ledger, corrections with and without a script, the ledger of all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from tests.records.plans.lanchuan import TEXT

from citycircle.records.files.models import StoredFile
from citycircle.records.jobs.work import do_next
from citycircle.records.notices.models import Notice
from citycircle.records.plans.actions.importing import import_text
from citycircle.records.plans.models import Plan, SourceDocument, Task

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def work():
    while do_next(now):
        pass


@pytest.fixture
def people(somebody):
    return {
        "lan": somebody("lan", "office_reviewer", "lanchuan_drc"),
        "he": somebody("he", "office_reviewer", "heyang_drc"),
        "clerk": somebody("clerk", "filler", "lanchuan_edu"),
    }


@pytest.fixture
def plan(region, people):
    document = import_text(TEXT, organisation=region["lanchuan_drc"], by=people["lan"][1], at=now())
    work()
    return Plan.objects.select_related("document").get(document=document.pk)


@pytest.fixture
def office(enter, people, plan):
    return enter(people["lan"][0])


def numbered(plan, number):
    return plan.tasks.get(number=str(number), is_dropped=False)


def text_of(answer):
    return answer.content.decode()


def rows_of(page):
    return re.findall(r'<tbody id="row-(\d+)"', page)


# how plans come in


def test_a_clerk_imports_a_file_waits_and_goes_to_the_ledger(region, enter, people):
    client = enter(people["lan"][0])
    file = SimpleUploadedFile("要点.txt", TEXT.encode())
    answer = client.post("/plans/import/", {"organisation": region["lanchuan_drc"].pk, "file": file})
    document = SourceDocument.objects.get()
    assert answer["Location"] == f"/plans/import/{document.pk}"
    waiting = text_of(client.get(answer["Location"]))
    assert "等待读取" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert "HX-Refresh" not in client.get(answer["Location"], headers=HTMX)
    work()
    assert client.get(answer["Location"], headers=HTMX)["HX-Refresh"] == "true"
    assert "读出任务4项" in text_of(client.get(answer["Location"]))
    plan = document.plans.get()
    given = {"plan": plan.pk, "kind": "annual_points", "effective_from_year": "2026", "effective_to_year": "2027"}
    assert client.post(answer["Location"], given)["Location"] == f"/plans/{plan.pk}/"
    plan.refresh_from_db()
    assert (plan.year_from, plan.year_to) == (2026, 2027)


def test_upper_plans_and_last_years_plan_are_named_on_import(region, enter, people, plan):
    client = enter(people["lan"][0])
    client.post("/plans/import/", {"organisation": region["lanchuan_drc"].pk, "text": TEXT.replace("2026", "2027")})
    work()
    document = SourceDocument.objects.exclude(plans=plan).get()
    new = document.plans.get()
    client.post(f"/plans/import/{document.pk}", {"plan": new.pk, "above": [plan.pk], "previous": plan.pk})
    new.refresh_from_db()
    assert (new.previous, list(new.above.all())) == (plan, [plan])
    refused = client.post(f"/plans/import/{plan.document_id}", {"plan": plan.pk, "previous": new.pk})
    assert refused.status_code == 422
    assert "上年方案不能是它自己" in text_of(refused)


def test_what_cannot_be_read_is_said_and_a_scan_is_not_kept_before_somebody_vouches(region, enter, people):
    client, keeper = enter(people["lan"][0]), region["lanchuan_drc"].pk
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    answer = client.post("/plans/import/", {"organisation": keeper, "file": SimpleUploadedFile("旧.doc", old)})
    assert answer.status_code == 422
    assert ".docx" in text_of(answer)
    assert 'role="alert"' in text_of(answer)
    assert "没有收到文件" in text_of(client.post("/plans/import/", {"organisation": keeper}))
    assert "没有选定方案由哪个单位归口" in text_of(client.post("/plans/import/", {"text": TEXT}))
    other = region["heyang_drc"].pk
    assert client.post("/plans/import/", {"organisation": other, "text": TEXT}).status_code == 422
    assert not StoredFile.objects.exists()


@pytest.fixture
def folder(data_folder, monkeypatch):
    """The folder of all files, temporary ones too."""
    monkeypatch.setenv("TMPDIR", str(data_folder))
    return data_folder


def test_acceptance_15_through_the_page_a_marked_file_stops_and_leaves_no_copy(region, enter, people, somebody, folder):
    """Upload with 机密★ stops, leaves no copy on disk, and tells the secrecy officer."""
    officer = somebody("baomi", "secrecy_officer", "lanchuan_drc")[0]
    client = enter(people["lan"][0])
    for given in (
        {"file": SimpleUploadedFile("要点.txt", f"机密★1年\n{TEXT}".encode())},
        {"text": f"机密★1年\n{TEXT}"},
    ):
        answer = client.post("/plans/import/", {"organisation": region["lanchuan_drc"].pk} | given)
        assert answer.status_code == 422
        assert "机密★" in text_of(answer)
        assert "未留存任何副本" in text_of(answer)
    files = [Path(place) / name for place, _, names in os.walk(folder) for name in names]
    assert [file for file in files if "机密★1年".encode() in file.read_bytes()] == []
    assert not any(model.objects.exists() for model in (StoredFile, SourceDocument, Plan, Task))
    assert Notice.objects.filter(person=officer).count() == 2


# the workbench


def test_doubtful_rows_come_first_and_say_what_why_and_the_other_reading(office, plan):
    page = text_of(office.get(f"/plans/{plan.pk}/"))
    assert rows_of(page)[0] == str(numbered(plan, 4).pk)
    assert "有2个牵头单位：市发改委、市教育局" in page
    assert "任务交给谁、由谁汇总报送，以此为准。" in page
    assert "首位单位牵头：市发改委" in page
    in_order = rows_of(text_of(office.get(f"/plans/{plan.pk}/?order=document")))
    assert in_order == [str(numbered(plan, number).pk) for number in range(1, 5)]


def test_every_span_is_marked_and_cells_know_their_sentence(office, plan):
    page = text_of(office.get(f"/plans/{plan.pk}/"))
    for kind in ("task", "duty", "target", "deadline", "milestone", "works"):
        assert f"m-{kind}" in page, kind
    marked = re.findall(r'<span data-from="(\d+)"[^>]*class="([^"]*)"[^>]*>([^<]*)</span>', page)
    assert all(plan.document.text[int(at) :].startswith(words) for at, _, words in marked)
    lead = re.search(r'data-field="lead"[^>]*data-value="市水利局" data-place="(\d+)-(\d+)"', page)
    assert plan.document.text[int(lead[1]) : int(lead[2])] == "市水利局"


def test_the_whole_text_is_drawn_piece_by_piece_without_a_gap(region, office, people):
    long = "澜川市2026年要点\n\n一、任务\n" + "".join(f"{n}.建设第{n}座码头。（市教育局牵头）\n" for n in range(1, 401))
    document = import_text(long, organisation=region["lanchuan_drc"], by=people["lan"][1], at=now())
    work()
    document.refresh_from_db()
    plan = document.plans.get()
    page = text_of(office.get(f"/plans/{plan.pk}/?order=document"))
    assert len(rows_of(page)) == 50
    assert "第1页，共8页" in page
    found, at = "", 0
    while True:
        piece = text_of(office.get(f"/plans/{plan.pk}/original?behind={at}"))
        found += "".join(re.findall(r"<span data-from=[^>]*>([^<]*)</span>", piece))
        at = int(re.search(r'data-high="(\d+)"', piece)[1])
        if at >= len(document.text):
            break
    assert found == document.text
    last = plan.tasks.get(number="400")
    around = text_of(office.get(f"/plans/{plan.pk}/?order=document&task={last.pk}"))
    assert f'id="row-{last.pk}"' in around
    assert f'id="s-{last.pk}"' in around


def test_the_original_is_downloaded_byte_for_byte_with_its_hash(office, plan):
    answer = office.get(f"/plans/{plan.pk}/file")
    data = b"".join(answer.streaming_content)
    assert data.decode() == TEXT
    assert hashlib.sha256(data).hexdigest() in text_of(office.get(f"/plans/{plan.pk}/about"))
    assert answer["Content-Disposition"].startswith("attachment")


def test_mends_asides_and_coverage_are_shown_with_their_places(region, office, people):
    dirty = "首页 > 政务公开\n" + TEXT.replace("码头", "码(mǎ)头") + "\n相关链接\n"
    document = import_text(dirty, organisation=region["lanchuan_drc"], by=people["lan"][1], at=now())
    work()
    page = text_of(office.get(f"/plans/{document.plans.get().pk}/reading"))
    assert "括号内拼音" in page
    assert "(mǎ)" in page
    assert "未收入的文字" in page
    assert re.search(r"\?at=\d+#original-head", page)


# corrections


def correct(client, task, **given):
    return client.post(f"/tasks/{task.pk}/correct", {"seen": task.version, "back": "order=document"} | given)


def test_cells_are_corrected_without_a_script_and_the_edit_can_be_taken_back(office, plan):
    task = numbered(plan, 2)
    answer = correct(
        office, task, do="cells", title="治理汀河支流", lead="市水利局、市教育局", deadline="2026年9月底前"
    )
    assert answer["Location"] == f"/plans/{plan.pk}/?order=document&task={task.pk}#row-{task.pk}"
    task.refresh_from_db()
    assert [one.name for one in task.duties.filter(kind="lead")] == ["市水利局", "市教育局"]
    assert str(task.due) == "2026-09-30"
    assert plan.edits.count() == 2, "what says the same as before is no edit"
    edits = text_of(office.get(f"/plans/{plan.pk}/edits"))
    assert "更正：牵头单位" in edits
    office.post(f"/plans/{plan.pk}/undo", {"back": ""})
    office.post(f"/plans/{plan.pk}/edits", {"edit": plan.edits.get(number=1).pk})
    assert [one.name for one in numbered(plan, 2).duties.filter(kind="lead")] == ["市水利局"]
    assert "没有可以撤销的更正" in text_of(office.post(f"/plans/{plan.pk}/undo", {}))


def test_htmx_gets_the_ledger_back_and_is_told_which_row_to_go_on_with(office, plan):
    task = numbered(plan, 4)
    given = {"do": "settle", "doubt": "0", "seen": task.version, "back": "order=doubts"}
    answer = office.post(f"/tasks/{task.pk}/correct", given, headers=HTMX)
    told = json.loads(answer["HX-Trigger-After-Swap"])["ledger:done"]
    assert told["task"] == task.pk
    assert text_of(answer).lstrip().startswith('<div id="ledger"')
    assert numbered(plan, 4).doubtful == 0
    again = office.post(f"/tasks/{task.pk}/correct", given, headers=HTMX)
    assert again.status_code == 422
    assert 'role="alert"' in text_of(again)


def test_the_other_reading_is_taken_with_one_button(office, plan):
    task = numbered(plan, 4)
    correct(office, task, do="take", doubt="0")
    task = numbered(plan, 4)
    assert [one.name for one in task.duties.filter(kind="lead")] == ["市发改委"]
    assert [one.name for one in task.duties.filter(kind="responsible")] == ["市教育局"]
    assert task.doubtful == 0


def test_a_task_is_split_at_the_caret_merged_with_the_next_dropped_and_added(office, plan):
    task = numbered(plan, 1)
    correct(office, task, do="split", offset=str(task.body.index("开通")))
    first, second = plan.tasks.filter(is_dropped=False).order_by("order")[:2]
    assert second.body.startswith("开通城际公交")
    correct(office, first, do="merge")
    assert plan.tasks.filter(is_dropped=False).count() == 4
    assert "没有指明从哪里拆开" in text_of(correct(office, numbered(plan, 2), do="split", offset="0"))
    third = numbered(plan, 3)
    assert correct(office, third, do="drop").status_code == 422, "no reason was given"
    correct(office, third, do="drop", reason="与第一项重复")
    assert not plan.tasks.filter(number="3", is_dropped=False).exists()
    assert "人工删去的任务（2项）" in text_of(office.get(f"/plans/{plan.pk}/reading"))
    start = plan.document.text.index("建立课程目录")
    given = {"start": start, "end": start + len("建立课程目录。"), "back": ""}
    assert "建立课程目录" in text_of(office.get(f"/plans/{plan.pk}/add", given))
    office.post(f"/plans/{plan.pk}/add", given)
    office.post(f"/plans/{plan.pk}/add", {"text": "另办一次博览会。", "after": numbered(plan, 2).pk})
    assert {"建立课程目录。", "另办一次博览会。"} <= {task.body for task in plan.tasks.filter(is_dropped=False)}


def test_goals_are_corrected_added_and_dropped(office, plan):
    task = numbered(plan, 1)
    target = task.targets.get(unit="个")
    given = {"do": "promise", "kind": "target", "promise": target.pk}
    correct(office, task, **given, value="8", indicator=target.indicator, op=target.op, unit="个")
    assert {one.value for one in numbered(plan, 1).targets.filter(unit="个")} == {8}
    task = numbered(plan, 1)
    correct(office, task, do="promise.add", kind="milestone", what="候船楼封顶", deadline="2026-05", quote="")
    assert numbered(plan, 1).milestones.filter(what="候船楼封顶").exists()
    target = numbered(plan, 1).targets.get(unit="个")
    correct(office, numbered(plan, 1), do="promise.drop", kind="target", promise=target.pk)
    assert not numbered(plan, 1).targets.filter(unit="个").exists()


def test_two_who_correct_at_once_are_shown_each_others_values(office, plan):
    task = numbered(plan, 2)
    correct(office, task, do="cells", text="水质达到二类。")
    late = correct(office, task, do="cells", text="水质达到四类。")
    assert late.status_code == 422
    assert numbered(plan, 2).body == "水质达到二类。"
    assert "水质达到二类。" in text_of(late)


def test_what_the_document_says_of_itself_is_corrected_field_by_field(office, plan):
    page = text_of(office.get(f"/plans/{plan.pk}/correct"))
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    years = {"effective_from_year": "2026", "effective_to_year": "2026"}
    given = {"title": "澜川市要点", "doc_number": "澜办〔2026〕3号", "kind": "annual_points", "seen": seen} | years
    assert office.post(f"/plans/{plan.pk}/correct", given).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.doc_number) == ("澜川市要点", "澜办〔2026〕3号")


# who sees what


def test_a_stranger_city_sees_nothing_of_anothers_draft(enter, people, plan):
    client, task = enter(people["he"][0]), numbered(plan, 1)
    places = ["", "original?at=0", "reading", "about", "file", "edits", "add", "undo", "correct"]
    addresses = [f"/plans/{plan.pk}/{place}" for place in places]
    addresses += [f"/tasks/{task.pk}/", f"/tasks/{task.pk}/sentence", f"/tasks/{task.pk}/correct"]
    addresses += [f"/plans/import/{plan.document_id}"]
    assert [(client.get(one).status_code, one) for one in addresses if client.get(one).status_code != 404] == []
    assert client.post(f"/tasks/{task.pk}/correct", {"do": "cells", "title": "改"}).status_code == 404
    for page in ("/plans/", "/tasks/", "/tasks/organisations", "/tasks/?organisation=发展"):
        assert "滨江客运码头" not in text_of(client.get(page))
        assert plan.title not in text_of(client.get(page))


def test_a_clerk_of_the_same_city_reads_and_corrects_nothing(enter, people, plan):
    client, task = enter(people["clerk"][0]), numbered(plan, 1)
    page = text_of(client.get(f"/plans/{plan.pk}/"))
    assert "滨江客运码头" in page
    assert "data-correct" not in page
    assert "已核对" not in page
    assert client.get(f"/tasks/{task.pk}/correct").status_code == 403
    assert client.get("/plans/import/").status_code == 403


# one task, all tasks


def test_the_page_of_a_task_shows_its_sentence_duties_goals_and_history(office, plan):
    correct(office, numbered(plan, 1), do="cells", lead="市教育局")
    page = text_of(office.get(f"/tasks/{numbered(plan, 1).pk}/"))
    for words in ("建设滨江客运码头", "澜川市教育局", "码头", "m-duty", "更正：牵头单位", "2026年6月底前"):
        assert words in page, words
    assert "to-row" in text_of(office.get(f"/tasks/{numbered(plan, 1).pk}/sentence"))


def test_the_ledger_of_all_is_narrowed_by_plan_organisation_field_state_and_day(office, plan, region):
    def found(asked):
        page = text_of(office.get(f"/tasks/?{asked}"))
        return {number for number in "1234" if f">{plan.code}-{number}</a>" in page}

    assert found("") == set("1234")
    assert found("organisation=教育") == set("134")
    assert found("field=服务") == set("34")
    assert found("state=draft") == set("1234")
    assert found("state=closed") == set()
    assert found(f"plan={plan.pk}&task=码头") == {"1"}
    assert found("plan=999999") == set()
    assert found(f"city={region['heyang'].pk}") == set()
    assert found("due=none") == set()
    grouped = text_of(office.get("/tasks/?by=field"))
    assert grouped.count('<tr class="band">') == 2
    by_organisation = text_of(office.get("/tasks/organisations"))
    assert '<tr class="band"><th colspan="9" scope="rowgroup">澜川市教育局</th></tr>' in by_organisation


def test_the_ledger_goes_to_excel_as_it_is_narrowed(office, plan):
    answer = office.get("/tasks/?organisation=教育&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    said = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "建设滨江客运码头" in said
    assert "治理汀河支流" not in said


def test_doubtful_rows_are_among_todays_things_of_the_office_alone(office, plan, enter, people):
    assert "存疑待核对" in text_of(office.get("/"))
    assert "存疑待核对" not in text_of(enter(people["clerk"][0]).get("/"))


def test_pages_of_a_plan_speak_english(office, plan):
    office.post("/language/", {"language": "en", "next": "/"})
    task = numbered(plan, 4)
    pages = ("", "reading", "about", "edits", "add", "undo")
    addresses = [f"/plans/{plan.pk}/{page}" for page in pages] + [f"/tasks/{task.pk}/", f"/tasks/{task.pk}/correct"]
    for address in (*addresses, "/plans/import/", "/plans/", "/tasks/"):
        page = text_of(office.get(address))
        own = re.sub(r"<title>.*?</title>|value=\"[^\"]*\"|title=\"[^\"]*\"", "", page)
        assert "台账" not in own, address
        assert "更正" not in own, address
    assert "2 organisations lead" in text_of(office.get(f"/plans/{plan.pk}/"))


def test_each_organisation_has_a_text_to_copy(office, plan):
    page = text_of(office.get(f"/plans/{plan.pk}/reminders"))
    assert page.count('<details class="card"') == 5
    said = text_of(office.get(f"/plans/{plan.pk}/reminders?format=txt"))
    assert "市水利局：" in said
    assert "治理汀河支流" in said
