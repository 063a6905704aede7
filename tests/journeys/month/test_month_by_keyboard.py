"""A report is filled, returned, answered and approved by three people who have no mouse."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import send
from tests.journeys.month.conftest import SCHOOLS
from tests.journeys.month.walking import open_month
from tests.journeys.test_keyboard import focus_on

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_acceptance_20_a_report_is_filled_returned_and_approved_by_keyboard_alone(enter):
    office, clerk, head = enter("luwei"), enter("shuxiang"), enter("xuetang")
    open_month(office, "2026-03-01", "2026-03-26")

    turn(clerk, "待您办理的月报")
    write(clerk, "cell-progress", "3月10日新增成员学校2所，累计3所。")
    write(clerk, "cell-share", "60")
    write(clerk, "cell-next_step", "4月25日前再签约1所。")
    press(clerk, "act", "send")
    assert "待负责人签发" in clerk.inner_text("h1")
    turn(head, "待您办理的月报")
    press(head, "act", "sign")
    turn(office, "待初核的月报")
    write(office, "ask-share", "完成3所，6所的50%，请核对60%。")
    press(office, "act", "review")
    assert "退回" in office.inner_text("h1")

    turn(clerk, "待您办理的月报")
    focus_on(clerk, "[name=cell-share]")
    clerk.keyboard.press("Control+A")
    clerk.keyboard.type("50")
    press(clerk, "act", "send")
    turn(head, "待您办理的月报")
    press(head, "act", "sign")
    turn(office, "待初核的月报")
    press(office, "act", "review")
    assert "采用" in office.inner_text("h1")


def turn(page, matter):
    """From the first page to the report that waits, by Tab and Enter."""
    page.goto("/")
    tab_to(page, "main a", matter)
    tab_to(page, "tbody a", SCHOOLS)
    page.wait_for_selector(f"h1:has-text('{SCHOOLS}')")


def tab_to(page, link, words):
    """Press Tab until a link with these words has the focus, then Enter."""
    there = """([link, words]) => document.activeElement.matches(link)
        && document.activeElement.textContent.includes(words)"""
    for _ in range(80):
        if page.evaluate(there, [link, words]):
            return send(page, None)
        page.keyboard.press("Tab")
    return pytest.fail(f"no link says {words}: {page.inner_text('main')}")


def write(page, field, words):
    focus_on(page, f"[name={field}]")
    page.keyboard.type(words)


def press(page, name, value):
    focus_on(page, f"button[name={name}][value={value}]")
    send(page, None)
