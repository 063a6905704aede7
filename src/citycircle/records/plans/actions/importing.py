"""Taking a document in, and reading it: everything that was made of it is written in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from citycircle import __version__
from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.core import plans as core
from citycircle.core.messages import Text
from citycircle.documents.corrections import replay, with_remarks
from citycircle.documents.due import completed
from citycircle.documents.identity import KnownTask, keys_of, with_keys, words_of
from citycircle.documents.reading import Reading
from citycircle.records.files.actions import take_in
from citycircle.records.files.guard import Looked
from citycircle.records.files.models import StoredFile
from citycircle.records.jobs.actions import AskJob
from citycircle.records.jobs.models import Job
from citycircle.records.plans.edits import correction_of, outcome_of, standing
from citycircle.records.plans.errors import NoDocument, NotVouched, PlanMissing
from citycircle.records.plans.models import Plan, SourceDocument
from citycircle.records.plans.open import check_open
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.plans.remarks import doubts_of, of_file, of_plan
from citycircle.records.plans.rows import Values, storable
from citycircle.records.plans.telling import next_code, said_by, values_of_plan
from citycircle.records.plans.writing import Writer

READ = "plan.read"
READ_AGAIN = "plan.read_again"
PASTED = "粘贴文本.txt"


@dataclass(frozen=True, kw_only=True)
class ImportDocument(Action[SourceDocument]):
    """Take a file in as a plan document and have it read."""

    name: ClassVar[str] = "plan.import"
    title: ClassVar[Text] = Text("导入计划文件", "Import a plan")
    who: ClassVar[Right] = KEEPS_PLANS

    organisation: Organisation
    file: StoredFile
    circle: Hierarchy | None = None
    vouched: bool = False

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> SourceDocument:
        """Raises NotVouched."""
        document = new_document(ground, self.file, self.organisation, vouched=self.vouched)
        arguments = {"document": document.pk, "circle": self.circle.pk if self.circle else None}
        carry_out(AskJob(kind=READ, arguments=arguments), by=ground.by, at=ground.at)
        return document


def new_document(ground: Ground, file: StoredFile, organisation: Organisation, *, vouched: bool) -> SourceDocument:
    """A document that is not yet read.

    Raises NotVouched for a file whose words nobody could look through, NotThere for a file of another city.
    """
    if not ground.by.is_service and not KEEPS_PLANS.allows(ground.by, file.place):
        raise NotThere  # somebody else's file, guessed by its number
    if not file.text_seen and not vouched:
        raise NotVouched(file=file.name)
    ground.note(file=file.name, sha256=file.sha256, vouched=vouched and not file.text_seen)
    voucher = ground.by.person if not file.text_seen else None
    return ground.create(
        SourceDocument(file=file, organisation=organisation, imported_by_id=ground.by.person, imported_at=ground.at,
                       vouched_by_id=voucher)
    )  # fmt: skip


def import_upload(
    data: bytes, name: str, *, organisation: Organisation, by: Viewer, at: datetime, vouched: bool = False,
    circle: Hierarchy | None = None,
) -> SourceDocument:  # fmt: skip
    """Look at an upload, keep it, and have it read. Raises what `take_in` raises, and NotVouched."""

    def accepted(looked: Looked) -> None:
        if not looked.text_seen and not vouched:
            raise NotVouched(file=looked.name)

    file = take_in(data, name, organisation=organisation, by=by, at=at, accepted=accepted)
    action = ImportDocument(organisation=organisation, file=file, circle=circle, vouched=vouched)
    return carry_out(action, by=by, at=at)


def import_text(
    text: str, *, organisation: Organisation, by: Viewer, at: datetime, circle: Hierarchy | None = None
) -> SourceDocument:
    """The same for pasted text, which is kept as a file and goes past the same guard."""
    return import_upload(
        text.encode("utf-8", "replace"), PASTED, organisation=organisation, by=by, at=at, circle=circle
    )


def job_of(document: SourceDocument) -> Job | None:
    """The job that reads a document, for its progress and its error."""
    rows = Job.objects.filter(kind__in=(READ, READ_AGAIN), arguments__document=document.pk)
    return rows.order_by("-id").first()


@dataclass(frozen=True, kw_only=True)
class WriteReading(Action[SourceDocument]):
    """Write the plans of a document that was read; done by the job. A second time it changes nothing."""

    name: ClassVar[str] = "plan.write_reading"
    title: ClassVar[Text] = Text("写入读取结果", "Write what was read")
    who: ClassVar[Right] = KEEPS_PLANS

    document: SourceDocument
    reading: Reading | None = field(repr=False)
    """None for a file whose words cannot be read: a plan without tasks, for a person to fill."""
    circle: Hierarchy | None = None

    def subject(self) -> SourceDocument:
        return self.document

    def place(self) -> Place:
        return self.document.place

    def perform(self, ground: Ground) -> SourceDocument:
        document = SourceDocument.objects.select_for_update().get(pk=self.document.pk)
        if document.read_at is not None:
            return document
        found = self.reading.plans if self.reading else (core.Plan(core.Document()),)
        for nth, plan in enumerate(found):
            self._plan(ground, document, plan, nth)
        return mark_read(ground, document, self.reading, said=[said_by(completed(plan).document) for plan in found])

    def _plan(self, ground: Ground, document: SourceDocument, found: core.Plan, nth: int) -> Plan:
        settled = completed(found)
        row = Plan(document=document, nth=nth, circle=self.circle, organisation=document.organisation,
                   city_id=document.organisation.city_id, made_at=ground.at,
                   **values_of_plan(settled, document.file.name))  # fmt: skip
        row.code = next_code(row, ground.day.year)
        notes = of_plan(settled)
        row.notes = notes
        ground.create(row)
        words = {task.id: words_of(task) for task in found.tasks}
        Writer(ground, row, settled, words, doubts_of(notes)).write()
        return row


def mark_read(
    ground: Ground, document: SourceDocument, reading: Reading | None, *, said: Sequence[Values]
) -> SourceDocument:
    """Note that a document was read, by which version of the program, and everything remarked about the file."""
    notes = of_file(reading) if reading else {"repairs": [], "asides": [], "coverage": {}, "diagnostics": []}
    text = storable(reading.source.text) if reading else ""
    ground.note(characters=len(text), repairs=len(notes["repairs"]), asides=len(notes["asides"]))
    values: Values = {"text": text, "notes": notes | {"said": list(said)}, "read_at": ground.at, "reader": __version__}
    return ground.change(document, **values)


@dataclass(frozen=True, kw_only=True)
class ReadAgain(Action[Job]):
    """Read a plan's document anew (a better reader), or a corrected one, with every edit replayed."""

    name: ClassVar[str] = "plan.read_again"
    title: ClassVar[Text] = Text("重新读取计划文件", "Read a plan again")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    file: StoredFile | None = None
    vouched: bool = False

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> Job:
        """Raises NoDocument, NotVouched, PlanWithdrawn, ReasonNeeded."""
        check_open(self.plan, ground, self.title)
        document = self.plan.document
        if self.file is not None:
            document = new_document(ground, self.file, self.plan.organisation, vouched=self.vouched)
        if document is None:
            raise NoDocument(plan=self.plan)
        arguments = {"plan": self.plan.pk, "document": document.pk, "reason": ground.reason}
        return carry_out(AskJob(kind=READ_AGAIN, arguments=arguments), by=ground.by, at=ground.at)


@dataclass(frozen=True, kw_only=True)
class Rewrite(Action[Plan]):
    """Bring the rows of a plan to a new reading plus its edits; done by the job. A second time it changes nothing."""

    name: ClassVar[str] = "plan.rewrite"
    title: ClassVar[Text] = Text("按重新读取的结果更新计划", "Bring a plan to its new reading")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    document: SourceDocument
    reading: Reading = field(repr=False)

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> Plan:
        """Raises PlanMissing, PlanWithdrawn, ReasonNeeded."""
        plan = Plan.objects.select_for_update().get(pk=self.plan.pk)
        check_open(plan, ground, self.title)
        if plan.nth >= len(self.reading.plans):
            raise PlanMissing(found=len(self.reading.plans), wanted=plan.nth + 1)
        raw = self._known_again(plan, self.reading.plans[plan.nth])
        edits = standing(plan)
        replayed = replay(raw, [correction_of(edit) for edit in edits], self.reading.mended)
        for edit, outcome in zip(edits, replayed.outcomes, strict=True):
            told: Values = {"applies": outcome.applied, "outcome": outcome_of(outcome)}
            if any(getattr(edit, name) != value for name, value in told.items()):
                ground.change(edit, **told)
        return self._write(ground, plan, raw, completed(with_remarks(replayed)))

    @staticmethod
    def _known_again(plan: Plan, found: core.Plan) -> core.Plan:
        """The plan under the keys that its tasks have had ever since."""
        kept = list(plan.tasks.values_list("key", "as_read"))
        before = [KnownTask(key, said["words"]) for key, said in kept if said.get("words")]
        return with_keys(found, keys_of(found, before, [key for key, _ in kept]))

    def _write(self, ground: Ground, plan: Plan, raw: core.Plan, settled: core.Plan) -> Plan:
        notes = of_plan(replace(settled, diagnostics=tuple(self._worth_telling(settled))))
        words = {task.id: words_of(task) for task in raw.tasks}
        values = self._news(plan, settled) | {"notes": notes, "document": self.document}
        changed = {name: value for name, value in values.items() if getattr(plan, name) != value}
        if changed:
            ground.change(plan, **changed)
        Writer(ground, plan, settled, words, doubts_of(notes)).write()
        said = list(self.document.notes.get("said", []))
        said[plan.nth : plan.nth + 1] = [said_by(settled.document)]
        mark_read(ground, self.document, self.reading, said=said)
        return plan

    @staticmethod
    def _worth_telling(settled: core.Plan) -> list[core.Diagnostic]:
        """What the reader remarked, and edits that no longer apply; those that do stand in their own list."""
        return [each for each in settled.diagnostics if each.code != "C902"]

    def _news(self, plan: Plan, settled: core.Plan) -> Values:
        """What the document says of itself otherwise than before; what was set since by other acts stays."""
        before = self._said_before(plan)
        values = values_of_plan(settled, self.document.file.name)
        now = said_by(settled.document)
        changed = {name for name in now if before is None or before.get(name) != now[name]}
        return {name: value for name, value in values.items() if name in changed or name == "sections"}

    @staticmethod
    def _said_before(plan: Plan) -> Values | None:
        said = plan.document.notes.get("said", []) if plan.document else []
        return said[plan.nth] if plan.nth < len(said) else None
