"""The table that every list is: sorted, filtered, grouped and paged by its address, so that a view can be sent "
"as a link.

A sheet is declared once; the page shows it, the printer prints it, and Excel gets the same columns and rows. Counting
stops at a thousand: nobody reads further, and a list stays as quick with two hundred thousand rows as with two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any, Literal
from urllib.parse import urlencode

from django.db.models import F, Model, Q, QuerySet
from django.http import HttpResponse
from django.utils.safestring import SafeString

from citycircle.core.messages import Text, said
from citycircle.paper import tables
from citycircle.paper.excel import workbook
from citycircle.web.sheet_rows import drawn
from citycircle.web.wording import whole, worded

PAGE = 50
COUNTED = 1000
PRINTED = 20_000
"""As many rows as Excel or the printer gets from one address."""

NOTHING = Text("没有符合条件的记录。", "Nothing matches.")
Option = tuple[str, Text | str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it shows of a row, and by which fields it sorts, searches or chooses.

    `link` gives the address behind the cell. `light` gives the colour of a light whose word is the cell. `narrow`
    narrows the rows by what was asked, where that is no matter of one field.
    """

    name: str
    title: Text
    value: Callable[[Any], object]
    sort: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    choose: str = ""
    options: Callable[[], Sequence[Option]] | None = None
    kind: Literal["text", "wide", "number"] = "text"
    link: Callable[[Any], str] | None = None
    light: Callable[[Any], str] | None = None
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None

    @property
    def filters(self) -> bool:
        return bool(self.search or self.choose or self.narrow)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as a page declares it. The first two columns stay in sight; `order` breaks every tie."""

    title: Text
    columns: tuple[Column, ...]
    order: tuple[str, ...] = ("pk",)
    group: str = ""
    """The column by which rows may be gathered under bands."""
    empty: Text = NOTHING
    caption: Text | None = None

    def view(self, rows: QuerySet[Any], asked: Mapping[str, str]) -> SheetView:
        """The sheet over rows that the viewer may see, as the address asks for it."""
        return SheetView(self, rows, asked)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the template draws it."""

    column: Column
    sorted: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the template draws it."""

    column: Column
    value: object
    link: str = ""
    light: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row, or the band above a group of rows."""

    cells: tuple[Cell, ...] = ()
    band: object = None


@dataclass(frozen=True, eq=False)
class SheetView:
    """One look at a sheet: its rows on this page, and the addresses that change the look."""

    sheet: Sheet
    rows: QuerySet[Any]
    asked: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def filters(self) -> list[tuple[Column, str, Sequence[Option]]]:
        """The columns one may search or choose by, with what was asked and what may be chosen."""
        columns = [column for column in self.sheet.columns if column.filters]
        return [(c, self.asked.get(c.name, ""), c.options() if c.options else ()) for c in columns]

    @cached_property
    def grouped(self) -> Column | None:
        wanted = self.asked.get("by", "")
        return next(
            (column for column in self.sheet.columns if wanted and column.name == wanted == self.sheet.group), None
        )

    @cached_property
    def found(self) -> QuerySet[Any]:
        """All rows that match, in order."""
        rows = self.rows
        for column, asked, options in self.filters:
            if not asked:
                continue
            if column.narrow is not None:
                rows = column.narrow(rows, asked)
            elif column.choose:
                rows = rows.filter(**{column.choose: asked}) if asked in dict(options) else rows.none()
            else:
                rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": asked}) for name in column.search)))
                if any("__" in name for name in column.search):
                    rows = rows.distinct()  # a row may match by several of its related ones
        return rows.order_by(*self._order)

    @cached_property
    def _order(self) -> list[Any]:
        fields: list[Any] = list(self.grouped.sort if self.grouped else ())
        name, descending = self.sorting
        column = next((column for column in self.sheet.columns if column.name == name and column.sort), None)
        if column is not None and column.narrow is not None and self.asked.get(column.name):
            fields += [f"-{one}" if descending else one for one in column.sort]  # narrowed: nothing is empty
        elif column is not None:
            fields += [_sorted_by(self.rows.model, one, descending=descending) for one in column.sort]
        return [*fields, *self.sheet.order]

    @cached_property
    def sorting(self) -> tuple[str, bool]:
        asked = self.asked.get("sort", "")
        return asked.removeprefix("-"), asked.startswith("-")

    @cached_property
    def page(self) -> int:
        return max(1, min(whole(self.asked.get("page", "")) or 1, COUNTED // PAGE))

    @cached_property
    def count(self) -> int:
        """How many match, up to one more than is counted."""
        return self.found.order_by()[: COUNTED + 1].count()

    @property
    def counted(self) -> Text:
        if self.count > COUNTED:
            return Text(f"{COUNTED}条以上，请缩小范围", f"more than {COUNTED}; please narrow it down")
        return Text(f"共{self.count}条", f"{self.count} in all")

    @cached_property
    def _shown(self) -> list[Any]:
        start = (self.page - 1) * PAGE
        return list(self.found[start : start + PAGE + 1])

    @property
    def headings(self) -> Iterator[Heading]:
        name, descending = self.sorting
        for column in self.sheet.columns:
            if not column.sort:
                yield Heading(column)
                continue
            state = ("descending" if descending else "ascending") if column.name == name else ""
            turned = f"-{column.name}" if state == "ascending" else column.name
            yield Heading(column, state, self._address(sort=turned, page=""))

    @property
    def lines(self) -> Iterator[Line]:
        """The rows of this page, with a band wherever the group changes."""
        return self._lined(self._shown[:PAGE])

    def _lined(self, rows: Iterable[Any]) -> Iterator[Line]:
        before: object = object()
        for row in rows:
            if self.grouped is not None and (band := self.grouped.value(row)) != before:
                before = band
                yield Line(band=band or Text("（未注明）", "(not stated)"))
            yield Line(tuple(_cell(column, row) for column in self.sheet.columns))

    @property
    def body(self) -> SafeString:
        """The lines of this page, drawn."""
        return drawn(self.lines, [said(column.title) for column in self.sheet.columns])

    @property
    def before(self) -> str:
        """The address of the page before, if there is one."""
        return self._address(page=str(self.page - 1)) if self.page > 1 else ""

    @property
    def after(self) -> str:
        more = len(self._shown) > PAGE and self.page < COUNTED // PAGE
        return self._address(page=str(self.page + 1)) if more else ""

    @property
    def as_excel(self) -> str:
        return self._address(format="xlsx", page="")

    @property
    def is_narrowed(self) -> bool:
        return any(asked for _, asked, _ in self.filters)

    def _address(self, **changes: str) -> str:
        kept = {name: value for name, value in self.asked.items() if name != "format"} | changes
        return "?" + urlencode({name: value for name, value in kept.items() if value})

    def workbook(self, name: str) -> HttpResponse:
        """The same columns and all matching rows as an Excel file."""
        columns = tuple(tables.Column(said(c.title), 60 if c.kind == "wide" else 28) for c in self.sheet.columns)
        rows = tuple(
            tuple(tables.Entry(worded(column.value(row))) for column in self.sheet.columns)
            for row in self.found[:PRINTED]
        )
        table = tables.PrintedTable(said(self.sheet.title), said(self.sheet.title), columns, rows)
        response = HttpResponse(
            workbook([table]), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return response


def _sorted_by(model: type[Model], name: str, *, descending: bool) -> Any:  # a field name or an expression
    """A field to sort by. Empty values come last; said only where there can be some, so that indexes stay usable."""
    holds_always = "__" not in name and not model._meta.get_field(name).null  # noqa: SLF001  # Django's documented API
    if holds_always:
        return f"-{name}" if descending else name
    return F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)


def _cell(column: Column, row: Any) -> Cell:  # a row of any model
    return Cell(
        column,
        column.value(row),
        column.link(row) if column.link else "",
        column.light(row) if column.light else "",
    )
