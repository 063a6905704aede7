"""A result that explains itself: what was asked, each step, the rows and clauses it rests on, in both languages.

A rule works on a `Working`, which notes every row it looks up, so that no finding can forget its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from citycircle.core.messages import Language, Text, listed, speaking, spoken
from citycircle.core.parameters import (
    CERTAINTY,
    Certainty,
    Edition,
    NoRuleInForce,
    Row,
    Source,
    Sourced,
    Table,
    least_sure,
)

if TYPE_CHECKING:
    from citycircle.core.rules import Field, Rule
    from citycircle.core.workdays import Arrangement, Calendar

_UNVERIFIED = Text(
    "（所依据的参数未经核实，仅供参考。）", " (It rests on unverified parameters and is for reference only.)"
)
_WORKDAYS = Text("工作日依据：{used}。", "Working days follow {used}.")
_HEADS = {
    "on": Text("日期", "Day"),
    "inputs": Text("输入", "Given"),
    "steps": Text("步骤", "Working"),
    "outputs": Text("结果", "Result"),
    "sources": Text("依据", "Sources"),
}


class Step(NamedTuple):
    """One line of the working; the words are put together only when somebody reads them."""

    text: Text
    values: Mapping[str, object]

    def say(self, language: Language | None = None) -> str:
        return self.text.say(language, **self.values)


class Answer(NamedTuple):
    """What a rule's function returns: its outputs by name, and the sentence that states them."""

    outputs: Mapping[str, Any]
    sentence: Step


Editions = dict[Table, Edition | None]
"""Tables that were looked into, and what is in force; None where nothing is."""


class Working:
    """The sheet on which a rule works: the day, the tables as in force on it, and the steps so far.

    `tables` are those that a city amended, by name. Sheets for days of one era may share their `editions`.
    """

    __slots__ = ("_calendar", "_editions", "_tables", "holidays", "on", "rows", "steps")

    def __init__(
        self,
        on: date,
        tables: Mapping[str, Table] | None = None,
        editions: Editions | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        self.on = on
        self._tables = tables or {}
        self._editions: Editions = {} if editions is None else editions
        self._calendar = calendar
        self.steps: list[Step] = []
        self.rows: dict[Row, None] = {}
        self.holidays: dict[Arrangement, None] = {}

    def edition(self, table: Table) -> Edition:
        """The table as in force on the day, with the city's own rows if it has any. Raises NoRuleInForce."""
        edition = self._editions.get(table)
        if edition is None:
            edition = self._editions[table] = self._tables.get(table.name, table).edition(self.on)
        return edition

    def covers(self, table: Table) -> bool:
        """Whether the table has any rows on the day; only for what an edition may do without."""
        if table not in self._editions:
            try:
                self.edition(table)
            except NoRuleInForce:
                self._editions[table] = None
        return self._editions[table] is not None

    def row(self, table: Table, *key: object) -> Row:
        """Look up one row and note that the finding rests on it. Raises NoRuleInForce, NotInTable."""
        row = self.edition(table).row(*key)
        self.rows[row] = None
        return row

    def use(self, rows: Iterable[Row]) -> None:
        """Note rows that were found another way, such as the two ends of a band."""
        self.rows.update(dict.fromkeys(rows))

    def step(self, text: Text, /, **values: object) -> None:
        """Write down one step. A value may be a Text; it is said in the reader's language."""
        self.steps.append(Step(text, values))

    @property
    def calendar(self) -> Calendar:
        """The calendar that this was asked with, else that of the national notices."""
        if self._calendar is None:
            from citycircle.core.workdays import national  # noqa: PLC0415  # few rules count working days

            self._calendar = national()
        return self._calendar

    def count_by(self, calendar: Calendar, first: date, last: date) -> None:
        """Write down which holiday arrangements a count of working days from one day to another rests on."""
        used = dict.fromkeys(calendar.years[year] for year in range(first.year, last.year + 1))
        self.holidays |= used
        self.step(_WORKDAYS, used=listed(arrangement.named for arrangement in used))

    def take(self, step: Step, rows: Iterable[Row]) -> None:
        """Write down a step that was worked out before, with the rows it rests on."""
        self.steps.append(step)
        self.rows.update(dict.fromkeys(rows))

    def answer(self, sentence: Text, outputs: Mapping[str, Any], /, **values: object) -> Answer:
        """End with the outputs and the one sentence; the sentence may name inputs, outputs and `values`."""
        return Answer(outputs, Step(sentence, values))


class Unwritten(Working):
    """A sheet that notes nothing: for a million rows of which nobody reads the steps."""

    __slots__ = ()

    def row(self, table: Table, *key: object) -> Row:
        return self.edition(table).row(*key)

    def use(self, rows: Iterable[Row]) -> None:
        pass

    def step(self, text: Text, /, **values: object) -> None:
        pass

    def count_by(self, calendar: Calendar, first: date, last: date) -> None:
        pass

    def take(self, step: Step, rows: Iterable[Row]) -> None:
        pass


class Finding:
    """The answer of a rule for one case on one day."""

    def __init__(
        self, rule: Rule, work: Working, *, inputs: Mapping[str, Any], outputs: Mapping[str, Any], sentence: Step
    ) -> None:
        self.rule = rule
        self.on = work.on
        self.inputs = inputs
        self.outputs = outputs
        self.sentence = sentence
        self.steps = tuple(work.steps)
        self.rows = tuple(work.rows)
        self.holidays = tuple(work.holidays)

    def __getitem__(self, output: str) -> Any:  # noqa: ANN401  # the output's kind decides the type
        return self.outputs[output]

    @property
    def certainty(self) -> Certainty:
        """As sure as the least sure row or holiday arrangement it rests on."""
        return least_sure((*self.rows, *self.holidays))

    @property
    def sources(self) -> dict[Source, Certainty]:
        """The clauses it rests on, each once, in the order of use."""
        sources: dict[Source, list[Sourced]] = {}
        grounds: tuple[Sourced, ...] = (*self.rows, *self.holidays)
        for ground in grounds:
            sources.setdefault(ground.source, []).append(ground)
        return {source: least_sure(several) for source, several in sources.items()}

    def say(self, language: Language | None = None) -> str:
        """The result in one sentence; one that rests on something unverified says so."""
        shown = {**self.rule.shown(self.rule.inputs, self.inputs), **self.rule.shown(self.rule.outputs, self.outputs)}
        sentence = self.sentence.text.say(language, **{**shown, "on": self.on, **self.sentence.values})
        return sentence + (_UNVERIFIED.say(language) if self.certainty == "unverified" else "")

    def working(self, language: Language | None = None) -> str:
        """The whole sheet: given, steps, result, sources."""
        with speaking(language or spoken()):
            lines = [str(self.rule.title), self.say(), "", _PAIR.say(name=_HEADS["on"], value=self.on)]
            lines += _block("inputs", self._pairs(self.rule.inputs, self.inputs))
            lines += _block("steps", [step.say() for step in self.steps])
            lines += _block("outputs", self._pairs(self.rule.outputs, self.outputs))
            lines += _block("sources", [f"{source} [{CERTAINTY[sure]}]" for source, sure in self.sources.items()])
            return "\n".join(lines)

    def as_json(self, language: Language | None = None) -> dict[str, Any]:
        """The same for machines; numbers are text so that no digit is lost."""
        with speaking(language or "zh"):
            return {
                "rule": self.rule.name,
                "title": str(self.rule.title),
                "on": self.on.isoformat(),
                "inputs": self.rule.as_json(self.rule.inputs, self.inputs),
                "outputs": self.rule.as_json(self.rule.outputs, self.outputs),
                "sentence": self.say(),
                "certainty": self.certainty,
                "steps": [step.say() for step in self.steps],
                "rows": [row.as_json() for row in self.rows],
                "holidays": [{**each.source._asdict(), "certainty": each.certainty} for each in self.holidays],
            }

    def _pairs(self, fields: Sequence[Field], values: Mapping[str, Any]) -> list[str]:
        shown = self.rule.shown(fields, values)
        titles = {field.name: _TITLE.say(title=field.title, name=field.name) for field in fields}
        return [_PAIR.say(name=titles[name], value=shown[name]) for name in titles if name in values]


_PAIR = Text("{name}：{value}", "{name}: {value}")
_TITLE = Text("{title}（{name}）", "{title} ({name})")


def _block(head: str, items: list[str]) -> list[str]:
    if not items:
        return []
    marks = (f"{number}." if head == "steps" else "-" for number in range(1, len(items) + 1))
    title = _PAIR.say(name=_HEADS[head], value="").strip()
    return [title, *[f"  {mark} {item}" for mark, item in zip(marks, items, strict=True)]]
