"""A list out to a spreadsheet and back, change by change; and an Excel ledger of two years taken over, in a browser."""

from __future__ import annotations

import openpyxl
import pytest
from tests.journeys.conftest import send

from citycircle.demo.ledgers import past_ledger

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLAN = "澜川市2026年养老同城工作要点"
TEXT = f"""{PLAN}

一、公共服务

1.开放异地养老床位。开放床位1200张，2026年10月底前完成。（澜川市教育局牵头）

2.建设养老信息平台。2026年12月底前建成。（澜川市发展和改革委员会牵头）
"""
LIST = "养老重大事项清单"


@pytest.fixture
def plan(enter, town):
    """The office takes a plan in, once for these journeys; gives the address of the plan."""
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
    page.context.close()
    return address


def cell_under(sheet, heading, beginning):
    """The cell of a column in the row where some cell begins with these words."""
    column = next(cell.column for line in sheet.iter_rows(max_row=4) for cell in line if cell.value == heading)
    row = next(cell.row for line in sheet.iter_rows(min_row=5) for cell in line
               if str(cell.value or "").startswith(beginning))  # fmt: skip
    return sheet.cell(row, column)


def test_a_list_leaves_as_excel_is_edited_comes_back_and_is_filed_after_review(enter, plan, tmp_path):
    page = enter("lanfeng")
    page.goto("/lists/add")
    page.fill("#field-called", LIST)
    page.select_option("#template", "T1")
    send(page)
    of_list = page.url
    page.click("main >> text=列入任务")
    page.select_option("#plan", label=PLAN)
    page.wait_for_url("**/put?plan=*")
    for box in page.get_by_role("checkbox").all():
        box.check()
    send(page)
    assert "开放异地养老床位" in page.inner_text("main")

    page.click("main >> text=导出")
    page.wait_for_url("**/lists/export*")
    with page.expect_download() as download:
        page.click("main button.primary")
    file = tmp_path / "清单.xlsx"
    download.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet["A1"].value == LIST
    cell_under(sheet, "重点任务", "开放床位").value = "开放并推介异地养老床位"
    cell_under(sheet, "牵头领导", "开放床位").value = "林导"
    cell_under(sheet, "目标值", "开放床位").value = "若干"
    book.save(file)

    page.goto(of_list)
    page.click("main >> text=退回改好的表格")
    page.wait_for_url("**/change-sets/add*")
    page.set_input_files("#file", file)
    send(page)
    shown = page.inner_text("main")
    assert "开放并推介异地养老床位" in shown
    assert "读不出一个数值" in shown
    send(page, "button[name=accept_quiet]")
    send(page, "button[name=close]")
    assert "已办结" in page.inner_text("main")
    page.goto(of_list)
    filed = page.inner_text("main")
    assert "开放并推介异地养老床位" in filed
    assert "林导" in filed
    assert "1200" in filed

    stranger = enter("luming")
    stranger.goto("/lists/")
    assert LIST not in stranger.inner_text("main")


def test_an_office_brings_two_years_of_its_excel_ledger_along(enter, tmp_path):
    name, data = past_ledger()
    file = tmp_path / name
    file.write_bytes(data)
    page = enter("lanfeng")
    page.goto("/history/add")
    page.set_input_files("#file", file)
    send(page)
    shown = page.inner_text("main")
    assert "17项任务" in shown
    assert "有内容的单元格408个，已归入或列出408个" in shown
    assert "孙科长 0990-12345" in shown
    page.fill("#plan_title", "澜川市同城化重点任务（接续）")
    send(page, "button[name=take_over]")
    taken = page.inner_text("main")
    assert "已接续" in taken
    assert "铺轨累计17公里，汛期停工9天。" in taken
    page.get_by_role("link", name="市域铁路澜禾线开通运营").first.click()
    page.wait_for_url("**/tasks/*/")
    assert "6月28日开通运营，优化线路12条。" in page.inner_text("main")
    page.goto("/plans/")
    assert "澜川市同城化重点任务（接续）" in page.inner_text("main")
