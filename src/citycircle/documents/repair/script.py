"""Traditional and mixed script: a second reading in simplified characters, of the same length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress
from operator import ne

from citycircle.documents.mended import Edit, Mended
from citycircle.language.script import is_traditional, simplify

KIND = "script"
_WHOLE = 0.01
"""From this share of its characters on, a document counts as traditional throughout."""
_LINE = re.compile(r"[^\n]+")


def edits(mended: Mended) -> Iterator[Edit]:
    """Read a traditional document, or a line with two traditional characters, in simplified script.

    One such character alone in a simplified line may be a person's name and stays.
    """
    text = mended.text
    letters = {letter for letter in set(text) if is_traditional(letter)}
    if not letters:
        return
    pattern = re.compile(f"[{''.join(sorted(letters))}]")
    if sum(1 for _ in pattern.finditer(text)) >= _WHOLE * len(text):
        yield from _changed(text, simplify(text), 0)
        return
    for line in _LINE.finditer(text):
        if len(set(pattern.findall(line.group()))) > 1:
            yield from _changed(line.group(), simplify(line.group()), line.start())


def _changed(found: str, read: str, offset: int) -> Iterator[Edit]:
    """One edit for each run of characters that differ."""
    letters = set(compress(found, map(ne, found, read)))
    if not letters:
        return
    for run in re.finditer(f"[{''.join(map(re.escape, sorted(letters)))}]+", found):
        start, end = run.span()
        while start < end:
            if found[start] == read[start]:
                start += 1
                continue
            at = start
            while at < end and found[at] != read[at]:
                at += 1
            yield Edit(offset + start, offset + at, read[start:at], KIND)
            start = at
