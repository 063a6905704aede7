"""Mend a document: every kind of damage by its own pass, in an order in which each sees what the last one cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from citycircle.core.messages import Text
from citycircle.documents.mended import Edit, Mended
from citycircle.documents.repair import glyphs, lines, pages, pinyin, script, shifted, spacing, spam, watermarks

Pass = Callable[[Mended], Iterable[Edit]]

KINDS: dict[str, Text] = {
    glyphs.ENTITY: Text("网页字符代码", "character reference of a web page"),
    glyphs.MOJIBAKE: Text("乱码还原", "garbled encoding read back"),
    glyphs.GARBAGE: Text("不可见或无法识别的字符", "invisible or unreadable character"),
    glyphs.WIDTH: Text("全角数字或字母", "full-width digit or letter"),
    glyphs.VARIANT: Text("部首或兼容字形", "radical or compatibility form"),
    pinyin.KIND: Text("括号内拼音", "pinyin in brackets"),
    script.KIND: Text("繁体字", "traditional script"),
    spam.KIND: Text("广告词替换了名称", "advertising in place of a name"),
    pages.KIND: Text("页码", "page number"),
    watermarks.KIND: Text("水印或页眉", "watermark or running head"),
    lines.BROKEN: Text("分号后断行", "line broken behind a semicolon"),
    lines.WRAPPED: Text("版面折行", "line wrapped at the margin"),
    lines.ISSUER: Text("标题或落款断行", "heading or signature broken over lines"),
    glyphs.SPACE: Text("多余空格", "stray space"),
}
"""What each kind of repair is called."""

PASSES: tuple[Pass, ...] = (
    glyphs.entities,
    glyphs.mojibake,
    glyphs.garbage,
    glyphs.spaces,
    glyphs.widths,
    glyphs.variants,
    pinyin.edits,
    shifted.edits,
    pinyin.edits,  # again: a character that was read back may carry debris of its own
    script.edits,
    spam.edits,
    pages.edits,
    watermarks.edits,
    lines.after_semicolons,
    lines.wrapped,
    lines.issuers,
    lines.headings,
    spacing.edits,
)


def mend(text: str) -> Mended:
    """Read a text as its office wrote it, and keep for every character where it stands in the text as found.

    A clean document comes back unchanged; only its line ends are made one kind.

    >>> mended = mend("推進產(chǎn)業(yè)園建設(shè),建立生態環(huán)—12—境保護制度。")
    >>> mended.text
    '推进产业园建设,建立生态环境保护制度。'
    >>> sorted({repair.kind for repair in mended.repairs})
    ['page_number', 'pinyin', 'script']
    """
    mended = Mended.of(text).with_edits(_line_ends(text), report=False)
    for edits in PASSES:
        mended = mended.with_edits(edits(mended))
    return mended


def _line_ends(text: str) -> Iterator[Edit]:
    """One kind of line end. This is no damage and is not reported."""
    at = text.find("\r")
    while at >= 0:
        yield Edit(at, at + 1, "" if text[at + 1 : at + 2] == "\n" else "\n", "line_end")
        at = text.find("\r", at + 1)
