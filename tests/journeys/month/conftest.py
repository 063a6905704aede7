"""The month of journeys: two cities with six bureaus, a plan in everybody's hands, and a clock that can be set on.

All is made once by clicking. Each journey then walks in a copy of its own, served on the same Monday, 23 March 2026.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.journeys import conftest as above
from tests.journeys.conftest import OFFICE, Town, let_in, open_window, send, served, set_up, surroundings
from tests.journeys.month import on_a_day
from tests.journeys.month.walking import fill, step, today

from citycircle.core.terms import OFFICE_TIME

MONDAY = "2026-03-23"
SONGZHU, LINTING = "松渚市", "临汀市"
ROADS, LEVEES, SCHOOLS, TICKETS, WINDOWS = "快速路", "堤防", "教育集团", "一票通", "通办窗口"
BUREAUS = {
    "TRA": ("松渚市交通运输局", "Transport", ["yunfan", "云帆"], ["lushi", "陆石"]),
    "WAT": ("松渚市水利局", "Water", ["hanjiang", "韩江"], ["dijun", "堤君"]),
    "EDU": ("松渚市教育局", "Education", ["shuxiang", "舒湘"], ["xuetang", "薛棠"]),
    "CBT": ("松渚市文化广电和旅游局", "Culture", ["songqing", "宋清"], ["baizhu", "白渚"]),
    "DAT": ("松渚市数据局", "Data", ["shuliu", "舒流"], ["yunduan", "云端"]),
}
"""The five of Songzhu: name, English word, clerk and head."""
PLAN = """汀河都市圈2026年重点任务清单
一、互联互通
1.贯通松临快速路。新建快速路8公里。（牵头单位：松渚市交通运输局、临汀市交通运输局；完成时限：2026年6月底）
2.加固汀河堤防。加固堤防12公里。（牵头单位：松渚市水利局；完成时限：2026年10月底）
二、服务共享
3.共建教育集团。新增成员学校6所。（牵头单位：松渚市教育局；完成时限：2026年9月底）
4.推行文旅一票通。接入景区20家。（牵头单位：松渚市文化广电和旅游局；完成时限：2026年3月底）
5.设立跨市通办窗口。开通窗口3个。（牵头单位：松渚市数据局；完成时限：2026年5月底）
"""


def _post(person, organisation, role, title):
    return [*person, person[0].title(), organisation, role, title, "", "", "", ""]


ROWS = {
    "区域": [["tinghe", "汀河都市圈", "Tinghe Metropolitan Circle", "都市圈", "990300；990400"]],
    "单位": [
        ["99", "云泽省", "Yunze", "", "省", "", "", "", "", ""],
        ["99-OFFICE", OFFICE, "Tinghe Circle Office", "都市圈办", "领导小组办公室", "99", "", "", "", ""],
        [990300, SONGZHU, "Songzhu", "", "市", "99", "", "", "", ""],
        ["990300-DRC", "松渚市发展和改革委员会", "Songzhu DRC", "市发改委", "部门", 990300, "", "", "", ""],
        ["990300-SUP", "松渚市政府督查室", "Songzhu Supervision", "市督查室", "部门", 990300, "", "", "", ""],
        *(
            [f"990300-{key}", name, f"Songzhu {english}", "", "部门", 990300, "", "", "", ""]
            for key, (name, english, *_) in BUREAUS.items()
        ),
        [990400, LINTING, "Linting", "", "市", "99", "", "", "", ""],
        ["990400-DRC", "临汀市发展和改革委员会", "Linting DRC", "市发改委", "部门", 990400, "", "", "", ""],
        ["990400-TRA", "临汀市交通运输局", "Linting Transport", "", "部门", 990400, "", "", "", ""],
    ],
    "人员": [
        _post(["shenyi", "沈亦"], "99-OFFICE", "办公室初核", "综合岗"),
        _post(["luwei", "陆苇"], "990300-DRC", "办公室初核", "协调岗"),
        _post(["qinting", "秦霆"], "990300-SUP", "督查", "督查岗"),
        _post(["zhoumi", "周弥"], 990300, "领导", "分管副市长"),
        *(
            _post(person, f"990300-{key}", role, title)
            for key, (_, _, clerk, head) in BUREAUS.items()
            for person, role, title in ((clerk, "经办（联络员）", "联络员"), (head, "单位负责人", "局长"))
        ),
        _post(["yulin", "虞霖"], "990400-DRC", "办公室初核", "协调岗"),
        _post(["lunxun", "伦巡"], "990400-DRC", "督查", "督查岗"),
        _post(["hedao", "何稻"], 990400, "领导", "分管副市长"),
        _post(["tingzhou", "汀舟"], "990400-TRA", "经办（联络员）", "联络员"),
        _post(["duqiao", "杜桥"], "990400-TRA", "单位负责人", "局长"),
    ],
    "管理员": above.ROWS["管理员"],
}


@dataclass
class DatedTown(Town):
    """A town whose clock a journey sets on."""

    program: tuple[str, ...] = (on_a_day.__file__,)
    ready: datetime | None = None

    def set_clock(self, day: str):
        """Go on from nine in the morning of a day, as the office counts it."""
        self.go_on_from(datetime.fromisoformat(day).replace(hour=9, tzinfo=OFFICE_TIME))

    def go_on_from(self, moment: datetime):
        self.clock.write_text(str((moment - datetime.now(UTC)).total_seconds()), encoding="utf-8")

    @property
    def clock(self) -> Path:
        return Path(self.environment[on_a_day.CLOCK])

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.clock.read_text(encoding="utf-8")))


def dated(folder) -> DatedTown:
    made = DatedTown("", {}, surroundings(folder) | {on_a_day.CLOCK: str(folder / "clock")}, folder)
    made.set_clock(MONDAY)
    return made


@pytest.fixture(scope="session")
def in_hand(tmp_path_factory, browser):
    """The plan issued, handed out and signed for; roads, tickets and windows have their handling plans accepted."""
    made = dated(tmp_path_factory.mktemp("in-hand"))
    set_up(made, ROWS)
    with served(made, workers=1):
        put_in_hand(made, partial(let_in, partial(open_window, browser, made), made))
    made.ready = made.now()
    return made


def put_in_hand(made, enter):
    """Everything that has been done by the Monday on which the journeys begin."""
    _issue(enter("shenyi"), made)
    clerks = {"yunfan": f"{ROADS} {SONGZHU}", "hanjiang": "", "shuxiang": "", "songqing": TICKETS, "shuliu": WINDOWS,
              "tingzhou": f"{ROADS} {LINTING}"}  # fmt: skip
    for name, task in clerks.items():
        page = enter(name)
        today(page, "待签收任务")
        send(page, "tbody a")
        send(page)
        if task:
            _plan(page, task)
    for name, tasks in {"zhoumi": (f"{ROADS} {SONGZHU}", TICKETS, WINDOWS), "hedao": (f"{ROADS} {LINTING}",)}.items():
        page = enter(name)
        for task in tasks:
            step(page, task, "同意方案")


def _issue(office, made):
    """Take the plan in, say that the road has two leads, issue it and hand it out."""
    office.goto("/plans/import/")
    office.fill("textarea[name=text]", PLAN)
    send(office)
    made.command("work", "--once")
    office.goto("/plans/")
    send(office, "td a:has-text('重点任务清单')")
    plan = re.match(r".*/plans/\d+", office.url)[0]
    office.goto(f"{plan}/duties")
    send(office, "a:has-text('确定牵头')")
    fill(office, kind="现列的牵头单位共同牵头", reason="跨市工程，两市共同牵头")
    send(office)
    office.goto(f"{plan}/issue")
    fill(office, doc_number="汀圈办〔2026〕3号", reason="任务已经领导小组会议审定")
    send(office)
    send(office, "button:has-text('下达任务')")


def _plan(page, task):
    """The handling plan of a task, in its short fields."""
    step(page, task, "报送办理方案", plan_work="分三步实施", plan_goal="按期完成", plan_leader="分管局长",
         plan_section="业务科", proof_kind="合同或协议（编号）")  # fmt: skip


@pytest.fixture
def town(in_hand, tmp_path):
    """A copy of what everybody has in hand, served for one journey."""
    shutil.copytree(in_hand.folder / "data", tmp_path / "data")
    made = dated(tmp_path)
    made.codes, made.secrets, made.states = in_hand.codes, in_hand.secrets | {}, in_hand.states | {}
    made.go_on_from(in_hand.ready)
    with served(made, workers=1):
        yield made
