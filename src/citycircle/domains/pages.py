"""The pages of the documentation, made from the declarations and the worked examples; a test holds them current."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Language, Text, said, speaking
from citycircle.core.parameters import CERTAINTY, Row, Table, least_sure
from citycircle.core.rules import Field, Rule
from citycircle.domains.discovery import find_domains
from citycircle.domains.worked_examples import Example, examples_of

_ENDINGS: dict[Language, str] = {"en": ".md", "zh": ".zh-CN.md"}
_INPUTS = Text("输入", "Inputs")
_OUTPUTS = Text("输出", "Outputs")
_TABLES = Text("参数表", "Tables")
_EXAMPLES = Text("算例", "Worked examples")
_WORKING = Text("演算示例", "A working in full")
_FIELD_HEADS = Text("名称 | 含义 | 取值", "name | meaning | what may be written")
_TABLE_HEADS = Text(
    "标准 | 版本 | 适用日期 | 行数 | 依据 | 核对情况", "standard | edition | applies | rows | source | certainty"
)
_EXAMPLE_HEADS = Text("日期 | 输入 | 结果", "day | given | answer")
_OPTIONAL = Text("（可不填）", " (optional)")
_LISTED = Text("规则", "Rules")
_MADE = Text(
    "本页由规则声明生成（citycircle rules --docs），请勿手改。",
    "This page is made from the declaration of the rule (citycircle rules --docs); please do not edit it.",
)


MADE_BY = "citycircle rules --docs"
"""Stands in every page that this module made."""


def pages_of_rules() -> dict[str, str]:
    """Every page by its file name: one a rule and language, and a list of all rules in each language."""
    pages: dict[str, str] = {}
    for language, ending in _ENDINGS.items():
        with speaking(language):
            lines = [f"# {_LISTED}", ""]
            for domain in find_domains().values():
                examples = examples_of(domain)
                lines += [f"## {domain.title}", ""] if domain.rules else []
                for rule in domain.rules:
                    pages[rule.name + ending] = page_of(rule, examples.get(rule.name, []))
                    lines.append(f"- [{rule.name}]({rule.name}{ending}): {rule.title}")
                lines += [""] if domain.rules else []
            pages["README" + ending] = "\n".join([*lines, f"<!-- {_MADE} -->", ""])
    return pages


def page_of(rule: Rule, examples: Sequence[Example]) -> str:
    """The page of one rule in the language spoken."""
    parts = [
        [f"# {rule.title}", "", f"`{rule.name}`", "", str(rule.about), ""],
        _section(_INPUTS, _FIELD_HEADS, map(_field_cells, rule.inputs)),
        _section(_OUTPUTS, _FIELD_HEADS, map(_field_cells, rule.outputs)),
        [f"## {_TABLES}", ""],
        *[_table_part(table) for table in rule.tables + rule.may_use],
        _section(_EXAMPLES, _EXAMPLE_HEADS, (_example_cells(example, rule) for example in examples)),
        _full_working(rule, examples),
        [f"<!-- {_MADE} -->", ""],
    ]
    return "\n".join(line for part in parts for line in part)


def _section(head: Text, columns: Text, rows: Iterable[Sequence[object]]) -> list[str]:
    return [f"## {head}", "", *_grid(columns, rows), ""]


def _grid(columns: Text, rows: Iterable[Sequence[object]]) -> list[str]:
    heads = str(columns)
    lines = [
        "| " + " | ".join(said(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows
    ]
    return [f"| {heads} |", "|---" * (heads.count("|") + 1) + "|", *lines]


def _field_cells(field: Field) -> Sequence[object]:
    about = [str(field.kind.about())] + ([str(field.note)] if field.note else [])
    return f"`{field.name}`", f"{field.title}{'' if field.required else _OPTIONAL}", Text("；", "; ").say().join(about)


def _table_part(table: Table) -> list[str]:
    """Each edition and clause once: a reader wants to know what is relied on and since when."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in table.rows:
        groups.setdefault((row.standard, row.version, row.valid_from, row.valid_to, row.source), []).append(row)
    rows = (
        (standard, version, _span(first, last), len(some), source, CERTAINTY[least_sure(some)])
        for (standard, version, first, last, source), some in groups.items()
    )
    return [f"`{table.name}`: {table.title}", "", *_grid(_TABLE_HEADS, rows), ""]


def _span(first: object, last: object) -> Text:
    if last:
        return Text(f"{first} 至 {last}", f"{first} to {last}")
    return Text(f"{first} 起", f"from {first}")


def _example_cells(example: Example, rule: Rule) -> Sequence[object]:
    answer = example.ask(rule)
    given = example.command().partition(f"--on {example.on}")[2].strip()
    about = f"{example.about}: " if example.about else ""
    sentence = answer.sentences()[0] if isinstance(answer, CityCircleError) else answer.say()
    return example.on, f"`{given}`", about + sentence


def _full_working(rule: Rule, examples: Sequence[Example]) -> list[str]:
    example = next((example for example in examples if example.gives), None)
    if example is None:
        return []
    answer = example.ask(rule)
    text = answer.say() if isinstance(answer, CityCircleError) else answer.working()
    return [f"## {_WORKING}", "", "```", f"$ {example.command()}", text, "```", ""]
