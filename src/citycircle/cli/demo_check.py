"""Trying the demo as a visitor would: start it, open the sign-in page, sign in, stop it with Ctrl-C."""

from __future__ import annotations

import http.cookiejar
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken

DONE = 0
SECONDS = 300
"""A first start makes the whole region; on a busy machine that takes a while."""
PAUSE = 0.5
FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class DemoDoesNotRun(CityCircleError):
    what = Text("演示没有正常运行：{step}。", "The demo does not run well: {step}.")
    why = Text("{detail}", "{detail}")
    then = Text("请查看上面的输出。", "Please look at the output above.")


def run(folder: Path, port: int) -> int:
    """Start the demo in a process of its own and try it. Raises DemoDoesNotRun."""
    command = [sys.executable, "-m", "citycircle.cli", "demo", "--data", str(folder), "--port", str(port)]
    process = subprocess.Popen([*command, "--lang", spoken()])  # noqa: S603  (this very program)
    try:
        sign_in(f"http://127.0.0.1:{port}", process)
        time.sleep(PAUSE)  # the worker may still be closing its side of the last answer
        process.send_signal(signal.SIGINT)
        if (code := process.wait(timeout=SECONDS)) != 0:
            raise DemoDoesNotRun(step=Text("停止", "stopping"), detail=f"exit code {code}")
    finally:
        process.kill()
    print(Text("演示正常：已打开登录页、登录、停止。", "The demo runs: sign-in page opened, signed in, stopped.").say())
    return DONE


def sign_in(address: str, process: subprocess.Popen[bytes]) -> None:
    """Open the sign-in page as soon as it answers, and come in as the clerk of the office."""
    from citycircle.demo.region.personas import PASSWORD, PERSONAS

    browser = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )
    page = _first_answer(browser, f"{address}/sign-in/", process)
    token = FIELD.search(page)
    if token is None:
        raise DemoDoesNotRun(step=Text("登录页", "sign-in page"), detail=page[:300])
    given = {"sign_in_name": next(iter(PERSONAS)), "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    with browser.open(f"{address}/sign-in/", urlencode(given).encode(), timeout=SECONDS) as answer:
        home = answer.read().decode()
        if answer.url != f"{address}/" or "/sign-out/" not in home:
            raise DemoDoesNotRun(step=Text("登录", "signing in"), detail=answer.url)


def _first_answer(browser: urllib.request.OpenerDirector, address: str, process: subprocess.Popen[bytes]) -> str:
    late = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < late:
        try:
            with browser.open(address, timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise DemoDoesNotRun(step=Text("启动", "starting"), detail=f"exit code {process.poll()}")
