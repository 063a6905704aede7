"""Parts of tasks in hand, and the reports on them: every value a row of its own, so that no original is overwritten.

Where a part or a report stands is the replay of its case (`mechanisms.tasks`, `mechanisms.reports`); state, holder and
due day are repeated here so that queues stay quick with millions of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.models.dated import Dated, DatedRows, Editable
from citycircle.accounts.rights import Place
from citycircle.records.cases.models import CaseRecord
from citycircle.records.files.models import StoredFile
from citycircle.records.plans.models import Task

_person = settings.AUTH_USER_MODEL


class Part(Editable):
    """A task as one lead organisation has it in hand; a joint task has one part in each city."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parts")
    city = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.OneToOneField(CaseRecord, models.PROTECT, null=True, blank=True, related_name="part")
    joint = models.CharField(max_length=60, blank=True, db_index=True)
    """The key that the parts of one joint task share."""
    state = models.CharField(max_length=24)
    due = models.DateField(null=True, blank=True)
    planned = models.JSONField(default=dict)
    """The planned curve as data (`mechanisms.lights.curves`); empty for the linear one."""
    colour = models.CharField(max_length=10, blank=True)
    """The light that is shown now; how it came about stands in its `Light`."""

    if TYPE_CHECKING:
        id: int
        task_id: int
        organisation_id: int
        city_id: int | None
        reports: Any
        lights: Any

    class Meta:
        ordering = ("task", "organisation")
        constraints = (models.UniqueConstraint(fields=["task", "organisation"], name="part_once"),)
        indexes = (
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["city", "colour", "due"]),
        )

    def __str__(self) -> str:
        return f"{self.task} · {self.organisation}"

    @property
    def place(self) -> Place:
        return Place(self.organisation_id, self.city_id)


class ReportForm(Dated, Editable):
    """A form that organisations are asked to fill, admitted with its basis and its last day (报表准入登记, T27)."""

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="report_forms")
    basis = models.TextField()
    cadence = models.CharField(max_length=60)
    fields = models.JSONField(default=list)
    """Each: key, title, kind, unit, owner of the fact if it has one, minutes."""
    chain = models.JSONField(default=list)
    """The deadlines from the superior down, each with its buffer and the reason for it."""
    admitted_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    admitted_at = models.DateTimeField(null=True, blank=True)

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


class Report(Editable):
    """What one organisation says of one part for one month. A partner's report goes into that of the lead."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="reports")
    form = models.ForeignKey(ReportForm, models.PROTECT, null=True, blank=True, related_name="reports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    """Who reports. It keeps the old name after a reorganisation."""
    city = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    month = models.DateField()
    """The first day of the month."""
    into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="partners")
    case = models.OneToOneField(CaseRecord, models.PROTECT, null=True, blank=True, related_name="report")
    state = models.CharField(max_length=24)
    due = models.DateField()
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    """When it was first submitted: what timeliness counts."""
    locked_at = models.DateTimeField(null=True, blank=True)
    is_unchanged = models.BooleanField(default=False)
    unchanged_run = models.PositiveSmallIntegerField(default=0)
    """How many months running it said 无变化."""

    if TYPE_CHECKING:
        id: int
        part_id: int
        organisation_id: int
        city_id: int | None
        entries: Any

    class Meta:
        ordering = ("-month", "part", "organisation")
        constraints = (models.UniqueConstraint(fields=["part", "organisation", "month"], name="report_once_a_month"),)
        indexes = (
            models.Index(fields=["organisation", "month", "state"]),
            models.Index(fields=["city", "state", "due", "id"]),
            models.Index(fields=["month", "state"]),
            models.Index(
                fields=["city", "due", "id"], condition=models.Q(state="submitted", into=None), name="report_to_review"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.month:%Y-%m}"

    @property
    def place(self) -> Place:
        return Place(self.organisation_id, self.city_id)


class Entry(models.Model):
    """One value of one field of a report, as one person entered it. A later value is a later row."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="entries")
    field = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    words = models.TextField(blank=True)
    value = models.DecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    target = models.ForeignKey("records.Target", models.PROTECT, null=True, blank=True, related_name="entries")
    entered_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    carried = models.BooleanField(default=False)
    """Prefilled from last month and left as it was."""
    verdict = models.CharField(max_length=10, blank=True)
    """accepted or returned, by the office; it cannot change the value."""
    question = models.TextField(blank=True)
    judged_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        report_id: int

    class Meta:
        ordering = ("report", "field", "number")
        constraints = (
            models.UniqueConstraint(fields=["report", "field", "target", "number"], name="entry_once"),
            models.UniqueConstraint(
                fields=["report", "field", "number"], condition=models.Q(target=None), name="entry_of_no_target_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.field}"

    @property
    def place(self) -> Place:
        return self.report.place


class AnsweredQuestion(models.Model):
    """A polite question before sending, and why the organisation sent it as it was."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="answered_questions")
    code = models.CharField(max_length=40)
    field = models.CharField(max_length=40, blank=True)
    question = models.JSONField(default=dict)
    reason = models.TextField()
    answered_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("report", "id")

    def __str__(self) -> str:
        return f"{self.report} {self.code}"


class Proof(models.Model):
    """What shows that something was done: a reference number, or a file. No photograph is ever asked for."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="proofs")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="proofs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="proofs")
    filed_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField()
    keep_until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    """It stays readable as withdrawn, with this reason."""
    discarded_at = models.DateTimeField(null=True, blank=True)
    """When its file was destroyed, after the time of keeping; what it was stays on record with its fingerprint."""
    discarded_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        id: int
        part_id: int
        report_id: int | None
        organisation_id: int
        file_id: int | None

    class Meta:
        ordering = ("part", "id")
        indexes = (models.Index(fields=["keep_until"], name="proof_keep_until"),)

    def __str__(self) -> str:
        return self.reference or (self.file.name if self.file else self.words[:40])

    @property
    def place(self) -> Place:
        return self.organisation.place


class LightPolicy(Dated, Editable):
    """A city's own light policy, in rows of the same shape as those beside `mechanisms.lights`."""

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="light_policies")
    rows = models.JSONField(default=list)
    source = models.TextField()

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


class Light(models.Model):
    """The light of a part for a month: computed, and beside it what a person set and why. Both stay."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="lights")
    month = models.DateField()
    computed_on = models.DateField()
    policy = models.CharField(max_length=60)
    policy_version = models.CharField(max_length=60, blank=True)
    colour = models.CharField(max_length=10)
    sentence_zh = models.TextField()
    sentence_en = models.TextField()
    facts = models.JSONField(default=dict)
    """What was put into the arithmetic."""
    waits_for = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="blocks")
    human_colour = models.CharField(max_length=10, blank=True)
    human_reason = models.TextField(blank=True)
    human_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    human_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        part_id: int

    class Meta:
        ordering = ("part", "-month")
        constraints = (models.UniqueConstraint(fields=["part", "month"], name="light_once_a_month"),)
        indexes = (models.Index(fields=["waits_for", "month"]),)

    def __str__(self) -> str:
        return f"{self.part} {self.month:%Y-%m} {self.colour}"

    @property
    def place(self) -> Place:
        return self.part.place


class LightBefore(models.Model):
    """A reading of a light that a signed correction replaced, as it was, and one sentence on what the slip did."""

    light = models.ForeignKey(Light, models.CASCADE, related_name="before")
    slip = models.ForeignKey("records.CorrectionSlip", models.PROTECT, related_name="readings")
    computed_on = models.DateField()
    policy = models.CharField(max_length=60)
    policy_version = models.CharField(max_length=60, blank=True)
    colour = models.CharField(max_length=10)
    sentence_zh = models.TextField()
    sentence_en = models.TextField()
    facts = models.JSONField(default=dict)
    told_zh = models.TextField()
    told_en = models.TextField()
    replaced_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int
        light_id: int
        slip_id: int

    class Meta:
        ordering = ("light", "-id")

    def __str__(self) -> str:
        return f"{self.light} {self.colour}"

    @property
    def place(self) -> Place:
        return self.light.place


class MonthLock(models.Model):
    """A month that an office locked: its totals and the digest of everything that went into them."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="month_locks")
    month = models.DateField()
    totals = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    locked_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("organisation", "-month")
        constraints = (models.UniqueConstraint(fields=["organisation", "month"], name="month_lock_once"),)

    def __str__(self) -> str:
        return f"{self.organisation} {self.month:%Y-%m}"

    @property
    def place(self) -> Place:
        return self.organisation.place


class CorrectionSlip(models.Model):
    """A value that was wrong after the lock: old and new beside each other, and what the change does elsewhere."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="slips")
    new = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="from_slip")
    new_words = models.TextField(blank=True)
    new_value = models.DecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    reason = models.TextField()
    effects = models.JSONField(default=list)
    """The sentences that stood before whoever signed."""
    asked_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True)
    """signed, refused or withdrawn"""
    decided_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.entry}"

    @property
    def place(self) -> Place:
        return self.entry.report.place


class Chase(models.Model):
    """One rung of the ladder that was reached: what was due, what the service drafted, who signed it."""

    part = models.ForeignKey(Part, models.CASCADE, null=True, blank=True, related_name="chases")
    report = models.ForeignKey(Report, models.CASCADE, null=True, blank=True, related_name="chases")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="chased")
    """Who is asked."""
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="chases")
    rung = models.CharField(max_length=40)
    day = models.DateField()
    sentence = models.JSONField(default=dict)
    document = models.CharField(max_length=40, blank=True)
    draft = models.TextField(blank=True)
    signed_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    case = models.OneToOneField(CaseRecord, models.PROTECT, null=True, blank=True, related_name="chase")
    """Once a person signed an order: its receipt, reply and closing (`mechanisms.orders`)."""
    answer_by = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    """The reason and the new date, in the words of whom it was sent to."""
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, blank=True)
    """accepted or refused: whether the reason is a good one is for a person to say."""
    verdict_reason = models.TextField(blank=True)

    if TYPE_CHECKING:
        id: int
        organisation_id: int
        case_id: int | None

    class Meta:
        ordering = ("-day", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["part", "rung", "day"], condition=models.Q(report=None), name="chase_of_part_once"
            ),
            models.UniqueConstraint(
                fields=["report", "rung"], condition=models.Q(report__isnull=False), name="chase_of_report_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rung} {self.organisation}"

    @property
    def place(self) -> Place:
        return self.office.place


class Sample(models.Model):
    """A draw among closings to be verified: the roster frozen, the seed committed, the drawing for anybody to redo."""

    office = models.ForeignKey(Organisation, models.PROTECT, related_name="samples")
    month = models.DateField()
    roster = models.JSONField(default=list)
    record = models.JSONField(default=dict)
    """As `mechanisms.draws` writes it."""
    drawn_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.office} {self.month:%Y-%m}"

    @property
    def place(self) -> Place:
        return self.office.place


class Instruction(Editable):
    """What a leader wrote under a matter: a tracked matter at once, with a clock by its urgency."""

    part = models.ForeignKey(Part, models.PROTECT, null=True, blank=True, related_name="instructions")
    city = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField()
    urgency = models.CharField(max_length=20)
    given_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="instructions")
    due = models.DateField(null=True, blank=True)
    case = models.OneToOneField(CaseRecord, models.PROTECT, null=True, blank=True, related_name="instruction")
    """Receipt, reply, extension, acceptance: the case of an order (`mechanisms.orders`)."""

    if TYPE_CHECKING:
        id: int
        to_id: int

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["to", "due"]),)

    def __str__(self) -> str:
        return self.words[:40]

    @property
    def place(self) -> Place:
        return self.to.place
