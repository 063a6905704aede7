"""Lists of words kept as data beside the code that uses them: `[section]` lines, words between spaces, `#` remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources
from itertools import groupby


def read_words(package: str, name: str) -> dict[str, tuple[str, ...]]:
    """Read a list of words from a file of a package, section by section.

    >>> read_words("citycircle.language", "units.txt")["money"][:3]
    ('元', '美元', '欧元')
    """
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in resources.files(package).joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words += line.split()
    return {section: tuple(words) for section, words in sections.items()}


def any_of(words: Iterable[str], between: str = "") -> str:
    """The expression for any of some words, the longest first; words with a common beginning share its branch.

    `between` is an expression for what may stand between two signs of a word.

    >>> any_of(["达", "达到", "超过", "超"])
    '(?:超(?:过)?|达(?:到)?)'
    """
    return f"(?:{_branches(sorted(set(words)), between)})"


def _branches(words: list[str], between: str) -> str:
    branches = []
    for first, group in groupby(words, key=lambda word: word[0]):
        rests = [word[1:] for word in group]
        more = [rest for rest in rests if rest]
        end = "?" if "" in rests else ""
        behind = _branches(more, between) if more else ""
        behind = f"{between}(?:{behind})" if between and behind else behind
        branches.append(re.escape(first) + (f"(?:{behind}){end}" if behind else ""))
    return "|".join(branches)
