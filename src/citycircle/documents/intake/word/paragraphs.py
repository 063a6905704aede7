"""The text of one Word paragraph as a reader sees it: insertions in, deletions out, text boxes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citycircle.documents.intake.word.names import MC, W, child, switched_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT, _TAB, _BREAK, _RETURN = W + "t", W + "tab", W + "br", W + "cr"
_RUN, _RUN_PROPERTIES, _PROPERTIES = W + "r", W + "rPr", W + "pPr"
_FIELD, _INSTRUCTION, _SIMPLE_FIELD = W + "fldChar", W + "instrText", W + "fldSimple"
_DELETED, _MOVED_AWAY = W + "del", W + "moveFrom"
_ALTERNATE, _CHOICE, _FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
_BOX = W + "txbxContent"
_NOTE = W + "footnoteReference"
_END_NOTE = W + "endnoteReference"
_SYMBOL = W + "sym"
_OBJECT = W + "object"
_SIGNS = {W + "noBreakHyphen": "-", W + "softHyphen": "", _RETURN: "\n"}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_SKIPPED = {_PROPERTIES, _RUN_PROPERTIES, W + "delText", W + "delInstrText", W + "ruby", _FALLBACK}


@dataclass(slots=True)
class Gathered:
    """What the walk over paragraphs has met so far besides their text."""

    deletions: int = 0
    hidden: int = 0
    objects: int = 0
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)
    _showing: list[bool] = field(default_factory=list)

    def text_of(self, paragraph: Element, tab: str = "\t") -> str:
        """The visible text of a paragraph; boxes and notes in it are kept aside for the caller."""
        return "".join(self._pieces(paragraph, tab))

    def _pieces(self, parent: Element, tab: str) -> Iterator[str]:
        for element in parent:
            name = element.tag
            if name == _RUN:
                yield from self._run(element, tab)
            elif name in {_DELETED, _MOVED_AWAY}:
                self.deletions += name == _DELETED
            elif name == _SIMPLE_FIELD:
                if not _is_page_field(element.get(W + "instr", "")):
                    yield from self._pieces(element, tab)
            elif name == _ALTERNATE:
                yield from self._alternate(element, tab)
            elif name not in _SKIPPED:
                yield from self._pieces(element, tab)

    def _run(self, run: Element, tab: str) -> Iterator[str]:
        properties = child(run, "rPr")
        if properties is not None and switched_on(properties, "vanish"):
            self.hidden += any(text.text for text in run.iterfind(_TEXT))
            return
        for element in run:
            name = element.tag
            if name == _TEXT:
                if not self._showing or all(self._showing):
                    yield element.text or ""
            elif name == _TAB:
                yield tab
            elif name == _BREAK:
                yield "\n" if element.get(W + "type") in {None, "textWrapping"} else ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in {_FIELD, _INSTRUCTION}:
                self._field(element)
            else:
                yield from self._rare(element, tab)

    def _rare(self, element: Element, tab: str) -> Iterator[str]:
        name = element.tag
        if name == _ALTERNATE:
            yield from self._alternate(element, tab)
        elif name in {_NOTE, _END_NOTE}:
            kind = "footnote" if name == _NOTE else "endnote"
            self.notes.append((kind, element.get(W + "id", "")))
        elif name == _SYMBOL:
            yield _symbol(element.get(W + "char", ""))
        elif name == W + "ruby":
            base = child(element, "rubyBase")
            if base is not None:
                yield from self._pieces(base, tab)
        elif name not in _SKIPPED:
            self.objects += name == _OBJECT
            self.boxes += _boxes(element)

    def _alternate(self, element: Element, tab: str) -> Iterator[str]:
        # Word writes a text box twice, for new readers and for old ones; only one of them is to be read.
        branch = element.find(_CHOICE)
        if branch is None:
            branch = element.find(_FALLBACK)
        for inner in () if branch is None else branch:
            if inner.tag == _RUN:
                yield from self._run(inner, tab)
            else:
                yield from self._rare(inner, tab)

    def _field(self, element: Element) -> None:
        """Follow the parts of a field: begin, instruction, separate, result, end; they may nest."""
        kind = element.get(W + "fldCharType")
        if element.tag == _INSTRUCTION and self._fields:
            self._fields[-1] += element.text or ""
        elif kind == "begin":
            self._fields.append("")
            self._showing.append(False)
        elif kind == "separate" and self._fields:
            self._showing[-1] = not _is_page_field(self._fields[-1])
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._showing.pop()


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes of a drawing, those of the fallback only where there is nothing better."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        if found.tag == _BOX:
            yield found
        elif found.tag == _ALTERNATE:
            waiting += found.findall(_CHOICE) or found.findall(_FALLBACK)
        else:
            waiting += reversed(found)


def _is_page_field(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in _PAGE_FIELDS


def _symbol(code: str) -> str:
    """A sign of a symbol font: its character where it has one, nothing where the font alone knows."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" or "\ud800" <= character <= "\udfff" else character
