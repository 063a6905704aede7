"""Waking the service for a verb: the data folder, Django, and a clear sentence when the extra is not installed."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class ServiceNotInstalled(CityCircleError):
    what = Text("此命令需要服务部分。", "This command needs the service part.")
    why = Text("只读方案和计算规则时不安装网页服务。", "Reading plans and answering rules installs no web server.")
    then = Text('请运行 pip install "citycircle[service]"。', 'Please run: pip install "citycircle[service]"')


class NotSetUp(CityCircleError):
    what = Text("数据目录“{data}”尚未初始化。", "The data folder {data} is not set up.")
    why = Text("其中没有数据库或数据库版本较旧。", "It holds no database, or one of an older version.")
    then = Text(
        "请先运行 citycircle init（新装）或 citycircle upgrade（升级）。",
        "Please run citycircle init first (new), or citycircle upgrade (older).",
    )


class UpgradeNotIntact(CityCircleError):
    what = Text("升级后审计链不完好：{faults}", "After the upgrade the audit chain is not intact: {faults}")
    why = Text("升级已撤销，数据仍是原版本。", "The upgrade was undone; the data is as the older version left it.")
    then = Text(
        "请保留现状，通知审计管理员，并与备份核对。",
        "Please leave everything as it is, tell the audit administrator, and compare with a backup.",
    )


def add_data(parser: Parser) -> None:
    parser.add_argument(
        "--data",
        metavar="DIR",
        help=Text(
            "数据目录（默认取 CITYCIRCLE_DATA，再取 citycircle-data）",
            "the data folder (default: CITYCIRCLE_DATA, then citycircle-data)",
        ),
    )


def wake(data: str | None) -> None:
    """Start Django on a data folder; nothing is created yet."""
    if find_spec("django") is None:
        raise ServiceNotInstalled
    if data is not None:
        os.environ["CITYCIRCLE_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citycircle.settings")
    import django

    django.setup()


def prepare_folder() -> Path:
    """Make the data folder, for its owner only, and the service's key; a second time changes nothing."""
    import secrets

    from django.conf import settings

    folder = Path(settings.DATA)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.KEY_FILE.exists():
        with os.fdopen(os.open(settings.KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    settings.SECRET_KEY = settings.CITYCIRCLE.text("secret_key") or settings.KEY_FILE.read_text().strip()
    return folder


def migrate() -> None:
    """Bring the database to this version's shape; one from before the search gets its index."""
    from django.core.management import call_command
    from django.db import transaction

    from citycircle.accounts.models import Organisation, SearchEntry
    from citycircle.accounts.search.index import rebuild

    call_command("migrate", verbosity=0, interactive=False)
    if Organisation.objects.exists() and not SearchEntry.objects.exists():
        with transaction.atomic():
            rebuild()


def migrate_and_verify() -> None:
    """Upgrade in one transaction, and look over the log before it counts.

    Whatever ends it early (a fault, a kill, no power) leaves the older shape as it was. Raises UpgradeNotIntact.
    """
    from django.db import connection, transaction

    from citycircle.accounts.audit.verification import verify

    # SQLite remakes tables: its checks have to be off before the transaction begins, and are made at its end.
    were_on = connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":  # no check may be pending when the next migration alters its table
                connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
            migrate()
            connection.check_constraints()
            verdict = verify()
            if not verdict.is_intact:
                raise UpgradeNotIntact(faults="; ".join(verdict.faults))
    finally:
        if were_on:
            connection.enable_constraint_checking()


def must_be_set_up() -> None:
    """Raise NotSetUp unless the database is there and of this version."""
    from django.conf import settings
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        is_current = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        is_current = False
    if not is_current:
        raise NotSetUp(data=settings.DATA)
