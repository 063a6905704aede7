"""The original as it came in, with everything that was read from it marked where it stands.

Marks lie over each other (a deadline inside a target inside a task), so a stretch is cut wherever one of them begins
or ends, and every piece carries the classes of all that lie over it. Pieces keep the place of their first character,
so that a script can light up a sentence, and turn what a person marks with the mouse back into a place of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from citycircle.core.messages import SEMICOLON, Text
from citycircle.core.plans import Span

BEFORE, AFTER = 1_200, 4_800
"""Characters drawn before and after the place that was asked for."""
SLACK = 600
"""So far a window is moved to the next end of a line."""

KINDS: dict[str, Text] = {
    "task": Text("任务", "task"),
    "duty": Text("责任单位", "duty"),
    "target": Text("目标", "target"),
    "deadline": Text("时限", "deadline"),
    "milestone": Text("节点", "milestone"),
    "works": Text("项目", "works"),
    "repaired": Text("修复", "mended"),
    "aside": Text("未收入（有理由）", "set aside, with a reason"),
    "unread": Text("未读取", "unread"),
    "dropped": Text("已删去的任务", "dropped task"),
}
"""What each kind of mark is called in the legend."""


class Mark(NamedTuple):
    """A stretch of the text and what was made of it. `task` is the number of its row, `note` what a pointer shows."""

    start: int
    end: int
    kind: str
    task: int = 0
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text: from which character on, and whether there is more before and behind."""

    low: int
    text: str
    length: int

    @property
    def high(self) -> int:
        return self.low + len(self.text)

    def touches(self, span: Span) -> bool:
        """Whether a stretch lies in the window, in part at least; an empty one may stand at its end."""
        return span.start <= self.high and span.end >= self.low

    @property
    def has_before(self) -> bool:
        return self.low > 0

    @property
    def has_behind(self) -> bool:
        return self.high < self.length


def fitted(low: int, text: str, *, length: int, wanted: tuple[int, int], exact: frozenset[str] = frozenset()) -> Window:
    """A window cut at ends of lines where there is one near; `text` begins at `low` and reaches past both ends wanted.

    An end that is `exact` (low, high) stays where it was wanted, because another window meets it there.

    >>> window = fitted(0, "甲\\n乙乙乙\\n丙", length=7, wanted=(3, 5))
    >>> window.low, window.text
    (2, '乙乙乙\\n')
    """
    start, end = max(0, wanted[0] - low), min(len(text), wanted[1] - low)
    if low + start > 0 and "low" not in exact:
        start = text.rfind("\n", 0, start) + 1 or start
    if low + end < length and "high" not in exact:
        end = text.find("\n", end - 1) + 1 or end
    return Window(low + start, text[start:end], length)


def drawn(window: Window, marks: Iterable[Mark], address: str = "") -> SafeString:
    """The window as HTML: one element a piece, a link to the row where a task begins, a sign where words were lost.

    `address` is that of the workbench, where the window is shown elsewhere.
    """
    found = [one for one in marks if one.start < window.high and one.end >= window.low]
    solid = [one for one in found if one.start < one.end]
    points = sorted((one for one in found if one.start == one.end), key=lambda one: one.start)
    begins = {one.start: one for one in solid if one.kind == "task" and one.start >= window.low}
    cuts = sorted(
        {window.low, window.high, *begins}
        | {place for one in found for place in (one.start, one.end) if window.low < place < window.high}
    )
    parts = []
    for low, high, over in _pieces(cuts, solid):
        parts += [_point(one) for one in points if one.start == low]
        if low in begins:
            parts.append(_link(begins[low], address))
        parts.append(_piece(low, window.text[low - window.low : high - window.low], over))
    parts += [_point(one) for one in points if one.start == window.high]
    return mark_safe("".join(parts))  # noqa: S308  # every piece was escaped below


def _pieces(cuts: Sequence[int], marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Each stretch between two cuts, with the marks that lie over it."""
    waiting = sorted(marks, key=lambda one: one.start)
    at, over = 0, list[Mark]()
    for low, high in pairwise(cuts):
        while at < len(waiting) and waiting[at].start <= low:
            over.append(waiting[at])
            at += 1
        over = [one for one in over if one.end > low]
        yield low, high, over


def _piece(low: int, text: str, over: Sequence[Mark]) -> str:
    kinds = " ".join(dict.fromkeys(f"m-{one.kind}" for one in over))
    task = next((one.task for one in reversed(over) if one.task), 0)
    notes = SEMICOLON.say().join(dict.fromkeys(one.note for one in over if one.note))
    return (
        f'<span data-from="{low}"'
        + (f' class="{kinds}"' if kinds else "")
        + (f' data-task="{task}"' if task else "")
        + (f' title="{escape(notes)}"' if notes else "")
        + f">{escape(text)}</span>"
    )


def _link(task: Mark, address: str) -> str:
    """The way from the original to the row, for the keyboard and without a script too."""
    href = f"{escape(address)}?task={task.task}#row-{task.task}"
    return (
        f'<a class="to-row" id="s-{task.task}" href="{href}" data-task="{task.task}"'
        f' title="{escape(task.note)}">{escape(task.label)}</a>'
    )


def _point(mark: Mark) -> str:
    return f'<i class="m-{mark.kind} m-point" title="{escape(mark.note)}" aria-hidden="true"></i>'
