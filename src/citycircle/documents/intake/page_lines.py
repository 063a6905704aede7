"""The visible lines of a web page or of one cell in it, walked without recursion: pages nest deeply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from selectolax.lexbor import LexborNode

_NO_TEXT = {
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "textarea",
    "audio", "video", "canvas", "map", "datalist", "rt", "rp",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FRAME = {"nav", "footer", "aside"}
_FRAME_ROLES = {"navigation", "contentinfo", "banner", "search", "menu"}
_BLANK = re.compile(r"[ \t\r\n\f]+")
# A line end in the source between two Chinese characters is no space (CSS Text Level 3, 4.1.3).
_BROKEN = re.compile("(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\r\f]*\n[ \t\r\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_NO_NUMBERS = re.compile(r"(?i)list-style(?:-type)?\s*:\s*none")

Step = Literal["open", "text", "close"]


@dataclass(slots=True)
class PageLine:
    """One visible line: its heading level, how much of it is links, and the frame it stands in, if any."""

    text: str = ""
    heading: int | None = None
    marker: str | None = None
    links: int = 0
    linked: int = 0
    aside: str | None = None


def steps(root: LexborNode, skip: Callable[[LexborNode], bool]) -> Iterator[tuple[Step, LexborNode]]:
    """Walk a subtree without recursion: opening, texts, closing."""
    node, end = root, root.mem_id
    while True:
        if node.is_text_node:
            yield "text", node
        elif node.is_element_node and (node.tag in _NO_TEXT or skip(node)):
            pass
        else:
            yield "open", node
            child = node.first_child
            if child is not None:
                node = child
                continue
            yield "close", node
        while node.mem_id == end or node.next is None:
            parent = node.parent
            if node.mem_id == end or parent is None:
                return
            node = parent
            yield "close", node
        node = node.next


@dataclass(slots=True)
class LineReader:
    """Collects the lines of a subtree and hands each on; a data table is handed on whole."""

    emit: Callable[[PageLine], None]
    take_table: Callable[[LexborNode], bool] = lambda _: False
    _pieces: list[str] = field(default_factory=list)
    _line: PageLine = field(default_factory=PageLine)
    _in_links: int = 0
    _frames: list[tuple[int, str]] = field(default_factory=list)
    _heading: int | None = None
    _numbers: list[int | None] = field(default_factory=list)
    _preformatted: int = 0

    def read(self, root: LexborNode) -> None:
        """Read everything below a node."""
        for step, node in steps(root, self._take):
            if step == "text":
                self._text(node.text_content or "")
            elif step == "open":
                self._open(node)
            else:
                self._close(node)
        self._flush()

    def _take(self, node: LexborNode) -> bool:
        if node.tag != "table":
            return False
        self._flush()
        return self.take_table(node)

    def _text(self, text: str) -> None:
        if self._preformatted:
            for line in text.split("\n")[:-1]:
                self._pieces.append(line)
                self._flush()
            text = text.rsplit("\n", 1)[-1]
        self._pieces.append(text)
        if self._in_links:
            self._line.linked += len(text.strip())

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._flush()
        elif tag == "a":
            self._in_links += 1
            self._line.links += 1
        if tag not in _BLOCKS:
            return
        self._flush()
        attributes = node.attributes
        reason = self._reason(tag, attributes)
        if reason:
            self._frames.append((node.mem_id, reason))
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "pre":
            self._preformatted += 1
        elif tag in {"ol", "ul"}:
            self._numbers.append(_first_number(tag, attributes))
        elif tag == "li" and self._numbers and self._numbers[-1] is not None:
            self._line.marker = f"{self._numbers[-1]}."
            self._numbers[-1] += 1

    def _close(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "a":
            self._in_links = max(0, self._in_links - 1)
        if tag not in _BLOCKS:
            return
        self._flush()
        if self._frames and self._frames[-1][0] == node.mem_id:
            self._frames.pop()
        if tag in _HEADINGS:
            self._heading = None
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in {"ol", "ul"} and self._numbers:
            self._numbers.pop()
        elif tag == "li":
            self._line.marker = None

    @staticmethod
    def _reason(tag: str, attributes: dict[str, str | None]) -> str | None:
        if tag in _FRAME or (attributes.get("role") or "") in _FRAME_ROLES:
            return "chrome"
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return "hidden"
        return None

    def _flush(self) -> None:
        joined = "".join(self._pieces)
        self._pieces.clear()
        text = _BLANK.sub(" ", _BROKEN.sub("", joined)).strip(" \u3000\xa0")
        if not text:
            # A number waits for the first words of its item.
            self._line = PageLine(marker=self._line.marker)
            return
        line, self._line = self._line, PageLine()
        line.text = line.marker + text if line.marker else text
        line.heading = self._heading
        line.aside = self._frames[-1][1] if self._frames else None
        self.emit(line)


def _first_number(tag: str, attributes: dict[str, str | None]) -> int | None:
    """The number a list begins with; None for a list that shows no numbers, or no plain ones."""
    if tag == "ul" or _NO_NUMBERS.search(attributes.get("style") or "") or attributes.get("type", "1") != "1":
        return None
    start = attributes.get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 9 else 1  # noqa: PLR2004 - no list is longer
