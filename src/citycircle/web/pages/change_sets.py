"""Sheets that came back: every change beside what it changes, accepted or rejected by a person."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken
from citycircle.planning.lists.facts import FACTS
from citycircle.records.lists.actions.taking_back import CloseChangeSet, DecideChange, TakeSheetBack
from citycircle.records.lists.models import ChangeSet, ProposedChange
from citycircle.records.lists.reach import KEEPS_LISTS, READS_LISTS, change_sets_within, lists_within
from citycircle.records.lists.returning import standings
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.lists_of_tasks import keepers_city
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.uploads import file_of, keeper_chosen, own_organisations
from citycircle.web.wording import whole

KINDS: dict[str, Text] = {
    "cell": Text("改动的格", "Changed cells"),
    "added": Text("新增的行", "New rows"),
    "missing": Text("表中缺少的行", "Rows that are gone"),
    "unmatched": Text("对不上的行", "Rows that fit no task"),
    "unreadable": Text("读不懂的格", "Cells that cannot be read"),
    "locked": Text("不能用表格改的格", "Cells that a sheet cannot change"),
    "stray": Text("表外的内容", "What stands beside the table"),
}
STATES: dict[str, tuple[Text, str]] = {
    "waiting": (Text("待处理", "waiting"), "yellow"),
    "accepted": (Text("已采纳", "accepted"), "green"),
    "rejected": (Text("未采纳", "rejected"), "done"),
    "told": (Text("仅告知", "for information"), "done"),
}
OPEN, CLOSED = Text("处理中", "open"), Text("已办结", "closed")


class ChangeSets(ListPage):
    title = Text("退回的表格", "Returned sheets")
    who = READS_LISTS
    sheet = Sheet(
        title,
        (
            Column("file", Text("文件", "File"), lambda one: one.file.name, search=("file__name",),
                   link=lambda one: reverse("change_set", args=[one.pk])),
            Column("of", Text("清单或方案", "List or plan"), lambda one: one.list or one.plan or "",
                   search=("list__name", "plan__title"), kind="wide"),
            Column("waiting", Text("待处理", "Waiting"), lambda one: one.waiting or "", kind="number"),
            Column("all", Text("改动", "Changes"), lambda one: one.proposed, kind="number"),
            Column("state", Text("状态", "State"), lambda one: CLOSED if one.closed_at else OPEN, ("closed_at",)),
            Column("offered_at", Text("退回时间", "Came back"), lambda one: one.offered_at, ("offered_at",)),
            Column("offered_by", Text("退回人", "By"), lambda one: one.offered_by or ""),
            keepers_city,
        ),
        order=("-pk",),
        empty=Text("没有退回的表格。导出的表格改好后，点“退回改好的表格”逐格核对。",
                   "No sheet has come back. Send one that was edited, and its changes are reviewed cell by cell."),
    )  # fmt: skip

    def rows(self) -> QuerySet[ChangeSet]:
        waits = Count("changes", Q(changes__state="waiting"))
        rows = change_sets_within(self.request.viewer).select_related("file", "list", "plan", "offered_by",
                                                                      "organisation__city")  # fmt: skip
        return rows.annotate(waiting=waits, proposed=Count("changes"))

    def offers(self) -> list[tuple[object, str]]:
        return [(TakeSheetBack.title, reverse("add_change_set"))] if KEEPS_LISTS.allows(self.request.viewer) else []


class Add(Page):
    """An edited sheet comes back."""

    title = TakeSheetBack.title
    who = KEEPS_LISTS
    template = "lists/take_back.html"
    action = TakeSheetBack

    def context(self) -> dict[str, Any]:
        return {
            "keepers": own_organisations(self.request.viewer, KEEPS_LISTS),
            "lists": lists_within(self.request.viewer).filter(closed_at=None),
            "asked": whole(self.request.POST.get("list") or self.request.GET.get("list", "")),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        try:
            keeper = keeper_chosen(request, KEEPS_LISTS)
            of = whole(request.POST.get("list", ""))
            chosen = lists_within(request.viewer).filter(pk=of).first() if of else None
            made = self.do(TakeSheetBack(organisation=keeper, file=file_of(request, keeper), list=chosen))
        except CityCircleError as error:
            return self.show(422, error=error)
        return redirect("change_set", pk=made.pk)


class ShownChange(NamedTuple):
    """One change as the page draws it. `stands` is what the ledger has on file now."""

    change: ProposedChange
    heading: str
    stands: str
    note: str
    state: Text
    light: str
    is_conflict: bool


class Review(Page):
    """The changes of one sheet; nothing is filed before somebody accepts it."""

    title = Text("核对退回的表格", "Review a returned sheet")
    who = READS_LISTS
    template = "lists/change_set.html"
    action = DecideChange

    def find(self, **keys: Any) -> ChangeSet:
        rows = change_sets_within(self.request.viewer).select_related("file", "list", "plan", "export", "offered_by",
                                                                      "organisation__city")  # fmt: skip
        one: ChangeSet = found(rows, **keys)
        return one

    def place(self) -> None:
        """`change_sets_within` has asked."""

    def changes(self) -> list[ShownChange]:
        stands = standings(self.subject, self.request.viewer)
        return [
            _shown(each, stands.get(each.pk, "")) for each in self.subject.changes.select_related("task", "decided_by")
        ]

    def context(self) -> dict[str, Any]:
        one, shown = self.subject, self.changes()
        waiting = [each for each in shown if each.change.state == "waiting"]
        return {
            "one": one,
            "groups": [(kind, title, rows) for kind, title in KINDS.items()
                       if (rows := [each for each in shown if each.change.kind == kind])],
            "waiting": len(waiting),
            "quiet": len([each for each in waiting if not each.is_conflict and each.change.kind == "cell"]),
            "may_decide": one.closed_at is None and KEEPS_LISTS.allows(self.request.viewer, one.place),
            "closed": CLOSED,
        }  # fmt: skip

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        given = request.POST
        if "close" in given:
            return self._closed()
        stands = standings(self.subject, request.viewer)
        if "accept_quiet" in given:
            wanted = [each.change for each in self.changes() if each.change.state == "waiting"
                      and each.change.kind == "cell" and not each.is_conflict]  # fmt: skip
            decisions = [(each, True, stands.get(each.pk, "")) for each in wanted]
        else:
            accept = "accept" in given
            number = whole(given.get("accept") or given.get("reject") or "") or 0
            change: ProposedChange = found(self.subject.changes.all(), pk=number)
            decisions = [(change, accept, given.get(f"stands-{number}", ""))]
        return self._decided(decisions)

    def _decided(self, decisions: list[tuple[ProposedChange, bool, str]]) -> HttpResponseBase:
        """Each decision by itself: one that is refused says why and leaves the others."""
        refused: list[CityCircleError] = []
        for change, accept, stands in decisions:
            try:
                self.do(DecideChange(change=change, accept=accept, stands=stands))
            except CityCircleError as error:
                refused.append(error)
        if refused:
            self.subject.refresh_from_db()
            return self.show(422, error=refused[0], refused=len(refused))
        done = Text("已处理{count}项。", "{count} decided.").say(count=len(decisions))
        messages.success(self.request, done)
        return redirect("change_set", pk=self.subject.pk)

    def _closed(self) -> HttpResponseBase:
        try:
            self.do(CloseChangeSet(set=self.subject))
        except CityCircleError as error:
            return self.show(422, error=error)
        return redirect("change_sets")


def _shown(change: ProposedChange, stands: str) -> ShownChange:
    state, light = STATES[change.state]
    note = change.note.get(spoken(), "") if change.note else ""
    heading = change.details.get("heading", {}).get(spoken(), "") or _fact(change.field)
    overtaken = change.kind == "cell" and "now" in change.details and change.state == "waiting"
    return ShownChange(change, heading, stands, note, state, light, overtaken)


def _fact(name: str) -> str:
    fact = FACTS.get(name.split(":", maxsplit=1)[0])
    return fact.title.say() if fact else ""


urlpatterns = [
    path("change-sets/", ChangeSets.as_view(), name="change_sets"),
    path("change-sets/add", Add.as_view(), name="add_change_set"),
    path("change-sets/<int:pk>/", Review.as_view(), name="change_set"),
]
