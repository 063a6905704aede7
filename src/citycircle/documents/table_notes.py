"""The notes that offices print below a task table: 注：1.…… 2.……, in prose of its own and no task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citycircle.core.plans import Aside, Span

NOTE_BELOW = "table_note"
_FIRST = re.compile(
    r"[ \t\u3000]*[（(【]?(?:附?注|备注|(?:有关)?说明|填[表报]说明|填报要求|(?i:notes?))[】]?"
    r"[ \t]*\d{0,2}[ \t]*[:：][^\n]*"
)
_MORE = re.compile(r"\n[ \t\u3000]*(?:\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[①-⑳]|[★*※▲])[^\n]*")
_GAP = re.compile(r"[\s\u3000]*")


def notes_below(text: str, ends: Iterable[int]) -> Iterator[Aside]:
    """The notes that begin right below the ends of tables, with the numbered lines that go on with them.

    >>> text = "2\\t修路\\n注：1.每月报送。\\n2.长期任务每季报送。\\n一、有关要求"
    >>> [text[aside.span.start : aside.span.end] for aside in notes_below(text, [4])]
    ['注：1.每月报送。\\n2.长期任务每季报送。']
    """
    for end in ends:
        gap = _GAP.match(text, end)
        start = gap.end() if gap else end
        note = _FIRST.match(text, start)
        if note is None or "\n" not in text[end:start]:
            continue
        at = note.end()
        while (more := _MORE.match(text, at)) is not None:
            at = more.end()
        yield Aside(NOTE_BELOW, Span(start, at))
