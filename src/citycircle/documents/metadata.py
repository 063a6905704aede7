"""What the document says of itself: title, number, issuer, signature, date, years, kind, and where these disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from citycircle.core.plans import Aside, Diagnostic, Document, PlanKind, Span
from citycircle.documents.conflicts import Conflicts, Value, one_line
from citycircle.documents.frame import dates, labels, numbers, opening, titles, years
from citycircle.documents.mended import Mended

_YEARLY = re.compile(r"要点|年度")
_OF_A_YEAR = re.compile(
    r"重点工作|工作任务|重点任务|工作安排|目标任务|折子|实事|分工|分解|工作计划|清单|工作报告|工作部署"
)
"""What a title with a year in it calls the work of that year."""
_WORK = re.compile(r"重点工作|工作任务|重点任务|工作安排|目标任务|折子|实事")
_ACTION = re.compile(r"行动|方案|计划|举措|措施|攻坚")
_OTHER = re.compile(r"规划|意见|办法|规定|纲要|条例|细则")
_BY_BODY = re.compile(r"\s*(?P<body>[^\n《]{2,60}?)\s?(?:关于|印发|转发|公布|发布)")
_SIGNS = re.compile(r"(?:政府|委员会|办公[室厅]|领导小组|指挥部|[厅局委办部院会组])$")
_LONGEST_NAME = 100
_LONGEST_NUMBER = 30


def describe(
    mended: Mended,
    asides: Sequence[Aside] = (),
    start: int = 0,
    end: int | None = None,
    *,
    headed: Span | None = None,
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read what a document says of itself; `start` and `end` bound one plan of several.

    `headed` is what the format prints as a title (the first heading of a page, the row over a table); it counts where
    the words tell none. What a plan further down does not print itself (number, issuer, date) it shares with the letter
    above it. All spans count in the mended text.

    >>> text = "汀河同城化三年行动计划(2025—2027年)\\n为加快同城化,制定本计划。\\n一、总体要求\\n"
    >>> document, remarks = describe(Mended.of(text))
    >>> document.title, document.effective_to_year, document.kind, remarks
    ('汀河同城化三年行动计划(2025—2027年)', 2027, 'action_plan', ())
    """
    text = mended.text
    stop = len(text) if end is None else end
    front = opening.read(text, start, stop)
    above = opening.read(text) if start else front
    title = _title(front) or headed or _above_letter(text, front, start)
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
        title=one_line(text, title) if title else None,
        doc_number=number.text if number else None,
        issuer=issuer.text if issuer else None,
        signature=signature.text if signature else None,
        issued_on=written[0] if written else None,
        effective_from_year=held.first if held else None,
        effective_to_year=held.last if held else None,
        kind=kind_of(one_line(text, title)) if title else "other",
        spans=tuple(
            (name, place.span if isinstance(place, Value) else place) for name, place in places.items() if place
        ),
    )
    remarks = Conflicts(text, front, above, document, title, publisher, written, other, from_page, held)
    return document, tuple(remarks.all(mended))


def kind_of(title: str) -> PlanKind:
    """Tell a plan of action from the points of one year by what it calls itself.

    >>> [kind_of(title) for title in ("同城化三年行动方案", "2025年同城化工作要点", "同城化发展规划")]
    ['action_plan', 'annual_points', 'other']
    """
    words = re.sub(r"[(（][^()（）]*[)）]", "", title) or title
    planned = re.search(r"行动(?:方案|计划)", words)
    if not planned and (_YEARLY.search(words) or (re.search(r"20\d\d\s?年", words) and _OF_A_YEAR.search(words))):
        return "annual_points"
    if _ACTION.search(words) and not _OTHER.search(words.rsplit("行动", 1)[-1] if "行动" in words else words[-4:]):
        return "action_plan"
    if _WORK.search(words) and not _OTHER.search(words[-4:]):
        return "annual_points"
    return "other"


def _title(front: opening.Opening) -> Span | None:
    """The plan's own title, else as the letter, the notice, the labels or the page print it."""
    if front.title:
        return front.title
    for source in ("letter", "notice", "label", "page", "repeat"):
        for name, span in front.known:
            if name == source:
                return span
    return None


def _above_letter(text: str, front: opening.Opening, start: int) -> Span | None:
    """A title on its own line above words that ask to act on it (请各单位对照下表抓好落实)."""
    if front.letter is None:
        return None
    own = {span.start for _, span in front.chrome} | {each.span.start for each in front.labels}
    stop = front.letter.addressee.start if front.letter.addressee else front.letter.notice.start
    lines = (line for line in re.finditer(r"[^\n]+", text[start:stop]) if start + line.start() not in own)
    first = next(lines, None)
    return titles.at(text, start + first.start(), stop) if first else None


def _number(text: str, front: opening.Opening) -> Value | None:
    for label in front.labels:
        if label.role == "doc_number" and re.search(r"\d", label.value):
            found = next(numbers.printed(text, label.value_span.start, label.value_span.end), None)
            if found:
                return Value(*found)
            if len(label.value) <= _LONGEST_NUMBER:
                return Value(re.sub(r"\s", "", label.value), label.value_span)
    stop = front.heading if front.letter is None else front.letter.notice.start
    begin = min((span.start for _, span in front.chrome), default=0)
    found = next(numbers.printed(text, min(begin, front.begin) if front.letter is None else 0, stop), None)
    return Value(*found) if found else None


def _signature(text: str, front: opening.Opening) -> Value | None:
    place = front.letter.signature if front.letter else None
    return Value(_joined_names(text[place.start : place.end]), place) if place else None


def _closing_signature(text: str, asides: Sequence[Aside], stop: int) -> Value | None:
    """The signature below a plan that has no letter above it."""
    signed = [aside.span for aside in asides if aside.reason == "signature" and aside.span.end <= stop]
    if not signed:
        return None
    place = Span(signed[0].start, signed[-1].end)
    return Value(_joined_names(text[place.start : place.end]), place)


def _joined_names(printed: str) -> str:
    """Several bodies that sign together, or one name over several lines."""
    parts = [part for part in re.split(r"\s+", printed.strip()) if part]
    whole = len(parts) > 1 and all(_SIGNS.search(part) for part in parts)
    return ("、" if whole else "").join(parts)


def _fuller(titled: Value | None, publisher: Value | None) -> Value | None:
    """The body in the title, unless the labels print the same name with its place (县人民政府, 芦湾县人民政府)."""
    if titled and publisher and publisher.text.endswith(titled.text):
        return publisher
    return titled or publisher


def _labelled(front: opening.Opening, role: str) -> Value | None:
    found = [label for label in front.labels if label.role == role and not label.is_empty]
    return Value(found[0].value, found[0].value_span) if found else None


def _titled_issuer(text: str, front: opening.Opening) -> Value | None:
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
                return Value(match["body"], Span(*match.span("body")))
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
    opened = years.in_opening(text, front.begin, stop) if title is None else None
    return opened or years.in_goals(text, front.begin, stop)
