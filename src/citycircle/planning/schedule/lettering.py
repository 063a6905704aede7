"""Letters on a drawing: how wide they run, how they are cut and broken, and how they are written as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from citycircle.core.machine_drawings import WIDE, pieces

NARROW, BOLDER = 0.57, 1.06

FONTS = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'HarmonyOS Sans SC', "
    "'WenQuanYi Micro Hei', SimHei, sans-serif"
)
"""What a wall sheet is set in: the first that the machine has."""

Anchor = Literal["start", "middle", "end"]


def width_of(words: str, size: float) -> float:
    """About how wide a line runs, in the unit of its size."""
    return sum(size if ord(sign) >= WIDE else size * NARROW for sign in words)


def broken(words: str, room: float, size: float, lines: int) -> list[str]:
    """Words in at most so many lines, between words or any two Chinese characters; what is left over ends in ….

    >>> broken("推进汀河大道断头路打通工程", 9, 1, 2)
    ['推进汀河大道断头路', '打通工程']
    >>> broken("推进汀河大道断头路打通工程", 5, 1, 2)
    ['推进汀河大', '道断头路…']
    """
    found, run = [""], 0.0
    for piece in pieces(words):
        more = width_of(piece, size)
        if found[-1] and run + width_of(piece.rstrip(), size) > room:
            found.append("")
            run = 0.0
        found[-1] += piece
        run += more
    if len(found) > lines:
        found = [*found[: lines - 1], "".join(found[lines - 1 :])]
    return [line if width_of(line, size) <= room else _cut(line, room, size) for line in map(str.strip, found)]


def _cut(words: str, room: float, size: float) -> str:
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes at one size; `scale` is of the whole sheet."""

    size: float
    bold: bool = False
    anchor: Anchor = "start"
    fill: str = "#1b2430"

    def write(self, x: float, y: float, words: str, whole: str = "") -> str:
        """One line with its left end (middle, right end) at a point of the base line; `whole` shows on pointing."""
        weight = ' font-weight="bold"' if self.bold else ""
        anchor = f' text-anchor="{self.anchor}"' if self.anchor != "start" else ""
        hint = f"<title>{escape(whole)}</title>" if whole and whole != words else ""
        place = f'x="{number(x)}" y="{number(y)}" font-size="{number(self.size)}" fill="{self.fill}"'
        return f"<text {place}{anchor}{weight}>{escape(words)}{hint}</text>"


def number(value: float) -> str:
    """A length in millimetres, to the hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
