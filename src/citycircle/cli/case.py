"""`citycircle case KIND`: replay the events of a case, or draw the steps of its kind."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from citycircle.cli.parameters import add_calendar, add_parameters, amended, calendar_of
from citycircle.cli.parser import BadUse, Parser
from citycircle.cli.text_files import text_of, write_whole
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed, spoken

if TYPE_CHECKING:
    from citycircle.mechanisms.cases.case import Case
    from citycircle.mechanisms.cases.types import CaseType, Offered

HELP = Text(
    "推演一件跨单位事项：由谁办理、何时到期、各持有多久",
    "replay a case: who holds it, until when, and who held it how long",
)


class NoSuchCaseType(CityCircleError):
    what = Text("没有名为“{name}”的事项类型。", "There is no kind of case named “{name}”.")
    why = Text("事项类型决定步骤和时限。", "The kind decides steps and clocks.")
    then = Text("可用的类型：{known}。", "There are: {known}.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("kind", nargs="?", help=Text("事项类型，不写则列出", "the kind of case; without it, all kinds"))
    parser.add_argument("--events", metavar="FILE", help=Text("事件，每行一个 JSON", "its events, one JSON a line"))
    parser.add_argument("--now", metavar="TIME", help=Text("推演到何时，默认此刻", "as of when; default: now"))
    parser.add_argument("--on", metavar="DATE", help=Text("按何日规则画图", "the day whose clocks a drawing shows"))
    add_calendar(parser)
    add_parameters(parser)
    parser.add_argument("--json", action="store_true", help=Text("输出 JSON", "answer in JSON"))
    parser.add_argument(
        "--mermaid", action="store_true", help=Text("流程图 Mermaid 文本", "its diagram as Mermaid text")
    )
    parser.add_argument("--svg", metavar="FILE", help=Text("流程图写成 SVG", "write its diagram as SVG"))


def run(args: argparse.Namespace) -> int:
    if args.kind is None:
        for name, kind in _kinds().items():
            print(f"{name:20} {kind.build(_day(args), kind.clocks).title}")
        return 0
    kind = _kind(args)
    if args.mermaid or args.svg:
        return _draw(kind.build(_day(args), kind.clocks), args)
    if not args.events:
        raise BadUse(complaint=Text("缺少参数 --events", "--events is missing"), program="citycircle case")
    return _replay(kind, args)


def _kinds() -> dict[str, Offered]:
    from citycircle.domains.discovery import find_case_types

    return find_case_types()


def _kind(args: argparse.Namespace) -> Offered:
    """The kind that was named, by the clocks of the cities if they gave any."""
    kinds = _kinds()
    if args.kind not in kinds:
        raise NoSuchCaseType(name=args.kind, known=listed(kinds))
    kind = kinds[args.kind]
    own = amended([kind.clocks], args.parameters, whose=Text(kind.name, kind.name))
    return kind._replace(clocks=own.get(kind.clocks.name, kind.clocks))


def _day(args: argparse.Namespace) -> date:
    from citycircle.core.kinds_of_time import Day
    from citycircle.core.terms import OFFICE_TIME

    return Day().read(args.on, "--on") if args.on else datetime.now(OFFICE_TIME).date()


def _draw(kind: CaseType, args: argparse.Namespace) -> int:
    from citycircle.core.machine_drawings import mermaid, svg

    if args.mermaid:
        print(mermaid(kind.machine, spoken()), end="")
    if args.svg:
        write_whole(Path(args.svg), svg(kind.machine, spoken()))
    return 0


def _replay(kind: Offered, args: argparse.Namespace) -> int:
    from citycircle.core.terms import OFFICE_TIME, day_of
    from citycircle.mechanisms.cases.events import read_events
    from citycircle.mechanisms.cases.replay import replay

    events = read_events(text_of(args.events))
    day = day_of(events[0].moment) if events else _day(args)
    case = replay(kind.build(day, kind.clocks), events, calendar_of(args))
    now = _moment(args.now) if args.now else datetime.now(OFFICE_TIME)
    print(json.dumps(_as_json(case, now), ensure_ascii=False, indent=2) if args.json else _in_words(case, now))
    return 0


def _moment(text: str) -> datetime:
    from citycircle.core.kinds_of_time import Moment
    from citycircle.core.terms import OFFICE_TIME

    moment = Moment().read(text, "--now")
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME)


def _in_words(case: Case, now: datetime) -> str:
    from citycircle.mechanisms.cases.sentences import sentence

    days = case.workdays_in_hand(now)
    step = Text("  {name:20} {title}（{roles}）", "  {name:20} {title} ({roles})")
    held = Text("{name}：{days}个工作日", "{name}: {days} working days")
    lines = [sentence(case, now), "", Text("各方持有：", "In whose hand:").say()]
    lines += [f"  {held.say(name=name, days=count)}" for name, count in days.items()]
    if not case.closed:
        lines += ["", Text("可办理：", "What can be done now:").say()]
        machine = case.kind.machine
        lines += [
            step.say(name=each.name, title=each.title, roles=listed(machine.roles[role] for role in each.roles))
            for each in case.may_now()
        ]
    return "\n".join(lines)


def _as_json(case: Case, now: datetime) -> dict[str, object]:
    from citycircle.core.workdays import YearWithoutHolidays
    from citycircle.mechanisms.cases.sentences import sentence

    try:
        due = case.due.isoformat() if case.due else None
    except YearWithoutHolidays:
        due = None
    return {
        "kind": case.kind.name,
        "state": case.state,
        "holder": case.holder,
        "since": case.stints[-1].since.isoformat(),
        "due": due,
        "closed": case.closed.isoformat() if case.closed else None,
        "sentence": sentence(case, now),
        "workdays_in_hand": case.workdays_in_hand(now),
    }
