"""What is to be done today about what is due or late: reminders, urging, slips from blue to red, or a pause with cause.

Nothing here sends or signs: a rung that names anybody ends in a draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from citycircle.core.messages import Text
from citycircle.core.parameters import Row, Table
from citycircle.core.terms import day_said
from citycircle.core.workdays import Calendar
from citycircle.mechanisms.cadences.ladder_tables import (
    LADDER_DAYS,
    LADDER_LEVELS,
    LADDER_RULES,
    SLIP_COLOURS,
    TRIGGERS,
    act_of,
    document_of,
)

SlipColour = Literal["blue", "yellow", "orange", "red"]
Answer = Literal["", "accepted", "refused"]
To = Literal["handler", "head", "office", "owner"]
_BEFORE = Text("“{title}”应于{due}前完成，还有{days}天，{act}。", "“{title}” is due on {due}, in {days} days: {act}.")
_AFTER = Text(
    "“{title}”应于{due}前完成，已逾期{days}天，{act}。", "“{title}” was due on {due}, {days} days ago: {act}."
)
_LEVEL = Text(
    "“{title}”{trigger}（时限{due}），列{colour}级：{act}{answer}{draft}。",
    "“{title}”: {trigger} (due {due}), level {colour}: {act}{answer}{draft}.",
)
_ANSWER = Text("，请于{day}前答复", ", with an answer by {day}")
_DRAFT = Text("；{document}由有权人签发", "; {document} for a person to sign")
_PAUSED = Text(
    "“{title}”因{cause}自{since}起暂停计时，请{owner}办理。",
    "“{title}” has stood still since {since} ({cause}); it is for {owner} to act.",
)
_NOTHING = Text("", "")


class Pause(NamedTuple):
    """A reasonable cause (X): what for, who can end it, and since when. A person decided that it is reasonable."""

    cause: Text
    owner: str
    since: date


class SlipSent(NamedTuple):
    """A slip that went out: its level, when, until when it asked for an answer, and what became of that.

    `refused` means that a person found no good reason in the answer.
    """

    colour: SlipColour
    sent: date
    answer_by: date
    answer: Answer = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A report or matter that an organisation owes by a day, with all that the ladder needs to know of it.

    `applied` is true while an application (extension, closing) waits for an answer; `behind` when its light is yellow
    or graver; `start` is the level at which an important matter begins.
    """

    key: str
    title: str
    organisation: str
    due: date
    done: date | None = None
    pause: Pause | None = None
    applied: bool = False
    behind: bool = False
    start: SlipColour = "yellow"
    slips: tuple[SlipSent, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do today: which rung, to whom, with which document (a draft when `signed`), in one sentence."""

    key: str
    rung: str
    number: int
    day: date
    organisation: str
    to: To
    sentence: Text
    document: Text = _NOTHING
    signed: bool = False
    answer_by: date | None = None
    row: Row | None = None


class Ladder(NamedTuple):
    """The tables of the ladder as they are used together; a city's own are `Table.amended_by`."""

    days: Table = LADDER_DAYS
    levels: Table = LADDER_LEVELS
    rules: Table = LADDER_RULES


LADDER = Ladder()


def due_today(
    ladder: str, owed: Owed, calendar: Calendar, *, on: date, since: date | None = None, tables: Ladder = LADDER
) -> tuple[Act, ...]:
    """What is to be done on a day about one thing that is owed.

    `since` is the day on which this was asked last (the day before, unless the service stood still); of the rungs
    passed in between only the highest for each addressee is done. What is done asks for nothing; a pause turns only to
    its owner, on the day it begins.

    >>> from citycircle.core.workdays import national
    >>> report = Owed(key="r1", title="9月月报", organisation="澜川市交通运输局", due=date(2026, 9, 28))
    >>> [act.rung for act in due_today("report", report, national(), on=date(2026, 9, 25))]
    ['t_minus_3']

    Raises NoRuleInForce, NotInTable, YearWithoutHolidays where working days are counted.
    """
    since = on - timedelta(days=1) if since is None else since
    if _is_done(owed, on):
        return ()
    if owed.pause is not None and _stands_still(owed, on):
        return (_paused(owed, owed.pause, on),) if since < owed.pause.since else ()
    passed = [
        (row, day)
        for row in tables.days.edition(on).group(ladder)
        if since < (day := rung_day(row, owed.due, calendar)) <= on
    ]
    acts = [_dated(owed, row, day, on) for row, day in passed]
    highest = {act.to: act for act in sorted(acts, key=lambda act: act.number)}
    slip = next_slip(ladder, owed, on=on, tables=tables)
    return (*sorted(highest.values(), key=lambda act: act.number), *([slip] if slip else []))


def rung_day(row: Row, due: date, calendar: Calendar) -> date:
    """The day of a rung, before or after the deadline. Raises YearWithoutHolidays where it counts working days."""
    days = int(row["days"])
    return calendar.add_workdays(due, days) if row["counted"] == "workday" else due + timedelta(days=days)


def next_slip(ladder: str, owed: Owed, *, on: date, tables: Ladder = LADDER) -> Act | None:
    """The slip that a matter has come to by a day and does not have yet; one matter has one slip, which only rises."""
    levels = tables.levels.edition(on)
    if not levels.has(ladder) or _is_done(owed, on) or _stands_still(owed, on):
        return None
    near = int(tables.rules.edition(on).row("near_days")["days"])
    colour = _level(owed, near, on)
    return _slip(levels.row(ladder, colour), owed, on) if colour else None


def _level(owed: Owed, near: int, on: date) -> SlipColour | None:
    last = owed.slips[-1] if owed.slips else None
    late = on > owed.due or owed.behind
    if last is None or last.colour == "blue":
        if late:
            return owed.start
        is_near = owed.due - timedelta(days=near) <= on and not owed.applied
        return "blue" if is_near and last is None else None
    if last.answer == "accepted":
        return "yellow" if on > owed.due else None
    unanswered = not last.answer and on > last.answer_by
    rises: dict[SlipColour, SlipColour] = {"yellow": "orange", "orange": "red"}
    return rises.get(last.colour) if last.answer == "refused" or unanswered else None


def _slip(row: Row, owed: Owed, on: date) -> Act:
    days = int(row["answer_days"])
    answer_by = on + timedelta(days=days) if days else None
    sentence = _LEVEL.fill(
        title=owed.title,
        trigger=TRIGGERS[row["trigger"]],
        due=day_said(owed.due),
        colour=SLIP_COLOURS[row["colour"]],
        act=act_of(row),
        answer=_ANSWER.fill(day=day_said(answer_by)) if answer_by else _NOTHING,
        draft=_DRAFT.fill(document=document_of(row)) if row["signed"] else _NOTHING,
    )
    return Act(
        owed.key, row["colour"], int(row["number"]), on, owed.organisation, row["to"], sentence, document_of(row),
        row["signed"], answer_by, row,
    )  # fmt: skip


def _dated(owed: Owed, row: Row, day: date, on: date) -> Act:
    left = (owed.due - on).days
    shape = _BEFORE if left >= 0 else _AFTER
    draft = _DRAFT.fill(document=document_of(row)) if row["signed"] else _NOTHING
    act = Text(f"{act_of(row).zh}{draft.zh}", f"{act_of(row).en}{draft.en}")
    sentence = shape.fill(title=owed.title, due=day_said(owed.due), days=abs(left), act=act)
    return Act(
        owed.key, row["rung"], int(row["number"]), day, owed.organisation, row["to"], sentence, document_of(row),
        row["signed"], None, row,
    )  # fmt: skip


def _is_done(owed: Owed, on: date) -> bool:
    return owed.done is not None and owed.done <= on


def _stands_still(owed: Owed, on: date) -> bool:
    return owed.pause is not None and owed.pause.since <= on


def _paused(owed: Owed, pause: Pause, on: date) -> Act:
    sentence = _PAUSED.fill(title=owed.title, cause=pause.cause, since=day_said(pause.since), owner=pause.owner)
    return Act(owed.key, "pause", 0, on, pause.owner, "owner", sentence)
