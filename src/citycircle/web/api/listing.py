"""Lists for programs: a page of rows, and the number to ask the next one from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Query, Schema

Row = TypeVar("Row")
LARGEST = 500

After = Annotated[int, Query(ge=0, lt=2**63, description="the `next` of the page before")]
Number = Annotated[int, Query(ge=1, lt=2**63, description="the number of a record")]
Limit = Annotated[int, Query(ge=1, le=LARGEST)]


class Listed(Schema, Generic[Row]):
    """Rows in the order of their numbers; `next` is empty on the last page."""

    rows: list[Row]
    next: int | None = None


def listed(rows: QuerySet[Any], after: int, limit: int, shape: Callable[[Any], Any]) -> dict[str, Any]:
    """A page of rows after a number: as quick at the end of a long table as at its beginning."""
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    more = len(found) > limit
    return {"rows": [shape(row) for row in found[:limit]], "next": found[limit - 1].pk if more else None}
