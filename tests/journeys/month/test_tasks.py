"""What happens to a task before it is closed for good: more time, proof, the sample, the look-back, a leader's word."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import send
from tests.journeys.month.conftest import TICKETS, WINDOWS
from tests.journeys.month.walking import (
    accept,
    cells,
    check,
    draw,
    file_proof,
    fill,
    menu,
    open_month,
    part,
    report,
    sign,
    step,
    today,
    try_step,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CONTRACT = "合同或协议（编号）"


def test_more_time_is_granted_with_a_date_and_refused_with_a_sentence(enter, town):
    too_late = enter("baizhu")
    head = enter("yunduan")
    step(head, WINDOWS, "申请延期", reason="跨市系统联调推迟", new_date="2026-06-30", progress="已开通1个窗口")
    assert "申请延期" in head.inner_text("h1")
    step(enter("qinting"), WINDOWS, "提出意见报批", opinion="情况属实，建议同意")
    leader = enter("zhoumi")
    part(leader, WINDOWS)
    send(leader, "main a.button:text-is('同意延期')")
    assert leader.input_value("#field-agreed_date") == "2026-06-30", "the date asked for stands there already"
    send(leader)
    part(head, WINDOWS)
    dates = head.inner_text("section:has(h2:has-text('完成期限'))")
    assert "2026年5月31日 基线" in dates
    assert "2026年6月30日 · 同意延期" in dates

    town.set_clock("2026-04-02")
    too_late = enter("baizhu")
    try_step(too_late, TICKETS, "申请延期", reason="景区签约未完", new_date="2026-04-30", progress="已接入16家")
    said = too_late.inner_text("[role=alert]")
    assert "延期答复" in said, "the rule"
    assert "2026年3月31日" in said or "2026年3月31日" in said, "the day"
    assert "领导决定延期" in said, "who can lift it"
    assert too_late.input_value("#field-reason") == "景区签约未完", "what was typed is still there"
    leader = enter("zhoumi")
    step(leader, TICKETS, "领导决定延期", reason="景区停业检修，情况特殊", agreed_date="2026-04-30")
    dates = leader.inner_text("section:has(h2:has-text('完成期限'))")
    assert "2026年3月31日 基线" in dates
    assert "2026年4月30日" in dates


def test_closing_needs_the_agreed_proof_and_a_look_back_keeps_it(enter):
    clerk, head, supervision = enter("songqing"), enter("baizhu"), enter("qinting")
    file_proof(clerk, TICKETS, "文件（文号）", "松文旅〔2026〕12号")
    try_step(head, TICKETS, "申请办结", document="松文旅〔2026〕15号")
    assert "佐证中没有约定类型的材料或文号" in head.inner_text("[role=alert]")
    file_proof(clerk, TICKETS, CONTRACT, "ST-2026-031")
    step(head, TICKETS, "申请办结", document="松文旅〔2026〕15号")
    assert "办结初审" in head.inner_text("h1")

    # drawn, looked at on the site, and not as it was said
    check(supervision, TICKETS)
    draw(supervision)
    part(supervision, TICKETS)
    assert "已抽中" in supervision.inner_text("main")
    step(supervision, TICKETS, "核实不实，退办", method="现场核实", finding="2家景区闸机未接入")
    assert "推进中" in supervision.inner_text("h1")

    # mended, drawn again, closed
    file_proof(clerk, TICKETS, CONTRACT, "ST-2026-044")
    step(head, TICKETS, "申请办结", document="松文旅〔2026〕19号")
    check(supervision, TICKETS)
    draw(supervision)
    step(supervision, TICKETS, "核实属实", method="现场核实", finding="20家均已接入")
    step(supervision, TICKETS, "销号", document="松督查〔2026〕6号")
    assert "已销号" in supervision.inner_text("h1")

    # the look-back opens it again, and the closing of then can still be read
    step(supervision, TICKETS, "复查发现问题，重新打开", method="现场核实", finding="1家景区已停用",
         agreed_date="2026-06-30")  # fmt: skip
    assert "推进中" in supervision.inner_text("h1")
    part(head, TICKETS)
    closings = head.inner_text("section:has(h2:has-text('销号'))")
    assert "松督查〔2026〕6号" in closings
    assert "复查重新打开" in closings
    assert "1家景区已停用" in closings
    proof = head.inner_text("section:has(h2:has-text('佐证'))")
    assert "ST-2026-031" in proof
    assert "ST-2026-044" in proof


def test_a_leaders_comment_is_followed_to_its_end(enter, town):
    office, clerk = enter("luwei"), enter("songqing")
    open_month(office, "2026-03-01", "2026-03-26")
    report(clerk, TICKETS, cells("3月20日接入景区1家。", "2", "4月10日前再接入6家。")
           | {"problems": "5家景区票务系统接口未开放", "coordination": "提请明确接口标准"})  # fmt: skip
    sign(enter("baizhu"), TICKETS)
    accept(office, TICKETS)
    town.set_clock("2026-03-30")
    town.command("work", "--once")

    leader, office, clerk = (enter(name) for name in ("zhoumi", "luwei", "songqing"))
    menu(leader, "领导一页纸")
    card = leader.inner_text(f"section:has(h2:has-text('{TICKETS}'))")
    assert "5家景区票务系统接口未开放" in card
    assert "提请明确接口标准" in card
    send(leader, f"section:has(h2:has-text('{TICKETS}')) a.button")
    fill(leader, words="请市文旅局一周内拿出接口对接方案。", by="2026-04-07")
    leader.locator("#field-urgency").select_option(index=1)
    send(leader)
    assert "2026年4月7日" in leader.inner_text("main")
    order = leader.url

    today(clerk, "待办理的督办和批示")
    send(clerk, "tbody a:has-text('接口对接方案')")
    send(clerk, "button:text-is('签收')")
    clerk.fill("textarea[name=reply]", "已印发接口标准，5家景区4月3日前完成改造。")
    send(clerk, "button:text-is('答复')")
    today(office, "待办理的督办和批示")
    send(office, "tbody a:has-text('接口对接方案')")
    office.fill("textarea[name=finding]", "方案可行")
    send(office, "button:text-is('审核通过')")
    today(leader, "待办理的督办和批示")
    send(leader, "tbody a:has-text('接口对接方案')")
    assert "已印发接口标准" in leader.inner_text("main")
    send(leader, "button:text-is('销号')")
    assert "已销号" in leader.inner_text("h1")
    clerk.goto(order)
    assert "已销号" in clerk.inner_text("h1")
    menu(leader, "领导一页纸")
    assert "接口对接方案" in leader.inner_text("main")
