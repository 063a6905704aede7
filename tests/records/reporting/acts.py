"""Acts of the month, made up from what is there: those that fit the state of a thing, and any at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st
from tests.records.reporting.who_may import CODES, RECEIVED, may, may_step

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.models import Organisation
from citycircle.mechanisms.orders.order import PAPERS as ORDER_PAPERS
from citycircle.mechanisms.tasks.vocabulary import PAPERS as TASK_PAPERS
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.standing import case_type, standing
from citycircle.records.month.actions import (
    chasing,
    corrections,
    curves,
    lights,
    locking,
    opening,
    orders,
    parts,
    proofs,
    reports,
    reviewing,
    verifying,
)
from citycircle.records.month.models import Chase, CorrectionSlip, Light, Part, Proof, Report

MARCH, DUE = date(2026, 3, 1), date(2026, 3, 27)
CELLS = (
    {"progress": "3月12日完成校车互认协议签署。", "total": "3.5", "next_step": "4月10日前印发实施细则。"},
    {"progress": "3月15日开工1座桥梁。", "total": "4", "next_step": "4月底前完成基础施工。", "share": "40"},
    {"total": "400"},
    {"progress": "有序推进中。"},
    {"moon": "1"},
    {"progress": ""},
)
REASONS = ("no_content:progress:", "no_next_step:next_step:", "same_as_last:progress:", "jump:total:")
DATES = (date(2026, 6, 30), date(2026, 12, 31), date(2026, 1, 5))
NAMED = (*sorted(CODES), "云泽省交通运输厅")
"""Whom a step may name: everybody on the register, and somebody outside."""
FITTING = {
    "blank": ("fill", "no_change"),
    "filling": ("fill", "send", "send", "send", "excuse"),
    "checking": ("check", "check_back"),
    "signing": ("sign", "sign", "sign_back"),
    "submitted": ("accept", "accept", "return", "take_back"),
    "returned": ("fill", "explain"),
    "accepted": ("return", "lock", "merge", "lock", "lock"),
    "compiled": ("return", "lock"),
    "locked": ("correct", "correct", "correct", "correct", "fill"),
    "correction_filed": ("effects", "effects", "decide", "withdraw"),
    "correction_signing": ("decide", "decide", "decide", "withdraw"),
    "missing": ("exception", "no_change"),
    "excused": ("ask_again", "fill"),
}
"""What one does with a report in a state."""
OF_REPORTS = tuple(dict.fromkeys(name for several in FITTING.values() for name in several))


class Tried(NamedTuple):
    """An act, who may do it, with which reason; `city` where somebody outside was asked and answers there."""

    action: Action[Any]
    may: set[str]
    reason: str = "试验"
    city: str = ""


class Acts:
    """What can be tried now. Every choice is drawn, so that a failure can be told again."""

    def __init__(self, world: Any) -> None:
        self.region = world.region

    def made(self, draw: Any, *, fitting: bool) -> Tried | None:
        """Something that fits the state of a thing, or anything at all; None where there is nothing of the kind."""
        kind = draw(st.sampled_from(("report", "report", "report", "part", "part", "order", "aside")))
        return getattr(self, f"_{kind}")(draw, fitting)

    def _report(self, draw: Any, fitting: bool) -> Tried | None:
        rows = Report.objects.select_related("part__organisation", "organisation", "part__task__plan").order_by("pk")
        report = draw(st.sampled_from(list(rows)))
        name = draw(st.sampled_from(FITTING[report.state] if fitting else OF_REPORTS))
        seen = report.version if fitting else draw(st.sampled_from((report.version, report.version, 1)))
        own = CODES[report.organisation.code]
        if name in {"correct", "effects", "decide", "withdraw"}:
            return self._correction(draw, report, name, seen, own)
        if name == "lock":
            city = draw(st.sampled_from(("lanchuan", "heyang"))) if not fitting else report_city(report)
            action = locking.LockMonth(office=self.region[city], month=MARCH, summary="3月汇总", notice="第3期")
            return Tried(action, may(action.name, city))
        action = self._on_report(draw, report, name, seen)
        if action.name in RECEIVED:
            partner = report.into_id is not None
            return Tried(action, may(action.name, CODES[report.part.organisation.code], partner=partner))
        return Tried(action, may(action.name, own))

    def _on_report(self, draw: Any, report: Report, name: str, seen: int) -> Action[Any]:
        on = {"report": report, "seen": seen}
        questions = {"total": draw(st.sampled_from(("口径？", ""))), "progress": "何日？"}
        made = {
            "fill": lambda: reports.FillReport(**on, cells=draw(st.sampled_from(CELLS))),
            "no_change": lambda: reports.ReportNoChange(**on, why=draw(st.sampled_from(("", "待省厅批复")))),
            "send": lambda: reports.SendReport(**on, reasons=dict.fromkeys(REASONS, "已核对")),
            "check": lambda: reports.CheckReport(**on),
            "check_back": lambda: reports.CheckReport(**on, back="请补充"),
            "sign": lambda: reports.SignReport(**on),
            "sign_back": lambda: reports.SignReport(**on, back="请补充"),
            "take_back": lambda: reports.TakeBackReport(**on),
            "explain": lambda: reports.ExplainReport(**on, answers=dict.fromkeys(("total", "progress"), "含前期费")),
            "accept": lambda: reviewing.ReviewReport(**on),
            "return": lambda: reviewing.ReviewReport(**on, questions=questions),
            "merge": lambda: reviewing.MergePartners(**on),
            "excuse": lambda: reviewing.ExcuseReport(**on),
            "ask_again": lambda: reviewing.AskAfterAll(**on, until=draw(st.sampled_from(DATES))),
            "exception": lambda: reviewing.GrantException(**on, until=draw(st.sampled_from(DATES))),
        }
        return made[name]()

    def _correction(self, draw: Any, report: Report, name: str, seen: int, own: str) -> Tried | None:
        if name == "correct":
            new = draw(st.sampled_from(("0.35", "4", "3.5")))
            field = draw(st.sampled_from(("total", "total", "progress", "moon")))
            action: Action[Any] = corrections.FileCorrection(report=report, seen=seen, field=field, new=new)
            return Tried(action, may(action.name, own))
        slips = list(CorrectionSlip.objects.filter(entry__report=report).order_by("pk"))
        if not slips:
            return None
        slip = draw(st.sampled_from(slips[::-1]))
        city = CODES[report.part.organisation.code]
        if name == "withdraw":
            return Tried(corrections.WithdrawCorrection(slip=slip), may("correction.withdraw", own))
        if name == "effects":
            return Tried(corrections.ShowEffects(slip=slip), may("correction.show_effects", city))
        shown = draw(st.sampled_from((corrections.fingerprint_of(slip), "0")))
        action = corrections.DecideCorrection(slip=slip, sign=draw(st.booleans()), effects_seen=shown, answer="已核")
        return Tried(action, may(action.name, city))

    def _part(self, draw: Any, fitting: bool) -> Tried | None:
        rows = Part.objects.select_related("organisation", "case", "task", "city").order_by("pk")
        part = draw(st.sampled_from(list(rows)))
        case = standing(part.case)
        steps = case.may_now() if fitting else case.kind.machine.steps
        if not steps:
            return None
        step = draw(st.sampled_from(steps))
        role = draw(st.sampled_from(step.roles if fitting else sorted(case.kind.machine.roles)))
        data = dict.fromkeys(TASK_PAPERS, "有") | {
            "organisation": part.organisation.code if step.name == "send_round" else draw(st.sampled_from(NAMED)),
            "owner": draw(st.sampled_from(NAMED)),
            "ground": "not_our_duty" if step.name in {"comment", "object"} else "force_majeure",
            "proof_kind": "document", "method": "site",
            "agreed_date": draw(st.sampled_from(DATES)).isoformat(), "new_date": "2027-01-31",
        }  # fmt: skip
        acting = part.organisation.code if role == "lead" else case.parties.get(role)
        place = CODES.get(acting or "", CODES[part.organisation.code])
        seen = part.version if fitting else draw(st.sampled_from((part.version, part.version, 1)))
        action = parts.StepOfPart(part=part, seen=seen, step=step.name, role=role, data=data)
        outside = part.organisation.city.code if role in {"other", "owner"} else ""
        return Tried(action, may_step(step.name, role, place), city=outside)

    def _order(self, draw: Any, fitting: bool) -> Tried | None:
        rows = list(CaseRecord.objects.filter(kind="order").order_by("pk"))
        if not rows:
            return self._instruct(draw)
        record = draw(st.sampled_from(rows))
        case = standing(record)
        steps = case.may_now() if fitting else case_type("order", record.opened_at.date()).machine.steps
        if not steps:
            return self._instruct(draw)
        step = draw(st.sampled_from(steps))
        role = draw(st.sampled_from(step.roles if fitting else ("issuer", "organisation", "leader")))
        code = case.parties[role] if fitting else draw(st.sampled_from(sorted(CODES)))
        data = dict.fromkeys(ORDER_PAPERS, "有") | {"agreed_date": "2026-12-31", "new_date": "2026-12-31"}
        action = orders.TakeOrderStep(
            case=record, seen=record.version, step=step.name, role=role, data=data,
            acting=Organisation.objects.select_related("city").get(code=code),
        )  # fmt: skip
        of_it = code == case.parties[role]
        return Tried(action, may_step("", role, CODES[code]) if of_it else set())

    def _instruct(self, draw: Any) -> Tried:
        part = draw(st.sampled_from(list(Part.objects.select_related("organisation").order_by("pk"))))
        urgency = draw(st.sampled_from(("instruction_urgent", "instruction_ordinary", "")))
        action = orders.Instruct(part=part, words="请加快", urgency=urgency)
        return Tried(action, may(action.name, CODES[part.organisation.code]))

    def _aside(self, draw: Any, fitting: bool) -> Tried | None:
        name = draw(
            st.sampled_from(
                ("light", "light", "compute", "curve", "proof", "proof", "withdraw", "sample", "chase", "chase")
            )
        )
        return getattr(self, f"_{name}")(draw)

    def _light(self, draw: Any) -> Tried | None:
        light = draw(st.sampled_from(list(Light.objects.select_related("part__organisation").order_by("pk"))))
        action = lights.SetLight(light=light, colour=draw(st.sampled_from(("red", "green", "grey", ""))))
        reason = draw(st.sampled_from(("现场核实", "现场核实", "")))
        return Tried(action, may(action.name, CODES[light.part.organisation.code]), reason)

    def _compute(self, draw: Any) -> Tried:
        city = draw(st.sampled_from(("lanchuan", "heyang")))
        action = lights.LightMonth(city=self.region[city], month=MARCH, on=MARCH + timedelta(days=30))
        return Tried(action, may(action.name, city))

    def _curve(self, draw: Any) -> Tried:
        part = draw(st.sampled_from(list(Part.objects.select_related("organisation").order_by("pk"))))
        points = draw(st.sampled_from((("2026-02-28 0", "2026-11-30 100"), ("年底 1",))))
        action = curves.KeepCurve(part=part, seen=part.version, points=points)
        return Tried(action, may(action.name, CODES[part.organisation.code]))

    def _proof(self, draw: Any) -> Tried:
        part = draw(st.sampled_from(list(Part.objects.select_related("organisation").order_by("pk"))))
        reference = draw(st.sampled_from(("汀教发〔2026〕12号", "汀教发〔2026〕13号", "")))
        action = proofs.FileProof(
            part=part, kind=draw(st.sampled_from(("document", "document", "photo"))), reference=reference
        )
        return Tried(action, may(action.name, CODES[part.organisation.code]))

    def _withdraw(self, draw: Any) -> Tried | None:
        rows = list(Proof.objects.select_related("organisation").order_by("pk"))
        if not rows:
            return self._proof(draw)
        proof = draw(st.sampled_from(rows))
        action = proofs.WithdrawProof(proof=proof)
        return Tried(action, may(action.name, CODES[proof.organisation.code]))

    def _sample(self, draw: Any) -> Tried:
        city = draw(st.sampled_from(("lanchuan", "heyang")))
        action = verifying.DrawSample(office=self.region[city], month=MARCH)
        return Tried(action, may(action.name, city))

    def _chase(self, draw: Any) -> Tried | None:
        rows = list(Chase.objects.select_related("organisation", "office").order_by("pk"))
        if not rows:
            return None
        chase = draw(st.sampled_from(rows))
        action: Action[Any] = draw(
            st.sampled_from(
                (
                    chasing.SignChase(chase=chase, draft="请按期报送。"),
                    chasing.AnswerChase(chase=chase, words="待批复", new_date=date(2026, 12, 1)),
                    chasing.JudgeAnswer(chase=chase, verdict="accepted"),
                )
            )
        )
        place = chase.organisation if isinstance(action, chasing.AnswerChase) else chase.office
        return Tried(action, may(action.name, CODES[place.code]))


def report_city(report: Report) -> str:
    """The office of whose month a report is part."""
    return CODES[report.part.organisation.city.code]


def begun(people: dict[str, Any], region: dict[str, Any], rows: dict[Any, Part], service: Any, at: datetime) -> None:
    """The month opened and lit; a report blank, one with its head, a partner's accepted, one of Heyang locked; a part
    objected to, one under way, one of Heyang done.
    """

    def do(action: Action[Any], by: str = "", days: int = 0) -> Any:
        viewer = people[by] if by else service
        return carry_out(action, by=viewer, at=at - timedelta(days=14 - days), reason="试验")

    for city in ("lanchuan", "heyang"):
        do(opening.OpenMonth(office=region[city], month=MARCH, due=DUE))
        do(lights.LightMonth(city=region[city], month=MARCH, on=at.date()))
    found = Report.objects.select_related("part__task", "organisation")
    of = {(each.organisation.code, each.part.task.number): each for each in found}
    for (code, number), names, hands in (
        (("990100-EDU", "2"), ("clerk",), ("check",)),
        (("990100-DRC", "1"), ("partner", "partner_head", "lead"), ("sign", "review")),
        (("990200-DRC", "2"), ("their_clerk", "their_head", "their_reviewer"), ("sign", "review")),
    ):
        report = of[code, number]
        report = do(reports.FillReport(report=report, seen=report.version, cells=CELLS[0]), names[0], 1)
        report = do(reports.SendReport(report=report, seen=report.version), names[0], 2)
        for by, hand in zip(("section",) if hands == ("check",) else names[1:], hands, strict=True):
            action = {"check": reports.CheckReport, "sign": reports.SignReport, "review": reviewing.ReviewReport}[hand]
            report = do(action(report=report, seen=report.version), by, 3)
    do(locking.LockMonth(office=region["heyang"], month=MARCH, summary="3月汇总", notice="第3期"), "their_reviewer", 13)
    plan = dict.fromkeys(TASK_PAPERS, "有") | {"proof_kind": "document", "method": "site"}
    theirs = rows["2", "990200-DRC"]
    objected, first = rows["2", "990100-EDU"], rows["1", "990100-EDU"]
    for part, steps in ((objected, (("object", "lead"),)), (first, UNDER_WAY), (theirs, UNDER_WAY + DONE)):
        for step, role in steps:
            if step == "apply_done":
                do(proofs.FileProof(part=part, kind="document", reference="禾发改〔2026〕1号"), "their_head", 4)
            if step == "verified":
                do(verifying.DrawSample(office=region["heyang"], month=MARCH), "their_supervisor", 5)
            part.refresh_from_db()
            data = {"ground": "not_our_duty", "wording": "职责不符"} if step == "object" else plan
            do(parts.StepOfPart(part=part, seen=part.version, step=step, role=role, data=data), "", 6)


UNDER_WAY = (("acknowledge", "lead"), ("submit_plan", "lead"), ("approve_plan", "leaders"))
DONE = (("apply_done", "lead"), ("pass_check", "supervision"), ("verified", "supervision"))
