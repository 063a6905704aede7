"""A schedule from the issued plan to the wall and into a clerk's own calendar, in a real browser."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from io import BytesIO

import icalendar
import pypdfium2
import pytest
from tests.journeys.conftest import send

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLAN = "澜川市2026年课程共享工作要点"
TEXT = f"""{PLAN}

一、公共服务

1.共享优质课程。2026年6月底前完成课程目录编制，2026年12月底前开通共享平台。（澜川市教育局牵头）

2.联合发布招生信息。2026年9月底前印发办法。（澜川市发展和改革委员会牵头）
"""
MM = 72 / 25.4


@pytest.fixture
def plan(enter, town):
    """The office takes a plan in and issues it, once for all of these journeys; gives the address of the plan."""
    page = enter("lanfeng")
    page.goto("/plans/")
    known = page.get_by_role("link", name=PLAN)
    if not known.count():
        page.goto("/plans/import/")
        page.fill("#text", TEXT)
        send(page)
        town.command("work", "--once")
        page.goto("/plans/")
        address = known.first.get_attribute("href")
        page.goto(f"{address}issue")
        page.fill("#field-reason", "联络员会议已通过")
        send(page)
        page.goto("/plans/")
    address = known.first.get_attribute("href")
    page.goto(f"{address}schedule/")
    assert "已印发" in page.inner_text("h1")
    page.context.close()
    return address


def listed(page):
    return page.eval_on_selector_all(
        "table.sheet tbody tr",
        "(rows) => rows.map((row) => Array.from(row.cells).map((cell) => cell.innerText.trim()))",
    )


def test_a_clerk_completes_the_schedule_reports_prints_and_subscribes(enter, plan):
    page = enter("jiangli")
    page.goto(f"{plan}schedule/")
    assert "有缺项或矛盾" in page.inner_text("main")
    rows = {row[0]: row for row in listed(page)}
    printed = next(what for what in rows if "课程目录" in what)
    assert rows[printed][2] == "没有责任岗位"

    # The road map gets a milestone that the document does not print; it waits for the one that it prints.
    page.get_by_role("link", name="增加时间节点").click()
    page.fill("#field-called", "平台上线试运行")
    page.fill("#field-task", "1")
    page.fill("#field-day", "2026-10-31")
    send(page)
    added = page.url
    assert "没有责任岗位" in page.inner_text("main")
    page.get_by_role("link", name="责任岗位").click()
    page.select_option("#field-post", label="澜川市教育局 联络员")
    send(page)
    assert "江离" in page.inner_text("main")
    page.get_by_role("link", name="前置节点").click()
    number = re.search(r"(M\d+)\s+\S*课程目录", page.inner_text("main"))[1]
    page.fill("#field-before", f"{number} +10")
    send(page)
    assert "课程目录" in page.inner_text("main")

    # The printed one is late: a reason is asked for, and what waits for it is shown to move.
    page.goto(f"{plan}schedule/")
    page.get_by_role("link", name=printed).first.click()
    page.get_by_role("link", name="填报进展").click()
    page.fill("#field-forecast", "2027-01-20")
    send(page)
    assert "请填写“填报节点进展”的理由" in page.inner_text("main")
    page.fill("#field-reason", "教材审定推迟")
    send(page)
    assert "滞后" in page.inner_text("main")
    assert "平台上线试运行" in page.inner_text("main")
    page.goto(added)
    assert "影响，本节点将由" in page.inner_text("main")


def test_the_chart_prints_in_its_true_size(enter, plan):
    page = enter("jiangli")
    page.goto(f"{plan}gantt/")
    assert page.locator("main svg").count() == 1
    page.get_by_role("link", name="按牵头单位").click()
    page.wait_for_url("**by=organisation")
    assert "澜川市教育局" in page.inner_text("main")
    for paper, size in (("A3", (420, 297)), ("A0", (1189, 841))):
        page.goto(f"{plan}gantt/")
        page.get_by_role("link", name=f"打印 {paper}").click()
        page.wait_for_url(f"**/print/{paper}**")
        assert page.locator("main svg text").first.is_visible()
        document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
        assert len(document) == page.locator("main svg").count()
        for sheet in document:
            assert [round(one / MM) for one in sheet.get_size()] == list(size)
    page.goto(f"{plan}gantt/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载本张 SVG").click()
    assert download.value.suggested_filename.endswith("-A3-1.svg")


def test_a_calendar_address_is_shown_once_and_ends_when_it_is_revoked(enter, plan, town):
    page = enter("jiangli")
    page.get_by_role("link", name="日历订阅").click()
    page.get_by_role("button", name="生成日历地址").click()
    page.wait_for_selector(".message")
    address = re.search(r"http://\S+\.ics", page.inner_text(".message"))[0]
    with urllib.request.urlopen(f"{address}?remind=3", timeout=10) as answer:
        calendar = icalendar.Calendar.from_ical(BytesIO(answer.read()).getvalue())
    titles = [str(event["summary"]) for event in calendar.walk("VEVENT")]
    assert any("课程目录" in title for title in titles)
    assert not any("招生" in title for title in titles)
    page.goto("/me/calendar/")
    assert address not in page.inner_text("main")
    page.get_by_role("button", name="撤销").first.click()
    page.wait_for_selector("text=已撤销")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address, timeout=10)
    assert refused.value.code == 404
    refused.value.close()
