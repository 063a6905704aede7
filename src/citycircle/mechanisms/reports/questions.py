"""The questions before sending: polite, few, and each may be skipped with a reason.

They help the clerk before anybody else reads the report. A skipped question goes with the report, so that the office
need not ask it again. None of them refuses anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.parameters import Table
from citycircle.mechanisms.reports.figures import Measure, ahead_of_money, doubts
from citycircle.mechanisms.reports.rules import LIMITS, limit
from citycircle.mechanisms.reports.slips import slips
from citycircle.mechanisms.reports.wording import content, likeness, same_content, says_finished, says_what_follows

NO_CONTENT = Text(
    "“本月进展”中未见数字、日期或已完成的节点，建议补充：完成了什么、到什么节点、还差什么。",
    "The progress names no figure, no date and no stage reached; please add what was done, how far, what is left.",
)
NO_NEXT_STEP = Text(
    "未见具体的下一步，建议写明下一步做什么、什么时候做。",
    "No definite next step; please say what comes next, and when.",
)
SAME = Text(
    "本月文字与上月相同{percent}%，且没有新的数字和节点，建议补充本月变化；如确无变化，可直接选“无变化”。",
    "The text is {percent} % that of last month, with no new figure or stage; please add what changed, or report none.",
)
NO_CHANGE_AGAIN = Text(
    "已连续{count}个月报“无变化”，请用一句话说明卡在哪里、需要谁协调。",
    "No change was reported {count} months running; please say in a sentence what it waits for, and who could help.",
)


class Draft(NamedTuple):
    """What is about to be sent: the texts, last month's, and the numbers.

    `works` and `money` are the shares (%) of the works done and of the money paid. `no_changes` is how many months
    before this one said that nothing changed; `no_change` whether this one does.
    """

    month: str
    progress: str = ""
    next_step: str = ""
    last_progress: str = ""
    measures: tuple[Measure, ...] = ()
    works: Decimal | None = None
    money: Decimal | None = None
    no_changes: int = 0
    no_change: bool = False


class Question(NamedTuple):
    """One question: of what sort, to which cell, about which words, and the sentence."""

    kind: str
    cell: str
    quote: str
    sentence: Text

    @property
    def key(self) -> str:
        """How a reason for skipping it names it."""
        return f"{self.kind}:{self.cell}:{self.quote}"


def questions(draft: Draft, on: date, limits: Table = LIMITS) -> tuple[Question, ...]:
    """Ask what a careful colleague would ask, by the limits in force on a day.

    >>> draft = Draft("2026-11", progress="项目有序推进中。", next_step="继续推进。")
    >>> [question.kind for question in questions(draft, date(2026, 11, 24))]
    ['no_content', 'no_next_step']
    >>> draft = Draft("2026-11", progress="11月3日完成招标，累计完成投资3.2亿元。", next_step="12月10日前进场施工。")
    >>> questions(draft, date(2026, 11, 24))
    ()

    Raises NoRuleInForce.
    """
    edition = limits.edition(on)
    if draft.no_change:
        return tuple(_no_change(draft, int(edition.row("no_change_in_a_row")["value"])))

    def of(name: str) -> Decimal:
        return limit(name, on, limits)

    found = [*_texts(draft, of("similarity_percent"))]
    for measure in draft.measures:
        found += [Question(each.kind, measure.name, "", each.sentence) for each in doubts(measure, of)]
    found += [Question(each.kind, "money", "", each.sentence) for each in ahead_of_money(draft.works, draft.money, of)]
    found += [
        Question(each.kind, "progress", each.quote, each.sentence) for each in slips(draft.progress, draft.measures)
    ]
    return tuple(found)


def unanswered(asked: Iterable[Question], reasons: Mapping[str, str]) -> tuple[Question, ...]:
    """Questions that were neither settled nor skipped with a reason."""
    return tuple(question for question in asked if not reasons.get(question.key, "").strip())


def _no_change(draft: Draft, in_a_row: int) -> Iterator[Question]:
    if draft.no_changes >= in_a_row:
        yield Question("no_change_again", "progress", "", NO_CHANGE_AGAIN.fill(count=draft.no_changes))


def _texts(draft: Draft, most_alike: Decimal) -> Iterator[Question]:
    text = draft.progress.strip()
    if not any(content(text, draft.month)):
        yield Question("no_content", "progress", "", NO_CONTENT)
    if not says_what_follows(text, draft.next_step) and not says_finished(text):
        yield Question("no_next_step", "next_step", "", NO_NEXT_STEP)
    if draft.last_progress.strip() and text and same_content(text, draft.last_progress, draft.month):
        alike, of_all = likeness(text, draft.last_progress, draft.month)
        if of_all and alike * 100 >= most_alike * of_all:
            yield Question("same_as_last", "progress", "", SAME.fill(percent=alike * 100 // of_all))
