"""A plan of the region goes round: two cities are asked, one objects, it is decided, issued, amended and signed for.

Import, names, duties, comments and versions are walked by clicking, as the office and two organisations would.
"""

from __future__ import annotations

import re

import pytest
from tests.journeys.conftest import send

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAN = """汀河都市圈2026年同城化工作要点
一、共享公共服务
1.共建教育集团。新增成员学校6所，2026年9月底前挂牌。（牵头单位：澜川市教育局；责任单位：禾阳市发展和改革委员会）
2.共编项目清单。年底前入库项目40个。（牵头单位：禾阳市发展和改革委员会；责任单位：东埠区、市教育事务局）
3.共享图书服务。新增通借通还图书馆12家。（责任单位：澜川市教育局、东埠区）
"""


def open_plan(page, title="汀河都市圈2026年同城化工作要点"):
    page.goto("/plans/")
    page.click(f"td a:has-text('{title}')")
    page.wait_for_url(re.compile(r"/plans/\d+"))
    return re.search(r"/plans/(\d+)", page.url)[1]


@pytest.fixture(scope="module")
def walked():
    """What the steps hand on to each other: the number of the plan and of its versions."""
    return {}


def test_1_the_office_pastes_the_plan_and_the_names_are_decided_once(enter, town, walked):
    office = enter("shenyi")
    office.goto("/plans/import/")
    office.fill("textarea[name=text]", PLAN)
    send(office)
    town.command("work", "--once")
    walked["plan"] = open_plan(office)
    office.click(".tabs >> text=责任分工")
    office.click("a:has-text('市教育事务局')")
    office.select_option("#organisation", label="澜川市教育局")
    send(office, "button:text-is('认定')")
    office.goto(f"/plans/{walked['plan']}/duties")
    assert "市教育事务局" not in office.inner_text("main")
    assert "没有牵头单位" in office.inner_text("main")


def test_2_a_task_without_a_lead_gets_one_with_a_reason(enter, walked):
    office = enter("shenyi")
    office.goto(f"/plans/{walked['plan']}/duties")
    office.click("text=确定牵头")
    office.select_option("#field-kind", "single")
    office.select_option("#field-first", label="澜川市教育局")
    office.fill("#field-reason", "通借通还由教育部门组织")
    send(office)
    assert "责任明确" in office.inner_text("main")
    office.goto(f"/plans/{walked['plan']}/matrix")
    assert office.locator("abbr[title=牵头]").count() == 3


def test_3_organisations_of_two_cities_are_asked_and_a_stranger_sees_nothing(enter, walked):
    stranger = enter("luming")
    stranger.goto("/plans/")
    office = enter("shenyi")
    office.goto(f"/plans/{walked['plan']}/rounds/open")
    text = office.inner_text("main")
    assert "澜川市教育局" in text
    assert "禾阳市发展和改革委员会" in text
    office.fill("#field-letter", "请各单位研提意见。")
    office.fill("#field-days", "")
    office.fill("#field-last_day", "2099-12-31")
    send(office)
    assert "进行中" in office.inner_text("main")
    walked["round"] = re.search(r"/rounds/(\d+)", office.url)[1]
    stranger = enter("xitong")
    assert stranger.goto(f"/plans/{walked['plan']}/duties").status == 404


def test_4_one_agrees_and_the_other_city_objects(enter, walked):
    edu = enter("jiangli")
    edu.goto("/")
    assert "待答复的征求意见" in edu.inner_text("main")
    edu.goto("/answers/")
    edu.click("tbody a")
    assert "共建教育集团" in edu.inner_text("main")
    edu.fill("#words", "无意见")
    send(edu)
    assert "无意见" in edu.inner_text("h1")
    heyang = enter("bailing")
    heyang.goto("/answers/")
    heyang.click("tbody a")
    heyang.click("section:has-text('共编项目清单') >> text=提出意见")
    heyang.select_option("#field-kind", "not_by_then")
    heyang.fill("#field-words", "项目入库需省级评审，年底前难以完成40个。")
    heyang.fill("#field-proposed_due", "2027-03-31")
    send(heyang)
    assert "异议处理中" in heyang.inner_text("main")
    xuwei = enter("xuwei")
    xuwei.goto("/answers/")
    xuwei.click("tbody a")
    send(xuwei)


def test_5_the_office_decides_in_writing_and_the_light_comes_back(enter, walked):
    office = enter("shenyi")
    office.goto(f"/plans/{walked['plan']}/versions")
    assert "没有书面答复" in office.inner_text("main")
    office.goto(f"/rounds/{walked['round']}")
    office.click("text=书面答复")
    office.select_option("#field-decision", "accepted")
    office.fill("#field-answer", "同意延至2027年3月底。")
    assert office.input_value("#field-deadline") == "2027年3月31日前"
    send(office)
    assert "同意延至2027年3月底。" in office.inner_text("main")
    heyang = enter("bailing")
    heyang.goto("/answers/")
    heyang.click("tbody a")
    assert "同意延至2027年3月底。" in heyang.inner_text("main")
    assert "异议处理中" not in heyang.inner_text("main")
    send(heyang)  # now it agrees


def test_6_the_round_closes_and_version_1_is_issued_and_handed_out(enter, walked):
    office = enter("shenyi")
    office.goto(f"/rounds/{walked['round']}")
    send(office, "button:has-text('结束征求意见')")
    if "/rounds/" not in office.url or "已结束" not in office.inner_text("main"):
        pytest.fail(office.inner_text("main"))
    office.goto(f"/plans/{walked['plan']}/issue")
    office.fill("#field-doc_number", "汀圈办〔2026〕9号")
    send(office)
    assert "内容完整" in office.inner_text("main")
    walked["v1"] = re.search(r"/baselines/(\d+)", office.url)[1]
    walked["code"] = office.inner_text("dd.code a")
    with office.expect_download() as word:
        office.click("text=Word 任务分解表")
    assert walked["code"] in word.value.suggested_filename
    send(office, "button:has-text('下达任务')")
    assert "待签收" in office.inner_text("main")


def test_7_organisations_sign_for_their_tasks(enter, walked):
    for name in ("jiangli", "bailing"):
        page = enter(name)
        page.goto("/receipts/")
        page.click("tbody a")
        send(page)
        assert "已签收" in page.inner_text("main")
    office = enter("shenyi")
    office.goto(f"/plans/{walked['plan']}/duties")
    office.click("a:has-text('澜川市教育局')")
    assert "共建教育集团" in office.inner_text("main")


def test_8_an_amendment_shows_its_effect_and_the_old_paper_says_so(enter, walked):
    office = enter("shenyi")
    office.goto(f"/plans/{walked['plan']}/matrix")
    office.click("th a:has-text('共享图书服务')")
    office.click("text=分派责任")
    office.select_option("#field-organisation", label="望汀区")
    office.select_option("#field-kind", "responsible")
    office.fill("#field-reason", "望汀区新建分馆")
    send(office)
    office.goto(f"/plans/{walked['plan']}/amend")
    assert "望汀区新增职责" in office.inner_text("main")
    office.fill("#field-reason", "增加望汀区")
    send(office)
    assert "第2版" in office.inner_text("h2")
    reader = enter("xuwei")
    reader.goto(f"/v/{walked['code'].lower().replace('-', '')}")
    assert "已不是现行版本" in reader.inner_text("main")
    reader.click("text=打开第1版")
    assert "望汀区" not in reader.inner_text(".scroller >> nth=-1")
