"""The colours of lights, each always with its word, from the calmest to the gravest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from citycircle.core.kinds import Choice
from citycircle.core.messages import Text

Colour = Literal["green", "blue", "yellow", "orange", "red", "grey"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
WORDS: dict[Colour, Text] = {
    "green": Text("绿灯", "green"),
    "blue": Text("蓝灯", "blue"),
    "yellow": Text("黄灯", "yellow"),
    "orange": Text("橙灯", "orange"),
    "red": Text("红灯", "red"),
    "grey": Text("灰灯", "grey"),
}
COLOUR = Choice(dict(WORDS.items()))
_GRAVITY = {colour: place for place, colour in enumerate(("grey", *COLOURS[:-1]))}


def gravity(colour: Colour) -> int:
    """How grave a colour is: grey says nothing about the work and comes before green.

    >>> [gravity(colour) for colour in ("grey", "green", "red")]
    [0, 1, 5]
    """
    return _GRAVITY[colour]


def gravest(colours: Iterable[Colour]) -> Colour:
    """The gravest of several colours. Raises ValueError for none.

    >>> gravest(["green", "red", "yellow"])
    'red'
    """
    return max(colours, key=gravity)
