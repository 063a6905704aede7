"""Lists of tasks, the templates they are printed by, what was exported, and what came back changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.accounts.models.dated import Dated, DatedRows, Editable
from citycircle.accounts.rights import Place
from citycircle.records.files.models import StoredFile
from citycircle.records.plans.models import Plan, Task

_person = settings.AUTH_USER_MODEL


class ListTemplate(Dated, Editable):
    """A superior's table as data: headings, order, rounding, units. Built-in ones lie beside `planning.lists`."""

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="list_templates")
    """Who keeps it."""
    superior = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose template it is."""
    content = models.JSONField()
    source = models.TextField(blank=True)

    objects = DatedRows.as_manager()

    if TYPE_CHECKING:
        id: int
        organisation_id: int

    class Meta:
        ordering = ("code", "valid_from")

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return self.organisation.place


class TaskList(Editable):
    """A list: its name, its keeper, for whom it is, and the template it is printed by."""

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="task_lists")
    superior = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    circle = models.ForeignKey(Hierarchy, models.PROTECT, null=True, blank=True, related_name="task_lists")
    field = models.CharField(max_length=200, blank=True)
    template = models.CharField(max_length=60, default="T1")
    """The code of a built-in template or of one of the city's own."""
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        organisation_id: int
        listings: Any

    class Meta:
        ordering = ("organisation", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return self.organisation.place


class Listing(models.Model):
    """A task on a list."""

    list = models.ForeignKey(TaskList, models.CASCADE, related_name="listings")
    task = models.ForeignKey(Task, models.CASCADE, related_name="listings")
    order = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=200, blank=True)
    """Under which part of the list, where it has parts (政策、事项、项目)."""
    own = models.JSONField(default=dict)
    """The cells that this list keeps itself, by the key of their column: remarks, leader in charge, own columns."""

    if TYPE_CHECKING:
        id: int
        task_id: int
        list_id: int

    class Meta:
        ordering = ("list", "order", "id")
        constraints = (models.UniqueConstraint(fields=["list", "task"], name="listing_once"),)

    def __str__(self) -> str:
        return f"{self.task} ∈ {self.list}"

    @property
    def place(self) -> Place:
        return self.list.place


class SheetExport(models.Model):
    """A sheet that left: what each row said then, so that a sheet that comes back is compared with what went out."""

    short_code = models.CharField(max_length=16, unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="exports")
    list = models.ForeignKey(TaskList, models.PROTECT, null=True, blank=True, related_name="exports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    template = models.CharField(max_length=60)
    versions = models.JSONField(default=dict)
    """Task number → version at that moment."""
    content = models.JSONField(default=dict)
    """The template as words, and what each line said: {"template": [list, columns], "lines": [[key, [words]]]}."""
    kept_brief = frozenset({"content", "versions"})
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.short_code

    @property
    def place(self) -> Place:
        return self.organisation.place


class ChangeSet(models.Model):
    """A sheet that came back, as a set of proposed changes that a person accepts or rejects one by one."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    export = models.ForeignKey(SheetExport, models.PROTECT, null=True, blank=True, related_name="change_sets")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="change_sets")
    list = models.ForeignKey(TaskList, models.PROTECT, null=True, blank=True, related_name="change_sets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Who reviews it."""
    offered_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    stale = models.BooleanField(default=False)
    """The ledger had moved on since the sheet left."""
    counts = models.JSONField(default=dict)
    """How many proposals there are of each kind."""

    if TYPE_CHECKING:
        id: int
        changes: Any

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file.name

    @property
    def place(self) -> Place:
        return self.organisation.place


class ProposedChange(Editable):
    """One cell, row or remark of a change set."""

    set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12)
    """cell, added, missing, unmatched, unreadable, locked, stray"""
    field = models.CharField(max_length=60, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    where = models.CharField(max_length=80, blank=True)
    """Sheet and cell."""
    note = models.JSONField(default=dict)
    """Why, in both languages."""
    details = models.JSONField(default=dict)
    """For machines: which target, the figure with its unit, what stood in the ledger, what it says now, a new row."""
    state = models.CharField(max_length=10, default="waiting")
    """waiting, accepted, rejected, told (nothing to decide)"""
    decided_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("set", "id")
        indexes = (models.Index(fields=["set", "state"]),)

    def __str__(self) -> str:
        return f"{self.where}: {self.old} → {self.new}"

    @property
    def place(self) -> Place:
        return self.set.place
