"""Stretches of the source text that a person marked, kept as their words and found again at every reading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citycircle.core.plans import Commitment, Document, Duty, Milestone, Project, Quoted, Span, Target
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.read import read_commitments
from citycircle.documents.drafting import kept, tidy
from citycircle.documents.duties.assigning import duty_of
from citycircle.documents.duties.finding import find_notations, rule_of_lead
from citycircle.documents.mended import Mended
from citycircle.documents.places import as_found, in_mended

FEWEST = 6
"""So many characters at least name a place in a text."""
_NUMBER = re.compile(
    r"\s*(?:(?P<bare>\d{1,3})\s?[.．、](?!\d)|(?P<boxed>[(（][\d一二三四五六七八九十]{1,3}[)）])|(?P<ring>[①-⑳])"
    r"|(?P<chinese>[一二三四五六七八九十]{1,3})、)\s*"
)
Promises = tuple[tuple[Target, ...], tuple[Commitment, ...], tuple[Milestone, ...], tuple[Project, ...]]


def marked(mended: Mended, start: int, end: int) -> str:
    """The mended words of a stretch of the text as found, as a correction quotes them."""
    low, high = in_mended(Span(start, end), mended)
    return mended.text[low:high].strip()


def beginning(text: str, at: int) -> str:
    """The words by which a place in a text is found again: from there on, as many as make it the only one.

    >>> beginning("建设码头，改造泊位。建设航道，疏浚河口。", 10)
    '建设航道，疏'
    """
    length = FEWEST
    while at + length < len(text) and len(places_of(text[at : at + length], text)) > 1:
        length += FEWEST
    return text[at : at + length]


def places_of(words: str, text: str, low: int = 0, high: int | None = None) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever the spaces and line ends between them."""
    solid = re.sub(r"\s+", "", words)
    if not solid:
        return []
    pattern = re.compile(r"\s*".join(map(re.escape, solid)))
    return [found.span() for found in pattern.finditer(text, low, len(text) if high is None else high)]


class Stretches:
    """The mended text of one document; without it nothing is found."""

    def __init__(self, mended: Mended | None) -> None:
        self.mended = mended
        self.rule = rule_of_lead(mended.text) if mended else None

    def find(self, words: str, within: Span | None = None, after: int = 0) -> Span | None:
        """The place, in the text as found, of words: inside a stretch, or the first one behind a place, else any."""
        if self.mended is None:
            return None
        low, high = in_mended(within, self.mended) if within else (0, len(self.mended.text))
        places = places_of(words, self.mended.text, low, high)
        behind = self.mended.find(after)
        place = next((place for place in places if place[0] >= behind), places[0] if places else None)
        return self.mended.span(*place) if place else None

    def read(self, place: Span) -> tuple[str, Quoted, Duty]:
        """Number, body and duty of a stretch that holds a task."""
        assert self.mended is not None  # a place was found in it
        text = self.mended.text
        low, high = in_mended(place, self.mended)
        number = _NUMBER.match(text, low, high)
        notations = find_notations(text, low, high)
        start = number.end() if number else low
        pieces = list(kept(start, high, [(one.start, one.end) for one in notations]))
        body = Quoted(tidy("".join(text[a:b] for a, b in pieces)), place)
        printed = next((group for group in number.groups() if group), "") if number else ""
        return printed, body, as_found(duty_of(notations, self.rule), self.mended)

    def duty(self, place: Span) -> Duty:
        """The duties that a stretch notes."""
        if self.mended is None:
            return Duty()
        notations = find_notations(self.mended.text, *in_mended(place, self.mended))
        return as_found(duty_of(notations, self.rule), self.mended)

    def promises(self, place: Span, task: str, path: tuple[str, ...], document: Document) -> Promises:
        """What a stretch promises, under a task."""
        if self.mended is None:
            return (), (), (), ()
        low, high = in_mended(place, self.mended)
        holes = [(one.start, one.end) for one in find_notations(self.mended.text, low, high)]
        passages: Sequence[Passage] = [Passage(a, b, task, path, "task") for a, b in kept(low, high, holes)]
        found = read_commitments(self.mended, passages, document)
        return as_found((found.targets, found.commitments, found.milestones, found.projects), self.mended)
