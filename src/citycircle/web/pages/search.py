"""Search over everything the viewer may see."""

from __future__ import annotations

from typing import Any

from django.urls import path

from citycircle.accounts.rights import signed_in
from citycircle.accounts.search import finding
from citycircle.accounts.search.kinds import load
from citycircle.core.messages import Text
from citycircle.web.pages.base import Page


class Search(Page):
    title = Text("搜索", "Search")
    who = signed_in
    template = "pages/search.html"

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        kinds = sorted((kind for kind in load().values() if kind.who.allows(viewer)), key=lambda kind: kind.order)
        asked, only = self.request.GET.get("q", "").strip(), self.request.GET.get("kind", "")
        only = only if only in {kind.name for kind in kinds} else ""
        return {"asked": asked, "only": only, "kinds": kinds, "found": finding.find(asked, viewer, only)}


urlpatterns = [path("search/", Search.as_view(), name="search")]
