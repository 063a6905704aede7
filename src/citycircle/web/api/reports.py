"""Monthly reports and parts of tasks for programs: what one sees on the pages, and every act of theirs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from citycircle.accounts.errors import NotThere
from citycircle.core.messages import Text
from citycircle.records.cases.models import OwnClock
from citycircle.records.month.actions import (
    clocks,
    corrections,
    curves,
    deadlines,
    locking,
    opening,
    parts,
    proofs,
    reports,
    reviewing,
    verifying,
)
from citycircle.records.month.deadlines import Deadline
from citycircle.records.month.models import CorrectionSlip, Part, Proof, Report
from citycircle.records.month.proofs import proofs_within
from citycircle.records.month.reach import READS_MONTH, parts_within
from citycircle.records.month.report_reach import reports_within, slips_within, to_review
from citycircle.records.month.reports import current
from citycircle.records.month.rights import MERGES, REVIEWS
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "reports"


class ReportShape(Schema):
    """A report: of whom, on which part, for which month, how far it is, and until when."""

    id: int
    version: int
    part: int
    organisation: int
    city: int | None
    month: date
    into: int | None
    state: str
    due: date
    submitted_at: datetime | None
    locked_at: datetime | None
    is_unchanged: bool


class CellShape(Schema):
    """What a cell holds now, how it was judged, and what was asked about it."""

    field: str
    words: str
    number: int
    carried: bool
    verdict: str
    question: str


class WholeReport(ReportShape):
    """A report with its cells."""

    cells: list[CellShape]


class PartShape(Schema):
    """A task as one lead organisation has it in hand."""

    id: int
    version: int
    task: int
    organisation: int
    city: int | None
    joint: str
    state: str
    due: date | None
    colour: str


class SlipShape(Schema):
    """A correction slip: the cell, old and new, and how it was decided."""

    id: int
    report: int
    field: str
    old: str
    new: str
    reason: str
    decision: str
    asked_at: datetime
    decided_at: datetime | None


class ProofShape(Schema):
    """A piece of proof: its number, its file with the fingerprint, until when it is kept, and why it was withdrawn."""

    id: int
    part: int
    report: int | None
    organisation: int
    kind: str
    reference: str
    words: str
    file: str
    sha256: str
    filed_at: datetime
    keep_until: date | None
    withdrawn_at: datetime | None
    withdrawn_reason: str
    discarded_at: datetime | None


def proof_shape(one: Proof) -> dict[str, Any]:
    own = ("id", "kind", "reference", "words", "filed_at", "keep_until", "withdrawn_at", "withdrawn_reason",
           "discarded_at")  # fmt: skip
    return {
        **{name: getattr(one, name) for name in own},
        "part": one.part_id, "report": one.report_id, "organisation": one.organisation_id,
        "file": one.file.name if one.file else "", "sha256": one.file.sha256 if one.file else "",
    }  # fmt: skip


class DeadlineShape(Schema):
    """A link in the chain of deadlines of a month: whose, until when, after whose date, in which version."""

    id: int
    organisation: int
    month: date
    number: int
    above: int | None
    superior: str
    superior_due: date | None
    due: date
    received: date | None
    reason: str
    set_at: datetime


def deadline_shape(one: Deadline) -> dict[str, Any]:
    own = ("id", "month", "number", "superior", "superior_due", "due", "received", "reason", "set_at")
    return {**{name: getattr(one, name) for name in own}, "organisation": one.organisation_id, "above": one.above_id}


class ClockShape(Schema):
    """A clock that a city keeps of its own for cases opened from a day on, with its source."""

    id: int
    organisation: int
    kind: str
    clock: str
    amount: int
    unit: str
    document: str
    clause: str
    reason: str
    valid_from: date


def report_shape(one: Report) -> dict[str, Any]:
    own = ("id", "version", "month", "state", "due", "submitted_at", "locked_at", "is_unchanged")
    return {
        **{name: getattr(one, name) for name in own},
        "part": one.part_id, "organisation": one.organisation_id, "city": one.city_id, "into": one.into_id,
    }  # fmt: skip


def part_shape(one: Part) -> dict[str, Any]:
    own = ("id", "version", "joint", "state", "due", "colour")
    return {
        **{name: getattr(one, name) for name in own},
        "task": one.task_id, "organisation": one.organisation_id, "city": one.city_id,
    }  # fmt: skip


def slip_shape(one: CorrectionSlip) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("id", "reason", "decision", "asked_at", "decided_at")},
        "report": one.entry.report_id, "field": one.entry.field, "old": one.entry.words, "new": one.new_words,
    }  # fmt: skip


@reading(router, "", noun=NOUN, who=READS_MONTH, title=Text("月报", "Reports"), response=Listed[ReportShape])
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(reports_within(request.viewer), after, limit, report_shape)


@reading(
    router, "/queue", noun=NOUN, who=REVIEWS | MERGES, title=Text("待初核", "To review"), response=Listed[ReportShape]
)
def queue(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(to_review(request.viewer), after, limit, report_shape)


@reading(router, "/parts", noun=NOUN, who=READS_MONTH, title=Text("任务办理", "Parts"), response=Listed[PartShape])
def every_part(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(parts_within(request.viewer), after, limit, part_shape)


@reading(
    router, "/corrections", noun=NOUN, who=READS_MONTH, title=Text("更正单", "Correction slips"),
    response=Listed[SlipShape],
)  # fmt: skip
def every_slip(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(slips_within(request.viewer).select_related("entry"), after, limit, slip_shape)


@reading(router, "/proofs", noun=NOUN, who=READS_MONTH, title=Text("佐证", "Proof"), response=Listed[ProofShape])
def every_proof(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(proofs_within(request.viewer).select_related("file"), after, limit, proof_shape)


@reading(
    router, "/deadlines", noun=NOUN, who=READS_MONTH, title=Text("时限链", "Chain of deadlines"),
    response=Listed[DeadlineShape],
)  # fmt: skip
def every_deadline(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Deadline.objects.all(), after, limit, deadline_shape)


@reading(
    router, "/clocks", noun=NOUN, who=READS_MONTH, title=Text("本地办理时限", "Clocks of one's own"),
    response=Listed[ClockShape],
)  # fmt: skip
def every_clock(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(OwnClock.objects.all(), after, limit, clock_shape)


def clock_shape(one: OwnClock) -> dict[str, Any]:
    names = ("kind", "clock", "amount", "unit", "document", "clause", "reason", "valid_from")
    return {"id": one.pk, "organisation": one.organisation_id, **{name: getattr(one, name) for name in names}}


@reading(router, "/{int:pk}", noun=NOUN, who=READS_MONTH, title=Text("一份月报", "One report"), response=WholeReport)
def one(request: Request, pk: int) -> dict[str, Any]:
    if pk >= 2**63:
        raise NotThere
    report: Report = found(reports_within(request.viewer), pk=pk)
    names = ("field", "words", "number", "carried", "verdict", "question")
    cells = [{name: getattr(entry, name) for name in names} for entry in current(report).values()]
    return {**report_shape(report), "cells": cells}


offer(router, "/fill", reports.FillReport, noun=NOUN)
offer(router, "/no-change", reports.ReportNoChange, noun=NOUN)
offer(router, "/send", reports.SendReport, noun=NOUN)
offer(router, "/check", reports.CheckReport, noun=NOUN)
offer(router, "/sign", reports.SignReport, noun=NOUN)
offer(router, "/take-back", reports.TakeBackReport, noun=NOUN)
offer(router, "/explain", reports.ExplainReport, noun=NOUN)
offer(router, "/review", reviewing.ReviewReport, noun=NOUN)
offer(router, "/merge", reviewing.MergePartners, noun=NOUN)
offer(router, "/excuse", reviewing.ExcuseReport, noun=NOUN)
offer(router, "/grant-exception", reviewing.GrantException, noun=NOUN)
offer(router, "/ask-after-all", reviewing.AskAfterAll, noun=NOUN)
offer(router, "/months/open", opening.OpenMonth, noun=NOUN)
offer(router, "/months/lock", locking.LockMonth, noun=NOUN)
offer(router, "/deadlines/keep", deadlines.KeepDeadline, noun=NOUN)
offer(router, "/corrections/file", corrections.FileCorrection, noun=NOUN)
offer(router, "/corrections/show-effects", corrections.ShowEffects, noun=NOUN)
offer(router, "/corrections/decide", corrections.DecideCorrection, noun=NOUN)
offer(router, "/corrections/withdraw", corrections.WithdrawCorrection, noun=NOUN)
offer(router, "/parts/step", parts.StepOfPart, noun=NOUN)
offer(router, "/parts/curve", curves.KeepCurve, noun=NOUN)
offer(router, "/proofs/file", proofs.FileProof, noun=NOUN)
offer(router, "/proofs/withdraw", proofs.WithdrawProof, noun=NOUN)
offer(router, "/proofs/discard", proofs.DiscardProof, noun=NOUN)
offer(router, "/samples/draw", verifying.DrawSample, noun=NOUN)
offer(router, "/clocks/keep", clocks.KeepClock, noun=NOUN)
