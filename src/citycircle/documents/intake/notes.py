"""What the intake noticed and nobody should miss: set aside, guessed, or only partly readable."""

from __future__ import annotations

from citycircle.core.messages import Text
from citycircle.core.plans import Diagnostic, Span

NOTES = {
    "I001": Text("按{used}解码，文件自称{declared}。", "Decoded as {used}; the file says {declared}."),
    "I002": Text("有{count}处字节无法解码，以“�”代替。", "{count} place(s) could not be decoded and stand as “�”."),
    "I003": Text(
        "文件名说是{named}，内容是{found}，按内容读取。", "Named {named}, but it holds {found}; read as that."
    ),
    "I010": Text("已略去{count}处修订中删除的文字。", "{count} tracked deletion(s) were left out."),
    "I011": Text("页眉页脚未读入正文：{text}", "Page headers and footers stand outside the text: {text}"),
    "I012": Text("已略去{count}处隐藏文字。", "{count} hidden stretch(es) of text were left out."),
    "I013": Text("文件嵌入了{count}个对象，未读取。", "{count} embedded object(s) were not read."),
    "I020": Text("隐藏的工作表未读取：{sheets}", "Hidden sheets were not read: {sheets}"),
    "I021": Text(
        "工作表“{sheet}”有{count}个隐藏行，已一并读取。", "Sheet “{sheet}” has {count} hidden row(s); they were read."
    ),
    "I022": Text(
        "工作表“{sheet}”有{count}个隐藏列，已一并读取。",
        "Sheet “{sheet}” has {count} hidden column(s); they were read.",
    ),
    "I030": Text(
        "已略去重复的页眉页脚和页码：{text}", "Running headers, footers and page numbers were left out: {text}"
    ),
    "I031": Text("第{pages}页没有文字层，未能读取。", "Page(s) {pages} have no text layer and were not read."),
    "I032": Text(
        "跨页表格已接续，重复表头略去{count}次。",
        "A table over several pages was joined; its header was repeated {count} time(s).",
    ),
    "I033": Text("第{page}页线条过密，按文字读取。", "Page {page} has too many lines for a table; read as text."),
    "I040": Text("正文取自字段：{fields}", "The text was taken from: {fields}"),
    "I041": Text("未使用的字段：{fields}", "Fields not used: {fields}"),
}
"""Every note of the intake by its code; a reader filters by code, a person reads the sentence."""


def note(code: str, span: Span | None = None, /, **values: object) -> Diagnostic:
    """Make one note; a value given for no place in its sentence is an error in our code.

    >>> note("I002", count=3).say("en")
    '3 place(s) could not be decoded and stand as “�”.'
    """
    return Diagnostic(code, NOTES[code], span, values=tuple((name, str(value)) for name, value in values.items()))


def shortened(text: str, limit: int = 60) -> str:
    """The beginning of a text, for a sentence that quotes it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
