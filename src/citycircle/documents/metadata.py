"""What the document says of itself: title, number, issuer, signature, date, years, kind, and where these disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from citycircle.core.messages import Text
from citycircle.core.plans import Aside, Diagnostic, Document, PlanKind, Span
from citycircle.documents.frame import dates, labels, numbers, opening, titles, years
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

_ANNUAL = re.compile(r"要点|年度|重点工作|工作任务|重点任务|工作安排|目标任务|折子|实事")
_ACTION = re.compile(r"行动|方案|计划|举措|措施|攻坚")
_OTHER = re.compile(r"规划|意见|办法|规定|纲要|条例|细则")
_BY_BODY = re.compile(r"\s*(?P<body>[^\n《]{2,60}?)\s?(?:关于|印发|转发|公布|发布)")
_SIGNS = re.compile(r"(?:政府|委员会|办公[室厅]|领导小组|指挥部|[厅局委办部院会组])$")
_GAP = 2
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    span: Span


def describe(
    mended: Mended, asides: Sequence[Aside] = (), start: int = 0, end: int | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read what a document says of itself; `start` and `end` bound one plan of several.

    What a plan further down does not print itself (number, issuer, date) it shares with the letter above it. All spans
    count in the mended text.

    >>> text = "汀河同城化三年行动计划(2025—2027年)\\n为加快同城化,制定本计划。\\n一、总体要求\\n"
    >>> document, remarks = describe(Mended.of(text))
    >>> document.title, document.effective_to_year, document.kind, remarks
    ('汀河同城化三年行动计划(2025—2027年)', 2027, 'action_plan', ())
    """
    text = mended.text
    stop = len(text) if end is None else end
    front = opening.read(text, start, stop)
    above = opening.read(text) if start else front
    title = _title(front)
    number = _number(text, front) or _number(text, above)
    signature = _signature(text, front) or _signature(text, above) or _closing_signature(text, asides, stop)
    publisher = _labelled(above, "issuer")
    written, other, from_page = _dated(text, front, above, asides, stop)
    held = _years(text, front, title, stop)
    issuer = signature or _fuller(_titled_issuer(text, above), publisher)
    places = {
        "title": title, "doc_number": number, "issuer": issuer, "signature": signature,
        "issued_on": written and written[1], "years": held and held.span,
    }  # fmt: skip
    document = Document(
        title=_one_line(text, title) if title else None,
        doc_number=number.text if number else None,
        issuer=issuer.text if issuer else None,
        signature=signature.text if signature else None,
        issued_on=written[0] if written else None,
        effective_from_year=held.first if held else None,
        effective_to_year=held.last if held else None,
        kind=kind_of(_one_line(text, title)) if title else "other",
        spans=tuple(
            (name, place.span if isinstance(place, _Value) else place) for name, place in places.items() if place
        ),
    )
    remarks = _Remarks(text, front, above, document, title, publisher, written, other, from_page, held)
    return document, tuple(remarks.all(mended))


def kind_of(title: str) -> PlanKind:
    """Tell a plan of action from the points of one year by what it calls itself.

    >>> [kind_of(title) for title in ("同城化三年行动方案", "2025年同城化工作要点", "同城化发展规划")]
    ['action_plan', 'annual_points', 'other']
    """
    title = re.sub(r"[(（][^()（）]*[)）]", "", title) or title
    if _ANNUAL.search(title) and not re.search(r"行动(?:方案|计划)", title):
        return "annual_points"
    if _ACTION.search(title) and not _OTHER.search(title.rsplit("行动", 1)[-1] if "行动" in title else title[-4:]):
        return "action_plan"
    return "other"


def _one_line(text: str, span: Span) -> str:
    return re.sub(r"[ \t\u3000]*\n\s*", "", text[span.start : span.end]).strip()


def _title(front: opening.Opening) -> Span | None:
    """The plan's own title, else as the letter, the notice, the labels or the page print it."""
    if front.title:
        return front.title
    for source in ("letter", "notice", "label", "page", "repeat"):
        for name, span in front.known:
            if name == source:
                return span
    return None


def _number(text: str, front: opening.Opening) -> _Value | None:
    for label in front.labels:
        if label.role == "doc_number" and re.search(r"\d", label.value):
            found = next(numbers.printed(text, label.value_span.start, label.value_span.end), None)
            return _Value(*found) if found else _Value(re.sub(r"\s", "", label.value), label.value_span)
    stop = front.heading if front.letter is None else front.letter.notice.start
    begin = min((span.start for _, span in front.chrome), default=0)
    found = next(numbers.printed(text, min(begin, front.begin) if front.letter is None else 0, stop), None)
    return _Value(*found) if found else None


def _signature(text: str, front: opening.Opening) -> _Value | None:
    place = front.letter.signature if front.letter else None
    return _Value(_joined_names(text[place.start : place.end]), place) if place else None


def _closing_signature(text: str, asides: Sequence[Aside], stop: int) -> _Value | None:
    """The signature below a plan that has no letter above it."""
    signed = [aside.span for aside in asides if aside.reason == "signature" and aside.span.end <= stop]
    if not signed:
        return None
    place = Span(signed[0].start, signed[-1].end)
    return _Value(_joined_names(text[place.start : place.end]), place)


def _joined_names(printed: str) -> str:
    """Several bodies that sign together, or one name over several lines."""
    parts = [part for part in re.split(r"\s+", printed.strip()) if part]
    whole = len(parts) > 1 and all(_SIGNS.search(part) for part in parts)
    return ("、" if whole else "").join(parts)


def _fuller(titled: _Value | None, publisher: _Value | None) -> _Value | None:
    """The body in the title, unless the labels print the same name with its place (县人民政府, 芦湾县人民政府)."""
    if titled and publisher and publisher.text.endswith(titled.text):
        return publisher
    return titled or publisher


def _labelled(front: opening.Opening, role: str) -> _Value | None:
    found = [label for label in front.labels if label.role == role and not label.is_empty]
    return _Value(found[0].value, found[0].value_span) if found else None


def _titled_issuer(text: str, front: opening.Opening) -> _Value | None:
    """The body in front of 关于印发…的通知."""
    known = [
        *(span for name, span in front.known if name in {"notice", "label"}),
        *([front.title] if front.title else []),
    ]
    for place in known:
        line = max(text.rfind("\n", 0, place.start) + 1, place.start - _LONGEST_NAME)
        for begin in (place.start, line):
            match = _BY_BODY.match(text, begin, place.end)
            if match and _SIGNS.search(match["body"]):
                return _Value(match["body"], Span(*match.span("body")))
    return None


def _dated(
    text: str, front: opening.Opening, above: opening.Opening, asides: Sequence[Aside], stop: int
) -> tuple[tuple[date, Span] | None, tuple[date, Span] | None, bool]:
    """The date of issue, another printed date of issue, and whether only the page prints one."""
    found: list[tuple[date, Span]] = []
    letters = (each for each in (front.letter, above.letter) if each)
    found += [(each.day, each.day_span) for each in letters if each.day and each.day_span]
    for aside in asides:
        if aside.reason == "issue_date" and aside.span.end <= stop:
            found += list(dates.days(text, aside.span.start, aside.span.end))[:1]
    found += _label_days(text, above.labels, "written_on")
    if not found:
        notes = (aside.span for aside in asides if aside.reason == "release" and aside.span.end <= stop)
        found += [day for note in notes for day in list(dates.days(text, note.start, note.end))[:1]]
    if found:
        return found[0], next((each for each in found if each[0] != found[0][0]), None), False
    page = _label_days(text, above.labels, "published_on")
    for reason, span in above.chrome:
        if reason == "source_line":
            page += list(dates.days(text, span.start, span.end))[:1]
    return (page[0] if page else None), None, bool(page)


def _label_days(text: str, named: Sequence[labels.Label], role: str) -> list[tuple[date, Span]]:
    places = [label.value_span for label in named if label.role == role]
    return [day for place in places for day in list(dates.days(text, place.start, place.end))[:1]]


def _years(text: str, front: opening.Opening, title: Span | None, stop: int) -> years.Years | None:
    for span in [title, *(span for _, span in front.known)]:
        held = years.in_title(text, span.start, span.end) if span else None
        if held:
            return held
    return years.in_goals(text, front.begin, stop)


@dataclass(frozen=True, slots=True)
class _Remarks:
    """What to say about disagreements among the values."""

    text: str
    front: opening.Opening
    above: opening.Opening
    document: Document
    title: Span | None
    publisher: _Value | None
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
        printed = _one_line(self.text, self.title)
        seen = {titles.folded(printed)}
        for _, span in self.front.known:
            other = _one_line(self.text, span)
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
        name = replaced_name(mended, self.document.doc_number)
        if name:
            first = next(repair.span for repair in mended.repairs if repair.kind == "spam")
            at = mended.find(first.start)
            yield Diagnostic("M005", NOTES["M005"], Span(at, at), name, (("name", name),))


def _same_body(one: str, other: str) -> bool:
    """Say whether two printings name one body: 市人民政府 and 市人民政府(办公室) do not."""
    return titles.folded(one) == titles.folded(other) or one.endswith(other) or other.endswith(one)


def replaced_name(mended: Mended, doc_number: str | None) -> str | None:
    """The place whose name advertising replaced, where number and text agree on one; None where they leave it open.

    The number of the paper begins with the short name of the place, and the text repeats the whole name more often than
    any other that begins so.
    """
    if not doc_number or not any(repair.kind == "spam" for repair in mended.repairs):
        return None
    first = doc_number[0]
    counts: dict[str, int] = {}
    for match in re.finditer(f"{first}[\u4e00-\u9fff]", mended.text):
        counts[match.group()] = counts.get(match.group(), 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    level = next(
        (sign for sign in "市县区州" if re.search(f"(?:已经|经|各|、|[，,。]){sign}(?:委|政府|直)", mended.text)), ""
    )
    return ranked[0][0] + level
