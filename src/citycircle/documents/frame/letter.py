"""The cover letter above a plan (addressee, 现印发给你们, signature, date), and where the plan below it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from citycircle.core.plans import Span
from citycircle.documents.frame import dates

_HEADING = re.compile(
    r"(?<![一二三四五六七八九十百第统唯专单万归如])一、(?!二、)(?=\s?[\u4e00-\u9fff“])|第一[章编](?=[\s\u4e00-\u9fff])|第一部分(?=[\s\u4e00-\u9fff])"
)
_LINE_ITEM = re.compile(r"(?m)^[ \t\u3000]*(?:[(（]一[)）]|1[.．、]|[①⑴]|[(（]1[)）])")
_ANY_ITEM = re.compile(r"(?<=[。：:\n])[ \t\u3000]*(?:[(（]一[)）]|1[.．、](?!\d)|第一条)")
_NOTICE = re.compile(
    r"(?:印发|转发|下发|发送?|印送)给?你(?:们|单位|局|市)|现(?:将[^。\n]{2,160}?)?(?:予以?)?(?:印发|公布|发布|下发)(?!展)[^。\n]{0,30}(?=[。,，])"
    r"|(?<![申提聘邀])请(?:你们|各地|各单位|各部门)?[^。\n]{0,20}(?:贯彻|遵照|组织|认真|抓好)[^。\n]{0,12}(?:执行|落实|实施)。|特此(?:通知|公告|函告)"
)
_GOES_ON = re.compile(
    r"\s*(?:联系人|联系电话|联系单位|联系方式|通[讯信]地址|电子邮箱|邮箱|传真)\s?[:：][^\n]{0,100}\n|\s*(?:请|(?:执行|实施|贯彻落实|工作)(?:过程)?中|贯彻执行|特此|本方案自|各地)[^\n。]{0,200}。"
)
_SENTENCE_END = re.compile(r"[^\n。！!]{0,300}(?:\n[^\n。！!]{1,60})?[。！!][”）)]?|[^\n]{0,300}")
"""The rest of a sentence, over one line end if the next line closes it; else the rest of the line."""
_ADDRESSEE = re.compile(
    r"(?P<to>(?:(?<=\n)|(?<=^)|(?<=号)|(?<=通知)|(?<=。))[ \t\u3000]*"
    r"(?:各|[^\n。：:；;]{0,60}?(?:政府|委员会|管委会|单位|部门|机构|公司|办公室))"
    r"[^\n。：:；;]{0,300}[：:])\s*(?:\n|《|为|现|根据|按照|经|[\u4e00-\u9fff])"
)
_AFTER = re.compile(
    r"\s*(?:[(（](?:此件|本文|联系|信息公开)[^)）\n]{2,80}[)）]|(?:联系人|联系电话)[：:][^\n]{1,60}|抄送[：:][^\n]{1,200}"
    r"|[^\n。]{2,40}\d{4}年\d{1,2}月\d{1,2}日印发|附\s?件\s?[\d一二三四五六]{0,2}\s?(?:[:：]\s?(?!\d{1,2}[.．、])(?=[^\n]{6,160}(?:\n|$))|(?=\n)))"
)
_TO_LINE_END = re.compile(r"(?<!\n)[^\n]{2,600}(?=\n)")
_CLOSES = re.compile(rf"\s*(?:附\s*件\s*[\d一二三]?\s*[：:]|[^\n。；;，,：:！!]{{2,80}}\n\s*{dates.WRITTEN.pattern})")
"""What stands below the last paragraph of a letter: its attachments, or a name and a date."""
_ATTACHED = re.compile(r"附\s*件\s*[\d一二三]?\s*[：:]")
_ATTACHMENT = re.compile(r"\s*\n\s*\d{1,2}[.．、][^\n]{1,120}")
_IS_PROSE = re.compile("[。；;，,：:！!]")
_REACH = 6000
"""A letter stands at the front, though a page may put much of its own before it."""
_GAP = 400
"""A signature stands within this many characters behind the letter's last sentence."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A cover letter as it was found; positions count in the text at hand."""

    addressee: Span | None
    notice: Span
    attachments: Span | None
    signature: Span | None
    day: date | None
    day_span: Span | None
    end: int
    """Where the plan below the letter begins."""


def first_heading(text: str, start: int = 0, end: int | None = None) -> int:
    """Where the first numbered heading stands: 一、, 第一章, else (一) or 1. at the start of a line or sentence."""
    stop = len(text) if end is None else end
    for pattern in (_HEADING, _LINE_ITEM, _ANY_ITEM):
        match = pattern.search(text, start, stop)
        if match:
            return match.start()
    return stop


def find(text: str, start: int, end: int) -> Letter | None:
    """The cover letter in a stretch of text that ends where the first heading begins.

    >>> text = "各市人民政府:\\n现将《汀河同城化方案》印发给你们。\\n云泽省人民政府\\n2025年3月1日\\n汀河同城化方案\\n"
    >>> letter = find(text, 0, len(text))
    >>> text[letter.signature.start:letter.signature.end], letter.day.isoformat(), text[letter.end:letter.end + 2]
    ('云泽省人民政府', '2025-03-01', '汀河')
    """
    notice = _NOTICE.search(text, start, min(end, start + _REACH))
    if not notice:
        return None
    closing = _SENTENCE_END.match(text, notice.end() - (1 if text[notice.end() - 1] == "。" else 0), end)
    last = _last_sentence(text, closing.end() if closing else notice.end(), end)
    addressee = _addressee(text, start, notice.start())
    body = addressee.end if addressee else _sentence_start(text, start, notice.start())
    attached = _attachments(text, last, min(end, last + _GAP))
    below = attached.end if attached else last
    day, place = next(dates.days(text, below, min(end, below + _GAP)), (None, None))
    if place and _IS_PROSE.search(text, below, place.start):
        day = place = None
    signature = _trimmed(text, below, place.start) if place else None
    finish = skip(text, place.end if place else below, end)
    return Letter(addressee, Span(body, last), attached, signature, day, place, finish)


def _last_sentence(text: str, at: int, end: int) -> int:
    """A letter may go on (执行中的问题请报…): take in what still speaks like one."""
    while (following := _GOES_ON.match(text, at, end)) is not None:
        at = following.end()
    rest = _TO_LINE_END.match(text, at, end)
    return rest.end() if rest and _CLOSES.match(text, rest.end(), end) else at


def _sentence_start(text: str, start: int, at: int) -> int:
    line = text.rfind("\n", start, at) + 1
    stop = max(text.rfind(sign, start, at) for sign in "。:：") + 1
    return max(start, line, stop)


def _addressee(text: str, start: int, end: int) -> Span | None:
    found = None
    for match in _ADDRESSEE.finditer(text, start, min(len(text), end + 2)):
        if match.end("to") <= end:
            found = Span(*match.span("to"))
    return found


def _attachments(text: str, start: int, end: int) -> Span | None:
    """The list of attachments below a letter."""
    attached = _ATTACHED.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    if not attached:
        return None
    line = text.find("\n", attached.start(), end)
    last = line if line >= 0 else attached.end()
    while (more := _ATTACHMENT.match(text, last, end)) is not None:
        last = more.end()
    return Span(attached.start(), last)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    span = Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
    return span if span.start < span.end else None


def skip(text: str, at: int, end: int) -> int:
    """Behind release marks, copies, printing notes and the word 附件 that may stand above a plan."""
    while (more := _AFTER.match(text, at, end)) is not None:
        at = more.end()
    return at + len(text[at:end]) - len(text[at:end].lstrip())
