"""Several plans in one file: a notice with attachments, or one plan behind the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from citycircle.documents.outline.markers import chinese_number
from citycircle.documents.outline.numbering import Numbered

_ATTACHMENT = re.compile(
    r"^[ \t\u3000]*附[ \u3000]?件[ \t\u3000]*(?P<number>[一二三四五六七八九十]{1,2}|\d{1,2})?"
    r"[ \t\u3000]*[:：]?[ \t\u3000]*"
    r"(?P<title>[^\n\r:：。；;]{4,60}(?:方案|计划|要点|清单|分工|分解|表|办法|措施|规划|任务|安排|台账))?[ \t\u3000]*$",
    re.MULTILINE,
)
_NOUN = re.compile(
    r"(?:方案|计划|要点|清单|规划|办法|纲要|意见|措施|分工|分工表|任务表|分解表)(?:[(（][^()（）\n]{1,30}[)）])?$"
)
_LINE = re.compile(r"[^\n\r\f\v]+")
_NUMBER_FIRST = re.compile(
    r"^[ \t\u3000*#]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十\d]+[章节条部])"
)
_NEAR = 3000


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A stretch of a file that may be a plan of its own; `number` is that of its attachment."""

    start: int
    end: int
    number: str | None = None


def split_parts(text: str, start: int, end: int, steps: Sequence[Numbered]) -> list[PlanPart]:
    """Where one plan may end and the next begin; a single part covers everything.

    >>> from citycircle.documents.outline.markers import find_markers
    >>> from citycircle.documents.outline.numbering import choose
    >>> text = "甲市行动方案\\n一、修路。\\n二、建桥。\\n乙市行动方案\\n一、招商。\\n二、引智。"
    >>> steps = choose(find_markers(text, [(0, len(text))]))
    >>> [text[part.start : part.start + 6] for part in split_parts(text, 0, len(text), steps)]
    ['甲市行动方案', '乙市行动方案']
    """
    cuts: dict[int, tuple[int, str | None]] = {start: (start, None)}
    for match in _ATTACHMENT.finditer(text, start, end):
        if match.start() > start:
            title = match.start("title") if match["title"] else match.end()
            cuts[match.start()] = (title, arabic(match["number"] or "1"))
    cuts |= {title: (title, None) for title in _titles(text, start, steps, sorted(cuts)[1:])}
    places = [*sorted(cuts), end]
    parts = [PlanPart(cuts[a][0], b, cuts[a][1]) for a, b in pairwise(places)]
    return [part for part in parts if text[part.start : part.end].strip()] or [PlanPart(start, end)]


def arabic(number: str) -> str:
    """The number of an attachment in Arabic digits."""
    return number if number.isdecimal() else str(chinese_number(number))


def begins_as_plan(text: str, part: PlanPart) -> bool:
    """Whether one of the first lines of a part reads like the title of a plan."""
    for match in list(_LINE.finditer(text, part.start, min(part.end, part.start + 300)))[:3]:
        line = match[0].strip(" \t\u3000*#")
        if line and _NOUN.search(line) and not re.search(r"[。；;]", line) and not _NUMBER_FIRST.match(line):
            return True
    return False


def _titles(text: str, start: int, steps: Sequence[Numbered], attachments: Sequence[int]) -> list[int]:
    """Lines that read as a title where the outermost numbering begins anew."""
    found = []
    since, before = 0, start
    for step in steps:
        if step.depth == 0 and step.marker.value == 1 and step.fit in ("restart", "open") and since >= 2:  # noqa: PLR2004 - one clause makes no plan
            title = _title_before(text, max(before, step.marker.start - _NEAR), step.marker.start)
            if title is not None and not any(title - 200 < cut <= step.marker.start for cut in attachments):
                found.append(title)
                since = 0
        since += 1
        before = step.marker.end
    return found


def _title_before(text: str, low: int, high: int) -> int | None:
    for match in reversed(list(_LINE.finditer(text, low, high))):
        line = match[0].strip(" \t\u3000*#")
        if 6 <= len(line) <= 80 and _NOUN.search(line) and not re.search(r"[。；;]", line):  # noqa: PLR2004 - lengths of titles
            return None if _NUMBER_FIRST.match(line) or match.start() <= low else match.start()
    return None
