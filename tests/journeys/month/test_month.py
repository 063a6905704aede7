"""Five organisations live through a month: three report, one says that nothing changed, and one never comes."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import send
from tests.journeys.month.conftest import LEVEES, ROADS, SCHOOLS, TICKETS, WINDOWS
from tests.journeys.month.walking import accept, cells, fill, menu, months, open_month, report, sign, today

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROAD = cells("3月12日完成路基2公里，累计4公里。", "50", "4月20日前完成3号桥。")
SCHOOL = cells("3月10日新增成员学校2所，累计3所。", "60", "4月25日前再签约1所。")
TICKET = cells("3月18日接入景区16家。", "80", "3月30日前接入全部20家。")

REPORTING = (("yunfan", "lushi", ROADS, ROAD), ("shuxiang", "xuetang", SCHOOLS, SCHOOL),
             ("songqing", "baizhu", TICKETS, TICKET))  # fmt: skip


def test_five_organisations_one_late_and_one_returned(enter, town):
    office = enter("luwei")
    open_month(office, "2026-03-01", "2026-03-26")
    assert "共5份" in office.inner_text("main")
    for clerk, head, task, filled in REPORTING:
        report(enter(clerk), task, filled)
        signing = enter(head)
        sign(signing, task)
        assert "已报" in signing.inner_text("h1")
    nothing = enter("shuliu")
    today(nothing, "待您办理的月报")
    send(nothing, f"tbody a:has-text('{WINDOWS}')")
    send(nothing, "button:text-is('无变化，确认')")

    # the office asks about one cell and accepts the rest; the bureau answers, and that is accepted too
    for task in (ROADS, TICKETS, WINDOWS):
        accept(office, task)
        assert "采用" in office.inner_text("h1")
    accept(office, SCHOOLS, share="完成3所，6所的50%，请核对60%。")
    assert "退回" in office.inner_text("h1")
    assert office.locator("[name=cell-share]").count() == 0, "no cell of theirs can be written by the office"
    clerk = enter("shuxiang")
    today(clerk, "待您办理的月报")
    send(clerk, f"tbody a:has-text('{SCHOOLS}')")
    assert "请核对60%" in clerk.inner_text("main")
    clerk.fill("[name=cell-share]", "50")
    send(clerk, "button:text-is('送审')")
    sign(enter("xuetang"), SCHOOLS)
    accept(office, SCHOOLS)
    assert "采用" in office.inner_text("h1")
    office.click("section:has(h2:has-text('进度')) summary")
    assert "60" in office.inner_text("section:has(h2:has-text('进度')) details"), "what was handed in first stays"

    _chased(enter, town)
    _locked(enter, town)


def _chased(enter, town):
    """The day has passed: the one that is missing is chased, on paper and by a person's hand."""
    town.set_clock("2026-03-27")
    town.command("work", "--once")
    office = enter("luwei")
    today(office, "待签发的催办文书")
    row = "tbody tr:has-text('松渚市水利局')"
    assert office.locator("tbody tr:has-text('逾期1天')").count() == 1
    send(office, f"{row}:has-text('逾期1天') a")
    assert "松渚市水利局" in office.inner_text("main")
    send(office, "text=签发文书")
    send(office)
    late = enter("hanjiang")
    today(late, "未读通知")
    assert "催办通知" in late.inner_text("main")


def _locked(enter, town):
    """What was accepted is locked, and what never came is marked so."""
    town.set_clock("2026-03-31")
    office = enter("luwei")
    months(office)
    send(office, "text=汇总、通报并锁定")
    fill(office, month="2026-03-01", summary="3月进展汇总表", notice="松同城办〔2026〕3号")
    send(office)
    said = office.inner_text("main")
    assert "已锁定 4" in said
    assert "未报 1" in said
    late = enter("hanjiang")
    menu(late, "月报")
    send(late, f"tbody a:has-text('{LEVEES}')")
    assert "未报" in late.inner_text("h1")
    assert late.locator("[name=cell-progress]").count() == 0
