"""What a person should look at in the promises: the same thing promised twice, a year that nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citycircle.core.messages import Text
from citycircle.core.plans import Diagnostic, Target

TWICE = Text(
    "同一指标“{indicator}”前后不一致：{first}与{second}，请核对。",
    "{indicator} is promised twice with different values: {first} and {second}. Please check.",
)
MASKED = Text(
    "期限中的年份被遮盖（{deadline}），无法排期，请补全。",
    "The year of the deadline is masked ({deadline}); nothing can be scheduled until it is filled in.",
)
_PLACES = re.compile(r"^(?:全[国省市县区]|我[国省市县区]|都市圈)|[的\s]")


def doubts(targets: Sequence[Target]) -> Iterator[Diagnostic]:
    """Doubts about the targets of a plan, in document order.

    A share that is to be 26 in one chapter and 27 by the same year in another is one of the two; only a person knows.
    """
    yield from _twice(targets)
    masked = next((target for target in targets if (target.deadline or "").startswith("20xx")), None)
    if masked is not None:
        yield Diagnostic("P302", MASKED, masked.span, values=(("deadline", masked.deadline or ""),))


def _twice(targets: Sequence[Target]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str, str | None], Target] = {}
    for target in targets:
        key = (_PLACES.sub("", target.indicator), target.unit, target.deadline)
        first = seen.setdefault(key, target)
        if first.quote != target.quote and (first.value, first.value_high) != (target.value, target.value_high):
            values = (("indicator", target.indicator), ("first", _said(first)), ("second", _said(target)))
            yield Diagnostic("P301", TWICE, target.span, first.quote, values)


def _said(target: Target) -> str:
    high = f"—{target.value_high}" if target.value_high is not None else ""
    return f"{target.value}{high}{target.unit}"
