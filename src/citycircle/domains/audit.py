"""What a rule still lacks before it counts.

A rule counts when it has its table with source and dates, five worked examples with a boundary and a refusal among
them, the working in both languages, and table mode. Its page is made from the same declaration (see `pages`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Finding
from citycircle.core.messages import Language, Text
from citycircle.core.rows import RowsAsked, fit
from citycircle.core.rules import Field, Rule
from citycircle.domains.discovery import find_domains
from citycircle.domains.worked_examples import Example, cell_of, examples_of

ENOUGH_EXAMPLES = 5
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")


def audit_rules(start: str = "") -> dict[str, list[Text]]:
    """Every rule whose name begins so, with its gaps; an empty list for a rule that counts."""
    return {
        rule.name: list(gaps_of(rule, examples_of(domain).get(rule.name, [])))
        for domain in find_domains().values()
        for rule in domain.rules
        if rule.name.startswith(start)
    }


def gaps_of(rule: Rule, examples: list[Example]) -> Iterator[Text]:
    """Each gap in one sentence."""
    yield from _gaps_of_tables(rule)
    yield from _gaps_of_examples(rule, examples)
    yield from _gaps_of_languages(rule, examples)
    yield from _gaps_of_table_mode(rule, examples)


def _gaps_of_tables(rule: Rule) -> Iterator[Text]:
    if not rule.tables:
        yield Text("没有参数表", "no table")
    for table in rule.tables + rule.may_use:
        try:
            rows = table.rows
        except CityCircleError as error:
            yield Text(error.say("zh"), error.say("en"))
            continue
        except OSError:
            yield Text(f"缺少参数文件 {table.path.name}", f"the file {table.path.name} is missing")
            continue
        if not rows:
            yield Text(f"参数表 {table.name} 没有内容", f"the table {table.name} is empty")
        if any("://" in str(row.source) for row in rows):
            yield Text(f"参数表 {table.name} 的来源写了网址", f"a source of {table.name} is an address")


def _gaps_of_examples(rule: Rule, examples: list[Example]) -> Iterator[Text]:
    if len(examples) < ENOUGH_EXAMPLES:
        yield Text(f"算例只有 {len(examples)} 个，应不少于 5 个", f"{len(examples)} examples of at least 5")
    for kind, name in (("boundary", Text("边界", "boundary")), ("refusal", Text("拒绝", "refusal"))):
        if not any(example.kind == kind for example in examples):
            yield Text(f"没有{name.zh}算例", f"no example of a {name.en}")
    for example in examples:
        for difference in example.differences(rule):
            yield Text(f"算例不符：{difference}", f"example differs: {difference}")


def _gaps_of_languages(rule: Rule, examples: list[Example]) -> Iterator[Text]:
    declared = [rule.title, rule.about, *_words(rule.inputs), *_words(rule.outputs)]
    if any(not text.zh.strip() or not text.en.strip() for text in declared):
        yield Text("说明缺少一种语言", "the declaration lacks one of the languages")
    for finding in _findings(rule, examples):
        for language in ("zh", "en"):
            if gap := _gap_of_working(finding, language):
                yield gap
                return


def _gap_of_working(finding: Finding, language: Language) -> Text | None:
    """A working without steps, or with a sentence in the other language."""
    try:
        said = [finding.say(language), *(step.say(language) for step in finding.steps)]
        finding.working(language)
    except (KeyError, IndexError) as error:
        return Text(f"演算语句缺少 {error}", f"a sentence of the working lacks {error}")
    if not finding.steps:
        return Text("没有演算步骤", "the working has no steps")
    # Titles that inputs brought along are quoted as they are; a sentence of ours in Chinese ends with 。
    foreign = [line for line in said if (_LATIN_WORDS.search(line) if language == "zh" else line.endswith("。"))]
    if foreign:
        return Text(f"演算中有未译的语句：{foreign[0]}", f"an untranslated sentence: {foreign[0]}")
    return None


def _gaps_of_table_mode(rule: Rule, examples: list[Example]) -> Iterator[Text]:
    """Every example as a row of a table must come out as it does alone."""
    names = [field.name for field in rule.inputs]
    usable = [example for example in examples if set(example.given) <= set(names)]
    rows = [[example.on, *[cell_of(example.given.get(name, "")) for name in names]] for example in usable]
    asked = RowsAsked(rule, fit(rule, ["on", *names], one_day=False))
    for example, answer in zip(usable, asked(rows), strict=True):
        alone = example.ask(rule)
        if isinstance(alone, CityCircleError) != (answer.problem is not None):
            yield Text(
                f"表格方式与单独计算不同：{example.id}", f"table mode differs from the single answer: {example.id}"
            )
        elif isinstance(alone, Finding):
            single = tuple(alone.outputs.get(field.name) for field in rule.outputs)
            if single != answer.outputs:
                yield Text(f"表格方式与单独计算不同：{example.id}", f"table mode differs: {example.id}")


def _findings(rule: Rule, examples: Iterable[Example]) -> Iterator[Finding]:
    for example in examples:
        with suppress(CityCircleError):
            yield rule.answer(example.given, on=example.on)


def _words(fields: Iterable[Field]) -> Iterator[Text]:
    for field in fields:
        yield field.title
        if field.note:
            yield field.note
