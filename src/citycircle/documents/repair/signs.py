"""The signs of the genre that every repair has to respect: characters, sentence ends, markers, labels.

Full-width signs are written by their code point, because too many editors and channels fold them in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "〇\u3400-\u9fff\uf900-\ufaff"
OPEN, CLOSE = "(\uff08〔﹝\\[\uff3b【〈《“‘", ")\uff09〕﹞\\]\uff3d】〉》”’"
COLON, SEMICOLON, COMMA = ":\uff1a", ";\uff1b", ",\uff0c"
STOP = "。!\uff01?\uff1f"
MARKER = (
    r"[ \t\u3000]*(?:[一二三四五六七八九十百]{1,4}[、.\uff0e]|[(\uff08][一二三四五六七八九十百\d]{1,4}[)\uff09]"
    r"|\d{1,3}[、.\uff0e)\uff09](?!\d)|[①-⑳㈠-㈩⑴-⒇•●■◆▲★☆]|[*·\-][ \t\u3000]|[Ⅰ-Ⅻ](?![类型级])|[—–-]{1,2}"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条部篇项]|[一二三四五六七八九十]{1,2}(?:是|要)"
    r"|#|\||附件|附表|附录|专栏|抄送|[(\uff08]此件)"
)
"""What begins a new item: a numeral with its sign, a circled number, a dash, a bullet, a chapter."""
LABEL = rf"[ \t\u3000]*[(\uff08〔﹝\[【]?[{HAN}]{{2,8}}[{COLON}]"
"""What begins a labelled line: 责任单位: …"""
IS_NEW = re.compile(rf"{MARKER}|{LABEL}|[ \u3000]*\d{{0,4}}\t|[^\t\n]{{0,400}}\t|[ \t\u3000]*$")
"""Matches at the start of a line that cannot continue the line above; a tab parts the cells of a table."""
_LINE = re.compile(r"[^\n]+")


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The lines of a stretch that are not blank, as matches with their place."""
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        if not line.group().isspace():
            yield line
