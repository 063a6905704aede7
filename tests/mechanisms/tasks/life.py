"""A task of the invented region and its events, for the tests of this folder."""

from datetime import date, datetime

from citycircle.core.workdays import national
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.refusals import let
from citycircle.mechanisms.cases.replay import file
from citycircle.mechanisms.tasks.task import filed, task
from citycircle.mechanisms.tasks.verification import entry, submission
from citycircle.mechanisms.tasks.vocabulary import FIRST_CHECK, HANDLING_PLAN

OFFICE, LEAD, SUPERVISION, LEADERS = "都市圈办", "澜川市交通运输局", "澜川市督查室", "同城化领导小组"
PARTIES = {"office": OFFICE, "supervision": SUPERVISION, "leaders": LEADERS}
FACTS = {
    "task": "2026-012",
    "matter": "开通省际公交延伸线",
    "basis": "2026年工作要点第12项",
    "target": "开通跨市公交线路4条",
    "agreed_date": "2026-11-30",
}
CALENDAR = national()
KIND = task(date(2026, 3, 2))
NAMES = {"office": OFFICE, "lead": LEAD, "supervision": SUPERVISION, "leaders": LEADERS}
PLAN = {**dict.fromkeys(HANDLING_PLAN, "有"), "proof_kind": "document"}
PROOF = [{"kind": "document", "reference": "澜交〔2026〕31号"}]
CHECKED = dict.fromkeys(FIRST_CHECK, True)


def moment(text):
    return datetime.fromisoformat(f"{text}+08:00")


def event(kind, when, role, /, by=None, case=None, **data):
    name = by or {**NAMES, **(case.parties if case else {})}.get(role, role)
    return Event(kind, f"{when}+08:00", name, role, data)


def new_task(when="2026-03-02T09:00", kind=KIND, **facts):
    return file(kind, filed(f"{when}+08:00", PARTIES, {**FACTS, **facts}), CALENDAR)


def after(case, *steps):
    """Take steps, each (kind, day and time, role, data)."""
    for kind, when, role, *data in steps:
        case = let(case, event(kind, when, role, case=case, **(data[0] if data else {})))
    return case


def drawn(case, *, hit):
    """What a draw would say of a case in verification."""
    return {"task": str(case.facts["task"]), "roster": "f" * 64, "entry": submission(entry(case)), "drawn": hit}


ISSUED = (
    ("send_round", "2026-03-02T10:00", "office", {"organisation": LEAD}),
    ("agree_draft", "2026-03-03T10:00", "lead"),
    ("issue", "2026-03-05T10:00", "leaders", {"document": "汀都发〔2026〕3号"}),
)
UNDERWAY = (
    *ISSUED,
    ("acknowledge", "2026-03-06T10:00", "lead"),
    ("submit_plan", "2026-03-16T10:00", "lead", PLAN),
    ("approve_plan", "2026-03-18T10:00", "leaders"),
)
APPLIED = (
    *UNDERWAY,
    ("apply_done", "2026-11-20T10:00", "lead", {"document": "澜交〔2026〕31号", "proof": PROOF, "light": "green"}),
)
VERIFYING = (*APPLIED, ("pass_check", "2026-11-23T10:00", "supervision", CHECKED))


def underway(**facts):
    return after(new_task(**facts), *UNDERWAY)


def verifying(**facts):
    return after(new_task(**facts), *VERIFYING)


def closed(**facts):
    case = verifying(**facts)
    return after(
        case,
        ("not_drawn", "2026-11-26T10:00", "supervision", {"draw": drawn(case, hit=False)}),
        ("close_off", "2026-11-27T10:00", "leaders", {"document": "汀督〔2026〕9号"}),
    )
