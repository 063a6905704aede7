"""Whether a name is that of one piece of works, or only says a kind of thing."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from citycircle.documents.commitments import words
from citycircle.documents.commitments.matching import any_of

HEAD = re.compile(rf"{any_of(words.HEADS)}$")
_INDEFINITE = re.compile(
    r"^(?:一(?:批|系列|大批|流|些)|若干|各|多个|更多|有关|相关|其他|重大(?:项目|工程)|[一二两三四五六七八九十\d]+(?:个|条|座|处|批|家|大|项))|共享|建设$"
)
_PROPER = re.compile(r"[A-Za-z]*\d|[“《]|至|市区|^市(?!场|域|政|民)|^[县区](?=[^域])")
_LONGEST = 45
_SHORTEST_RESIDUE = 2


def head_of(name: str) -> str:
    """The head noun at the end of a name, or nothing.

    >>> head_of("汀河过江通道"), head_of("汀河")
    ('过江通道', '')
    """
    match = HEAD.search(name)
    return match[0] if match else ""


def is_work(name: str) -> bool:
    """Whether a name ends as works do, or in a phase.

    >>> is_work("望汀港区二期"), is_work("营商环境")
    (True, False)
    """
    return bool(HEAD.search(name) or words.PHASE.search(name))


def is_definite(name: str) -> bool:
    """Whether a name stands for one thing and is of a name's length; a rank or an image is none."""
    if not 3 <= len(name) <= _LONGEST or _INDEFINITE.search(name) or "的" in name:  # noqa: PLR2004 a head and a name
        return False
    return not words.RANKS.search(name) and name not in words.HEADS


def is_named(name: str) -> bool:
    """Whether something proper is left of a name without the words of the genre, or a number, a route or a quotation.

    >>> is_named("白鹭湖沿线养老设施"), is_named("城镇污水处理厂提标改造"), is_named("328国道扩建")
    (True, False, True)
    """
    if words.PHASE.search(name) or _PROPER.search(name):
        return True
    return len(_generic().sub("", name)) >= _SHORTEST_RESIDUE


@cache
def _generic() -> re.Pattern[str]:
    text = resources.files(__package__).joinpath("generic.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return re.compile(any_of(" ".join(lines)))
