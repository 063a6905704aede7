"""What a paragraph style says about numbering and headings, through the styles it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from citycircle.documents.intake.word.names import BODY_LEVEL, W, child, number, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTENTS = re.compile(r"(?i)(?:toc|目录) ?\d?")
_HEADING = re.compile(r"(?i)(?:heading|标题) ?(\d)")


@dataclass(frozen=True, slots=True)
class Style:
    """A resolved style: its list, its level there, its heading level (1 is the highest)."""

    list_name: str | None = None
    depth: int | None = None
    tied: str | None = None
    heading: int | None = None
    contents: bool = False
    hidden: bool = False


class Styles:
    """The styles of one document, each resolved once."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        for element in () if root is None else root.iterfind(W + "style"):
            if element.get(W + "type", "paragraph") != "paragraph":
                continue
            name = element.get(W + "styleId") or ""
            self._elements[name] = element
            if element.get(W + "default") in {"1", "true", "on"}:
                self._default = name

    def of(self, name: str | None) -> Style:
        """The resolved style; the default one where a paragraph names none or one that does not exist."""
        key = name if name in self._elements else self._default
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(key)
        return found

    def _resolve(self, name: str) -> Style:
        chain: list[Element] = []
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            chain.append(self._elements[name])
            name = value(chain[-1], "basedOn") or ""
        style = Style()
        for element in reversed(chain):
            style = _with_own(style, element)
        return style


def _with_own(style: Style, element: Element) -> Style:
    """What a style inherits, overridden by what it says itself."""
    name = value(element, "name") or ""
    properties = child(element, "pPr")
    if _CONTENTS.fullmatch(name):
        style = replace(style, contents=True)
    if named := _HEADING.fullmatch(name):
        style = replace(style, heading=int(named[1]))
    outline = number(properties, "outlineLvl")
    if outline is not None:
        style = replace(style, heading=None if outline >= BODY_LEVEL else outline + 1)
    if switched_on(child(element, "rPr"), "vanish"):
        style = replace(style, hidden=True)
    numbered = child(properties, "numPr")
    if numbered is None:
        return style
    list_name, depth = value(numbered, "numId"), number(numbered, "ilvl")
    # A list may tie its levels to styles; then the style that names the list is the one to look up (17.9.23).
    style = replace(style, tied=element.get(W + "styleId"), depth=depth if depth is not None else style.depth)
    return replace(style, list_name=list_name) if list_name is not None else style
