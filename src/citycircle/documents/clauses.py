"""Names of clauses that a corrected or rescanned copy of a plan keeps: eIds as Akoma Ntoso writes them.

They are built from the printed numbering, the place in the hierarchy and, where nothing is numbered, the heading:
`chp_2__sec_3__para_12__point_1`. Page, line and position play no part.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

LEVELS = ("chp", "sec", "subsec", "subchp")
"""Chapter, section, subsection: the headings above the tasks, from the outermost inwards."""


class ClauseNames:
    """Gives each clause of a plan its eId and never gives one twice.

    >>> names = ClauseNames()
    >>> chapter = names.heading("", 0, 2, "重点任务")
    >>> names.task(chapter, 12, ""), names.task(chapter, 12, "")
    ('chp_2__para_12', 'chp_2__para_12-2')
    >>> names.task(chapter, None, "建设客运码头")
    'chp_2__para_b868eab2'
    """

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self._given: Counter[str] = Counter()

    def heading(self, above: str, level: int, number: int | None, title: str) -> str:
        """The eId of a heading; `level` counts from the outermost, 0."""
        return self._name(above, LEVELS[min(level, len(LEVELS) - 1)], number, title)

    def task(self, above: str, number: int | None, title: str) -> str:
        return self._name(above, "para", number, title)

    def row(self, above: str, number: int | str | None, title: str) -> str:
        """The eId of a row of a table of tasks."""
        return self._name(above, "row", number, title)

    def _name(self, above: str, kind: str, number: int | str | None, title: str) -> str:
        mark = str(number) if number is not None else digest(title)
        above = above or self.prefix
        name = f"{above}__{kind}_{mark}" if above else f"{kind}_{mark}"
        self._given[name] += 1
        times = self._given[name]
        return name if times == 1 else f"{name}-{times}"


def digest(title: str) -> str:
    """A short stable mark for words, whatever their width, spacing and punctuation.

    >>> digest("建设客运码头。") == digest(" 建设 客运码头")
    True
    """
    folded = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title))
    return hashlib.sha256(folded.encode()).hexdigest()[:8]
