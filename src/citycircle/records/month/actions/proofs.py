"""Proof of what was done: a reference number, a file that was looked at and kept, or both. No photograph is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.db import transaction

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text, listed
from citycircle.core.terms import add_months, day_of
from citycircle.mechanisms.tasks.rules import TaskRules
from citycircle.mechanisms.tasks.vocabulary import PROOF_ENDINGS, PROOF_KINDS, PROOF_TYPES
from citycircle.records.files.guard import Looked
from citycircle.records.files.models import StoredFile
from citycircle.records.month.errors import ProofStillKept, ProofUnusable, ProofWithdrawn
from citycircle.records.month.models import Part, Proof, Report
from citycircle.records.month.proofs import forget_bytes, past_keeping
from citycircle.records.month.rights import FILLS, SIGNS
from citycircle.records.plans.errors import NotVouched

MEGABYTE = 1024 * 1024
NOTHING = Text("既无文号，也无文件", "there is neither a number nor a file")
KIND = Text("类型“{kind}”不在目录中", "the kind “{kind}” is not one of the list")
TYPE = Text(
    "文件类型（内容与扩展名一致）须为{known}之一", "the file must be one of {known}, by its content and by its name"
)
SIZE = Text("文件大于{limit}MB", "the file is larger than {limit} MB")
ELSEWHERE = Text("该文件由其他单位保存", "the file was kept by another organisation")
OTHER_REPORT = Text("该月报不属于这项任务", "that report is not one on this task")


def megabytes_on(day: date) -> int:
    """The largest file of proof on a day: what the dated table allows, and never more than any upload."""
    return min(int(TaskRules().limit("proof_megabytes", day)), int(settings.UPLOAD_LIMIT) // MEGABYTE)


def check_file(name: str, media_type: str, size: int, *, on: date) -> None:
    """Whether a file may be proof, by its content, the end of its name and its size. Raises ProofUnusable."""
    if PurePath(name).suffix.lower() not in PROOF_TYPES.get(media_type, ()):
        raise ProofUnusable(reason=TYPE.fill(known=listed(PROOF_ENDINGS)))
    if size > (limit := megabytes_on(on)) * MEGABYTE:
        raise ProofUnusable(reason=SIZE.fill(limit=limit))


@dataclass(frozen=True, kw_only=True)
class FileProof(Action[Proof]):
    """An organisation files a piece of proof with its part or report, for as long as the rules keep it.

    `vouched`: whoever files it says that a file whose words cannot be seen (scan, picture) holds no secret.
    """

    name: ClassVar[str] = "proof.file"
    title: ClassVar[Text] = Text("提交佐证", "File proof")
    who: ClassVar[Right] = FILLS | SIGNS

    part: Part
    kind: str
    reference: str = ""
    words: str = ""
    file: StoredFile | None = None
    report: Report | None = None
    vouched: bool = False

    def place(self) -> Place:
        return (self.report or self.part).place

    def perform(self, ground: Ground) -> Proof:
        """Raises ProofUnusable, NotVouched."""
        day = day_of(ground.at)
        self.check(has_file=self.file is not None)
        if self.file is not None:
            self._check_kept(self.file, day)
        organisation = self.report.organisation if self.report else self.part.organisation
        years = int(TaskRules().limit("proof_keep_years", day))
        proof = Proof(
            part=self.part, report=self.report, organisation=organisation, kind=self.kind,
            reference=self.reference.strip(), words=self.words.strip(), file=self.file,
            filed_by_id=ground.by.person, filed_at=ground.at, keep_until=add_months(day, 12 * years),
        )  # fmt: skip
        return ground.create(proof)

    def check(self, *, has_file: bool) -> None:
        """All that can be said before a file is taken in. Raises ProofUnusable."""
        if self.kind not in PROOF_KINDS:
            raise ProofUnusable(reason=KIND.fill(kind=self.kind))
        if not self.reference.strip() and not has_file:
            raise ProofUnusable(reason=NOTHING)
        if self.report is not None and self.report.part_id != self.part.pk:
            raise ProofUnusable(reason=OTHER_REPORT)

    def check_looked(self, looked: Looked, on: date) -> None:
        """Whether a file that was looked at may be kept for this. Raises ProofUnusable, NotVouched."""
        check_file(looked.name, looked.media_type, len(looked.data), on=on)
        if not (looked.text_seen or self.vouched):
            raise NotVouched(file=looked.name)

    def _check_kept(self, file: StoredFile, on: date) -> None:
        check_file(file.name, file.media_type, file.size, on=on)
        if not (file.text_seen or self.vouched):
            raise NotVouched(file=file.name)
        if file.organisation_id != self.place().organisation:
            raise ProofUnusable(reason=ELSEWHERE)


@dataclass(frozen=True, kw_only=True)
class WithdrawProof(Action[Proof]):
    """Take a piece of proof back. It stays on record and readable, marked as withdrawn, with the reason."""

    name: ClassVar[str] = "proof.withdraw"
    title: ClassVar[Text] = Text("撤回佐证", "Withdraw proof")
    who: ClassVar[Right] = FILLS | SIGNS
    needs_reason: ClassVar[bool] = True

    proof: Proof

    def subject(self) -> Proof:
        return self.proof

    def perform(self, ground: Ground) -> Proof:
        """Raises ProofWithdrawn."""
        proof = Proof.objects.select_for_update().get(pk=self.proof.pk)
        if proof.withdrawn_at is not None:
            raise ProofWithdrawn(day=day_of(proof.withdrawn_at))
        return ground.change(
            proof, withdrawn_at=ground.at, withdrawn_by_id=ground.by.person, withdrawn_reason=ground.reason
        )


@dataclass(frozen=True, kw_only=True)
class DiscardProof(Action[Proof]):
    """Destroy the file of a proof whose time of keeping is over. A head signs that; the service never does it alone.

    Number, note, name, size and fingerprint of the file stay on record.
    """

    name: ClassVar[str] = "proof.discard"
    title: ClassVar[Text] = Text("销毁到期佐证文件", "Destroy a proof file past its keeping")
    who: ClassVar[Right] = SIGNS
    needs_reason: ClassVar[bool] = True

    proof: Proof

    def subject(self) -> Proof:
        return self.proof

    def perform(self, ground: Ground) -> Proof:
        """Raises ProofStillKept."""
        rows = Proof.objects.select_for_update(of=("self",)).select_related("file", "part")
        proof = rows.get(pk=self.proof.pk)
        if proof.file is None or not past_keeping(day_of(ground.at)).filter(pk=proof.pk).exists():
            raise ProofStillKept(day=proof.keep_until or "")
        sha256 = proof.file.sha256
        ground.note(destroyed=f"sha256:{sha256}", size=proof.file.size)
        ground.change(proof, discarded_at=ground.at, discarded_by_id=ground.by.person)
        transaction.on_commit(lambda: forget_bytes(sha256))
        return proof


def pieces_of(part: Part) -> list[dict[str, str]]:
    """The proof of a part as its request to close carries it: kind, reference, fingerprint of the file."""
    rows = Proof.objects.filter(part=part, withdrawn_at=None).select_related("file")
    return [
        {"kind": row.kind, "reference": row.reference, "file": f"sha256:{row.file.sha256}" if row.file else ""}
        for row in rows
    ]
