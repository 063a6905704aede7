"""Set aside what is no part of the plan: the web page around it, its table of labels, the cover letter above it.

Nothing is deleted. Each stretch keeps its place and gets a reason, and what is part of the plan is never among them:
a line between the title and the last clause is set aside only if it is a style sheet, a bare address or a share bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citycircle.core.messages import Text
from citycircle.core.plans import Aside, Span
from citycircle.documents.frame import chrome, contents, foot, opening
from citycircle.documents.mended import Mended
from citycircle.documents.repair.signs import lines

REASONS: dict[str, Text] = {
    "greeting": Text("网站欢迎语", "greeting of a website"),
    "navigation": Text("网站导航", "navigation of a website"),
    "share": Text("打印、分享等按钮", "buttons to print, share or close"),
    "source_line": Text("来源、时间、编辑等网页信息", "source, time and editor as the page prints them"),
    "site_words": Text("网站导语或结语", "words of the website about the text"),
    "link": Text("网址", "address of a page"),
    "title_repeat": Text("重复的标题", "title repeated"),
    "recommendation": Text("相关推荐", "recommendations"),
    "footer": Text("网站页脚", "footer of a website"),
    "style_sheet": Text("样式表、脚本或代码", "style sheet, script or markup"),
    "metadata": Text("文件信息表", "table of labels"),
    "doc_number": Text("发文字号", "document number"),
    "notice_title": Text("印发通知的标题", "title of the notice"),
    "addressee": Text("主送机关", "addressee"),
    "letter": Text("印发通知正文", "text of the cover letter"),
    "attachments": Text("附件清单", "list of attachments"),
    "signature": Text("落款", "signature"),
    "issue_date": Text("成文日期", "date of issue"),
    "release": Text("公开属性、抄送、印发说明", "release mark, copies, printing note"),
    "table_frame": Text("任务表的表头、合计、说明等", "headings, totals and notes of a table of tasks"),
    "repeated_table": Text("重复前表任务的表格", "table that shows the tasks of an earlier one again"),
    "table_note": Text("任务表下的说明", "notes below a table of tasks"),
    "other_table": Text("不含任务的表格", "table without tasks"),
    "contents": Text("目录", "table of contents"),
    "no_plan": Text("不含任务的附件或附文", "attachment or annex without tasks"),
    "chrome": Text("网页框架", "frame of a web page"),
    "footnote": Text("脚注", "footnote"),
    "front_matter": Text("正文之前的其他内容", "anything else before the plan"),
}
"""Why a stretch was set aside, by slug."""

_SIGNS = re.compile(r"[ \t\u3000]*[|;；•·●]+")
_WORD = re.compile(r"\w")
_ADDRESSEE = re.compile(
    r"^\s*(?:各|[^\n。：:；;]{0,80}(?:政府|委员会|管委会|单位|部门|机构|公司|办公室))[^\n。：:；;]{0,200}[:：]\s*$"
)
_LEADS_ON = re.compile("如下|以下|现将|现就|提出|根据|制定|为了?[^市]|任务|目标|措施|重点")
"""Words of a preamble that ends in a colon, which no addressee has."""
_ANYWHERE = frozenset({"style_sheet", "link", "share"})
"""Shapes that no clause of a plan has, so they count in the middle of one too."""


def set_aside(mended: Mended) -> tuple[Aside, ...]:
    """What is no part of the plan, in order and without overlap; spans count in the mended text.

    >>> page = "首页 > 规划\\n汀河同城化行动计划\\n为加快发展,制定本计划。\\n一、总体要求\\n建成大桥。\\n责任编辑:某某"
    >>> [(aside.reason, page[aside.span.start:aside.span.end]) for aside in set_aside(Mended.of(page))]
    [('navigation', '首页 > 规划'), ('source_line', '责任编辑:某某')]
    """
    text = mended.text
    front = opening.read(text)
    listed = contents.find(text, front.begin, len(text))
    found = [
        *_front(text, front),
        *([Aside("contents", listed)] if listed else []),
        *_inside(text, front.begin),
        *foot.find(text, max(front.heading, front.begin)),
    ]
    return tuple(_without_overlap(text, sorted(found, key=lambda aside: (aside.span.start, -aside.span.end))))


def _front(text: str, front: opening.Opening) -> Iterator[Aside]:
    """Everything before the plan's own title, and what stands between the title and the first words of the plan."""
    certain = {span.start: reason for reason, span in front.chrome}
    labelled = [each.span for each in front.labels]
    for line in lines(text, 0, front.begin):
        span = foot.trimmed(text, *line.span())
        if front.letter and span.start < front.letter.end and line.start() not in certain:
            yield from _letter_parts(text, span, front)
        else:
            yield Aside(certain.get(line.start()) or _before(text, span, labelled), span)
    behind = front.title.end if front.title else front.begin
    for line in lines(text, behind, front.heading):
        span = foot.trimmed(text, *line.span())
        reason = "metadata" if any(span.start == each.start for each in labelled) else _between(line.group())
        if reason is None:
            return
        yield Aside(reason, span)


def _before(text: str, span: Span, labelled: list[Span]) -> str:
    words = text[span.start : span.end]
    if any(each.start < span.end and each.end > span.start for each in labelled):
        return "metadata"
    if opening.NUMBER_LINE.match(words):
        return "doc_number"
    if foot.DATED.match(words):
        return "issue_date"
    return "notice_title" if re.search(r"的(?:通知|函|决定)\s*$", words) else "front_matter"


def _letter_parts(text: str, span: Span, front: opening.Opening) -> Iterator[Aside]:
    """One line of the front, cut where parts of the letter begin and end."""
    wrote = front.letter
    assert wrote is not None
    parts = [
        ("addressee", wrote.addressee),
        ("letter", wrote.notice),
        ("attachments", wrote.attachments),
        ("signature", wrote.signature),
        ("issue_date", wrote.day_span),
        *(("metadata", each.span) for each in front.labels),
    ]
    at = span.start
    for reason, part in sorted(((reason, part) for reason, part in parts if part), key=lambda pair: pair[1].start):
        start, end = max(part.start, at), min(part.end, span.end)
        if start < end:
            yield from _rest(text, at, start, wrote.notice.end)
            yield Aside(reason, foot.trimmed(text, start, end))
            at = end
    yield from _rest(text, at, span.end, wrote.notice.end)


def _rest(text: str, start: int, end: int, notice_end: int) -> Iterator[Aside]:
    span = foot.trimmed(text, start, end)
    words = text[span.start : span.end]
    if not words:
        return
    if opening.NUMBER_LINE.match(words):
        yield Aside("doc_number", span)
    elif span.start >= notice_end:
        yield Aside("release", span)
    else:
        yield Aside("notice_title" if re.search(r"的(?:通知|函|决定)$", words) else "front_matter", span)


def _between(line: str) -> str | None:
    """What stands between a title and the preamble without belonging to either."""
    if opening.NUMBER_LINE.match(line):
        return "doc_number"
    if foot.DATED.match(line):
        return "issue_date"
    if _ADDRESSEE.match(line) and not _LEADS_ON.search(line):
        return "addressee"
    if foot.RELEASE.match(line):
        return "release"
    if foot.BODY.match(line):
        return "signature"
    reason = chrome.reason(line)
    return reason if reason in {"source_line", "share", "navigation", "link", "style_sheet", "site_words"} else None


def _inside(text: str, start: int) -> Iterator[Aside]:
    for line in lines(text, start):
        words = line.group()
        if len(words) < 40 or "{" in words or "://" in words or "www." in words or "function" in words:  # noqa: PLR2004 - share bars are short
            reason = chrome.reason(words)
            if reason in _ANYWHERE and not re.search("[\u4e00-\u9fff]{12}", words):
                yield Aside(str(reason), foot.trimmed(text, *line.span()))


def _without_overlap(text: str, asides: list[Aside]) -> Iterator[Aside]:
    at = 0
    for aside in asides:
        start, end = max(aside.span.start, at), aside.span.end
        if start < end and _WORD.search(text, start, end):
            yield Aside(aside.reason, Span(_back(text, start, at), _on(text, end)))
            at = _on(text, end)


def _back(text: str, start: int, at: int) -> int:
    """Where a line begins, if nothing but signs stands before a stretch."""
    line = max(text.rfind("\n", 0, start) + 1, at)
    before = text[line:start]
    return start if _WORD.search(before) else line + len(before) - len(before.lstrip())


def _on(text: str, end: int) -> int:
    """Where the signs behind a stretch end, up to the next word or line end."""
    behind = _SIGNS.match(text, end)
    return behind.end() if behind else end
