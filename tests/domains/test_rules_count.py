"""A rule counts when nothing is missing; the build fails on a gap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from citycircle.core.errors import CityCircleError
from citycircle.core.parameters import NoRuleInForce
from citycircle.core.rules import Rule
from citycircle.domains.audit import ENOUGH_EXAMPLES, audit_rules, gaps_of
from citycircle.domains.discovery import find_domains, find_rules
from citycircle.domains.pages import MADE_BY, pages_of_rules
from citycircle.domains.worked_examples import examples_of

PAGES = Path(__file__).resolve().parents[2] / "docs" / "reference" / "rules"
RULES = find_rules()
AUDIT = audit_rules()


@pytest.mark.parametrize("name", RULES)
def test_no_gap(name: str) -> None:
    assert [gap.say("en") for gap in AUDIT[name]] == []


@pytest.mark.parametrize("name", RULES)
def test_no_answer_for_a_day_without_a_table(name: str) -> None:
    """Whatever the inputs: those of every worked example, long before any edition."""
    examples = examples_of(find_domains()[name.partition(".")[0]])[name]
    for example in (each for each in examples if each.gives):
        with pytest.raises(NoRuleInForce):
            RULES[name].answer(example.given, on=date(1900, 1, 1))


@pytest.mark.parametrize("name", RULES)
def test_order_of_inputs_never_matters(name: str) -> None:
    for example in examples_of(find_domains()[name.partition(".")[0]])[name]:
        turned = dict(reversed(example.given.items()))
        assert outcome(RULES[name], turned, example.on) == outcome(RULES[name], example.given, example.on)


def outcome(rule: Rule, given: Mapping[str, object], on: str) -> object:
    try:
        finding = rule.answer(given, on=on)
    except CityCircleError as refusal:
        return refusal.say("en")
    return {**finding.as_json("en"), "inputs": dict(sorted(finding.as_json("en")["inputs"].items()))}


def test_pages_are_current() -> None:
    """After changing a rule: citycircle rules --docs docs/reference/rules."""
    made = pages_of_rules()
    stored = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert sorted(stored) == sorted(made)
    assert [name for name in made if stored[name] != made[name]] == []
    assert all(MADE_BY in page for page in made.values())


def test_the_audit_sees_what_is_taken_away() -> None:
    """The check itself can fail: each thing that a rule must have is taken from a good one in turn."""
    name = "environment.air.sub_index"
    rule, examples = RULES[name], examples_of(find_domains()["environment"])[name]
    assert list(gaps_of(rule, examples)) == []

    def said(rule: Rule, some: list[object]) -> str:
        return " ".join(gap.say("en") for gap in gaps_of(rule, some))  # type: ignore[arg-type]

    def changed(**parts: object) -> Rule:
        names = ("local", "title", "about", "inputs", "outputs", "tables", "function", "may_use", "counts_days")
        return Rule(**{part: parts.get(part, getattr(rule, part)) for part in names})  # type: ignore[arg-type]

    assert "of at least 5" in said(rule, list(examples[: ENOUGH_EXAMPLES - 1]))
    assert "no example of a boundary" in said(rule, [each for each in examples if each.kind != "boundary"])
    assert "no example of a refusal" in said(rule, [each for each in examples if each.kind != "refusal"])
    assert "no table" in said(changed(tables=()), list(examples))
    one_language = type(rule.title)(zh="", en="Index")
    assert "lacks one of the languages" in said(changed(title=one_language), list(examples))
    wrong = type(examples[0])(
        **{**{f: getattr(examples[0], f) for f in examples[0].__slots__}, "gives": {"index": "1"}}
    )
    assert "example differs" in said(rule, [wrong, *examples])
