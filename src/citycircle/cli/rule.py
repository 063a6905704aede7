"""`citycircle rule NAME`: one question with values and a day, or the same question for every row of a table."""

from __future__ import annotations

import argparse
import json

from citycircle.cli.parameters import add_calendar, add_parameters, amended, calendar_of
from citycircle.cli.parser import BadUse, Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed, spoken
from citycircle.core.rules import Rule

HELP = Text(
    "按一条规则计算：给出数值和日期，得到结果、步骤和依据",
    "ask a rule: values and a day in, result, steps and clause out",
)
DONE = 0


class NoSuchExample(CityCircleError):
    what = Text("规则“{rule}”没有名为“{id}”的算例。", "The rule “{rule}” has no example named “{id}”.")
    why = Text("", "")
    then = Text("现有算例：{known}。", "It has: {known}.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "name", metavar="NAME", help=Text("规则全名，见 citycircle rules", "a rule, see citycircle rules")
    )
    parser.add_argument("values", metavar="field=value", nargs="*", default=[], help=Text("输入", "the inputs"))
    parser.add_argument("--on", metavar="DATE", help=Text("观测日期，决定适用哪一版规则", "the day of the observation"))
    parser.add_argument("--json", action="store_true", help=Text("输出 JSON", "answer in JSON"))
    parser.add_argument("--sentence", action="store_true", help=Text("只输出一句结论", "only the one sentence"))
    parser.add_argument("--example", metavar="ID", nargs="?", const="", help=Text("显示算例", "show worked examples"))
    add_parameters(parser)
    add_calendar(parser)
    parser.add_argument(
        "--table",
        metavar="FILE",
        help=Text("逐行计算 csv、xlsx、parquet 表格", "ask for every row of a csv, xlsx or parquet"),
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        help=Text("结果表格（默认输出到屏幕）", "write the answers here (default: standard output)"),
    )
    parser.add_argument(
        "--column",
        metavar="field=COLUMN",
        action="append",
        default=[],
        help=Text("输入对应的列名（可多次）", "the column that holds an input (repeatable)"),
    )
    parser.add_argument(
        "--keep",
        metavar="COLUMN",
        action="append",
        default=[],
        help=Text("原样保留的列，all 为全部（可多次）", "a column only carried along, or all (repeatable)"),
    )
    parser.add_argument(
        "--blank", metavar="TEXT", default="", help=Text("空格视为何值，如 NA", "what an empty cell means, such as NA")
    )
    parser.add_argument("--words", action="store_true", help=Text("表头和选项用文字", "headings and choices in words"))
    parser.add_argument("--quiet", action="store_true", help=Text("不显示进度", "no progress"))


def run(args: argparse.Namespace) -> int:
    from citycircle.domains.discovery import find_rule

    rule = find_rule(args.name)
    if args.example is not None:
        return _examples(rule, args.example)
    tables = amended(rule.tables + rule.may_use, args.parameters, whose=rule.title)
    if args.table:
        from citycircle.cli.rule_tables import ask_table

        return ask_table(
            rule, args, tables, named={name: str(column) for name, column in pairs(args.column, rule).items()}
        )
    if not args.values and not args.on:
        print(described(rule))
        return DONE
    if not args.on:
        raise BadUse(
            complaint=Text("请用 --on 给出观测日期", "give the day of the observation with --on"),
            program=_program(rule),
        )
    calendar = calendar_of(args) if args.calendar else None
    finding = rule.answer(pairs(args.values, rule), on=args.on, tables=tables, calendar=calendar)
    if args.json:
        print(json.dumps(finding.as_json(spoken()), ensure_ascii=False, indent=2))
    else:
        print(finding.say() if args.sentence else finding.working())
    return DONE


def pairs(words: list[str], rule: Rule) -> dict[str, object]:
    """`name=value` words as a mapping. Raises BadUse for a word without = and for a name written twice."""
    found: dict[str, object] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or name in found:
            raise BadUse(
                complaint=Text(f"“{word}”应为 名称=值，且只写一次", f"“{word}” should be name=value, once"),
                program=_program(rule),
            )
        found[name] = value
    return found


def described(rule: Rule) -> str:
    """What the rule wants and gives."""
    lines = [f"{rule.name}  {rule.title}", str(rule.about), ""]
    for head, fields in ((Text("输入：", "Inputs:"), rule.inputs), (Text("输出：", "Outputs:"), rule.outputs)):
        lines.append(str(head))
        for each in fields:
            optional = "" if each.required else Text("（可不填）", " (optional)").say()
            note = Text(f"；{each.note.zh}", f"; {each.note.en}").say() if each.note else ""
            wanted = Text("：", ": ").say() + each.kind.about().say()
            lines.append(f"  {each.name:16} {each.title}{optional}{wanted}{note}")
    lines.append(Text("表：", "Tables:").say())
    lines += [f"  {table.name}  {table.title}" for table in rule.tables + rule.may_use]
    return "\n".join([*lines, "", Text("算例：", "Examples: ").say() + f"citycircle rule {rule.name} --example"])


def _program(rule: Rule) -> str:
    return f"citycircle rule {rule.name}"


def _examples(rule: Rule, wanted: str) -> int:
    from citycircle.domains.discovery import domain_of
    from citycircle.domains.worked_examples import examples_of

    examples = examples_of(domain_of(rule)).get(rule.name, [])
    chosen = [example for example in examples if wanted in ("", example.id)]
    if not chosen:
        raise NoSuchExample(rule=rule.title, id=wanted, known=listed(example.id for example in examples))
    for example in chosen:
        about = f"# {example.about}" if example.about else f"# {example.id}"
        print(f"{about}\n{example.command()}\n{example.ask(rule).say()}\n")
    return DONE
