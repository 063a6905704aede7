"""A request for data under decree 809, as a case: request, answer, delivery, use, correction, misuse, dispute upward.

States are in `request_states`, steps in `request_steps`; the clocks come from the dated table, so
the day of the filing decides them.
"""

from __future__ import annotations

from datetime import date

from citycircle.core.machines import Clock, Machine
from citycircle.core.messages import Text
from citycircle.core.parameters import Edition, Row, Table, least_sure
from citycircle.core.terms import Term
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.types import ENGINE_GUARDS, CaseType, Offered, clause_of, clock_of

from .deadlines import CLOCKS
from .request_states import PAPERS, ROLES, STATES
from .request_steps import STEPS
from .words import ATTRIBUTES

TITLE = Text("政务数据共享申请", "Request for government data")
GUARDS = {
    "may_refuse": Text("无条件共享的数据不能拒绝", "data shared without conditions cannot be refused"),
    "has_basis": Text(
        "不予共享须有法律、行政法规或者国务院决定依据",
        "“not shared” needs a law, regulation or decision of the State Council",
    ),
    "was_delivered": Text("数据尚未提供过", "the data were never delivered"),
    "one_place": Text(
        "双方不在同一地方，请提请共同的上级主管部门",
        "the sides are of two places; please ask the common superior authority",
    ),
    "across": Text("双方在同一地方，请提请同级主管部门", "both sides are of one place; please ask its own authority"),
}
REQUIRED = {
    "basis": Text("申请依据", "the basis"),
    "scene": Text("使用场景", "the scene of use"),
    "scope": Text("数据范围", "the scope"),
    "way": Text("共享方式", "the way of sharing"),
    "period": Text("使用时限", "the period of use"),
    "head_consents": Text("本部门共享工作机构负责人同意", "the consent of the head of the requester's sharing office"),
    "attribute": Text("共享属性", "the share attribute"),
    "requester_place": Text("需求部门行政区划代码", "the division code of the requester"),
    "provider_place": Text("提供部门行政区划代码", "the division code of the provider"),
}


def data_request(on: date, clocks: Table = CLOCKS) -> CaseType:
    """Describe the case by the clocks in force on the day of the filing; a city's own come in as an amended table.

    >>> answer = data_request(date(2026, 11, 23)).machine.clock("answer")
    >>> answer.terms["conditional"].say("en"), answer.terms["not_shared"] is None
    ('10 working days', True)

    Raises NoRuleInForce before 1 August 2025.
    """
    engine = ("in_time", "overdue", "first_list", "first_extension", "within_limit", "holder_acts")
    machine = Machine(
        name="data_request",
        title=TITLE,
        initial="answering",
        roles=ROLES,
        states=STATES,
        steps=STEPS,
        clocks=_clocks(clocks.edition(on)),
        guards={**{name: ENGINE_GUARDS[name] for name in engine}, **GUARDS},
        papers=PAPERS,
    )
    return CaseType(
        name="data_request",
        title=TITLE,
        machine=machine,
        opener="requester",
        parties=("requester", "provider", "authority"),
        required=REQUIRED,
        later=("superior", "government"),
        extension="extension",
        choices={"attribute": tuple(ATTRIBUTES)},
        judges={
            "may_refuse": lambda case, _: case.facts["attribute"] != "unconditional",
            "has_basis": _has_basis,
            "was_delivered": lambda case, _: any(event.kind == "deliver" for event in case.events),
            "one_place": lambda case, _: _one_place(case),
            "across": lambda case, _: not _one_place(case),
        },
    )


CASE_TYPES = (Offered("data_request", CLOCKS, data_request),)


def _has_basis(case: Case, event: Event) -> bool:
    return case.facts["attribute"] != "not_shared" or bool(event.data.get("legal_basis"))


def _one_place(case: Case) -> bool:
    return bool(case.facts["requester_place"] == case.facts["provider_place"])


def _clocks(edition: Edition) -> tuple[Clock, ...]:
    answer = [edition.row("answer", name) for name in ATTRIBUTES if edition.has("answer", name)]
    longer = [edition.row("extension", name) for name in ATTRIBUTES if edition.has("extension", name)]
    return (
        _by_attribute("answer", Text("答复时限", "time to answer"), answer),
        _by_attribute("extension", Text("延长上限", "limit of an extension"), longer),
        clock_of("delivery", Text("提供时限", "time to deliver"), edition.row("delivery", "any")),
        clock_of("correction", Text("校核时限", "time to correct"), edition.row("correction", "any")),
    )


def _by_attribute(name: str, title: Text, rows: list[Row]) -> Clock:
    terms: dict[str, Term | None] = dict.fromkeys(ATTRIBUTES)
    terms |= {row["attribute"]: Term(row["days"]) for row in rows}
    clauses = {row["attribute"]: (clause_of(row), row.certainty) for row in rows}
    return Clock(name, title, terms, clause_of(rows[0]), least_sure(rows), chosen_by="attribute", clauses=clauses)
