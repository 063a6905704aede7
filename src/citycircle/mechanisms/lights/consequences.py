"""What follows from the lights of an organisation by a policy: a letter, a talk, points; never for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from citycircle.core.messages import Text
from citycircle.core.parameters import NotInTable, Row
from citycircle.core.quantities import plain
from citycircle.mechanisms.lights.colours import WORDS, Colour
from citycircle.mechanisms.lights.tables import PACKAGE, Policies

_SENTENCE = Text(
    "{how}{count}次{colour}，按“{standard}”建议：{act}{points}；由有权人签发后生效。",
    "{colour} {count} times {how}: “{standard}” proposes to {act}{points}; it holds once signed.",
)
_RUNNING = Text("连续", "running")
_IN_ALL = Text("累计", "in all")
_POINTS = Text("（单位计分{points}）", " (points of the organisation: {points})")


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a policy proposes: the act, the document to draft (empty without one), an organisation's points, and why.

    It is a proposal; nothing happens until a person signs.
    """

    colour: Colour
    act: Text
    document: Text
    points: Decimal
    sentence: Text
    row: Row


def consequences(
    policy: str, colours: Sequence[Colour], *, on: date, tables: Policies = PACKAGE
) -> tuple[Consequence, ...]:
    """What follows from the lights up to now, the latest last.

    Something is proposed only when the latest light completes the number, so the same lights propose it once.

    >>> [each.document.zh for each in consequences("guangyuan", ["yellow", "green", "yellow"], on=date(2026, 6, 30))]
    ['专函']

    Raises NoRuleInForce, NotInTable for a policy without consequences.
    """
    rows = tables.consequences.edition(on).group(policy)
    return tuple(_consequence(row) for row in rows if _completed(row, colours))


def has_consequences(policy: str, *, on: date, tables: Policies = PACKAGE) -> bool:
    """Whether a policy says what follows from its lights."""
    try:
        return bool(tables.consequences.edition(on).group(policy))
    except NotInTable:
        return False


def _completed(row: Row, colours: Sequence[Colour]) -> bool:
    if not colours or colours[-1] != row["colour"]:
        return False
    if not row["running"]:
        return colours.count(row["colour"]) % int(row["count"]) == 0
    running = next((place for place, one in enumerate(reversed(colours)) if one != row["colour"]), len(colours))
    return running % int(row["count"]) == 0


def _consequence(row: Row) -> Consequence:
    act = Text(row["act_zh"], row["act_en"])
    points = _POINTS.fill(points=plain(row["points"])) if row["points"] else Text("", "")
    sentence = _SENTENCE.fill(
        how=_RUNNING if row["running"] else _IN_ALL,
        count=row["count"],
        colour=WORDS[row["colour"]],
        standard=row.standard,
        act=act,
        points=points,
    )
    return Consequence(row["colour"], act, Text(row["document_zh"], row["document_en"]), row["points"], sentence, row)
