"""Where a document disagrees with itself: issuers, dates, titles, years, and a name that advertising replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from citycircle.core.messages import Text
from citycircle.core.plans import Diagnostic, Document, Span
from citycircle.documents.frame import opening, replaced, titles, years
from citycircle.documents.mended import Mended

NOTES = {
    "M001": Text(
        "发布单位“{publisher}”与落款“{signature}”不一致。", "Published by {publisher}, but signed by {signature}."
    ),
    "M002": Text(
        "索引号为{index}，成文日期为{written}，两者不一致。",
        "The index number says {index}, the paper is dated {written}.",
    ),
    "M003": Text(
        "标题有不同写法：“{title}”与“{other}”。", "The title is printed in two ways: “{title}” and “{other}”."
    ),
    "M004": Text(
        "标题中的年份{year}与成文日期{written}相差较大。", "The title says {year}, but the paper is dated {written}."
    ),
    "M005": Text("名称处被广告词替换，疑为“{name}”。", "Advertising stands in place of a name, probably {name}."),
    "M006": Text(
        "文中没有成文日期，采用网页日期{day}。", "The paper prints no date of issue; the page's own date {day} is used."
    ),
    "M007": Text(
        "正文没有标题，标题取自其他位置。",
        "The plan prints no title of its own; it was taken from elsewhere in the document.",
    ),
    "M008": Text("没有找到标题。", "No title was found."),
    "M009": Text(
        "成文日期有不同写法：{written}与{other}。", "The date of issue is printed in two ways: {written} and {other}."
    ),
    "M010": Text(
        "标题没有年份，截止年取自目标“{quote}”。",
        "The title names no year; the last year was taken from the goals: “{quote}”.",
    ),
}
"""Every remark on a document's own words, by code."""

_GAP = 2
"""A plan may be issued so many years before or after it begins without a remark."""


@dataclass(frozen=True, slots=True)
class Value:
    """Something a document says of itself, and where."""

    text: str
    span: Span


def one_line(text: str, span: Span) -> str:
    return re.sub(r"[ \t\u3000]*\n\s*", "", text[span.start : span.end]).strip()


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What to say about disagreements among the values."""

    text: str
    front: opening.Opening
    above: opening.Opening
    document: Document
    title: Span | None
    publisher: Value | None
    written: tuple[date, Span] | None
    other: tuple[date, Span] | None
    from_page: bool
    held: years.Years | None

    def all(self, mended: Mended) -> Iterator[Diagnostic]:
        yield from self._of_title()
        yield from self._of_issuer()
        yield from self._of_dates()
        yield from self._of_names(mended)

    def _of_title(self) -> Iterator[Diagnostic]:
        if self.title is None:
            yield Diagnostic("M008", NOTES["M008"])
            return
        if self.front.title is None and not self._in_letter():
            yield Diagnostic("M007", NOTES["M007"], self.title)
        printed = one_line(self.text, self.title)
        seen = {titles.folded(printed)}
        for _, span in self.front.known:
            other = one_line(self.text, span)
            if titles.folded(other) not in seen:
                seen.add(titles.folded(other))
                yield Diagnostic("M003", NOTES["M003"], span, other, (("title", printed), ("other", other)))

    def _in_letter(self) -> bool:
        return any(name in {"letter", "notice"} and span == self.title for name, span in self.front.known)

    def _of_issuer(self) -> Iterator[Diagnostic]:
        signed, publisher = self.document.signature, self.publisher
        if signed and publisher and not _same_body(signed, publisher.text):
            values = (("publisher", publisher.text), ("signature", signed))
            yield Diagnostic("M001", NOTES["M001"], publisher.span, publisher.text, values)

    def _of_dates(self) -> Iterator[Diagnostic]:
        if not self.written:
            return
        day, place = self.written
        if self.from_page:
            yield Diagnostic("M006", NOTES["M006"], place, values=(("day", day.isoformat()),))
        if self.other:
            values = (("written", day.isoformat()), ("other", self.other[0].isoformat()))
            yield Diagnostic("M009", NOTES["M009"], self.other[1], self.other[0].isoformat(), values)
        yield from self._of_index(day)
        if self.held and self.held.first and abs(self.held.first - day.year) > _GAP:
            values = (("year", str(self.held.first)), ("written", day.isoformat()))
            yield Diagnostic("M004", NOTES["M004"], self.held.span, values=values)
        elif self.held and self.held.first is None:
            quote = self.text[self.held.span.start : self.held.span.end]
            yield Diagnostic("M010", NOTES["M010"], self.held.span, values=(("quote", quote),))

    def _of_index(self, day: date) -> Iterator[Diagnostic]:
        for label in self.above.labels:
            month = (
                re.search(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?=-|\d{0,2}-)", label.value)
                if label.role == "index"
                else None
            )
            if month and (int(month[1]), int(month[2])) != (day.year, day.month):
                index = f"{month[1]}-{month[2]}"
                values = (("index", index), ("written", day.isoformat()))
                yield Diagnostic("M002", NOTES["M002"], label.value_span, index, values)

    def _of_names(self, mended: Mended) -> Iterator[Diagnostic]:
        name = replaced.name(mended, self.document.doc_number)
        if name:
            first = next(repair.span for repair in mended.repairs if repair.kind == replaced.SPAM)
            at = mended.find(first.start)
            yield Diagnostic("M005", NOTES["M005"], Span(at, at), name, (("name", name),))


def _same_body(one: str, other: str) -> bool:
    """Say whether two printings name one body: 市人民政府 and 市人民政府(办公室) do not."""
    return titles.folded(one) == titles.folded(other) or one.endswith(other) or other.endswith(one)
