"""The sheet is the main thing: it stays in sight while it scrolls, and screen, paper and Excel say the same."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
VIEW = "/organisations/?kind=&sort=-code&by=city"


def rows_of(page):
    """What a sheet says, cell by cell, bands left out."""
    return page.eval_on_selector_all(
        "table.sheet tbody tr:not(.band)",
        "(rows) => rows.map((row) => Array.from(row.cells).map((cell) => cell.innerText.trim()))",
    )


def test_headings_and_the_first_two_columns_stay_in_sight_both_ways(enter):
    page = enter("shenyi", viewport={"width": 800, "height": 420})
    page.goto(VIEW)
    page.eval_on_selector(".scroller", "(one) => one.scrollTo(400, 120)")
    frame = page.locator(".scroller").bounding_box()
    moved = page.eval_on_selector(".scroller", "(one) => [one.scrollLeft, one.scrollTop]")
    assert min(moved) > 50, "there must be something to scroll"
    heading = page.locator("thead th").nth(5).bounding_box()
    assert abs(heading["y"] - frame["y"]) <= 2
    first, second = (page.locator("tbody tr:not(.band)").nth(6).locator("td").nth(at).bounding_box() for at in (0, 1))
    assert abs(first["x"] - frame["x"]) <= 2
    assert abs(second["x"] - first["x"] - first["width"]) <= 2
    corner = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('th').innerText", [frame["x"] + 9, frame["y"] + 9]
    )
    assert corner.strip() == "代码"


def test_bands_gather_the_rows_of_each_city(enter):
    page = enter("shenyi")
    page.goto(VIEW)
    bands = page.locator("tr.band").all_inner_texts()
    assert [band.strip() for band in bands] == ["全圈", "澜川市", "禾阳市"]


def test_excel_has_the_rows_of_the_screen_in_its_order(enter):
    page = enter("shenyi")
    page.goto("/organisations/?name=市&sort=-name")
    shown = rows_of(page)
    address = page.locator("a:has-text('导出 Excel')").get_attribute("href")
    book = openpyxl.load_workbook(BytesIO(page.request.get(f"/organisations/{address}").body()))
    cells = [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    heading = next(at for at, row in enumerate(cells) if row[0] == "代码")
    assert len(shown) > 3
    assert [row[: len(shown[0])] for row in cells[heading + 1 :] if any(row)] == shown


def test_paper_shows_what_the_screen_shows(enter):
    page = enter("shenyi")
    page.goto(VIEW)
    shown = rows_of(page)
    page.emulate_media(media="print")
    assert rows_of(page) == shown
    for hidden in (".roof", ".filters", ".pages"):
        assert not page.locator(hidden).is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert page.eval_on_selector(".scroller", "(one) => one.scrollWidth <= one.clientWidth + 1")
