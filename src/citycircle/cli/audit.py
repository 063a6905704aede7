"""`citycircle audit`: verify the chain, print its head for a logbook elsewhere, seal old lines, send copies out."""

from __future__ import annotations

import argparse
import json

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("审计日志：核验、打印链头、封存、外发", "the audit log: verify, print the head, seal, send out")
DONE, BROKEN = 0, 1
FOLLOW_SECONDS = 1.0


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "what",
        choices=["verify", "head", "seal", "export"],
        help=Text("verify 核验，head 链头，seal 封存，export 发往别处", "what to do"),
    )
    parser.add_argument(
        "--months", type=int, metavar="N", help=Text("封存多少个月以前的（不少于6）", "seal what is older (6 or more)")
    )
    parser.add_argument(
        "--to",
        metavar="tcp://HOST:514",
        help=Text("发往 syslog 接收端（默认输出到屏幕）", "send to a syslog server (default: print)"),
    )
    parser.add_argument("--follow", action="store_true", help=Text("持续发送新的行", "go on with new lines"))
    parser.add_argument("--json", action="store_true", help=Text("输出 JSON", "answer in JSON"))
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    service.must_be_set_up()
    return {"verify": _verify, "head": _head, "seal": _seal, "export": _export}[args.what](args)


def _verify(args: argparse.Namespace) -> int:
    from citycircle.accounts.audit.verification import verify

    verdict = verify()
    if args.json:
        print(json.dumps({"intact": verdict.is_intact, "lines": verdict.lines, "sealed": verdict.sealed,
                          "head": verdict.head, "faults": verdict.faults}, ensure_ascii=False))  # fmt: skip
        return DONE if verdict.is_intact else BROKEN
    if verdict.is_intact:
        said = Text(
            "完好：核验{lines}行（其中已封存{sealed}行），链头第{head}行。",
            "Intact: {lines} lines checked ({sealed} of them sealed), head at line {head}.",
        )
        print(said.say(lines=verdict.lines, sealed=verdict.sealed, head=verdict.head))
        return DONE
    print(Text("不完好：", "Not intact:").say(), *verdict.faults, sep="\n  ")
    print(
        Text(
            "请保留现状，通知审计管理员，并与备份核对。",
            "Please leave everything as it is, tell the audit administrator, and compare with a backup.",
        ).say()
    )
    return BROKEN


def _head(args: argparse.Namespace) -> int:
    from citycircle.accounts.audit import keys
    from citycircle.accounts.models import ChainHead

    head = ChainHead.objects.get(pk=1)
    facts = {"number": head.number, "hash": head.hash, "signature": head.signature, "public_key": keys.public_key()}
    print(json.dumps(facts) if args.json else "\n".join(f"{name}: {value}" for name, value in facts.items()))
    return DONE


def _export(args: argparse.Namespace) -> int:
    """Send what was not sent yet, with --follow until stopped; a restart goes on where it was."""
    import time
    from contextlib import nullcontext

    from django.db import close_old_connections

    from citycircle.accounts.audit.export import as_json, export, receiver

    out = receiver(args.to) if args.to else nullcontext(lambda line: print(as_json(line), flush=True))
    with out as send:
        export(send)
        while args.follow:
            time.sleep(FOLLOW_SECONDS)
            close_old_connections()
            export(send)
    return DONE


def _seal(args: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils.timezone import now

    from citycircle.accounts.audit.segments import seal

    segment = seal(now=now(), months=settings.AUDIT_MONTHS if args.months is None else args.months)
    if segment is None:
        print(Text("没有到期的日志。", "No lines are past retention.").say())
        return DONE
    said = Text("第{first}至{last}行已封存：{file}", "Lines {first} to {last} sealed: {file}")
    print(said.say(first=segment.first, last=segment.last, file=segment.file))
    return DONE
