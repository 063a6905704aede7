"""A .docx as a source: paragraphs with their automatic numbers, tables with their merged cells, the rest noted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from citycircle.documents.intake.archives import Archive
from citycircle.documents.intake.composing import Composer
from citycircle.documents.intake.errors import FileDamaged
from citycircle.documents.intake.notes import note, shortened
from citycircle.documents.intake.word.names import BODY_LEVEL, W, child, number, value
from citycircle.documents.intake.word.numbering import Numbering
from citycircle.documents.intake.word.paragraphs import Gathered
from citycircle.documents.intake.word.styles import Style, Styles
from citycircle.documents.intake.word.tables import CELL, TABLE, arranges_page, blocks, placed_cells, rows_of
from citycircle.documents.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PARAGRAPH = W + "p"
_CLOSED = "、．.)）】〕:：，,—"


def open_word(data: bytes, name: str) -> Source:
    """Read a .docx. Raises the errors of `Archive`, and FileDamaged where the main part is missing."""
    archive = Archive(data, name)
    main = main_part(archive)
    if main is None:
        raise FileDamaged(name=name, reason="word/document.xml")
    walk = _Walk(archive, main)
    walk.read()
    return walk.page.source(name, MEDIA_TYPE)


def main_part(archive: Archive) -> str | None:
    """The part that holds the text; usually word/document.xml, but the relations decide."""
    if "word/document.xml" in archive:
        return "word/document.xml"
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in archive:
                return target
    return None


class _Walk:
    """One walk through one document, from its first paragraph to its notes."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.archive = archive
        self.page = Composer()
        self.gathered = Gathered()
        self._folder = posixpath.dirname(main)
        self._root = archive.xml(main)
        self._styles = Styles(self._part("styles.xml"))
        self._numbering = Numbering(self._part("numbering.xml"))
        self._pending = ""
        self._embedded = 0

    def _part(self, name: str) -> Element | None:
        path = posixpath.join(self._folder, name)
        return self.archive.xml(path) if path in self.archive else None

    def read(self) -> None:
        body = child(self._root, "body")
        if body is None:
            raise FileDamaged(name=self.archive.name, reason="w:body")
        self._write(body)
        self._foot_notes()
        self._note()

    def _write(self, parent: Element) -> None:
        for element in blocks(parent):
            if element.tag == TABLE and arranges_page(element):
                for row in rows_of(element):
                    for cell in blocks(row, CELL):
                        self._write(cell)
            elif element.tag == TABLE:
                self.page.table(placed_cells(element, self._cell_text))
                self._boxes()
            elif element.tag == _PARAGRAPH:
                self._paragraph(element)
            else:
                self._embedded += element.tag == W + "altChunk"

    def _paragraph(self, element: Element) -> None:
        text, marker, style = self._text(element)
        if _mark_deleted(element):
            # Whoever deleted the paragraph mark joined this paragraph to the next one.
            self._pending += text
            return
        text, self._pending = self._pending + text, ""
        stripped = text.strip()
        if stripped and stripped != marker:
            self.page.line(text, heading=style.heading, marker=marker, aside="contents" if style.contents else None)
        self._boxes()

    def _text(self, element: Element, tab: str = "\t") -> tuple[str, str | None, Style]:
        text = self.gathered.text_of(element, tab)
        properties = child(element, "pPr")
        if properties is None:
            style, numbered = self._styles.of(None), None
        else:
            style, numbered = self._styles.of(value(properties, "pStyle")), child(properties, "numPr")
            outline = number(properties, "outlineLvl")
            if outline is not None:
                style = replace(style, heading=outline + 1 if outline < BODY_LEVEL else None)
        marker = self._marker(numbered, style)
        return (_joined(marker, text) if marker else text), marker, style

    def _marker(self, numbered: Element | None, style: Style) -> str | None:
        list_name, depth = style.list_name, style.depth
        if numbered is not None:
            own, own_depth = value(numbered, "numId"), number(numbered, "ilvl")
            list_name = own or list_name
            depth = own_depth if own or own_depth is not None else depth
        if list_name is None or list_name == "0":
            return None
        if depth is None:
            depth = self._numbering.depth_of(list_name, style.tied)
        return self._numbering.next(list_name, depth) or None

    def _boxes(self) -> None:
        """Write the text boxes met since the last paragraph, below it."""
        boxes, self.gathered.boxes = self.gathered.boxes, []
        for box in boxes:
            self._write(box)

    def _cell_text(self, cell: Element) -> str:
        lines: list[str] = []
        for element in blocks(cell):
            if element.tag == _PARAGRAPH:
                lines.append(self._text(element, " ")[0].strip())
            elif element.tag == TABLE:
                lines += self._flattened(element)
        return "\n".join(filter(None, lines))

    def _flattened(self, table: Element) -> Iterable[str]:
        """A table inside a cell, one line a row."""
        for row in rows_of(table):
            yield " ".join(filter(None, (self._cell_text(cell).replace("\n", " ") for cell in blocks(row, CELL))))

    def _foot_notes(self) -> None:
        for kind in ("footnote", "endnote"):
            wanted = [number for found, number in self.gathered.notes if found == kind]
            root = self._part(kind + "s.xml") if wanted else None
            if root is None:
                continue
            texts = {element.get(W + "id", ""): element for element in root.iterfind(W + kind)}
            for key in wanted:
                if key in texts:
                    lines = (self.gathered.text_of(paragraph).strip() for paragraph in texts[key].iter(_PARAGRAPH))
                    self.page.line(" ".join(filter(None, lines)), aside="footnote")

    def _note(self) -> None:
        notes = self.page.notes
        if running := self._running_text():
            notes.append(note("I011", text="；".join(running)))
        if self.gathered.deletions:
            notes.append(note("I010", count=self.gathered.deletions))
        if self.gathered.hidden:
            notes.append(note("I012", count=self.gathered.hidden))
        if embedded := self.gathered.objects + self._embedded:
            notes.append(note("I013", count=embedded))

    def _running_text(self) -> list[str]:
        """What headers and footers say, page numbers apart."""
        found: dict[str, None] = {}
        for part in self.archive.names():
            name = posixpath.basename(part)
            if (
                posixpath.dirname(part) == self._folder
                and name.startswith(("header", "footer"))
                and name.endswith(".xml")
            ):
                gathered = Gathered()
                for paragraph in self.archive.xml(part).iter(_PARAGRAPH):
                    text = shortened(gathered.text_of(paragraph).strip("—-– \t\n第页共/"))
                    if text:
                        found[text] = None
        return list(found)


def _mark_deleted(paragraph: Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
    return mark is not None


def _joined(marker: str, text: str) -> str:
    """Number and text as one line; a space only where the two would run into each other.

    >>> _joined("一、", "重点任务"), _joined("1.2", "建设内容"), _joined("1.", "5个项目"), _joined("第一条", "为推进")
    ('一、重点任务', '1.2 建设内容', '1. 5个项目', '第一条 为推进')
    """
    text = text.lstrip()
    closed = marker[-1] in _CLOSED or marker[-1] in "①②③④⑤⑥⑦⑧⑨⑩⒈⒉⒊⒋⒌⒍⒎⒏⒐⑴⑵⑶⑷⑸⑹⑺⑻⑼"
    apart = not closed or (marker[-1] in ".．" and text[:1].isdigit())
    return f"{marker} {text}" if apart and text else marker + text
