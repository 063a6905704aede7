"""`citycircle draw`: fix roster and rules, draw by lot, reveal the seeds, and let anybody replay it."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from citycircle.cli.draw_files import json_of, keep_seed, rows_of, rule_sheet, seed_file
from citycircle.cli.parser import BadUse, Parser
from citycircle.cli.text_files import write_whole
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import LANGUAGES, Text, listed

if TYPE_CHECKING:
    from citycircle.core.findings import Finding
    from citycircle.mechanisms.draws.drawing import Check
    from citycircle.mechanisms.draws.records import Draw
    from citycircle.mechanisms.draws.rosters import Roster
    from citycircle.mechanisms.draws.rules import DrawRule

HELP = Text(
    "抽取专家或核查样本：先承诺，后抽取，任何人可复算",
    "draw experts or a sample by lot, so that anybody can recompute it",
)
ABOUT = {
    "commit": Text("固定名册和规则，并由一方承诺种子", "fix roster and rules, and let one party commit to a seed"),
    "run": Text("抽取；有人退出后再次运行即补抽空缺", "draw; after refusals, fill the gap only"),
    "refuse": Text("登记抽中者退出及理由", "record that somebody who was drawn cannot or will not"),
    "reveal": Text("揭示种子", "reveal the seeds"),
    "replay": Text("用名册和记录复算", "recompute from roster and record"),
}
DONE, DIFFERS = 0, 1


class CommitteeUnlawful(CityCircleError):
    what = Text("{finding}", "{finding}")
    why = Text("组成不合法的委员会评审无效。", "What an unlawful committee decides is void.")
    then = Text("请调整抽取人数或招标人代表人数。", "Please change the numbers drawn or of the representatives.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("step", choices=tuple(ABOUT), help=_steps())
    parser.add_argument("id", nargs="?", help=Text("退出者编号（refuse）", "who withdraws (refuse)"))
    parser.add_argument("--record", metavar="FILE", required=True, help=Text("抽取记录（JSON）", "the record (JSON)"))
    parser.add_argument("--roster", metavar="FILE", help=Text("名册 xlsx、csv", "the roster, xlsx or csv"))
    parser.add_argument(
        "--id-column", metavar="COLUMN", default="id", help=Text("编号所在列", "column of the identifier")
    )
    parser.add_argument("--rules", metavar="FILE", help=Text("抽取规则 xlsx、csv", "the rules, xlsx or csv"))
    parser.add_argument("--party", metavar="NAME", help=Text("承诺的一方", "the party that commits"))
    parser.add_argument("--title", metavar="TEXT", default="", help=Text("事项名称", "what the draw is for"))
    parser.add_argument("--reason", metavar="TEXT", help=Text("退出理由（refuse）", "why (refuse)"))
    parser.add_argument(
        "--label", metavar="COLUMN", default="", help=Text("记录中显示的姓名列", "column of names to print")
    )


def run(args: argparse.Namespace) -> int:
    steps = {"commit": _commit, "run": _run, "refuse": _refuse, "reveal": _reveal, "replay": _replay}
    return steps[args.step](args)


def _steps() -> Text:
    return Text(
        ";".join(f"{step} {words.zh}" for step, words in ABOUT.items()),
        "; ".join(f"{step}: {words.en}" for step, words in ABOUT.items()),
    )


def _commit(args: argparse.Namespace) -> int:
    from citycircle.mechanisms.draws.drawing import announce, commit, same_roster

    party, roster, at = _needed(args, "party"), _roster(args), _now()
    if Path(args.record).exists():
        draw = _read(args.record)
        same_roster(draw, roster)
    else:
        rules = _rules(args, roster)
        composition = _composition(rules, at)
        if composition and not composition["complies"]:
            raise CommitteeUnlawful(finding=_in_both(composition))
        basis = [_in_both(composition)] if composition else []
        draw = announce(roster, rules, title=args.title or Path(args.roster).stem, by=party, at=at, basis=basis)
    seed = secrets.token_hex(32)
    draw = commit(draw, party=party, seed=seed, at=at)
    keep_seed(seed_file(args.record, party), {"party": party, "seed": seed})
    _write(args, draw, roster)
    said = Text(
        "已固定名册（{entries}条）和规则。承诺：{commitment}\n请公布承诺，并妥善保管种子文件 {file}，抽取前不要示人。",
        "Roster ({entries} entries) and rules are fixed. Commitment: {commitment}\n"
        "Please publish it, and keep the file {file} to yourself until the seeds are revealed.",
    )
    file = seed_file(args.record, party)
    print(said.say(entries=draw.size, commitment=draw.commitments[party], file=file))
    return DONE


def _run(args: argparse.Namespace) -> int:
    from citycircle.mechanisms.draws.drawing import run as run_draw
    from citycircle.mechanisms.draws.protocol import ONE_PARTY

    roster, draw = _roster(args), _read(args.record)
    print(Text("正在抽取……", "Drawing …").say(), file=sys.stderr)
    draw = run_draw(draw, roster, _seeds(args.record, draw), at=_now())
    _write(args, draw, roster)
    if len(draw.commitments) == 1:
        print(ONE_PARTY.say(), file=sys.stderr)
    for one in draw.events[-1]["drawn"]:
        name = roster.entries[one["id"]].get(args.label, "") if args.label else ""
        print(f"{one['id']}\t{name}\t{one['stratum']}" if name else f"{one['id']}\t{one['stratum']}")
    return DONE


def _refuse(args: argparse.Namespace) -> int:
    from citycircle.mechanisms.draws.drawing import refuse

    draw = refuse(_read(args.record), _needed(args, "id"), reason=_needed(args, "reason"), at=_now())
    _write(args, draw, _roster(args) if args.roster else None)
    print(Text("已登记。请再次运行 run 补抽空缺。", "Recorded. Please run again to fill the gap.").say())
    return DONE


def _reveal(args: argparse.Namespace) -> int:
    from citycircle.mechanisms.draws.drawing import reveal

    draw = _read(args.record)
    for party, seed in _seeds(args.record, draw).items():
        if party not in draw.seeds and args.party in {None, party}:
            draw = reveal(draw, party=party, seed=seed, at=_now())
    _write(args, draw, _roster(args) if args.roster else None)
    print(Text("已揭示：{parties}", "Revealed: {parties}").say(parties=listed(draw.seeds)))
    return DONE


def _replay(args: argparse.Namespace) -> int:
    from citycircle.mechanisms.draws.drawing import replay

    draw = _read(args.record)
    checks = [*_lawful(draw), *replay(draw, _roster(args))]
    holds, fails = Text("一致", "holds"), Text("不一致", "FAILS")
    for check in checks:
        print(f"[{(holds if check.holds else fails).say()}] {check.what.say()}")
    return DONE if all(check.holds for check in checks) else DIFFERS


def _composition(rules: tuple[DrawRule, ...], at: str) -> Finding | None:
    """What the law of the day says to a committee of this make-up; None where no committee is drawn."""
    from citycircle.core.terms import day_of
    from citycircle.domains.discovery import find_rule
    from citycircle.mechanisms.draws.rules import committee_of

    committee = committee_of(rules)
    if committee is None:
        return None
    members, experts = committee
    return find_rule("market.bid_committee").answer(
        {"members": members, "experts": experts}, on=day_of(datetime.fromisoformat(at))
    )


def _in_both(finding: Finding) -> Text:
    """The sentence of a finding with its clauses, in both languages."""
    sources = "; ".join(str(source) for source in finding.sources)
    return Text(f"{finding.say('zh')}（{sources}）", f"{finding.say('en')} ({sources})")


def _lawful(draw: Draw) -> list[Check]:
    from citycircle.mechanisms.draws.drawing import Check

    composition = _composition(draw.rules, draw.events[0]["at"])
    return [Check(bool(composition["complies"]), _in_both(composition))] if composition else []


def _needed(args: argparse.Namespace, name: str) -> str:
    value = getattr(args, name)
    if not value:
        option = name if name == "id" else f"--{name}"
        raise BadUse(
            complaint=Text(f"缺少参数 {option}", f"{option} is missing"), program=f"citycircle draw {args.step}"
        )
    return str(value)


def _now() -> str:
    from citycircle.core.terms import OFFICE_TIME

    return datetime.now(OFFICE_TIME).isoformat(timespec="seconds")


def _roster(args: argparse.Namespace) -> Roster:
    from citycircle.mechanisms.draws.rosters import Roster

    rows = rows_of(Path(_needed(args, "roster")))
    return Roster.of({("id" if name == args.id_column else name): cell for name, cell in row.items()} for row in rows)


def _rules(args: argparse.Namespace, roster: Roster) -> tuple[DrawRule, ...]:
    from citycircle.mechanisms.draws.rules import read_rules

    return read_rules(rows_of(Path(args.rules)) if args.rules else rule_sheet(Path(args.roster)), roster.columns)


def _read(file: str) -> Draw:
    from citycircle.mechanisms.draws.records import read_record

    return read_record(json_of(Path(file)))


def _write(args: argparse.Namespace, draw: Draw, roster: Roster | None) -> None:
    """The record, then its protocol in both languages; each is whole or as it was."""
    from citycircle.mechanisms.draws.protocol import protocol

    record = Path(args.record)
    write_whole(record, json.dumps(draw.as_json(), ensure_ascii=False, indent=1) + "\n")
    for language in LANGUAGES:
        ending = ".zh-CN.md" if language == "zh" else ".md"
        write_whole(record.with_suffix(ending), protocol(draw, language, roster=roster, label=args.label))


def _seeds(record: str, draw: Draw) -> dict[str, str]:
    """The seeds whose files lie beside the record; a party without one is noticed by the draw itself."""
    found = {party: seed_file(record, party) for party in draw.commitments}
    return {party: str(json_of(file).get("seed", "")) for party, file in found.items() if file.exists()}
