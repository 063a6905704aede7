"""A city's plan traced upward, laid beside the neighbour's, and carried into the next year, in a real browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO

import openpyxl
import pytest
from tests.journeys.conftest import send
from tests.records.links.plans import CITY, NEIGHBOUR, REGIONAL

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEEPERS = {
    "shenyi": ("99-OFFICE", re.sub("〔.*〕", "〔牵头单位：都市圈办〕", REGIONAL)),
    "lanfeng": ("990100-DRC", re.sub("（.*）", "（市发改委牵头）", CITY)),
    "luming": ("990200-DRC", re.sub("（.*）", "（市发改委牵头）", NEIGHBOUR)),
}
"""A plan is issued when every task has one lead that the register knows; these plans have."""
TAKE_IN = """
import sys
import django
django.setup()
from django.utils.timezone import localdate, now
from citycircle.accounts.models import Organisation, Person
from citycircle.accounts.viewers import viewer_of
from citycircle.records.plans.actions.importing import import_text
at = now()
office = Organisation.objects.get(code=sys.argv[1])
keeper = viewer_of(Person.objects.get(sign_in_name=sys.argv[2]), localdate(at))
import_text(sys.argv[3], organisation=office, by=keeper, at=at)
"""


def title(text):
    return text.splitlines()[0]


KNOWN = """
import json
import django
django.setup()
from citycircle.records.plans.models import Plan
print(json.dumps(dict(Plan.objects.order_by("pk").values_list("title", "pk"))))
"""


@pytest.fixture
def plans(enter, town):
    """The regional plan and the neighbour's are issued, the city's own is a draft; addresses by who keeps them."""
    if not {title(text) for _, text in KEEPERS.values()} <= known(town).keys():
        for name, (code, text) in KEEPERS.items():
            run(town, TAKE_IN, code, name, text)
        town.command("work", "--once")
        for name in ("shenyi", "luming"):
            keeper = enter(name)
            keeper.goto(f"/plans/{known(town)[title(KEEPERS[name][1])]}/issue")
            keeper.fill("#field-reason", "联络员会议已通过")
            send(keeper)
            assert keeper.url.endswith("/issue") is False, keeper.inner_text("main")
            keeper.context.close()
    numbers = known(town)
    return {name: f"/plans/{numbers[title(text)]}/" for name, (_, text) in KEEPERS.items()}


def known(town):
    return json.loads(run(town, KNOWN))


def run(town, script, *words):
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(command, env=town.environment, check=True, timeout=120, capture_output=True, text=True).stdout


def test_proposals_are_decided_by_keyboard_and_the_matrix_says_what_is_weaker(enter, plans):
    page = enter("lanfeng")
    page.goto(f"{plans['lanfeng']}links")
    if page.locator(".proposal").count() == 0:
        page.select_option("#upper", label=title(REGIONAL))
        send(page, "button[name=name]")
    cards = page.locator(".proposal")
    assert cards.count() == 2
    assert page.locator(".proposal mark").count() >= 4

    # One after another: the first is accepted, the second found unrelated, taken back, and accepted after all.
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector(".proposal .light.green")
    page.wait_for_selector(".proposal:focus:not(:has(.green))")
    page.keyboard.press("x")
    page.keyboard.type("只是用语相近")
    page.keyboard.press("Enter")
    page.wait_for_selector(".proposal .light.done")
    assert "只是用语相近" in page.inner_text("main")
    page.wait_for_selector(".proposal:focus")
    page.keyboard.press("u")
    page.wait_for_selector(".proposal .light.blue")
    page.wait_for_selector(".proposal:focus")
    page.keyboard.press("a")
    page.wait_for_selector(".proposal:has(.green) + .proposal:has(.green)")

    page.goto(f"{plans['lanfeng']}coverage")
    text = page.inner_text("main")
    assert "上级时限为2026年6月底前，本级为2026年9月底前，时限推后。" in text
    assert "上级要求≥100个，本级为80个，低于上级要求。" in text
    assert "未承接 1" in text
    page.get_by_role("link", name="无上级依据的任务").click()
    page.wait_for_url("**show=orphans")
    assert "办好汀河马拉松" in page.inner_text("main")
    with page.expect_download() as loading:
        page.get_by_role("link", name="导出 Excel").click()
    book = openpyxl.load_workbook(BytesIO(loading.value.path().read_bytes()))
    assert "承接矩阵" in book.sheetnames
    page.context.close()


def test_two_cities_talk_about_a_date_until_both_agree_on_the_words(enter, plans):
    lan, he = enter("lanfeng"), enter("luming")
    assert he.goto(f"{plans['lanfeng']}links").status == 404

    lan.goto(f"{plans['lanfeng']}beside")
    lan.select_option("#with", label=f"禾阳市 · {title(NEIGHBOUR)}")
    send(lan, ".filters button")
    assert "时间不一致" in lan.inner_text("main")
    send(lan, "button[name=find]")
    send(lan, "article:has-text('时间不一致') a:has-text('提请协商')")
    lan.fill("#field-proposal", "建议统一为2026年9月底前开通运营")
    lan.fill("#field-wished", "2099-12-31")
    send(lan)
    item = lan.url
    assert "待签收" in lan.inner_text("main")

    he.goto("/notices/")
    assert "时间不一致" in he.inner_text("main")
    he.goto("/consultations/")
    send(he, "main a:has-text('时间不一致')")
    assert he.url == item
    assert title(CITY) not in he.inner_text("main")
    send(he, "button:has-text('签收')")
    he.get_by_text("提出修改文字", exact=False).first.click()
    he.locator("details:has(input[value=counter]) textarea").fill("建议统一为2026年10月底前开通运营")
    send(he, "details:has(input[value=counter]) button")

    lan.goto(item)
    lan.locator("details:has(input[value=accept_counter]) input[type=date]").fill("2099-10-31")
    send(lan, "details:has(input[value=accept_counter]) button")
    for page in (lan, he):
        page.goto(item)
        text = page.inner_text("main")
        assert "商定文字" in text
        assert "建议统一为2026年10月底前开通运营" in text
        assert "各方持有时间" in text

    # Nothing of it changed a plan: each city writes what was agreed into its own.
    lan.goto(plans["lanfeng"])
    assert "2026年9月底前开通运营" in lan.inner_text("main")
    lan.context.close()
    he.context.close()


def test_next_years_plan_starts_from_this_one(enter, plans):
    page = enter("lanfeng")
    page.goto(f"{plans['lanfeng']}next")
    assert page.input_value("#year") == "2027"
    page.fill("#called", "澜川市2027年工作要点（送审稿）")
    page.get_by_label("办好汀河马拉松").check()
    send(page)
    text = page.inner_text("main")
    assert "延续 2" in text
    assert "退出 1" in text
    assert "澜川市2027年工作要点（送审稿）" in text
    page.context.close()
