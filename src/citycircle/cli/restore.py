"""`citycircle restore`: take a backup back, into a new data folder or in place of everything, also while it runs."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

HELP = Text("恢复备份并核验（运行中也可）", "restore a backup and verify it, also while it runs")
DONE = 0


class ReplaceNotConfirmed(CityCircleError):
    what = Text("此数据目录已有{count}名人员的数据。", "This data folder already holds the data of {count} people.")
    why = Text("恢复会用备份替换全部内容。", "Restoring puts the backup in place of everything.")
    then = Text(
        "确认替换请加 --replace；或换一个 --data 目录。",
        "To replace it add --replace; or choose another --data folder.",
    )


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE.tar.gz", help=Text("备份文件", "the backup"))
    parser.add_argument(
        "--replace", action="store_true", help=Text("替换现有全部数据", "replace everything that is there")
    )
    parser.add_argument(
        "--check", action="store_true", help=Text("只核对备份，不恢复", "only check the backup, restore nothing")
    )
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    from django.conf import settings
    from django.utils.timezone import localdate, now

    from citycircle.accounts.models import Person
    from citycircle.accounts.viewers import the_service
    from citycircle.records.keeping import restore

    file, folder = Path(args.file), Path(settings.DATA)
    if args.check:
        return _check(file)
    restore.read_manifest(file)
    if not settings.KEY_FILE.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        restore.install_keys(file, folder)
    service.prepare_folder()
    service.migrate()
    if (count := Person.objects.count()) and not args.replace:
        raise ReplaceNotConfirmed(count=count)
    manifest = restore.restore(file, by=the_service(localdate()), at=now())
    said = Text(
        "已恢复并核验：{rows}行，备份时间{made}，审计链完好。",
        "Restored and verified: {rows} rows, made {made}, audit chain intact.",
    )
    print(said.say(rows=sum(manifest.rows.values()), made=_said(manifest.made_at)))
    return DONE


def _said(moment: str) -> str:
    """The moment of a backup as the clock on the wall showed it."""
    from django.utils.timezone import localtime

    return f"{localtime(datetime.fromisoformat(moment)):%Y-%m-%d %H:%M}"


def _check(file: Path) -> int:
    from citycircle.records.keeping.restore import unpacked

    with unpacked(file) as (_, manifest):
        said = Text(
            "备份完好：{count}项，{rows}行，{made}。", "The backup is whole: {count} parts, {rows} rows, {made}."
        )
        print(said.say(count=len(manifest.sha256), rows=sum(manifest.rows.values()), made=_said(manifest.made_at)))
    return DONE
