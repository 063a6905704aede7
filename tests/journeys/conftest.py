"""One region for all journeys, set up from an Excel file by `citycircle init` and served as in real life; one browser.

Nothing here touches a database: people are let in with the codes that `init` printed, and everything else is done by
clicking, typing and asking the API, as they would.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

PASSWORD = "Tinghe#2026"
OFFICE = "汀河都市圈建设领导小组办公室"
DRC = "Development and Reform Commission"
ROWS = {
    "区域": [["tinghe", "汀河都市圈", "Tinghe Metropolitan Circle", "都市圈", "990100；990200；990101"]],
    "单位": [
        ["99", "云泽省", "Yunze", "", "省", "", "", "", "", ""],
        ["99-OFFICE", OFFICE, "Tinghe Circle Office", "都市圈办", "领导小组办公室", "99", "", "", "", ""],
        [990100, "澜川市", "Lanchuan", "", "市", "99", "", "", "", ""],
        [990101, "东埠区", "Dongbu", "东埠", "县(市、区)", 990100, "", "", "", ""],
        [990102, "望汀区", "Wangting", "", "县(市、区)", 990100, "", "", "", ""],
        [990103, "栖云县", "Qiyun", "", "县(市、区)", 990100, "2019-01-01", "", "", ""],
        ["990100-DRC", "澜川市发展和改革委员会", f"Lanchuan {DRC}", "市发改委", "部门", 990100, "", "", "", ""],
        ["990100-EDU", "澜川市教育局", "Lanchuan Education Bureau", "市教育局", "部门", 990100, "", "", "", ""],
        [990200, "禾阳市", "Heyang", "", "市", "99", "", "", "", ""],
        [990201, "禾城区", "Hecheng", "", "县(市、区)", 990200, "", "", "", ""],
        ["990200-DRC", "禾阳市发展和改革委员会", f"Heyang {DRC}", "市发改委", "部门", 990200, "", "", "", ""],
    ],
    "人员": [
        ["shenyi", "沈亦", "Shen Yi", "99-OFFICE", "办公室初核", "综合岗", "", "0990-8801", "", ""],
        ["jiangli", "江离", "Jiang Li", "990100-EDU", "经办（联络员）", "联络员", "", "0990-8802", "", ""],
        ["xuwei", "许蔚", "Xu Wei", 990101, "经办（联络员）", "联络员", "", "", "", ""],
        ["lanfeng", "兰峰", "Lan Feng", "990100-DRC", "办公室初核", "初核岗", "", "", "", ""],
        ["luming", "陆鸣", "Lu Ming", "990200-DRC", "办公室初核", "初核岗", "", "", "", ""],
        ["bailing", "白苓", "Bai Ling", "990200-DRC", "经办（联络员）", "联络员", "", "", "", ""],
        ["lingdao", "林导", "Lin Dao", 990100, "领导", "分管领导", "", "", "", ""],
    ],
    "管理员": [
        ["xitong", "系统甲", "System A", "99-OFFICE", "系统管理员"],
        ["anquan", "安全乙", "Security B", "99-OFFICE", "安全管理员"],
        ["shenji", "审计丙", "Audit C", "99-OFFICE", "审计管理员"],
    ],
}  # fmt: skip


@dataclass
class Town:
    """The running service, and what is needed to let its people in."""

    address: str
    codes: dict[str, str]
    environment: dict[str, str]
    folder: Path
    secrets: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict] = field(default_factory=dict)
    program: tuple[str, ...] = ("-m", "citycircle.cli")

    def now(self) -> datetime:
        return datetime.now(UTC)

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *self.program, *words],
            env=self.environment, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return done.stdout


def fill_template(file, template, rows):
    """Fill the template that `init` wrote, as a person would."""
    book = openpyxl.load_workbook(template)
    for sheet, lines in rows.items():
        for line in lines:
            book[sheet].append(line)
    book.save(file)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """A region set up from Excel and served on a free port until the last journey ends."""
    made = Town("", {}, surroundings(folder := tmp_path_factory.mktemp("town")), folder)
    set_up(made, ROWS)
    with served(made):
        yield made


def surroundings(folder):
    """What the service finds in its environment."""
    environment = os.environ | {"CITYCIRCLE_DATA": str(folder / "data"), "CITYCIRCLE_HTTPS": "no",
                                "DJANGO_SETTINGS_MODULE": "citycircle.settings"}  # fmt: skip
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set for the browser's thread below; the service refuses it
    return environment


def set_up(made: Town, rows):
    """Set a region up from an Excel file, and keep the codes that its people are let in with."""
    template, filled = made.folder / "模板.xlsx", made.folder / "区域.xlsx"
    made.command("init", "--template", str(template))
    fill_template(filled, template, rows)
    said = made.command("init", str(filled))
    made.codes = dict(re.findall(r"^(\w+)\t\S+\t(\S+)$", said, re.MULTILINE))


@contextmanager
def served(made: Town, workers=2):
    """The service on a free port, as in real life but without a process for background jobs."""
    port = free_port()
    made.address = f"http://127.0.0.1:{port}"
    serving = [sys.executable, *made.program, "serve", "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
               "--no-jobs"]  # fmt: skip
    log = Path(made.folder) / "served.log"
    with log.open("w") as written:
        process = subprocess.Popen(serving, env=made.environment, stdout=written, stderr=written)
        try:
            wait_until_alive(made.address, process, log)
            yield made
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_alive(address, process, log):
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/-/alive", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the service did not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def browser(chromium):
    """One Chromium for all journeys."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop on this thread; tests of other files that use the database are not in it.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield one
        one.close()


def open_window(browser, town, state=None, **more):
    """A page in a window of its own."""
    window = browser.new_context(base_url=town.address, storage_state=state, locale="zh-CN", **more)
    window.set_default_timeout(20_000)
    window.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " (event) => console.error('CSP', event.violatedDirective, event.blockedURI))"
    )
    return window.new_page()


@pytest.fixture
def open_page(browser, town):
    """Open a page in a fresh window; whatever was wrong behind the scenes fails the test at its end."""
    windows, wrong = [], []

    def opened(state=None, **more):
        page = open_window(browser, town, state, **more)
        windows.append(page.context)
        page.on("console", lambda said: wrong.append((page.url, said.text)) if complaint(said) else None)
        page.on("pageerror", lambda error: wrong.append((page.url, str(error))))
        page.on("request", lambda asked: wrong.append((page.url, asked.url)) if leaves(asked.url) else None)
        return page

    def complaint(said):
        # Chromium notes every answer of 4xx as an error; a form that comes back with a sentence (422) is none.
        return said.type == "error" and "status of 4" not in said.text

    def leaves(address):
        return not address.startswith((town.address, "data:", "blob:", "about:"))

    yield opened
    for window in windows:
        window.close()
    assert wrong == []


@pytest.fixture
def enter(open_page, town):
    """A window in which a person is signed in; the long way through codes and passwords is walked once a person."""

    return lambda name, **more: let_in(open_page, town, name, **more)


def let_in(open_page, town, name, **more):
    """A window in which a person is signed in, opened by `open_page`."""
    if name not in town.states:
        page = open_page()
        first_sign_in(page, town, name)
        town.states[name] = page.context.storage_state()
        page.context.close()
    page = open_page(town.states[name], **more)
    page.goto("/")
    if "/sign-in/" in page.url:  # nothing was done for half an hour of the service's clock
        sign_in_again(page, town, name)
        town.states[name] = page.context.storage_state()
    return page


def first_sign_in(page, town, name):
    """One-time code, password, sign-in, and the authenticator where the post asks for one."""
    use_code(page, town, name)
    sign_in(page, name)
    if page.url.endswith("/me/authenticator/"):
        bind_authenticator(page, town, name)


def use_code(page, town, name):
    page.goto("/sign-in/reset/")
    page.fill("#sign_in_name", name)
    page.fill("#code", town.codes[name])
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    send(page)
    page.wait_for_url("**/sign-in/")


def sign_in(page, name):
    page.fill("#sign_in_name", name)
    page.fill("#password", PASSWORD)
    send(page)


def sign_in_again(page, town, name):
    """Password, and the code of the authenticator where one is bound."""
    sign_in(page, name)
    if page.url.endswith("/sign-in/code/"):
        page.fill("#code", code_of(town, name))
        send(page)
    page.wait_for_url(town.address + "/")


def send(page, button="main button.primary"):
    """Press a button, or with none the Enter key, and go on when the page that answers is there.

    Otherwise the next address would be asked for while this one is still under way, and the browser drops one of them.
    """
    with page.expect_navigation():
        page.click(button) if button else page.keyboard.press("Enter")


def bind_authenticator(page, town, name):
    town.secrets[name] = page.inner_text("figcaption code")
    page.fill("#code", code_of(town, name))
    send(page)
    page.wait_for_url(town.address + "/")


def code_of(town, name, later=0):
    """What the app of a person shows now, or so many seconds later."""
    from citycircle.accounts.second_factor import code_at

    return code_at(town.secrets[name], town.now() + timedelta(seconds=later))
