"""`citycircle demo`: the invented region as a running service on this machine, one log-in for each kind of user.

It makes the data on the first start and keeps it afterwards; it listens on this machine only.
"""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path

from citycircle.cli import console, demo_check, service
from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken

HELP = Text(
    "启动演示：虚构都市圈，每类用户一个账号", "run the demo: an invented region, one log-in for each kind of user"
)
DONE = 0
HOST = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8000, 20
WORKERS = 2
SETTINGS = """\
# The demo's own settings. `citycircle serve` does not run a folder that says demo = true.
demo = true
https = false
password_days = 3650
notifiers = []
"""
KEPT = ("CITYCIRCLE_LANG", "CITYCIRCLE_LOG_LEVEL")
"""What the environment says of another service (its database above all) must not reach the demo."""


class NotADemo(CityCircleError):
    what = Text("目录“{folder}”不是演示目录。", "The folder {folder} is not one of the demo.")
    why = Text(
        "演示会写入人人可知的账号，不能与正式数据混用。",
        "The demo writes accounts that everybody knows; they must not meet real data.",
    )
    then = Text("请换一个 --data 目录（可以不存在）。", "Please choose another --data folder; it need not exist.")


class PortTaken(CityCircleError):
    what = Text("端口{port}已被占用。", "Port {port} is in use.")
    why = Text("演示没有启动，数据未动。", "The demo did not start; its data is untouched.")
    then = Text("请用 --port 换一个端口。", "Please choose another one with --port.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--port",
        type=int,
        metavar="N",
        help=Text("端口（默认8000起第一个空闲的）", "the port (default: the first free one from 8000)"),
    )
    parser.add_argument(
        "--data",
        metavar="DIR",
        default="citycircle-demo",
        help=Text("演示数据目录（默认 citycircle-demo）", "the demo's data folder (default: citycircle-demo)"),
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=Text("启动、登录一次、停止，报告是否正常", "start, sign in once, stop, and say whether all went well"),
    )


def run(args: argparse.Namespace) -> int:
    folder = prepare(Path(args.data))
    port = free_port(args.port)
    if args.check:
        return demo_check.run(folder, port)
    make_once()
    show_log_ins()
    _serve(port)
    print(
        Text("演示已停止，数据保留在 {folder}。", "The demo has stopped; its data stays in {folder}.").say(
            folder=folder
        )
    )
    return DONE


def prepare(folder: Path) -> Path:
    """Make or recognise the demo's folder, and shut out every setting meant for another service. Raises NotADemo."""
    settings = folder / "citycircle.toml"
    if folder.exists() and not _is_demo(settings) and (not folder.is_dir() or any(folder.iterdir())):
        raise NotADemo(folder=folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.exists():
        settings.write_text(SETTINGS, "utf-8")
    for name in [name for name in os.environ if name.startswith("CITYCIRCLE_") and name not in KEPT]:
        del os.environ[name]
    os.environ["CITYCIRCLE_DATA"] = str(folder.absolute())
    return folder


def _is_demo(settings: Path) -> bool:
    return settings.is_file() and "\ndemo = true\n" in f"\n{settings.read_text('utf-8')}\n"


def free_port(wanted: int | None) -> int:
    """The port that was asked for, or the first free one from 8000 on. Raises PortTaken."""
    ports = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if wanted is None else [wanted]
    for port in ports:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HOST, port))
            except (OSError, OverflowError):
                continue
            return int(tried.getsockname()[1])
    raise PortTaken(port=wanted if wanted is not None else f"{ports[0]}–{ports[-1]}")


def make_once() -> None:
    """Start Django on the folder, and make the region unless it is there."""
    service.wake(None)
    service.prepare_folder()
    progress = console.Progress()
    progress(Text("准备数据库", "preparing the database"))
    service.migrate()
    from django.utils.timezone import localdate, now

    from citycircle.accounts.models import Person
    from citycircle.demo.region.making import make

    if not Person.objects.exists():
        make(day=localdate(), at=now(), language=spoken(), say=progress)
    progress.finish()


def show_log_ins() -> None:
    """One line for each persona, what to try first below it."""
    from citycircle.demo.region.logins import log_ins
    from citycircle.paper.tables import width_of

    found = list(log_ins())
    heading = [
        Text("身份", "Who"),
        Text("姓名", "Name"),
        Text("登录名", "Sign-in name"),
        Text("动态口令", "Authenticator"),
    ]
    rows = [[text.say() for text in heading]]
    for one in found:
        name = one.person.name_en if spoken() == "en" else one.person.name
        rows.append([one.persona.title.say(), name, one.person.sign_in_name, one.secret or "–"])
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(heading))]
    for row in rows:
        cells = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())
    said = Text(
        "密码都是 {password}。有动态口令的账号，登录第二步会显示当前口令（仅演示如此），密钥也可加入验证器应用。",
        "The password is always {password}. Where there is a second factor, the second step of signing in shows the "
        "code of the moment (only the demo does); the secret also fits an authenticator app.",
    )
    print(said.say(password=found[0].password if found else "–"), flush=True)


def _serve(port: int) -> None:
    from citycircle.cli.serve import close_connections, serve_until_stopped

    def say(_server: object) -> None:
        said = Text("请打开 {address}（按 Ctrl-C 停止）", "Please open {address} (Ctrl-C stops)")
        print(f"\n{said.say(address=f'http://{HOST}:{port}/')}", flush=True)

    close_connections()
    serve_until_stopped(f"{HOST}:{port}", WORKERS, when_ready=say, loglevel="warning")
