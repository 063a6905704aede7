"""The pages of lists and returned sheets, asked as a browser asks."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.records.lists.conftest import row_of, under
from tests.records.plans.lanchuan import task


@pytest.fixture
def page(enter, keeper):
    """The browser of the office's reviewer."""
    from citycircle.accounts.models import Person

    return enter(Person.objects.get(pk=keeper.person))


def text(answer):
    return answer.content.decode()


def test_a_list_is_made_filled_shown_and_exported(page, plan, region):
    made = page.post(
        "/lists/add",
        {"organisation": region["lanchuan_drc"].pk, "called": "省重大任务", "template": "T7-matters", "year": "2026"},
    )
    address = made.url
    assert text(page.get(f"{address}put")).count('name="task"') == 4
    page.post(f"{address}put", {"task": [task(plan, 1).pk, task(plan, 2).pk], "heading": "重大事项"})
    shown = text(page.get(address))
    assert "建设滨江客运码头" in shown
    assert "治理汀河支流" in shown
    one = task(plan, 2)
    page.post(f"{address}tasks/{one.pk}", {"own-remark": "月底核对"})
    assert "月底核对" in text(page.get(address))
    number = address.split("/")[2]
    answer = page.post(
        "/lists/export",
        {"organisation": region["lanchuan_drc"].pk, "template": "T7-matters", "list": number, "format": "xlsx"},
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet["A1"].value == "省重大任务"
    assert under(sheet, "名称", 1).value == "建设滨江客运码头"
    assert "attachment" in answer["Content-Disposition"]
    page.post(f"{address}tasks/{one.pk}", {"take_off": "yes"})
    assert "治理汀河支流" not in text(page.get(address))


def test_a_sheet_is_edited_sent_back_reviewed_and_closed(page, plan, region, some_list):
    office = region["lanchuan_drc"].pk
    sent = page.post(
        "/lists/export", {"organisation": office, "template": "T1", "list": some_list.pk, "format": "xlsx"}
    )
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    sheet = book.active
    under(sheet, "重点任务", row_of(sheet, "水质达到三类")).value = "治理汀河全流域"
    under(sheet, "牵头领导", row_of(sheet, "水质达到三类")).value = "林导"
    out = io.BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("改好的清单.xlsx", out.getvalue())
    address = page.post("/change-sets/add", {"organisation": office, "file": upload}).url
    shown = text(page.get(address))
    assert "治理汀河全流域" in shown
    assert "任务分解表!C7" in shown
    page.post(address, {"accept_quiet": "yes"})
    assert task(plan, 2).title == "治理汀河全流域"
    assert page.post(address, {"close": "yes"}).status_code == 302
    assert "已办结" in text(page.get(address))
    assert "改好的清单.xlsx" in text(page.get("/change-sets/"))


def test_an_upload_that_is_no_list_is_answered_with_a_sentence(page, region):
    upload = SimpleUploadedFile("通讯录.csv", "姓名,电话\n甲,1\n".encode())
    answer = page.post("/change-sets/add", {"organisation": region["lanchuan_drc"].pk, "file": upload})
    assert answer.status_code == 422
    assert "没有对应的导出记录" in text(answer)


def test_a_template_is_copied_changed_and_refused_when_faulty(page, region):
    start = text(page.get("/lists/templates/add?from=T7-projects"))
    assert "fact=name" in start
    given = {
        "organisation": region["lanchuan_drc"].pk, "code": "yunze", "source": "云泽省2026年通知",
        "head": "name_zh=省表\nname_en=Province\ntitle_zh={plan}省表\ntitle_en={plan}: province",
        "columns": "fact=name|heading_zh=事项|heading_en=Matter\nfact=titel|heading_zh=任务|heading_en=Task",
    }  # fmt: skip
    assert page.post("/lists/templates/add", given).status_code == 422
    given["columns"] = "fact=name|heading_zh=事项|heading_en=Matter"
    assert page.post("/lists/templates/add", given).url == "/lists/templates/yunze/"
    assert "事项" in text(page.get("/lists/templates/yunze/"))
    assert "yunze" in text(page.get("/lists/templates/"))


def test_an_office_of_another_city_finds_nothing(enter, somebody, some_list):
    person, _ = somebody("luming", "office_reviewer", "heyang_drc")
    page = enter(person)
    assert page.get(f"/lists/{some_list.pk}/").status_code == 404
    assert "汀河都市圈重点任务清单" not in text(page.get("/lists/"))


def test_a_longer_list_asks_the_database_no_more_questions(page, plan, some_list):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from citycircle.records.lists.models import Listing

    address = f"/lists/{some_list.pk}/"
    page.get(address)
    with CaptureQueriesContext(connection) as whole:
        page.get(address)
    Listing.objects.filter(list=some_list).exclude(task=task(plan, 1)).delete()
    with CaptureQueriesContext(connection) as short:
        page.get(address)
    assert len(whole) <= len(short)


def test_a_long_list_is_shown_a_page_at_a_time(page, region, plan, monkeypatch):
    """The second page goes on where the first ended, and numbers go on."""
    from citycircle.web import paging

    monkeypatch.setattr(paging, "PAGE", 1)
    made = page.post(
        "/lists/add", {"organisation": region["lanchuan_drc"].pk, "called": "长清单", "template": "T7-matters"}
    )
    page.post(f"{made.url}put", {"task": [task(plan, 1).pk, task(plan, 2).pk]})
    first, second = text(page.get(made.url)), text(page.get(f"{made.url}?page=2"))
    assert 'href="?page=2"' in first
    assert task(plan, 1).title in first
    assert task(plan, 2).title not in first
    assert task(plan, 2).title in second
    assert 'href="?page=1"' in second
