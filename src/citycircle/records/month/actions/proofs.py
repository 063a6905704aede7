"""Proof of what was done: a reference number, or a file that was looked at and kept. A photograph is never needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text, listed
from citycircle.core.terms import add_months, day_of
from citycircle.mechanisms.tasks.rules import TaskRules
from citycircle.mechanisms.tasks.vocabulary import PROOF_KINDS, PROOF_TYPES
from citycircle.records.files.models import StoredFile
from citycircle.records.month.errors import ProofUnusable
from citycircle.records.month.models import Part, Proof, Report
from citycircle.records.month.rights import FILLS, SIGNS

MEGABYTE = 1024 * 1024
NOTHING = Text("既无文号，也无文件", "there is neither a number nor a file")
KIND = Text("类型“{kind}”不在目录中", "the kind “{kind}” is not one of the list")
TYPE = Text("文件类型须为{known}之一", "the file must be one of {known}")
SIZE = Text("文件大于{limit}MB", "the file is larger than {limit} MB")
ELSEWHERE = Text("该文件由其他单位保存", "the file was kept by another organisation")


@dataclass(frozen=True, kw_only=True)
class FileProof(Action[Proof]):
    """An organisation files a piece of proof with its part, for as long as the rules keep it."""

    name: ClassVar[str] = "proof.file"
    title: ClassVar[Text] = Text("提交佐证", "File proof")
    who: ClassVar[Right] = FILLS | SIGNS

    part: Part
    kind: str
    reference: str = ""
    words: str = ""
    file: StoredFile | None = None
    report: Report | None = None

    def place(self) -> Place:
        return (self.report or self.part).place

    def perform(self, ground: Ground) -> Proof:
        """Raises ProofUnusable."""
        self._usable(day_of(ground.at))
        organisation = self.report.organisation if self.report else self.part.organisation
        years = int(TaskRules().limit("proof_keep_years", day_of(ground.at)))
        proof = Proof(
            part=self.part, report=self.report, organisation=organisation, kind=self.kind,
            reference=self.reference.strip(), words=self.words.strip(), file=self.file,
            filed_by_id=ground.by.person, filed_at=ground.at, keep_until=add_months(day_of(ground.at), 12 * years),
        )  # fmt: skip
        return ground.create(proof)

    def _usable(self, on: date) -> None:
        limit = TaskRules().limit("proof_megabytes", on)
        if self.kind not in PROOF_KINDS:
            raise ProofUnusable(reason=KIND.fill(kind=self.kind))
        if not self.reference.strip() and self.file is None:
            raise ProofUnusable(reason=NOTHING)
        if self.file is None:
            return
        if PurePath(self.file.name).suffix.lower() not in PROOF_TYPES:
            raise ProofUnusable(reason=TYPE.fill(known=listed(PROOF_TYPES)))
        if self.file.size > limit * MEGABYTE:
            raise ProofUnusable(reason=SIZE.fill(limit=limit))
        if self.file.organisation_id != self.place().organisation:
            raise ProofUnusable(reason=ELSEWHERE)


@dataclass(frozen=True, kw_only=True)
class WithdrawProof(Action[Proof]):
    """Take a piece of proof back. It stays on record, marked as withdrawn."""

    name: ClassVar[str] = "proof.withdraw"
    title: ClassVar[Text] = Text("撤回佐证", "Withdraw proof")
    who: ClassVar[Right] = FILLS | SIGNS
    needs_reason: ClassVar[bool] = True

    proof: Proof

    def subject(self) -> Proof:
        return self.proof

    def perform(self, ground: Ground) -> Proof:
        return ground.change(self.proof, withdrawn_at=ground.at)


def pieces_of(part: Part) -> list[dict[str, str]]:
    """The proof of a part as its request to close carries it: kind, reference, fingerprint of the file."""
    rows = Proof.objects.filter(part=part, withdrawn_at=None).select_related("file")
    return [
        {"kind": row.kind, "reference": row.reference, "file": f"sha256:{row.file.sha256}" if row.file else ""}
        for row in rows
    ]
