"""Worked examples: YAML files beside a domain that the tests run, the documentation shows and `--example` prints.

Every scalar is read as the text that stands there: a number keeps its digits, a day stays a day, and YAML's own
opinion that `on` and `no` are truth values is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Finding
from citycircle.core.messages import Text
from citycircle.core.rules import Domain, Rule

ExampleKind = Literal["ordinary", "boundary", "refusal"]
_KEYS = {"id", "kind", "about", "on", "given", "gives", "refuses"}


class ExampleFaulty(CityCircleError):
    what = Text("算例文件 {file} 的“{id}”有误：{reason}", "Example file {file}, “{id}”: {reason}")
    why = Text("写错的算例什么也证明不了。", "An example with a slip proves nothing.")
    then = Text("请对照其他算例改正。", "Please mend it after the model of the others.")


@dataclass(frozen=True, slots=True)
class Example:
    """A question and its answer, or the refusal that must come."""

    rule: str
    id: str
    kind: ExampleKind
    about: Text | None
    on: str
    given: Mapping[str, Any]
    gives: Mapping[str, Any]
    refuses: str

    def ask(self, rule: Rule) -> Finding | CityCircleError:
        """What the rule really says: a finding or a refusal."""
        try:
            return rule.answer(self.given, on=self.on)
        except CityCircleError as refusal:
            return refusal

    def differences(self, rule: Rule) -> list[str]:
        """How the rule's answer differs from the one written here; empty when they are the same."""
        said = self.ask(rule)
        if isinstance(said, CityCircleError):
            return [] if said.code == self.refuses else [f"{self.id}: {said.code}: {said.say()}"]
        if self.refuses:
            return [f"{self.id}: {said.say()} instead of {self.refuses}"]
        fields = {field.name: field for field in rule.outputs}
        return [
            f"{self.id}: {name} is {said.outputs.get(name, '—')}, not {expected}"
            for name, expected in self.gives.items()
            if name not in fields or not _same(fields[name].kind, expected, said.outputs.get(name))
        ]

    def command(self) -> str:
        """The command line that asks this question."""
        values = " ".join(_quoted(f"{name}={cell_of(value)}") for name, value in self.given.items())
        return f"citycircle rule {self.rule} --on {self.on} {values}".rstrip()


def examples_of(domain: Domain) -> dict[str, list[Example]]:
    """The worked examples of a domain, by the whole name of the rule. Raises ExampleFaulty."""
    package_file = import_module(domain.package).__file__
    found: dict[str, list[Example]] = {}
    for path in sorted((Path(package_file or "").parent / "examples").glob("*.yaml")):
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # only text
        except yaml.YAMLError as error:
            raise ExampleFaulty(file=path.name, id="-", reason=error) from error
        if not isinstance(content, dict) or set(content) != {"rule", "examples"}:
            raise ExampleFaulty(file=path.name, id="-", reason="rule, examples")
        name = f"{domain.slug}.{content['rule']}"
        found.setdefault(name, []).extend(_example(path.name, name, entry) for entry in content["examples"])
    return found


def _example(file: str, rule: str, entry: dict[str, Any]) -> Example:
    name = entry.get("id", "?")
    if unknown := set(entry) - _KEYS:
        raise ExampleFaulty(file=file, id=name, reason=f"? {', '.join(sorted(unknown))}")
    if not {"id", "kind", "on", "given"} <= set(entry) or entry["kind"] not in get_args(ExampleKind):
        raise ExampleFaulty(file=file, id=name, reason="id, kind (ordinary, boundary, refusal), on, given")
    if (entry["kind"] == "refusal") != bool(entry.get("refuses")) or bool(entry.get("refuses")) == bool(
        entry.get("gives")
    ):
        raise ExampleFaulty(file=file, id=name, reason="refusal: refuses; ordinary, boundary: gives")
    about = entry.get("about")
    if about is not None and set(about) != {"zh", "en"}:
        raise ExampleFaulty(file=file, id=name, reason="about: {zh, en}")
    return Example(
        rule,
        name,
        entry["kind"],
        Text(**about) if about else None,
        entry["on"],
        entry["given"],
        entry.get("gives", {}),
        entry.get("refuses", ""),
    )


ABSENT = "—"
"""How an example says that an output must not be there."""


def _same(kind: Any, expected: Any, value: Any) -> bool:  # noqa: ANN401  # values of any kind
    if value is None or expected == ABSENT:
        return value is None and expected == ABSENT
    if isinstance(value, Text):
        return expected in (value.zh, value.en)
    try:
        return bool(kind.read(expected, "") == value)
    except CityCircleError:
        return False


def cell_of(value: Any) -> str:  # noqa: ANN401  # text, or a list of text
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _quoted(word: str) -> str:
    return f'"{word}"' if any(sign in word for sign in " ;()/&|<>*?") else word
