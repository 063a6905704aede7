"""Every family of pages in both languages, light and dark: axe finds nothing serious, nothing leaves the machine."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EVERYBODY = (
    "/",
    "/organisations/",
    "/organisations/?by=city&sort=-name",
    "/organisations/2",
    "/organisations/7/counterparts",
    "/organisations/99999",
    "/notices/",
    "/me/password/",
    "/me/authenticator/",
    "/me/tokens/",
    "/me/calendar/",
    "/schedule/",
    "/search/?q=澜川",
    "/-/components",
)
ON_ONE = ("amend", "rename", "merge", "close", "alias", "join")
PAGES = {
    "shenyi": (
        *EVERYBODY,
        "/names/",
        "/names/collective",
        "/names/collectives",
        "/organisations/add",
        *(f"/organisations/7/{verb}" for verb in ON_ONE),
    ),
    "anquan": (
        "/",
        "/people/",
        "/people/unused",
        "/people/1",
        "/people/register",
        *(f"/people/1/{verb}" for verb in ("amend", "appoint", "close", "code")),
        "/posts/create",
        *(f"/posts/1/{verb}" for verb in ("hand-over", "stand-in", "close")),
    ),
    "shenji": ("/", "/audit/", "/audit/1", "/audit/verify"),
    "xitong": ("/", "/administration/", "/administration/jobs/", "/hierarchies/add"),
    "lanfeng": (
        "/leader/",
        "/lights/",
        "/lights/policies",
        "/lights/policies/keep?base=yinchuan_progress",
        "/chases/",
        "/orders/",
        "/forms/",
        "/forms/admit",
        "/forms/burden",
        "/forms/completeness?month=2026-03",
    ),
    None: ("/sign-in/", "/sign-in/reset/", "/progress/"),
}
GRAVE = {"serious", "critical"}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def speak(page, language):
    button = page.locator(f"button[name=language][value={language}]")
    if button.count():
        with page.expect_navigation():
            button.click()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing_grave(enter, open_page, who, language):
    page = enter(who) if who else open_page()
    page.goto("/")
    speak(page, language)
    found = []
    for address in PAGES[who]:
        page.goto(address)
        assert page.get_attribute("html", "lang") == {"zh": "zh-Hans", "en": "en"}[language], address
        page.emulate_media(color_scheme="light")
        found += grave(page, address, None)
        page.emulate_media(color_scheme="dark")
        found += grave(page, f"{address} (dark)", CONTRAST)
    speak(page, "zh")
    assert found == []


def grave(page, address, options):
    answer = Axe().run(page, options=options).response
    return [
        (address, one["id"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in answer["violations"]
        if one["impact"] in GRAVE
    ]
