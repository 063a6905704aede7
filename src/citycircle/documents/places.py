"""Moving what was read from places of the mended text to places of the text as found."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

from citycircle.core.messages import Text
from citycircle.core.plans import Span
from citycircle.documents.mended import Mended

Read = TypeVar("Read")
_PLAIN = frozenset({str, int, bool, date, Decimal, Text, type(None)})


def as_found(read: Read, mended: Mended) -> Read:
    """The same record with every span counted in the text as found; goes down into tuples and records.

    >>> from citycircle.core.plans import Quoted
    >>> from citycircle.documents.mended import Edit
    >>> mended = Mended.of("產(chǎn)業(yè)").with_edits([Edit(1, 7, "", "pinyin")])
    >>> as_found(Quoted("產業", Span(0, 2)), mended).span
    Span(start=0, end=8)
    >>> as_found((("title", Span(0, 2)),), mended)
    (('title', Span(start=0, end=8)),)
    """
    if not mended.repairs and len(mended.text) == len(mended.original):
        return read
    return cast(Read, _moved(read, mended))


def in_mended(span: Span, mended: Mended) -> Span:
    """The place in the mended text of a place in the text as found."""
    start = mended.find(span.start)
    return Span(start, max(start, mended.find(span.end)))


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else ()


def _moved(read: Any, mended: Mended) -> Any:  # noqa: ANN401 - any record, and the same record comes back
    kind = type(read)
    if kind is Span:
        return mended.span(read.start, read.end)
    if kind is tuple:
        if set(map(type, read)) <= {str}:
            return read
        return tuple([_moved(each, mended) for each in read])
    names = _names(cast(Hashable, kind))
    if not names:
        return read
    values, changed = [], False
    for name in names:
        before = getattr(read, name)
        after = before if type(before) in _PLAIN else _moved(before, mended)
        changed = changed or after is not before
        values.append(after)
    return kind(*values) if changed else read
