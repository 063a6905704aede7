"""A task of two cities: each reports, lights, closes and confirms its own part, and both see all of it."""

from __future__ import annotations

import re

import pytest
from tests.journeys.conftest import send
from tests.journeys.month.conftest import LINTING, ROADS, SONGZHU
from tests.journeys.month.walking import (
    accept,
    cells,
    close,
    fill,
    menu,
    open_month,
    part,
    report,
    sign,
    step,
    try_step,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OURS, THEIRS = f"{ROADS} {SONGZHU}", f"{ROADS} {LINTING}"


def test_each_city_takes_the_steps_of_its_own_part_and_sees_the_others(enter, town):
    for name in ("qinting", "lunxun"):
        enter(name)  # a code of the first day is good for that day only
    for office, clerk, head, share in (("luwei", "yunfan", "lushi", "60"), ("yulin", "tingzhou", "duqiao", "20")):
        opening = enter(office)
        open_month(opening, "2026-03-01", "2026-03-26")
        report(enter(clerk), ROADS, cells(f"3月16日完成路基{share}%。", share, "4月20日前完成3号桥。"))
        sign(enter(head), ROADS)
        accept(opening, ROADS)
    town.set_clock("2026-03-24")
    town.command("work", "--once")
    ours, theirs = enter("yunfan"), enter("tingzhou")

    # each city's light is its own; a supervisor sets that of the own part, and finds no way into the other
    part(ours, OURS)
    mine = address(ours)
    part(ours, THEIRS)
    other = address(ours)
    assert "共同事项：各市的部分" in ours.inner_text("main")
    assert ours.locator("main a.button[href*='/steps/']").count() == 0, "the steps of another's part are not offered"
    assert ours.request.get(f"{other}/steps/report").status == 404
    assert ours.request.get(f"{other}/steps/apply_done").status == 404
    supervision = enter("lunxun")
    menu(supervision, "亮灯")
    send(supervision, f"tbody tr:has-text('{LINTING}') a")
    send(supervision, "text=改定亮灯")
    fill(supervision, colour="红灯")
    supervision.fill("#field-reason", "实地查看，桥梁未开工")
    send(supervision)
    assert "实地查看，桥梁未开工" in supervision.inner_text("main")
    menu(ours, "亮灯")
    send(ours, f"tbody tr:has-text('{SONGZHU}') a")
    strip = ours.inner_text("section:has(h2:has-text('共同任务的其他部分'))")
    assert "红" in strip
    assert LINTING in strip
    assert "红" not in ours.inner_text("h1"), "the other's red is not ours"
    assert ours.locator("text=改定亮灯").count() == 0
    light = ours.url.rpartition("/")[2]
    assert supervision.request.get(f"/lights/set/{light}").status == 404

    # ours is closed while theirs goes on; the whole waits for both
    close(enter, ("yunfan", "lushi", "qinting"), OURS, "松督查〔2026〕8号")
    head = enter("lushi")
    try_step(head, OURS, "确认共同事项完成", note="松渚段已建成")
    refused = head.inner_text("[role=alert]")
    assert LINTING in refused
    assert "各市只能在全部办结后确认整体完成" in refused
    close(enter, ("tingzhou", "duqiao", "lunxun"), THEIRS, "临督查〔2026〕5号")
    for name, which in (("lushi", OURS), ("duqiao", THEIRS)):
        step(enter(name), which, "确认共同事项完成", note="本市段已建成")
    for page in (ours, theirs):
        page.goto(mine)
        assert "各市均已办结并确认" in page.inner_text("main")


def address(page):
    return re.match(r".*(/parts/\d+)", page.url)[1]
