"""The colours of a sheet's cells: what is behind them and what their letters have (ISO/IEC 29500-1, 18.8.19, 18.8.24).

An office that fills a cell red has said something; a reader that sees only words would lose it.
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING

from citycircle.documents.intake.archives import Archive
from citycircle.documents.intake.old_workbooks import Colours

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")(?=[^>]*\bs="(\d+)")[^>]*>')
_BASIC = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_LATER = (
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
_NUMBERED = (*_BASIC.split(), *_BASIC.split(), *_LATER.split())
"""The palette of Excel 97, which files still name by number (18.8.27)."""
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def colours_of(archive: Archive, part: str) -> Colours:
    """The colours of the cells of one sheet, which lies in a part of the archive."""
    styles = _styles(archive)
    if not any(any(style) for style in styles):
        return {}
    found: Colours = {}
    for letters, digits, style in _CELL.findall(archive.read(part)):
        at = int(style)
        if at < len(styles) and any(styles[at]):
            found[int(digits) - 1, _column(letters)] = styles[at]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _styles(archive: Archive) -> list[tuple[str, str]]:
    """The fill and the ink of each style of a cell, by its number."""
    if "xl/styles.xml" not in archive:
        return []
    root = archive.xml("xl/styles.xml")
    theme = _theme(archive)
    fills = [_fill(each, theme) for each in _children(root, "fills")]
    inks = [_colour(each.find(_S + "color"), theme) for each in _children(root, "fonts")]
    return [
        (_chosen(fills, style.get("fillId")), _not_black(_chosen(inks, style.get("fontId"))))
        for style in _children(root, "cellXfs")
    ]


def _children(root: Element, name: str) -> list[Element]:
    parent = root.find(_S + name)
    return [] if parent is None else list(parent)


def _chosen(colours: list[str], number: str | None) -> str:
    at = int(number) if number and number.isdecimal() else 0
    return colours[at] if at < len(colours) else ""


def _not_black(colour: str) -> str:
    return "" if colour == "000000" else colour


def _fill(fill: Element, theme: dict[int, str]) -> str:
    pattern = fill.find(_S + "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    return _colour(pattern.find(_S + "fgColor"), theme)


def _colour(colour: Element | None, theme: dict[int, str]) -> str:
    if colour is None:
        return ""
    rgb, numbered, of_theme = colour.get("rgb"), colour.get("indexed", ""), colour.get("theme", "")
    found = ""
    if rgb:
        found = rgb[-6:].upper()
    elif numbered.isdecimal() and int(numbered) < len(_NUMBERED):
        found = _NUMBERED[int(numbered)]
    elif of_theme.isdecimal():
        found = theme.get(int(of_theme), "")
    return _tinted(found, colour.get("tint")) if re.fullmatch(r"[0-9A-F]{6}", found) else ""


def _tinted(colour: str, tint: str | None) -> str:
    """A colour made lighter or darker (18.8.19): a tint of 0.4 goes two fifths of the way to white."""
    try:
        share = float(tint or 0)
    except ValueError:
        return colour
    if not share:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), strength)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def _theme(archive: Archive) -> dict[int, str]:
    """The colours of the workbook's theme by their number (20.1.6.2)."""
    part = next((name for name in archive.names() if re.fullmatch(r"xl/theme/theme\d*\.xml", name)), None)
    if part is None:
        return {}
    scheme = archive.xml(part).find(f"{_A}themeElements/{_A}clrScheme")
    found: dict[int, str] = {}
    for number, name in enumerate(_THEME):
        entry = None if scheme is None else scheme.find(_A + name)
        colour = None if entry is None or not len(entry) else entry[0]
        if colour is not None:
            found[number] = (colour.get("lastClr") or colour.get("val") or "").upper()
    return found
