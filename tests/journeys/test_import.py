"""From a document to a corrected ledger: by keyboard alone, on a telephone, without a script, and against the clock."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest
from tests.journeys.conftest import send
from tests.journeys.test_keyboard import focus_on

from citycircle.demo.documents import ORGANISATIONS, documents

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_A_ROW = "() => document.activeElement && document.activeElement.closest('tbody[data-task]') !== null"
CITY_PLAN = """澜川市2026年同城化试点要点

一、交通互联

1.建设滨江客运码头。新建码头6个以上，2026年6月底前建成汀河大桥。开通城际公交，年内开行10条线路。（市发改委牵头，市教育局、栖云县配合）

2.治理汀河支流。水质达到三类。（市教育局牵头）

二、服务共享

3.共享优质课程。建立课程目录。（市教育局牵头，各县区按职责分工负责）

4.办好同城运动会。（市发改委、市教育局牵头）
"""


def take_in(page, town, **given):
    """Import as the clerk does, and stop at the page that says what was read."""
    page.goto("/plans/import/")
    if "file" in given:
        page.set_input_files("#file", given["file"])
    else:
        page.fill("#text", given["text"])
    send(page)
    if "read" not in given:
        town.command("work", "--once")
    page.wait_for_selector("h1:has-text('已读取')")


def open_ledger(page):
    send(page)
    page.wait_for_selector("#ledger tbody[data-task]")


def focused(page):
    """Number of the row and field of the cell in focus."""
    return page.evaluate(
        """(() => {
            const cell = document.activeElement, row = cell.closest("tbody[data-task]");
            const number = row && row.querySelector("th[data-field=number]").innerText.replace("疑", "").trim();
            return [number, cell.dataset.field || ""];
        })()"""
    )


def until(page, holds, arg=None):
    """Ask the page again and again (its policy lets no test leave a string there to be evaluated)."""
    for _ in range(200):
        if page.evaluate(holds, arg):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"it never came to pass: {holds}")


def told(page, words, act):
    """Do something and wait until the page says what was done, and the ledger that answers is there."""
    page.evaluate("document.getElementById('said').textContent = ''")
    act()
    until(page, "(words) => document.getElementById('said').textContent.includes(words)", words)
    page.wait_for_load_state("networkidle")
    until(page, IN_A_ROW)


def in_window(page, key, wanted):
    """Press a key that opens the window with a form, and wait for its field."""
    page.keyboard.press(key)
    page.wait_for_selector(f"#act[open] {wanted}")
    until(page, "(wanted) => document.activeElement.matches(wanted)", wanted)


def lights_up(page, words):
    until(
        page,
        """(words) => Array.from(document.querySelectorAll("#original .lit"))
            .map((one) => one.textContent).join("").includes(words)""",
        words,
    )


def test_acceptance_20_from_a_pasted_plan_to_a_corrected_ledger_by_keyboard_alone(enter, town):
    page = enter("lanfeng")
    page.goto("/plans/import/")
    focus_on(page, "#text")
    page.keyboard.insert_text(CITY_PLAN)
    focus_on(page, "main button.primary")
    send(page, None)
    town.command("work", "--once")
    page.wait_for_selector("h1:has-text('已读取')")
    assert "读出任务4项" in page.inner_text("main")
    focus_on(page, "main button.primary")
    send(page, None)
    page.wait_for_selector("#ledger tbody[data-task]")

    focus_on(page, "#ledger th[data-field=number] a", most=80)
    page.keyboard.press("ArrowRight")
    assert focused(page) == ["4", "title"], "the doubtful row comes first"
    lights_up(page, "办好同城运动会")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused(page) == ["4", "lead"]
    lights_up(page, "市教育局")

    page.keyboard.press("Enter")
    page.wait_for_selector("#ledger textarea")
    page.keyboard.press("Control+A")
    page.keyboard.type("市发改委")
    page.keyboard.press("Escape")
    assert focused(page) == ["4", "lead"], "Escape gives up and stays"
    assert "市教育局" in page.inner_text("#ledger tbody:first-of-type td[data-field=lead]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ledger textarea")
    page.keyboard.press("Control+A")
    page.keyboard.type("市发改委")
    told(page, "更正任务", lambda: page.keyboard.press("Enter"))
    assert focused(page) == ["4", "lead"]
    in_window(page, "u", "[data-first]")
    told(page, "撤", lambda: page.keyboard.press("Enter"))
    told(page, "采用另一种读法", lambda: page.keyboard.press("a"))
    assert page.locator("#ledger .doubts").count() == 0
    assert "没有存疑" in page.inner_text("#ledger [role=status]")

    page.locator("#ledger").get_by_text("按原文顺序").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#ledger[data-back*='order=document'] tbody[data-task]")
    until(page, IN_A_ROW)
    assert focused(page)[0] == "4", "the row keeps the focus in another order"
    page.keyboard.press("PageUp")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert focused(page) == ["1", "title"]
    split_merge_drop_and_add(page)


def split_merge_drop_and_add(page):
    """The rest of the keys, from the first row on."""
    in_window(page, "s", "[data-caret]")
    body = page.input_value("[data-caret]")
    for _ in range(body.index("开通城际公交")):
        page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('#split-hint').textContent.includes('后一项：开通城际公交')")
    told(page, "拆分任务", lambda: page.keyboard.press("Enter"))
    assert focused(page)[0] == "1-2"
    assert "开通城际公交" in page.inner_text("tbody.here td[data-field=text]")
    lights_up(page, "开通城际公交")
    in_window(page, "x", "#drop-reason")
    page.keyboard.type("另有专项方案")
    told(page, "删去任务", lambda: page.keyboard.press("Enter"))
    assert focused(page)[0] == "2"
    in_window(page, "m", "[data-first]")
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('act').open")
    assert focused(page)[0] == "2", "Escape closes the window and comes back"
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.id") == "original"
    page.keyboard.press("Escape")
    assert focused(page)[0] == "2"
    in_window(page, "n", "#add-text")
    page.keyboard.type("另办一次博览会。")
    page.keyboard.press("Tab")
    told(page, "增加任务", lambda: page.keyboard.press("Enter"))
    assert "另办一次博览会" in page.inner_text("tbody.here")
    page.keyboard.press("?")
    assert page.evaluate("document.getElementById('keys').open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_with_the_mouse_a_sentence_leads_to_its_row_and_a_selection_becomes_a_task(enter, town):
    page = enter("lanfeng")
    take_in(page, town, text=CITY_PLAN.replace("试点", "示范"))
    open_ledger(page)
    until(page, "document.querySelector('#original .lit')")
    page.locator("#original [data-from]").filter(has_text="水质达到三类").first.click()
    until(page, IN_A_ROW)
    assert focused(page)[0] == "2"
    words = page.locator("#original [data-from]").filter(has_text="建立课程目录").first
    words.evaluate(
        "(piece) => { const at = piece.textContent.indexOf('建立课程目录'); const range = document.createRange();"
        " range.setStart(piece.firstChild, at); range.setEnd(piece.firstChild, at + 6);"
        " const chosen = document.getSelection(); chosen.removeAllRanges(); chosen.addRange(range) }"
    )
    page.click("[data-adds]:not([disabled])")
    page.wait_for_selector("#act[open] blockquote")
    assert page.inner_text("#act blockquote") == "建立课程目录"
    told(page, "增加任务", lambda: page.click("#act button.primary"))
    assert "建立课程目录" in page.inner_text("tbody.here")


def test_on_a_telephone_the_ledger_comes_first_and_each_row_shows_its_sentence(enter, town):
    desk = enter("lanfeng")
    take_in(desk, town, text=CITY_PLAN.replace("试点", "先行"))
    open_ledger(desk)
    page = enter("lanfeng", viewport={"width": 390, "height": 844})
    page.goto(desk.url)
    assert not page.locator("#original").is_visible()
    row = page.locator("tbody[data-task]").first
    row.get_by_text("原文").click()
    page.wait_for_selector("tr.sentence:not([hidden]) .stretch")
    assert "办好同城运动会" in page.inner_text("tr.sentence:not([hidden])")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing sticks out"
    row.get_by_text("原文").click()
    assert page.locator("tr.sentence:not([hidden])").count() == 0


def test_without_a_script_a_plan_is_imported_and_corrected(enter, town):
    page = enter("lanfeng", java_script_enabled=False)
    page.goto("/plans/import/")
    page.fill("#text", CITY_PLAN.replace("试点", "无脚本"))
    send(page)
    town.command("work", "--once")
    page.reload()
    send(page)
    page.locator("tbody[data-task]").first.get_by_role("link", name=re.compile("^更正")).click()
    page.wait_for_selector("#cell-lead")
    page.fill("#cell-lead", "市发改委")
    send(page, "section:has(#cell-lead) button")
    assert "已办理：更正任务" in page.inner_text(".message")
    with page.expect_navigation():
        page.click("text=已核对，按此保留")
    assert "没有存疑" in page.inner_text("#ledger [role=status]")


def test_a_stranger_city_sees_nothing_of_anothers_draft(enter, town):
    page = enter("lanfeng")
    take_in(page, town, text=CITY_PLAN.replace("试点", "待办"))
    open_ledger(page)
    address = page.url
    stranger = enter("luming")
    assert stranger.request.get(address).status == 404
    for listed in ("/plans/", "/tasks/", "/tasks/organisations", "/search/?q=码头"):
        stranger.goto(listed)
        assert "待办" not in stranger.inner_text("main")
        assert "滨江客运码头" not in stranger.inner_text("main")


def test_a_file_with_a_secrecy_mark_stops_at_the_page(enter, town, tmp_path):
    page = enter("lanfeng")
    marked = tmp_path / "要点.txt"
    marked.write_text("机密★1年\n" + CITY_PLAN.replace("滨江", "不可留存"), encoding="utf-8")
    page.goto("/plans/import/")
    page.set_input_files("#file", str(marked))
    send(page)
    assert "未留存任何副本" in page.inner_text("[role=alert]")
    kept = [one for one in Path(town.folder).rglob("*") if one.is_file()]
    assert [one for one in kept if "不可留存" in one.read_bytes().decode("utf-8", "ignore")] == []


# the first five minutes (users.md, section 8)


def five_minutes(page, town, file: Path):
    """What a new clerk gets from one document, against the clock; gives the page's address and what was counted."""
    began = time.monotonic()
    laps = {}

    def lap(name):
        laps[name] = time.monotonic() - began

    take_in(page, town, file=str(file))
    counted = int(re.search(r"读出任务(\d+)项", page.inner_text("main"))[1])
    open_ledger(page)
    lap("ledger with doubtful rows first")
    address = page.url.partition("?")[0]
    for kind in ("docx", "xlsx"):
        page.goto(f"{address}export")
        page.select_option("#format", kind)
        with page.expect_download() as download:
            page.click("main button.primary")
        assert Path(download.value.path()).read_bytes().startswith(b"PK")
    lap("table in Word and Excel")
    page.goto(f"{address}reminders")
    letters = page.locator("details.card").count()
    lap("a text for each organisation")
    said = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in laps.items())
    sys.stdout.write(f"\n{file.name}: {counted} tasks, {letters} letters; {said}\n")
    return address, counted, letters


def rows_with(page, address, cell):
    """Numbers of the rows whose cell holds something, over all pages."""
    found, number = [], 1
    while True:
        page.goto(f"{address}?order=document&page={number}")
        found += page.evaluate(
            """(cell) => Array.from(document.querySelectorAll("#ledger tbody[data-task]"))
                .filter((row) => row.querySelector(cell))
                .map((row) => row.querySelector("th[data-field=number]").innerText.replace("疑", "").trim())""",
            cell,
        )
        if not page.locator("a[rel=next]").count():
            return found
        number += 1


def test_the_first_five_minutes_with_the_invented_plans(enter, town, tmp_path):
    page = enter("shenyi")
    for name, data in documents():
        if name == ORGANISATIONS:
            continue
        file = tmp_path / name
        file.write_bytes(data)
        address, counted, letters = five_minutes(page, town, file)
        assert counted >= 10
        assert letters >= 5
        assert len(rows_with(page, address, "td[data-field=deadline] .line")) == counted
