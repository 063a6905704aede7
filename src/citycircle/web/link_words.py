"""The words of two tasks with what they have in common marked, and how links and mismatches are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from citycircle.core.messages import Text
from citycircle.records.links.models import Link, LinkState, Mismatch
from citycircle.records.plans.models import Task

LINK_STATES: dict[str, Text] = {
    LinkState.PROPOSED: Text("待认定", "to be decided"),
    LinkState.ACCEPTED: Text("已认定", "accepted"),
    LinkState.REJECTED: Text("不相关", "unrelated"),
}
LINK_LIGHTS = {LinkState.PROPOSED: "blue", LinkState.ACCEPTED: "green", LinkState.REJECTED: "done"}
STRONG, FAIR = 0.55, 0.35
"""From these scores on a likeness is called strong or fair: a word tells an official more than a number."""
LIKENESS = (Text("很相近", "very alike"), Text("相近", "alike"), Text("略相近", "somewhat alike"))


class Marked(NamedTuple):
    """Title and text of a task, with marks."""

    title: SafeString
    text: SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as a page shows it."""

    link: Link
    task: Marked
    clause: Marked
    words: tuple[str, ...]
    reasons: tuple[Text, ...]
    likeness: Text | None

    @property
    def state(self) -> Text:
        return LINK_STATES[self.link.state]

    @property
    def light(self) -> str:
        return LINK_LIGHTS[LinkState(self.link.state)]

    @property
    def is_waiting(self) -> bool:
        return self.link.state == LinkState.PROPOSED


def shown(link: Link) -> Shown:
    """A link with its words marked on both sides."""
    words = [each for each in link.words if "word" in each]
    score = float(link.score) if link.score is not None else None
    return Shown(
        link,
        marked(link.task, [each["local"] for each in words]),
        marked(link.clause, [each["upper"] for each in words]),
        tuple(each["word"] for each in words),
        tuple(Text(each["reason"]["zh"], each["reason"]["en"]) for each in link.words if "reason" in each),
        None if score is None else LIKENESS[0 if score >= STRONG else 1 if score >= FAIR else 2],
    )


def marked(task: Task, spans: Iterable[Sequence[int]]) -> Marked:
    """A task with some stretches of its words (title and text, as one speaks of it) marked."""
    gap = len(task.title) + 1 if task.title and task.body else 0
    pairs = sorted((int(start), int(end)) for start, end in spans)
    title = _marked(task.title, [(start, end) for start, end in pairs if end <= len(task.title)])
    if not task.title:
        return Marked(mark_safe(""), _marked(task.body, pairs))
    return Marked(title, _marked(task.body, [(start - gap, end - gap) for start, end in pairs if gap and start >= gap]))


def _marked(text: str, pairs: Iterable[tuple[int, int]]) -> SafeString:
    drawn, last = "", 0
    for start, end in _joined(pairs):
        if end > len(text):
            continue  # the text was edited since: what no longer fits is not marked
        drawn += f"{escape(text[last:start])}<mark>{escape(text[start:end])}</mark>"
        last = end
    return mark_safe(drawn + escape(text[last:]))  # noqa: S308  # each piece is escaped


def _joined(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap or touch as one.

    >>> _joined([(0, 2), (0, 4), (4, 5), (7, 8)])
    [(0, 5), (7, 8)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def sentence_of(mismatch: Mismatch) -> Text:
    """What a mismatch is, in both languages."""
    words: dict[str, Any] = mismatch.words
    return Text(str(words.get("zh", "")), str(words.get("en", "")))


def address_of(mismatch: Mismatch) -> str:
    """Where a mismatch that was raised is talked about."""
    return reverse("consultation", args=[mismatch.pk])
