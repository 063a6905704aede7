"""`citycircle rules`: every rule one a line, what a rule still lacks, and the pages of the documentation."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("列出全部规则，检查规则是否齐备，生成规则说明", "list the rules, audit them, write their pages")
DONE, LACKING = 0, 1


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "start",
        nargs="?",
        default="",
        metavar="START",
        help=Text("只看名称以此开头的规则", "only rules whose names begin so"),
    )
    parser.add_argument("--audit", action="store_true", help=Text("列出每条规则还缺什么", "list what each rule lacks"))
    parser.add_argument("--docs", metavar="DIR", help=Text("把规则说明写入此目录", "write the pages of the rules here"))
    parser.add_argument("--json", action="store_true", help=Text("输出 JSON", "answer in JSON"))


def run(args: argparse.Namespace) -> int:
    if args.audit:
        return _audit(args.start, as_json=args.json)
    if args.docs:
        return _docs(Path(args.docs))
    from citycircle.domains.discovery import find_rules

    rules = {name: rule for name, rule in find_rules().items() if name.startswith(args.start)}
    if args.json:
        listing = [{"name": name, "title": str(rule.title), "about": str(rule.about)} for name, rule in rules.items()]
        print(json.dumps(listing, ensure_ascii=False, indent=2))
        return DONE
    width = max(map(len, rules), default=0)
    for name, rule in rules.items():
        print(f"{name:{width}}  {rule.title}")
    return DONE


def _audit(start: str, *, as_json: bool) -> int:
    from citycircle.domains.audit import audit_rules

    lacks = audit_rules(start)
    if as_json:
        print(
            json.dumps({name: [str(gap) for gap in gaps] for name, gaps in lacks.items()}, ensure_ascii=False, indent=2)
        )
    else:
        for name, gaps in lacks.items():
            for gap in gaps or [Text("齐备", "complete")]:
                print(f"{name}: {gap}")
    return LACKING if any(lacks.values()) else DONE


def _docs(folder: Path) -> int:
    from citycircle.domains.pages import MADE_BY, pages_of_rules

    folder.mkdir(parents=True, exist_ok=True)
    pages = pages_of_rules()
    for path in folder.glob("*.md"):
        if path.name not in pages and MADE_BY in path.read_text(encoding="utf-8"):
            path.unlink()  # the page of a rule that is no more
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")
    print(Text("已写入 {count} 页：{folder}", "{count} pages written to {folder}").say(count=len(pages), folder=folder))
    return DONE
