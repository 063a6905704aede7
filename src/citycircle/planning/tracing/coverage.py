"""The coverage matrix: which clauses of an upper plan are answered, by which tasks, and in what those fall behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from citycircle.core.messages import Text
from citycircle.planning.ledger import Item, Ledger
from citycircle.planning.tracing.citations import cited
from citycircle.planning.tracing.comparing import vocabulary_of
from citycircle.planning.tracing.gaps import USUAL, Closeness, Gap, Pair, gaps_between
from citycircle.planning.tracing.promises import promises
from citycircle.planning.tracing.vocabulary import Vocabulary

Standing = Literal["covered", "proposed", "uncovered"]

UNCOVERED = Text(
    "“{clause}”尚无任务承接，请研究是否纳入。", "No task answers “{clause}”. Please see whether one should."
)
LEFT_OUT = Text(
    "“{clause}”中的“{part}”未见承接任务，请核对。",
    "No linked task answers this part of “{clause}”: “{part}”. Please check it.",
)
OF_TASK = Text("“{task}”：{sentence}", "“{task}”: {sentence}")
ORPHAN = Text("“{task}”未找到上级依据，请核对。", "No clause above stands behind “{task}”. Please check it.")
ORPHAN_CITING = Text(
    "“{task}”引用了上级文件（{words}），但未找到对应条款，请核对。",
    "“{task}” cites the upper plan ({words}), but no clause was found for it. Please check it.",
)
STANDINGS: dict[Standing, Text] = {
    "covered": Text("已承接", "answered"),
    "proposed": Text("待认定", "proposed"),
    "uncovered": Text("未承接", "not answered"),
}


class Row(NamedTuple):
    """One upper clause: the tasks linked to it, those only proposed, and in what the linked ones fall behind."""

    clause: Item
    tasks: tuple[Item, ...]
    proposed: tuple[Item, ...]
    gaps: tuple[Gap, ...]
    left_out: tuple[str, ...] = ()
    """Its measured parts (with a figure or a day) that none of the linked tasks speaks of."""

    @property
    def standing(self) -> Standing:
        return "covered" if self.tasks else "proposed" if self.proposed else "uncovered"

    @property
    def is_diluted(self) -> bool:
        return any(gap.is_diluted for gap in self.gaps)

    @property
    def is_put_off(self) -> bool:
        return any(gap.kind == "later" for gap in self.gaps)

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What to say about the clause."""
        if self.standing == "uncovered":
            return (UNCOVERED.fill(clause=named(self.clause)),)
        parts = (LEFT_OUT.fill(clause=named(self.clause), part=part) for part in self.left_out)
        several = {task.key: task for task in self.tasks} if len(self.tasks) > 1 else {}
        said = (
            OF_TASK.fill(task=named(several[gap.local]), sentence=gap.sentence) if several else gap.sentence
            for gap in self.gaps
        )  # fmt: skip
        return (*said, *parts)


class Orphan(NamedTuple):
    """A task with no clause above it."""

    task: Item
    sentence: Text


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of one plan against one upper plan."""

    rows: tuple[Row, ...]
    orphans: tuple[Orphan, ...]

    def standing(self, wanted: Standing) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.standing == wanted)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for row in self.rows for gap in row.gaps)


def coverage(
    local: Ledger,
    upper: Ledger,
    accepted: Iterable[tuple[str, str]],
    proposed: Iterable[tuple[str, str]] = (),
    *,
    name: str = "",
    how: Closeness = USUAL,
) -> Coverage:
    """Lay a plan against an upper plan by the links that persons accepted; proposed ones stand apart.

    Links are pairs (key of the task, key of the clause); those of keys that are in neither plan are passed over.
    `name` is what the place of the lower plan is called (澜川市), so that a figure meant for it alone is not taken for
    one that is shared. Gaps are worked out for accepted links only.

    >>> here = Ledger("要点", (Item("a", "1", "整治排污口", ""), Item("b", "2", "建粮仓", "")))
    >>> above = Ledger("方案", (Item("x", "1", "整治排污口", ""), Item("y", "2", "疏浚航道", "")))
    >>> found = coverage(here, above, [("a", "x")])
    >>> [row.standing for row in found.rows], found.orphans[0].sentence.zh
    (['covered', 'uncovered'], '“建粮仓”未找到上级依据，请核对。')
    """
    tasks = {item.key: item for item in local.items}
    known = vocabulary_of(local, upper)
    linked, likely = _by_clause(accepted, tasks), _by_clause(proposed, tasks)
    rows = []
    for clause in upper.items:
        answers = linked.get(clause.key, ())
        gaps = tuple(
            gap for task in answers for gap in gaps_between(Pair(local, upper, task, clause, known, name, how))
        )
        rest = tuple(task for task in likely.get(clause.key, ()) if task not in answers)
        rows.append(Row(clause, answers, rest, gaps, _left_out(clause, answers, (upper, local), known, how)))
    bound = {task.key for row in rows for task in (*row.tasks, *row.proposed)}
    orphans = tuple(Orphan(task, _why(task, upper)) for task in local.items if task.key not in bound)
    return Coverage(tuple(rows), orphans)


def named(item: Item) -> str:
    """A task in a sentence: its title, or the beginning of its text."""
    longest = 30
    words = item.title or item.text.split("。")[0]
    return words if len(words) <= longest else f"{words[:longest]}…"


def _by_clause(links: Iterable[tuple[str, str]], tasks: Mapping[str, Item]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for task, clause in links:
        if task in tasks:
            found.setdefault(clause, []).append(tasks[task])
    return {clause: tuple(each) for clause, each in found.items()}


def _left_out(
    clause: Item, answers: tuple[Item, ...], plans: tuple[Ledger, Ledger], known: Vocabulary, how: Closeness
) -> tuple[str, ...]:
    upper, local = plans
    if not answers:
        return ()
    year = local.year_to or local.year_from
    said = [promise.words for task in answers for promise in promises(task, year)]
    asked = [each for each in promises(clause, upper.year_to or upper.year_from) if not each.in_title]
    return tuple(
        each.text
        for each in asked
        if each.is_measured and max((known.texts_alike(each.words, pairs) for pairs in said), default=0.0) < how.figure
    )


def _why(task: Item, upper: Ledger) -> Text:
    citation = cited(task, upper)
    if citation is None:
        return ORPHAN.fill(task=named(task))
    return ORPHAN_CITING.fill(task=named(task), words=citation.words)
