"""The element and attribute names of WordprocessingML (ISO/IEC 29500-1) that the walker looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = W + "val"
BODY_LEVEL = 9
"""The outline level (`w:outlineLvl`) that means: no heading."""


def child(parent: Element | None, name: str) -> Element | None:
    """The first child of that name; faster than `find`, which reads its argument as a path."""
    return None if parent is None else next(parent.iterchildren(W + name), None)


def value(parent: Element | None, name: str) -> str | None:
    """The `w:val` of a child of that name, or None where there is no such child."""
    found = child(parent, name)
    return None if found is None else found.get(VAL)


def number(parent: Element | None, name: str) -> int | None:
    """The `w:val` of a child as a whole number; what is no number counts as absent."""
    return whole(value(parent, name))


def whole(text: str | None) -> int | None:
    """A whole number, or None; Word itself writes nothing else here, other programs do."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switched_on(parent: Element | None, name: str) -> bool:
    """Whether an on/off property stands there and is not switched off."""
    found = child(parent, name)
    return found is not None and found.get(VAL) not in {"0", "false", "off"}
