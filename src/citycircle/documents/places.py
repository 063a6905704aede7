"""Moving what was read from places of the mended text to places of the text as found."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import is_dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

from citycircle.core.plans import Span
from citycircle.documents.mended import Mended

Read = TypeVar("Read")


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
def _fields(kind: Hashable) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of record, each with whether it may hold a place; none where no field may."""
    if not isinstance(kind, type) or not (is_dataclass(kind) or hasattr(kind, "_fields")):
        return ()
    fields = tuple((name, _may_hold_place(told)) for name, told in get_type_hints(kind).items())
    return fields if any(holds for _, holds in fields) else ()


def _may_hold_place(told: Any) -> bool:  # noqa: ANN401 - any type that a field is declared with
    return told is Span or bool(_fields(told)) or any(map(_may_hold_place, get_args(told)))


def _moved(read: Any, mended: Mended) -> Any:  # noqa: ANN401 - any record, and the same record comes back
    kind: Any = type(read)
    if kind is Span:
        return mended.span(read.start, read.end)
    if kind is tuple:
        return tuple([_moved(each, mended) for each in read])
    fields = _fields(kind)
    if not fields:
        return read
    values = [(getattr(read, name), holds) for name, holds in fields]
    return kind(*[_moved(value, mended) if holds and value else value for value, holds in values])
