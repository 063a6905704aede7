"""A plan, the document it was read from, its tasks and their duties, targets, milestones and works.

What was read keeps its place: spans are code points of `SourceDocument.text`. What a person set right stands in `Edit`
and is replayed whenever the document is read again, so the rows below are always reading plus edits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models

from citycircle.accounts.models import CollectiveName, Hierarchy, Organisation, ReadName
from citycircle.accounts.models.dated import Editable
from citycircle.accounts.rights import Place
from citycircle.records.files.models import StoredFile

_person = settings.AUTH_USER_MODEL


class SourceDocument(models.Model):
    """A document as it came in: the file with its hash, its text as found, and everything the reader remarked."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="read_as")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents")
    text = models.TextField(blank=True)
    """As found, code point for code point; empty until it was read."""
    notes = models.JSONField(default=dict)
    """What the reader reports of the file as a whole: repairs, asides, coverage, diagnostics."""
    reader = models.CharField(max_length=40, blank=True)
    """The version of the program that read it."""
    imported_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    vouched_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who says that a file whose text could not be seen carries no secret."""

    kept_brief: ClassVar[frozenset[str]] = frozenset({"text", "notes"})

    if TYPE_CHECKING:
        id: int
        plans: Any
        organisation_id: int

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file.name

    @property
    def place(self) -> Place:
        return self.organisation.place


class PlanKind(models.TextChoices):
    ACTION_PLAN = "action_plan", "行动方案"
    ANNUAL_POINTS = "annual_points", "工作要点"
    OTHER = "other", "其他"


class PlanState(models.TextChoices):
    """How far a plan is, up to its issue; its tasks go on by themselves afterwards."""

    DRAFT = "draft", "抽取草稿"
    COMMENT = "comment", "征求意见"
    ISSUED = "issued", "已印发"
    WITHDRAWN = "withdrawn", "已撤回"


class Plan(Editable):
    """One plan. Its tasks belong where the organisation belongs that keeps it: a city's office, or the region's."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    doc_number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=PlanKind.choices, default=PlanKind.OTHER)
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    city = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="plans_of_city")
    """The city of `organisation`, repeated so that lists are quick; empty for a plan of the whole region."""
    circle = models.ForeignKey(Hierarchy, models.PROTECT, null=True, blank=True, related_name="plans")
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(SourceDocument, models.PROTECT, null=True, blank=True, related_name="plans")
    """Empty for a plan that was drafted here: next year's, or one made from an Excel ledger."""
    nth = models.PositiveSmallIntegerField(default=0)
    """Which of the plans of its document."""
    sections = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    """What the reader remarked about this plan."""
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_plans")
    above = models.ManyToManyField("self", through="UpperPlan", symmetrical=False, related_name="below")
    made_at = models.DateTimeField()

    kept_brief: ClassVar[frozenset[str]] = frozenset({"sections", "notes"})

    if TYPE_CHECKING:
        id: int
        organisation_id: int
        city_id: int | None
        tasks: Any
        edits: Any
        baselines: Any

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["city", "state"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        return Place(self.organisation_id, self.city_id)


class UpperPlan(models.Model):
    """A plan that another one carries out. A city may stand under several circles, so a plan may have several."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="upper_plans")
    above = models.ForeignKey(Plan, models.PROTECT, related_name="lower_plans")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "above"], name="upper_plan_once"),)

    def __str__(self) -> str:
        return f"{self.plan} → {self.above}"


class Task(Editable):
    """One task of a plan, filed once; lists, circles and superiors only point at it.

    `key` is the same through every reading and version of its plan. `doubts` are what a person should look at first.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    city = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=160)
    code = models.CharField(max_length=60, db_index=True)
    """What people call it: the plan's code and its number."""
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    path = models.JSONField(default=list)
    field = models.CharField(max_length=200, blank=True)
    """The heading that names its field of work."""
    role = models.CharField(max_length=10, default="task")
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    subitems = models.JSONField(default=list)
    extras = models.JSONField(default=list)
    strength = models.CharField(max_length=10, blank=True)
    basis = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=120, blank=True)
    due_implied = models.JSONField(default=dict)
    """Where the deadline was completed: the reason, in both languages."""
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    spans = models.JSONField(default=dict)
    """The place of each cell: field → list of [start, end]."""
    doubts = models.JSONField(default=list)
    doubtful = models.PositiveSmallIntegerField(default=0)
    """How many doubts nobody has settled yet."""
    state = models.CharField(max_length=24, default="draft")
    """Where it stands in the machine of tasks."""
    is_disputed = models.BooleanField(default=False)
    """An objection is open: its light is grey."""
    is_dropped = models.BooleanField(default=False)
    as_read = models.JSONField(default=dict)
    """What the reading last said, before and after edits: the words by which the task is known again, its duties."""
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")

    if TYPE_CHECKING:
        id: int
        plan_id: int
        city_id: int | None
        duties: Any
        targets: Any
        milestones: Any
        works: Any

    class Meta:
        ordering = ("plan", "order")
        constraints = (models.UniqueConstraint(fields=["plan", "key"], name="task_key_once"),)
        indexes = (
            models.Index(fields=["plan", "order"]),
            models.Index(fields=["plan", "-doubtful", "order"]),
            models.Index(fields=["city", "due"]),
            models.Index(fields=["city", "plan", "order"]),
            models.Index(fields=["field", "plan", "order"]),
            models.Index(fields=["due", "id"]),
        )

    def __str__(self) -> str:
        return self.title or self.body[:40]

    @property
    def place(self) -> Place:
        return self.plan.place


class DutyKind(models.TextChoices):
    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"
    COOPERATING = "cooperating", "配合"


class Duty(models.Model):
    """One organisation's part in a task: the name as printed, and which organisation it means once that is known.

    A collective name gives one row for each organisation behind it, each with `through`. `by_rule` marks a lead that
    follows from a rule stated once (列第一位的为牵头单位), `decision` one that a person decided.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="duties")
    through = models.ForeignKey(CollectiveName, models.PROTECT, null=True, blank=True, related_name="+")
    read_name = models.ForeignKey(ReadName, models.PROTECT, null=True, blank=True, related_name="duties")
    """Its place in the queue of names, while nobody has decided what it means."""
    order = models.PositiveSmallIntegerField(default=0)
    by_rule = models.BooleanField(default=False)
    is_inherited = models.BooleanField(default=False)
    decision = models.ForeignKey("LeadDecision", models.PROTECT, null=True, blank=True, related_name="duties")
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        task_id: int
        organisation_id: int | None

    class Meta:
        ordering = ("task", "kind", "order", "id")
        indexes = (models.Index(fields=["organisation", "kind", "task"]),)

    def __str__(self) -> str:
        return self.name


class LeadDecision(models.Model):
    """Who leads a task that printed nobody or several: decided by a person, in words, and kept."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="lead_decisions")
    kind = models.CharField(
        max_length=12, choices=(("single", "单独牵头"), ("joint", "共同牵头"), ("none", "不设牵头"))
    )
    leads = models.JSONField(default=list)
    """Codes of the organisations."""
    reason = models.TextField()
    decided_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("task", "-id")

    def __str__(self) -> str:
        return f"{self.task}: {self.kind}"


class Target(models.Model):
    """A promise with a number, or (`benchmark`) one that is measured against something else."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="targets")
    key = models.CharField(max_length=160)
    indicator = models.CharField(max_length=300)
    op = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    value_high = models.DecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    benchmark = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=12, blank=True)
    deadline = models.CharField(max_length=20, blank=True)
    deadline_implied = models.JSONField(default=dict)
    scope = models.CharField(max_length=200, blank=True)
    strength = models.CharField(max_length=10, blank=True)
    quote = models.TextField(blank=True)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    if TYPE_CHECKING:
        id: int
        task_id: int | None

    class Meta:
        ordering = ("plan", "order", "id")

    def __str__(self) -> str:
        return self.quote or self.indicator


class Milestone(Editable):
    """Something that is to be so by a date: as printed, as agreed in the baseline, as expected now, as it was."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="milestones")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="milestones")
    key = models.CharField(max_length=160)
    what = models.CharField(max_length=300)
    deadline = models.CharField(max_length=20, blank=True)
    """As printed (2026, 2026-06)."""
    baseline_on = models.DateField(null=True, blank=True)
    forecast_on = models.DateField(null=True, blank=True)
    actual_on = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    """Calendar days that the work takes once its predecessors are reached; empty: as the baseline days leave."""
    post = models.ForeignKey("accounts.Post", models.PROTECT, null=True, blank=True, related_name="milestones")
    is_added = models.BooleanField(default=False)
    """A person put it into the schedule; the document does not say it, so a new reading leaves it alone."""
    quote = models.TextField(blank=True)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    if TYPE_CHECKING:
        id: int
        task_id: int | None
        post_id: int | None

    class Meta:
        ordering = ("plan", "order", "id")
        indexes = (models.Index(fields=["baseline_on"]),)

    def __str__(self) -> str:
        return self.what

    @property
    def place(self) -> Place:
        return self.plan.place


class Work(models.Model):
    """A named piece of works in a plan and the stage that its verb promises; the project library points here."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="works")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="works")
    key = models.CharField(max_length=160)
    name = models.CharField(max_length=300)
    stage = models.CharField(max_length=10)
    quote = models.TextField(blank=True)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("plan", "order", "id")

    def __str__(self) -> str:
        return self.name


class Edit(models.Model):
    """What a person set right in a plan as read; replayed in order at every reading. Taken back, never deleted."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    """cell, split, merge, add, drop, restore …: as the corrections of a reading call them."""
    task_key = models.CharField(max_length=160, blank=True)
    field = models.CharField(max_length=40, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    note = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    made_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    applies = models.BooleanField(default=True)
    """Whether it still found its place at the last reading; `outcome` says what was found."""
    outcome = models.JSONField(default=dict)

    kept_brief: ClassVar[frozenset[str]] = frozenset({"details"})

    if TYPE_CHECKING:
        id: int
        plan_id: int

    class Meta:
        ordering = ("plan", "number")
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="edit_number_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.task_key} {self.field}"

    @property
    def place(self) -> Place:
        return self.plan.place
