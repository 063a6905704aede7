"""How firmly Chinese plans promise: 确保, 力争, 推进, 探索, 谋划."""

from __future__ import annotations

import re

from citycircle.core.plans import Strength
from citycircle.language.wordlists import any_of, read_words

_KINDS: tuple[Strength, ...] = ("ensure", "strive", "explore", "consider", "advance")
"""In the order in which they are sought: 力争推进 strives."""
_LISTS = read_words(__package__, "strengths.txt")
_PATTERNS = [(kind, re.compile(any_of(_LISTS[kind]) + r"(?![院所生]|中心)")) for kind in _KINDS]


def strength(text: str) -> Strength | None:
    """How firmly a clause promises.

    >>> strength("力争推进项目建设"), strength("谋划建设新港"), strength("总量达到5家")
    ('strive', 'consider', None)
    """
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)
