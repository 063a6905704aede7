"""Proof as the pages of a task and of a report list it."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.mechanisms.tasks.vocabulary import PROOF_KINDS
from citycircle.records.month.actions.proofs import WithdrawProof
from citycircle.records.month.models import Proof


class ProofRow(NamedTuple):
    """One piece of proof: its kind in words, where its file is had, and whether the viewer may take it back."""

    proof: Proof
    kind: Text | str
    address: str
    size: str
    is_withdrawn: bool
    may_withdraw: bool


def shown_proofs(rows: QuerySet[Proof], viewer: Viewer) -> list[ProofRow]:
    """The proof of a task or report in the order of its filing, withdrawn pieces among it; one question."""
    return [_row(one, viewer) for one in rows.select_related("file", "organisation", "filed_by", "withdrawn_by")]


def _row(one: Proof, viewer: Viewer) -> ProofRow:
    there = one.file is not None and one.discarded_at is None
    return ProofRow(
        one,
        PROOF_KINDS.get(one.kind, one.kind),
        reverse("proof_file", args=[one.pk]) if there else "",
        size_said(one.file.size) if one.file else "",
        one.withdrawn_at is not None,
        one.withdrawn_at is None and WithdrawProof(proof=one).allows(viewer),
    )


def size_said(size: int) -> str:
    """The size of a file as people read it.

    >>> size_said(900), size_said(1_500_000)
    ('1 KB', '1.4 MB')
    """
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, round(size / 1024))} KB"
