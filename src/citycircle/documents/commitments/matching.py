"""One expression out of a list of words, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: str | Iterable[str]) -> str:
    """The alternatives of a list of words, so that the longest matches first.

    >>> any_of("达 达到")
    '(?:达到|达)'
    """
    words = words.split() if isinstance(words, str) else words
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
