"""From an Excel file to people who sign in, hand over, and keep what is their own."""

from __future__ import annotations

import re

import pytest
from tests.journeys.conftest import bind_authenticator, code_of, send, sign_in, use_code

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_the_excel_file_to_a_sign_in_with_two_factors(open_page, town):
    page = open_page()
    use_code(page, town, "lingdao")
    sign_in(page, "lingdao")
    page.wait_for_url("**/me/authenticator/")
    bind_authenticator(page, town, "lingdao")
    assert "林导，您好" in page.inner_text("h1")
    page.click("text=退出")
    page.wait_for_url("**/sign-in/")
    sign_in(page, "lingdao")
    page.wait_for_url("**/sign-in/code/")
    page.fill("#code", "000000")
    send(page)
    assert "不正确" in page.inner_text("[role=alert]")
    page.fill("#code", code_of(town, "lingdao", later=30))
    send(page)
    page.wait_for_url(town.address + "/")
    page.click("text=密码")
    page.fill("#present", "Tinghe#2026")
    for field in ("#password", "#again"):
        page.fill(field, "Tinghe#2027")
    send(page)
    page.wait_for_url(town.address + "/")


def test_a_post_is_handed_over(enter):
    page = enter("anquan")
    page.goto("/people/")
    page.fill("#filter-name", "江离")
    send(page, None)
    page.click("td a:has-text('江离')")
    page.click("text=交接")
    assert "联络员" in page.inner_text("main")
    page.select_option("#field-person", label="许蔚")
    page.fill("#field-valid_from", "2099-01-01")
    send(page)
    page.wait_for_url(re.compile(r"/people/\d+$"))
    assert "已办理" in page.inner_text(".message")
    held = page.inner_text(".history")
    assert "澜川市教育局" in held
    assert "2099年1月1日" in held
    page.goto("/people/")
    page.fill("#filter-name", "江离")
    send(page, None)
    page.click("td a:has-text('江离')")
    assert "2098年12月31日" in page.inner_text(".history")


def test_two_people_edit_the_same_organisation_and_the_later_sees_the_difference(enter):
    first, second = enter("shenyi"), enter("xitong")
    first.goto("/organisations/?code=990103")
    address = first.locator("td a").first.get_attribute("href")
    for page in (first, second):
        page.goto(f"{address}/amend")
    first.fill("#field-called_en", "Qiyun County")
    send(first)
    first.wait_for_url(f"**{address}")
    second.fill("#field-called_en", "Chiyun")
    send(second)
    difference = second.inner_text("[role=alert]")
    assert "沈亦" in difference
    assert "Qiyun County" in difference
    assert "Chiyun" in difference
    assert second.input_value("#field-called_en") == "Chiyun"
    send(second)
    second.wait_for_url(f"**{address}")
    assert "Chiyun" in second.inner_text("main")


def test_a_stranger_city_sees_nothing_that_is_not_its_own(enter, town):
    own = enter("lanfeng")
    token = make_token(own, ["names:read", "names:write", "organisations:read", "search:read"])
    city = ask(own, token, "/organisations?name=澜川市")["rows"][0]["id"]
    ask(own, token, "/names/queue", {"names": ["市教委"], "city": city, "found_in": "澜川市工作要点"})
    own.goto("/names/")
    address = own.locator("td a:has-text('市教委')").get_attribute("href")

    stranger = enter("luming")
    theirs = make_token(stranger, ["names:read", "names:write", "search:read", "organisations:read"])
    assert stranger.locator("input[value='people:read']").count() == 0  # nothing there would open to the post
    stranger.goto("/names/")
    assert "市教委" not in stranger.inner_text("main")
    assert stranger.goto(address).status == 404
    for typed in ("市教委", "江离", "联络员 教育"):
        stranger.goto(f"/search/?q={typed}")
        assert "共0条" in stranger.inner_text("main"), typed
    assert ask(stranger, theirs, "/names")["rows"] == []
    assert ask(stranger, theirs, "/search?q=教委")["rows"] == []
    assert ask(stranger, theirs, "/people", expect=403)["error"]["code"] == "scope_missing"
    number = int(address.rsplit("/", 1)[1])
    assert "error" in ask(stranger, theirs, "/names/set-aside", {"read_name": number}, expect=403)
    stranger.goto("/organisations/?name=澜川市教育局")
    stranger.click("td a:has-text('澜川市教育局')")
    seen = stranger.inner_text("main")
    assert "江离" not in seen
    assert "变更记录" not in seen
    assert stranger.goto("/people/").status == 403
    assert stranger.goto("/audit/").status == 403
    assert "市教委" in (own.goto("/names/") and own.inner_text("main"))


def make_token(page, scopes):
    page.goto("/me/tokens/")
    page.fill("#called", "汇总程序")
    for scope in scopes:
        page.check(f"input[value='{scope}']")
    send(page)
    return re.search(r"cc_[\w-]+", page.inner_text(".message"))[0]


def ask(page, token, path, body=None, expect=200):
    """Ask the API as a program would."""
    headers = {"Authorization": f"Bearer {token}"}
    address = f"/api/v1{path}"
    answer = (
        page.request.post(address, data=body, headers=headers) if body else page.request.get(address, headers=headers)
    )
    assert answer.status == expect, answer.text()
    return answer.json()
