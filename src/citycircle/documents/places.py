"""Moving what was read from places of the mended text to places of the text as found."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

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
    """
    return cast(Read, _moved(read, mended))


def _moved(read: Any, mended: Mended) -> Any:
    if isinstance(read, Span):
        return mended.span(read.start, read.end)
    if isinstance(read, tuple):
        return tuple(_moved(each, mended) for each in read)
    if is_dataclass(read) and not isinstance(read, type):
        changed = {}
        for name in fields(read):
            before = getattr(read, name.name)
            if isinstance(before, Span | tuple) or is_dataclass(before):
                after = _moved(before, mended)
                if after is not before:
                    changed[name.name] = after
        return replace(read, **changed) if changed else read
    return read
