"""Lists of words kept as data beside the code that uses them: `[section]` lines, words between spaces, `#` remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources


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


def any_of(words: Iterable[str]) -> str:
    """The expression for any of some words, the longest first.

    >>> any_of(["达", "达到"])
    '(?:达到|达)'
    """
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
