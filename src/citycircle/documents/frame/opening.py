"""Everything before the first heading, told apart: the page's own words, its labels, the letter, the plan's title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citycircle.core.plans import Span
from citycircle.documents.frame import chrome, labels, letter, titles
from citycircle.documents.repair.signs import lines

_LONGEST = 30_000
"""No front matter is longer; a document without any heading is not searched beyond."""
NUMBER_LINE = re.compile(
    r"^\s*[\u4e00-\u9fff（()）]{2,14}\s?[〔﹝\[【［(（]\s?(?:19|20)\d\d\s?[〕﹞\]】］)）]\s?(?:第\s?)?\d{1,5}\s?号\s*$"
)
_HEADED = re.compile(r"^[\s\u4e00-\u9fff]{2,14}[〔﹝\[【][^〕﹞\]】\n]{4,6}[〕﹞\]】][^\n《]{2,8}号\s*《[^\n]+》\s*$")
"""A number and the whole title in 《》 on one line, as some pages head a paper."""
_RED_HEAD = re.compile(
    r"^[\s\u4e00-\u9fff]{2,50}文\s?件\s*$|^\s*(?:签发人[:：].{0,20}|[(（][^()（）\n]{2,12}稿[)）])\s*$"
)
"""What stands above a title: the red head of an office, the signer, a mark of a draft."""
_QUOTING = re.compile(r"(?:[《〈“]|印发|转发|制定|落实|编制|实施|按照|根据|关于|的)$")


@dataclass(frozen=True, slots=True)
class Opening:
    """The front of a document. `begin` is where the plan itself starts, `heading` where its first heading stands."""

    begin: int
    heading: int
    title: Span | None
    letter: letter.Letter | None
    labels: tuple[labels.Label, ...]
    chrome: tuple[tuple[str, Span], ...]
    known: tuple[tuple[str, Span], ...]
    """Other places that print the title, each with where it is: letter, notice, label, page, repeat."""


def read(text: str, start: int = 0, end: int | None = None) -> Opening:
    """Take the front of a document apart; positions count in `text`."""
    stop = len(text) if end is None else end
    heading = letter.first_heading(text, start, min(stop, start + _LONGEST))
    heading = min(heading, start + _LONGEST)
    found = [
        (reason, Span(*line.span())) for line in lines(text, start, heading) if (reason := chrome.reason(line.group()))
    ]
    named = [each for each in labels.read(text, start, heading) if each.value or each.name]
    wrote = letter.find(text, start, heading)
    begin = wrote.end if wrote else _behind_page(text, start, heading, found, named)
    known = tuple(_known(text, start, stop, begin=begin, wrote=wrote, named=named, found=found))
    title = titles.at(text, begin, heading) or (None if wrote else titles.within(text, begin, heading))
    if title and not wrote:
        begin = max(begin, title.start)
    repeated = _repeated(text, start, heading, known)
    if repeated and (title is None or repeated.start > title.start) and _may_be_title(text, repeated, begin, wrote):
        begin, title = repeated.start, repeated
    return Opening(begin, heading, title, wrote, tuple(named), tuple(found), known)


def _may_be_title(text: str, place: Span, begin: int, wrote: letter.Letter | None) -> bool:
    """A repeated title counts where it opens a line, follows the letter, or runs on into the text of a page."""
    line_start = text.rfind("\n", 0, place.start) + 1
    at_line = not text[line_start : place.start].strip()
    return place.start >= begin and (at_line or wrote is None or "\n" not in text[: place.start])


def _known(
    text: str,
    start: int,
    stop: int,
    *,
    begin: int,
    wrote: letter.Letter | None,
    named: list[labels.Label],
    found: list[tuple[str, Span]],
) -> list[tuple[str, Span]]:
    places: list[tuple[str, Span]] = []
    if wrote:
        sent = titles.issued(text, wrote.notice.start, wrote.notice.end)
        places += [("letter", sent)] if sent else []
    inner = titles.in_notice(text, start, begin)
    if inner:
        places.append(("notice", inner))
    for each in named:
        if each.role == "title" and each.value:
            places.append(("label", titles.in_notice(text, *_pair(each.value_span)) or each.value_span))
    for reason, span in found:
        inside = chrome.intro_title(text[span.start : span.end]) if reason == "site_words" else None
        if inside and inside.end - inside.start >= titles.SHORTEST:
            places.append(("page", Span(span.start + inside.start, span.start + inside.end)))
    places += [("repeat", span) for span in _tail_titles(text, max(begin, stop - 3000), stop)]
    return places


_TAIL_TITLE = re.compile(
    r"(?:本文标题|文章标题|文档标题|推荐访问)\s*[:：]\s*(?P<title>[^\s:：]{6,160}?)(?=\s|链接地址|$)"
)


def _tail_titles(text: str, start: int, stop: int) -> list[Span]:
    return [Span(*match.span("title")) for match in _TAIL_TITLE.finditer(text, start, stop)]


def _behind_page(text: str, start: int, heading: int, found: list[tuple[str, Span]], named: list[labels.Label]) -> int:
    """The first line that is neither the page's own nor a label's."""
    aside = {span.start for _, span in found}
    labelled = {text.rfind("\n", 0, each.span.start) + 1 for each in named}
    for line in lines(text, start, heading):
        own = line.start() not in aside and line.start() not in labelled
        if (
            own
            and not NUMBER_LINE.match(line.group())
            and not _HEADED.match(line.group())
            and not _RED_HEAD.match(line.group())
        ):
            return letter.skip(text, line.start(), heading)
    return heading


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _repeated(text: str, start: int, heading: int, known: tuple[tuple[str, Span], ...]) -> Span | None:
    """The last place before the first heading that prints a known title as a title, not as a quotation."""
    best: Span | None = None
    for _, span in known:
        words = text[span.start : span.end].strip()
        at = text.rfind(words, start, heading) if len(words) >= titles.SHORTEST else -1
        while at >= 0 and (_QUOTING.search(text[max(0, at - 2) : at]) or _is_aside(at, known)):
            at = text.rfind(words, start, at)
        if at >= 0 and (best is None or at > best.start):
            best = Span(at, at + len(words))
    return best


def _is_aside(at: int, known: tuple[tuple[str, Span], ...]) -> bool:
    return any(span.start <= at < span.end for _, span in known)
