"""Rows that no query pages, shown a page at a time by the address: `?page=2`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from citycircle.web.wording import whole

PAGE = 100
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """The rows of one page of `count`; `before` and `after` are the pages beside it, 0 where there is none."""

    rows: Sequence[Row]
    start: int
    count: int
    page: int
    before: int
    after: int


def paged(rows: Sequence[Row], asked: Mapping[str, str]) -> Paged[Row]:
    """The page of some rows that an address asks for; what is too far shows the last.

    >>> page = paged(range(250), {"page": "3"})
    >>> list(page.rows)[:2], len(page.rows), page.before, page.after
    ([200, 201], 50, 2, 0)
    """
    pages = max(1, -(-len(rows) // PAGE))
    page = max(1, min(whole(asked.get("page", "")) or 1, pages))
    start = (page - 1) * PAGE
    return Paged(rows[start : start + PAGE], start, len(rows), page, page - 1, page + 1 if page < pages else 0)
