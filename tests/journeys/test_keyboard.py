"""The keyboard alone is enough, and so are a telephone and a page at twice its size (users.md section 11, check 20)."""

from __future__ import annotations

import re

import pytest
from tests.journeys.conftest import PASSWORD, send
from tests.journeys.test_people import ask, make_token

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def focus_on(page, wanted, key="Tab", most=60):
    """Press a key until what is wanted has the focus."""
    for _ in range(most):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press(key)
    pytest.fail(f"{wanted} is not reached by {key}")


def test_acceptance_20_signing_in_and_deciding_a_name_by_keyboard_alone(enter, open_page, town):
    helper = enter("lanfeng")
    token = make_token(helper, ["names:write", "organisations:read"])
    city = ask(helper, token, "/organisations?name=澜川市")["rows"][0]["id"]
    ask(helper, token, "/names/queue", {"names": ["市发改委员会"], "city": city, "found_in": "要点"})

    page = open_page()
    page.goto("/names/")
    page.keyboard.type("lanfeng")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    send(page, None)
    page.wait_for_url(f"{town.address}/names/")
    focus_on(page, "#filter-name")
    page.keyboard.type("发改委员会")
    send(page, None)
    page.wait_for_url("**name=*")
    assert page.locator("tbody tr").count() == 1
    focus_on(page, "td a")
    send(page, None)
    page.wait_for_url(re.compile(r"/names/\d+$"))
    focus_on(page, "button[name=organisation]")
    send(page, None)
    page.goto("/names/?name=发改委员会")
    assert "已认定" in page.inner_text("tbody")


def test_arrows_move_through_a_sheet_and_its_headings_sort_by_keyboard(enter):
    page = enter("shenyi")
    page.goto("/organisations/")
    focus_on(page, "thead a")
    send(page, None)
    page.wait_for_url("**sort=*")
    assert page.locator("thead th[aria-sort=ascending]").count() == 1
    focus_on(page, "tbody a")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.cellIndex") == 2
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.closest('td').cellIndex") == 0


def test_rows_pasted_from_excel_fill_the_cells_and_what_has_no_place_is_told(enter):
    page = enter("shenyi")
    page.goto("/-/components")
    cells = page.locator("section[lang=zh-Hans] table.sheet tbody input")
    cells.nth(1).focus()
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        "18.5\r\n21\r\n33\r\n",
    )
    assert [cells.nth(at).input_value() for at in range(3)] == ["12.5", "18.5", "21"]
    said = page.inner_text("#zh-report")
    assert "已填入2格" in said
    assert "另有1格" in said
    assert page.locator("td.changed").count() == 2
    cells.nth(1).focus()
    page.keyboard.press("Escape")
    assert cells.nth(1).input_value() == "12.5"


@pytest.mark.parametrize(
    "address", ["/", "/organisations/", "/names/", "/notices/", "/search/?q=澜川", "/-/components"]
)
@pytest.mark.parametrize(("width", "height"), [(390, 844), (720, 450)])
def test_acceptance_20_nothing_is_lost_on_a_telephone_or_at_twice_the_size(enter, address, width, height):
    """1440 pixels at 200 % are 720; only a sheet may scroll sideways, inside its own frame (WCAG 2.2, 1.4.10)."""
    page = enter("shenyi", viewport={"width": width, "height": height})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator("main button:visible, main a.button:visible").all():
        box = button.bounding_box()
        inside = button.evaluate("(one) => Boolean(one.closest('.scroller'))")
        assert inside or box["x"] + box["width"] <= width, button.inner_text()
