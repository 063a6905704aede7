"""From the document to a frozen version 1: an invented plan, and the five real ones where they are, against the clock.

The words of the real plans are read at run time only: the register is made of the names that each plan gives, under
invented cities, and leaves as much to be decided as a clerk finds: every 市… body is known by its full name alone,
names for many not at all.
"""

from __future__ import annotations

import re
import sys
import time
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from tests.conftest import SHARED
from tests.journeys.conftest import ROWS, Town, send, served, set_up, surroundings
from tests.journeys.test_every_page import grave
from tests.journeys.test_import import CITY_PLAN, five_minutes, rows_with
from tests.journeys.test_keyboard import focus_on

from citycircle.core.organisations import is_collective
from citycircle.demo.documents import CITY_POINTS, documents
from citycircle.documents.reading import read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CITIES = ("澜川市", "禾阳市", "松渚市", "临汀市", "石泷市")
BUREAUS = ("发展和改革委员会", "工业和信息化局")
"""Two bodies of each city, who answer for tasks behind which a plan names nobody; those of the first have a clerk."""


REAL = sorted((SHARED / "plans").glob("0*.txt"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    """The yearly points of the invented city, and a short plan in which two lead a task, and a heading names nobody."""
    folder = tmp_path_factory.mktemp("invented")
    (folder / CITY_POINTS).write_bytes(dict(documents())[CITY_POINTS])
    (folder / "要点.txt").write_text(f"{CITY_PLAN}\n三、生态共保\n\n5.巡查汀河岸线。每月巡查一次。\n", encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def town(tmp_path_factory, invented):
    """A region of five cities, each with the organisations that its plans name."""
    folder = tmp_path_factory.mktemp("baseline")
    made = Town("", {}, surroundings(folder), folder)
    names = [names_in(file) for file in REAL] or [[]]
    own = [name for file in invented for name in names_in(file)]
    set_up(made, rows_for([[*own, *names[0]], *names[1:]]))
    with served(made):
        yield made


def names_in(file):
    """The names in the duties of a plan, each once."""
    tasks = read(file).plans[0].tasks
    found = [each.text for task in tasks for kind in ("lead", "responsible", "cooperating")
             for each in getattr(task.duty, kind)]  # fmt: skip
    return list(dict.fromkeys(found))


def rows_for(names_by_plan):
    """The sheets of the set-up file: a city a plan, its bureaus and counties, and an office reviewer."""
    circle = [["tinghe", "汀河都市圈", "", "都市圈", "990100"]]
    bodies = [
        ["99", "云泽省", "", "", "省"],
        ["99-OFFICE", "汀河都市圈建设领导小组办公室", "", "", "领导小组办公室", "99"],
    ]
    people = []
    for at, names in enumerate(names_by_plan):
        city, code = CITIES[at], f"990{at + 1}00"
        bodies.append([code, city, "", "", "市", "99"])
        called = {city + each for each in BUREAUS}
        bodies += [[f"{code}-{n}", city + each, "", "", "部门", code] for n, each in enumerate(BUREAUS)]
        bodies += [[f"{code}-C{n}", f"{city[:2]}{side}区", "", "", "县(市、区)", code] for n, side in enumerate("东西")]
        for number, name in enumerate(names):
            full = city + name.removeprefix("市") if name.startswith("市") else name
            if not is_collective(name) and full not in called and "·" not in name:
                called.add(full)
                kind = "县(市、区)" if re.fullmatch("..+[区市县]", name) else "部门"
                bodies.append([f"{code}-N{number}", full, "", "", kind, code])
        people.append([f"office{at}", f"初核{at}", "", f"{code}-0", "办公室初核", "初核岗"])
    people += [[f"clerk{n}", f"经办{n}", "", f"990100-{n}", "经办（联络员）", "联络员"] for n in range(len(BUREAUS))]
    return {"区域": circle, "单位": bodies, "人员": people, "管理员": ROWS["管理员"]}


def decide_names(page, plan, city, look):
    """All names of a plan on one sheet: what stands in the fields is right, the rest is written; gives how many."""
    page.goto(f"{plan}duties")
    if not page.locator("a:has-text('一次认定全部名称')").count():
        return 0
    with page.expect_navigation():
        page.click("a:has-text('一次认定全部名称')")
    look(page)
    rows = page.locator("table.asking tbody tr")
    asked, left = rows.count(), page.locator("table.asking tbody tr.open").count()
    assert left <= asked / 3, "the service proposes what most names mean"
    for row in page.locator("table.asking tbody tr.open").all():
        row.locator("input").fill(f"{city}{BUREAUS[0]}、{city}{BUREAUS[1]}")
    focus_on(page, "main button.primary", most=300)
    send(page, None)
    assert f"已认定{asked}个名称" in page.inner_text("body")
    assert not page.locator("a:has-text('一次认定全部名称')").count()
    return asked


def decide_leads(page, plan, city, look):
    """All tasks without one lead on one sheet: proposals stay, a section that names nobody is given to a bureau."""
    page.goto(f"{plan}duties")
    if not page.locator("a:has-text('一次确定全部牵头单位')").count():
        return 0
    with page.expect_navigation():
        page.click("a:has-text('一次确定全部牵头单位')")
    look(page)
    asked = page.locator("input[name^='lead-']").count()
    for number, section in enumerate(page.locator("input[name^='section-']").all()):
        section.fill(city + BUREAUS[number % 2])
    focus_on(page, "#reason", most=600)
    page.keyboard.type("领导小组会议确定的分工")
    send(page, None)
    assert f"已确定{asked}项任务的牵头单位" in page.inner_text("body")
    assert "责任明确" in page.inner_text("main")
    return asked


def round_of(enter, page, plan):
    """Both bureaus are asked and agree, and the office closes the round; the other plans go without."""
    page.goto(f"{plan}rounds/open")
    page.fill("#field-days", "")
    page.fill("#field-last_day", "2099-12-31")
    send(page)
    here = page.url
    for number in range(len(BUREAUS)):
        clerk = enter(f"clerk{number}")
        clerk.goto("/answers/")
        send(clerk, "tbody a")
        clerk.fill("#words", "无意见")
        send(clerk)
        clerk.context.close()
    page.goto(here)
    send(page, "button:has-text('结束征求意见')")
    assert "已结束" in page.inner_text("main")


def issue(page, plan, *, was_asked):
    page.goto(f"{plan}issue")
    assert page.locator("#field-reason").count() == (0 if was_asked else 1)
    if not was_asked:
        page.fill("#field-reason", "各单位已在会上确认分工")
    send(page)
    assert "内容完整" in page.inner_text("main")
    return page.inner_text("dd.code a")


def download(page, words):
    with page.expect_download() as loading:
        page.click(f"a:has-text('{words}')")
    return loading.value.path().read_bytes()


def check_papers(page, code):
    """Word and Excel bear the version and its code."""
    with ZipFile(BytesIO(download(page, "Word 任务分解表"))) as archive:
        words = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    book = openpyxl.load_workbook(BytesIO(download(page, "Excel 任务分解表")))
    cells = "".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell)
    for said in (words, cells):
        assert code in said
        assert "v1" in said


def check_cells(page):
    """What the first cell of work says is lit in the original, which may be damaged where the version is mended."""
    version = page.url
    link = page.locator("table.traced td.wide a").first
    words = re.sub(r"\s", "", link.inner_text())
    with page.expect_navigation():
        link.click()
    lit = re.sub(r"\s", "", "".join(page.locator("main .m-lit").all_inner_texts()))
    assert len(set(words) & set(lit)) >= len(set(words)) / 2
    page.goto(version)


def to_version_1(enter, town, file, at, *, asks=False, look=lambda page: None):
    """One plan from its document to version 1; gives page and address, and how many tasks it has and leads were open.

    `look` is called with each of the pages that the way leads over.
    """
    page, city, began = enter(f"office{at}"), CITIES[at], time.monotonic()
    plan, counted, _ = five_minutes(page, town, file)
    laps = [("a ledger, tables and letters", time.monotonic())]
    names = decide_names(page, plan, city, look)
    laps.append((f"{names} names", time.monotonic()))
    leads = decide_leads(page, plan, city, look)
    laps.append((f"{leads} leads", time.monotonic()))
    if asks:
        round_of(enter, page, plan)
        laps.append(("a comment round", time.monotonic()))
    code = issue(page, plan, was_asked=asks)
    look(page)
    check_papers(page, code)
    check_cells(page)
    send(page, "button:has-text('下达任务')")
    assert "待签收" in page.inner_text("main")
    laps.append(("version 1 issued, checked and handed out", time.monotonic()))
    said = ", ".join(f"{name} {moment - began:.1f} s" for name, moment in laps)
    sys.stdout.write(f"{file.name}: {said}\n")
    return page, plan, counted, leads


def test_invented_plans_from_the_document_to_version_1(enter, town, invented):
    """The second has a task that two lead and one behind which it names nobody."""
    decided = [to_version_1(enter, town, file, 0, look=nothing_grave) for file in invented]
    assert [(counted, leads) for *_, counted, leads in decided] == [(15, 0), (5, 2)]


def nothing_grave(page):
    assert grave(page, page.url, None) == []


def test_the_real_plans_from_the_document_to_version_1(enter, town, shared):
    """Plan-4: 46 tasks, deadlines made explicit, seven tasks with numbers, the decoy of item 18 left out."""
    for at, file in enumerate(REAL):
        page, plan, counted, _ = to_version_1(enter, town, file, at, asks=at == 0)
        assert counted
    assert counted == 46
    assert len(rows_with(page, plan, "td[data-field=deadline] .line")) == 46
    assert rows_with(page, plan, ".w-target") == ["8", "10", "12", "26", "27", "29", "39"]
