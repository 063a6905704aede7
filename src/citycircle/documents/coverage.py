"""Does the reading add up? Every word of the text is task, heading, preamble, safeguard, metadata, or set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citycircle.core.messages import Text
from citycircle.core.plans import Aside, Plan, Span

CLASSES: dict[str, Text] = {
    "task": Text("任务", "task"),
    "safeguard": Text("保障措施", "safeguard"),
    "heading": Text("标题", "heading"),
    "preamble": Text("引言", "preamble"),
    "metadata": Text("文件信息", "metadata"),
    "aside": Text("已说明理由的略去内容", "set aside with a reason"),
    "unread": Text("未读取", "unread"),
}
"""The classes of text; every sentence falls into exactly one."""

_SLUGS = tuple(CLASSES)
_PAINT = {slug: bytes([kind]) for kind, slug in enumerate(_SLUGS)}
_UNREAD, _ASIDE = _SLUGS.index("unread"), _SLUGS.index("aside")
_SENTENCE = re.compile(r"[^。！!？?；;\n]*[。！!？?；;\n]+|[^。！!？?；;\n]+")
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"\W+")
_RUN = re.compile(rb"(?s)(.)\1*")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a text falls into one class: sentences, and characters that are letters or digits."""

    kind: str
    sentences: int
    characters: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A text accounted for. The shares add up to the whole; `unread` lists every stretch that no class claims."""

    sentences: int
    characters: int
    shares: tuple[Share, ...]
    reasons: tuple[tuple[str, int], ...]
    """Characters set aside, by reason."""
    unread: tuple[Span, ...]

    @property
    def complete(self) -> bool:
        """Say whether nothing was left unread."""
        return not self.unread

    def share(self, kind: str) -> float:
        """The part of the characters that falls into one class, from 0 to 1."""
        found = sum(each.characters for each in self.shares if each.kind == kind)
        return found / self.characters if self.characters else 0.0


def cover(text: str, plans: Sequence[Plan], asides: Iterable[Aside] = (), preambles: Iterable[Span] = ()) -> Coverage:
    """Account for every word of a text as found; all spans count in it.

    Where two readings claim a word, the more particular one has it: a heading before its task, a task before the
    preamble, anything before an aside. Spaces and punctuation count nowhere.

    >>> from citycircle.core.plans import Document
    >>> plan = Plan(Document(title="要点", spans=(("title", Span(0, 2)),)))
    >>> covered = cover("要点\\n为做好工作。\\n分享", [plan], [Aside("share", Span(10, 12))])
    >>> [(share.kind, share.characters) for share in covered.shares if share.characters], covered.unread
    ([('metadata', 2), ('aside', 2), ('unread', 5)], (Span(start=3, end=8),))
    """
    asides = tuple(asides)
    paint = bytearray([_UNREAD]) * len(text)
    for kind, span in _claims(plans, asides, preambles):
        start, end = max(0, span.start), min(len(text), span.end)
        if start < end:
            paint[start:end] = _PAINT[kind] * (end - start)
    characters = Counter[int]()
    for painted, start, end in _runs(paint, 0, len(text)):
        characters[painted] += _letters(text, start, end)
    sentences = _sentences(text, paint)
    shares = tuple(Share(slug, sentences[kind], characters[kind]) for kind, slug in enumerate(_SLUGS))
    reasons = _by_reason(text, asides, paint)
    return Coverage(sentences.total(), characters.total(), shares, reasons, tuple(_unread(text, paint)))


def _claims(plans: Sequence[Plan], asides: Iterable[Aside], preambles: Iterable[Span]) -> Iterator[tuple[str, Span]]:
    """Who claims what, the more particular later."""
    yield from (("aside", aside.span) for aside in asides)
    yield from (("metadata", span) for plan in plans for _, span in plan.document.spans)
    yield from (("preamble", span) for span in preambles)
    yield from ((task.role, task.span) for plan in plans for task in plan.tasks)
    yield from (("heading", section.span) for plan in plans for section in plan.sections)


def _sentences(text: str, paint: bytearray) -> Counter[int]:
    """How many sentences fall into each class: that of most of their letters."""
    counted = Counter[int]()
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        kind = paint[start]
        if paint.count(kind, start, end) == end - start:
            counted[kind] += bool(_WORD.search(text, start, end))
            continue
        inside = Counter[int]()
        for kind, low, high in _runs(paint, start, end):
            inside[kind] += _letters(text, low, high)
        if inside.total():
            counted[max(inside, key=lambda kind: (inside[kind], kind == _UNREAD, -kind))] += 1
    return counted


def _runs(paint: bytearray, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each stretch of one class, with where it starts and ends."""
    for run in _RUN.finditer(paint, start, end):
        yield run[0][0], run.start(), run.end()


def _letters(text: str, start: int, end: int) -> int:
    """How many characters of a stretch are letters or digits."""
    return len(_BETWEEN.sub("", text[start:end]))


def _of_kind(kind: int, text: str, paint: bytearray, start: int, end: int) -> int:
    """How many letters of a stretch fall into one class."""
    if paint.count(kind, start, end) == end - start:
        return _letters(text, start, end)
    return sum(_letters(text, low, high) for painted, low, high in _runs(paint, start, end) if painted == kind)


def _by_reason(text: str, asides: Iterable[Aside], paint: bytearray) -> tuple[tuple[str, int], ...]:
    counted = Counter[str]()
    seen = 0
    for start, end, reason in sorted((aside.span.start, aside.span.end, aside.reason) for aside in asides):
        if end > seen:
            low = max(seen, start)
            letters = _of_kind(_ASIDE, text, paint, low, end)
            if letters or _WORD.search(text, low, end):
                counted[reason] += letters
            seen = end
    return tuple(sorted(counted.items()))


def _unread(text: str, paint: bytearray) -> Iterator[Span]:
    """Stretches of unread words, joined over nothing but spaces and punctuation."""
    pieces: list[tuple[int, int]] = []
    for run in re.finditer(bytes([_UNREAD]) + b"+", bytes(paint)):
        words = [word.span() for word in _WORD.finditer(text, *run.span())]
        if words:
            pieces.append((words[0][0], words[-1][1]))
    yield from (Span(start, end) for start, end in pieces)
