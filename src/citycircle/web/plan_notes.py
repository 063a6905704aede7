"""What the reader remarked about a document as a whole: mends, what was set aside, how every word is accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from citycircle.core.messages import Text
from citycircle.core.plans import Span
from citycircle.documents.coverage import CLASSES
from citycircle.documents.repair.mend import KINDS
from citycircle.documents.shell import REASONS

NOTHING_LEFT = Text("删去", "taken out")
READ_AS = Text("{kind}：改读为“{after}”", "{kind}: read as “{after}”")
TAKEN_OUT = Text("{kind}：已删去", "{kind}: taken out")
NOT_TAKEN = Text("未收入：{reason}", "set aside: {reason}")


class Mend(NamedTuple):
    """One mend of the text: what it is called, where, what stood there, what was read instead."""

    kind: Text | str
    span: Span
    before: str
    after: str

    @property
    def said(self) -> str:
        return (READ_AS if self.after.strip() else TAKEN_OUT).say(kind=self.kind, after=self.after)


class SetAside(NamedTuple):
    """A stretch that belongs to no plan, and why."""

    reason: Text | str
    span: Span

    @property
    def said(self) -> str:
        return NOT_TAKEN.say(reason=self.reason)


class Share(NamedTuple):
    """How much of the text falls into one class."""

    kind: Text | str
    sentences: int
    characters: int


@dataclass(frozen=True, eq=False)
class Notes:
    """The notes of a source document, as the reader left them in `SourceDocument.notes`."""

    found: Mapping[str, Any]

    @cached_property
    def mends(self) -> list[Mend]:
        return [
            Mend(_called(KINDS, one["kind"]), _span(one), one["before"], one["after"]) for one in self._list("repairs")
        ]

    @cached_property
    def asides(self) -> list[SetAside]:
        """Asides in order; one inside another of the same reason is said once."""
        seen = dict.fromkeys((one["reason"], _span(one)) for one in self._list("asides"))
        return [SetAside(_called(REASONS, reason), span) for reason, span in sorted(seen, key=lambda one: one[1])]

    @cached_property
    def shares(self) -> list[Share]:
        return [
            Share(_called(CLASSES, one["kind"]), one["sentences"], one["characters"])
            for one in self._coverage.get("shares", ())
        ]

    @cached_property
    def unread(self) -> list[Span]:
        return [Span(*pair) for pair in self._coverage.get("unread", ())]

    @property
    def characters(self) -> int:
        return int(self._coverage.get("characters", 0))

    @property
    def _coverage(self) -> Mapping[str, Any]:
        coverage: Mapping[str, Any] = self.found.get("coverage", {})
        return coverage

    def _list(self, name: str) -> Sequence[Mapping[str, Any]]:
        rows: Sequence[Mapping[str, Any]] = self.found.get(name, ())
        return rows


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"])


def _called(words: Mapping[str, Text], slug: str) -> Text | str:
    return words.get(slug, slug)
