"""A page that is one sheet, on the screen and as Excel."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponseBase

from citycircle.web.pages.base import Page
from citycircle.web.requests import Request
from citycircle.web.sheets import Sheet, SheetView


class ListPage(Page):
    """Subclasses name the `sheet` and give the rows that this viewer may see."""

    sheet: ClassVar[Sheet]
    template = "pages/list.html"
    stacks: ClassVar[bool] = True
    """On a phone each row is a small card."""

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def view(self) -> SheetView:
        return self.sheet.view(self.rows(), self.request.GET.dict())

    def context(self) -> dict[str, Any]:
        return {"view": self.view(), "stacks": self.stacks, "offers": self.offers()}

    def offers(self) -> list[tuple[object, str]]:
        """What can be done from here: titles and addresses, only those that the viewer may."""
        return []

    def get(self, request: Request, **keys: Any) -> HttpResponseBase:
        if request.GET.get("format") == "xlsx":
            return self.view().workbook(type(self).__name__.lower())
        return super().get(request, **keys)
