"""`citycircle serve`: the service for production, behind nginx: worker processes for pages, one for background jobs."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

HELP = Text("启动服务（供 nginx 转发）", "run the service, behind nginx")
DONE = 0
REQUESTS_A_WORKER = 5000
"""A worker starts afresh after so many, so that a leak in any library stays small."""


class SettingsNotReady(CityCircleError):
    what = Text(
        "设置有{count}处错误（{listed}），服务没有启动。",
        "The settings have {count} errors ({listed}); the service did not start.",
    )
    why = Text("带着错误运行会影响登录或审计。", "Running with them would harm sign-in or the audit log.")
    then = Text("请运行 citycircle check 查看，逐项改正。", "Please run citycircle check and mend each.")


class DemoOnly(CityCircleError):
    what = Text("目录“{data}”是演示数据。", "The folder {data} holds the demo.")
    why = Text("其中的账号和密码人人可知。", "Everybody knows its accounts and passwords.")
    then = Text(
        "演示请用 citycircle demo；正式使用请另设目录并运行 citycircle init。",
        "For the demo use citycircle demo; for real use run citycircle init on another folder.",
    )


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help=Text("监听地址", "where to listen")
    )
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help=Text("进程数（默认核数的2倍）", "worker processes (default: twice the cores)"),
    )
    parser.add_argument(
        "--no-jobs", action="store_true", help=Text("不启动后台任务进程", "start no process for background jobs")
    )
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    service.prepare_folder()
    service.must_be_set_up()
    refuse_unsafe_settings()
    close_connections()
    serve_until_stopped(args.bind, args.workers or 2 * (os.cpu_count() or 1), jobs=not args.no_jobs)
    return DONE


def refuse_unsafe_settings() -> None:
    """Raise DemoOnly for the demo's folder, SettingsNotReady for any error that `citycircle check` finds."""
    from django.conf import settings
    from django.core.checks import ERROR, run_checks

    if settings.DEMO:
        raise DemoOnly(data=settings.DATA)

    errors = [one for one in run_checks(include_deployment_checks=True) if one.level >= ERROR]
    if errors:
        raise SettingsNotReady(count=len(errors), listed=", ".join(str(one.id) for one in errors))


def close_connections() -> None:
    """A connection opened before the workers part from this process must not be shared by them."""
    from django.db import connections

    connections.close_all()


def start_jobs() -> subprocess.Popen[bytes]:
    """A process of its own for background jobs; it ends with the service."""
    return subprocess.Popen([sys.executable, "-m", "citycircle.cli", "work"])


def serve_until_stopped(bind: str, workers: int, *, jobs: bool = True, **more: object) -> None:
    """Pages and background jobs until Ctrl-C or a SIGTERM; `more` are further settings of gunicorn."""
    working = start_jobs() if jobs else None
    here = os.getpid()
    try:
        serve(bind, workers, **more)
    except SystemExit as leaving:  # how gunicorn says that it was told to stop; its workers leave this way too
        if leaving.code or os.getpid() != here:
            raise
    finally:
        if working is not None and os.getpid() == here:
            working.terminate()
            working.wait(timeout=30)


def serve(bind: str, workers: int, **more: object) -> None:
    """Run gunicorn in this process until it is told to stop."""
    from gunicorn.app.base import BaseApplication

    class Application(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        def load_config(self) -> None:
            for name, value in (options(bind, workers) | more).items():
                self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401  (a WSGI application)
            from citycircle.web.wsgi import application

            return application

    Application().run()


def options(bind: str, workers: int) -> dict[str, object]:
    """Sync workers: as fast as any on pages that touch the database, and the simplest (docs/decisions/server.md)."""
    return {
        "bind": bind,
        "workers": workers,
        "worker_class": "sync",
        "preload_app": True,
        "timeout": 60,
        "max_requests": REQUESTS_A_WORKER,
        "max_requests_jitter": REQUESTS_A_WORKER // 10,
        "forwarded_allow_ips": "127.0.0.1,::1",
        "accesslog": None,
        "control_socket_disable": True,
        "proc_name": "citycircle",
    }
