"""A sheet leaves: what each row says is kept, so that the copy can be compared when it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.accounts.rights import Place, Right, at_own_organisation, holding
from citycircle.accounts.roles import WORKING
from citycircle.core.messages import Text
from citycircle.planning.baselines.codes import short_code
from citycircle.records.lists.errors import NothingToExport
from citycircle.records.lists.models import SheetExport, TaskList
from citycircle.records.lists.reach import lists_within
from citycircle.records.lists.scopes import Scope
from citycircle.records.lists.sheets import content, digest_of, filled_for
from citycircle.records.lists.templates import template_of
from citycircle.records.plans.models import Plan, Task


@dataclass(frozen=True, kw_only=True)
class ExportSheet(Action[SheetExport]):
    """Make a sheet of a list, a plan, a city, an organisation, a circle or a field, by a template."""

    name: ClassVar[str] = "list.export"
    title: ClassVar[Text] = Text("导出清单", "Export a list")
    who: ClassVar[Right] = holding(*WORKING) & at_own_organisation

    organisation: Organisation
    """Whose person exports it, and to whom the copy comes back."""
    template: str
    list: TaskList | None = None
    plan: Plan | None = None
    city: Organisation | None = None
    party: Organisation | None = None
    circle: Hierarchy | None = None
    field: str = ""

    def place(self) -> Place:
        return self.organisation.place

    def scope(self) -> Scope:
        return Scope(list=self.list, plan=self.plan, city=self.city, organisation=self.party, circle=self.circle,
                     field=self.field)  # fmt: skip

    def perform(self, ground: Ground) -> SheetExport:
        """Raises NothingToExport, NoSuchTemplate."""
        if self.list is not None and not lists_within(ground.by).filter(pk=self.list.pk).exists():
            raise NothingToExport
        filled = filled_for(template_of(self.template, on=ground.day), self.scope(), ground.by)
        if not filled.lines:
            raise NothingToExport
        said = content(filled)
        digest = digest_of({**said, "at": ground.at.isoformat(), "by": ground.by.person})
        rows = self.scope().tasks(ground.by)
        versions = {str(pk): version for pk, version in rows.values_list("pk", "version")}
        export = SheetExport(short_code=_free_code(digest), plan=self.plan, list=self.list, template=self.template,
                             organisation=self.organisation, versions=versions, content=said, digest=digest,
                             made_by_id=ground.by.person, made_at=ground.at)  # fmt: skip
        return ground.create(export)


def _free_code(digest: str) -> str:
    """A short code that no other sheet has."""
    attempt = 0
    while SheetExport.objects.filter(short_code=(code := short_code(digest, attempt))).exists():
        attempt += 1
    return code


def tasks_of(export: SheetExport) -> list[int]:
    """The numbers of the tasks that a sheet holds, those that still stand in the ledger."""
    wanted = [int(key) for key in export.versions]
    return list(Task.objects.filter(pk__in=wanted, is_dropped=False).values_list("pk", flat=True))
