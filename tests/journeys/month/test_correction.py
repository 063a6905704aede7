"""After the lock: a slip, what it changes, the leader's signature, and the old value still there to be read."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import send
from tests.journeys.month.conftest import ROADS
from tests.journeys.month.walking import accept, cells, fill, menu, months, open_month, report, sign

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_locked_value_is_corrected_by_a_slip_and_the_old_one_stays(enter):
    office, clerk, head = enter("yulin"), enter("tingzhou"), enter("duqiao")
    open_month(office, "2026-03-01", "2026-03-26")
    report(clerk, ROADS, cells("3月16日完成路基1.6公里。", "86", "4月20日前完成2号桥。"))
    sign(head, ROADS)
    accept(office, ROADS)
    months(office)
    send(office, "text=汇总、通报并锁定")
    fill(office, month="2026-03-01", summary="3月进展汇总表", notice="临同城办〔2026〕3号")
    send(office)
    assert "已锁定 1" in office.inner_text("main")

    menu(head, "月报")
    send(head, f"tbody a:has-text('{ROADS}')")
    assert head.locator("[name=cell-share]").count() == 0
    send(head, "main a:text-is('提出更正单')")
    fill(head, field="进度", new="68", reason="录入时数字颠倒")
    send(head)
    assert "办公室尚未列明影响" in head.inner_text("main")

    menu(office, "月报")
    send(office, "main a:text-is('更正单')")
    send(office, f"tbody a:has-text('{ROADS}')")
    send(office, "button:has-text('列明影响')")
    leader = enter("hedao")
    menu(leader, "月报")
    send(leader, "main a:text-is('更正单')")
    send(leader, f"tbody a:has-text('{ROADS}')")
    shown = leader.inner_text("main")
    assert "临同城办〔2026〕3号" in shown
    send(leader, "button:text-is('已阅影响，批准更正')")
    assert "已批准" in leader.inner_text("h1")

    menu(clerk, "月报")
    send(clerk, f"tbody a:has-text('{ROADS}')")
    assert "已锁定" in clerk.inner_text("h1")
    cell = "section:has(h2:has-text('进度'))"
    assert "68" in clerk.inner_text(f"{cell} > p")
    clerk.click(f"{cell} summary")
    assert "86" in clerk.inner_text(f"{cell} details")
