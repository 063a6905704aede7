"""A report of the invented region and its events, for the tests of this folder."""

from datetime import date, datetime

from citycircle.core.workdays import national
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.refusals import let
from citycircle.mechanisms.cases.replay import file
from citycircle.mechanisms.reports.cells import MONTHLY, filing_facts
from citycircle.mechanisms.reports.report import monthly_report, opened

OURS, OFFICE, LEADERS = "澜川市交通运输局", "都市圈办", "同城化领导小组"
CALENDAR = national()
KIND = monthly_report(date(2026, 11, 16))
LAST = {"progress": "线路勘察完成。", "total": "1.2", "share": "40", "problems": "用地", "next_step": "11月报批。"}
FACTS = {"month": "2026-11", "form": "月报", "agreed_date": "2026-11-27", "task": "2026-012"}
NEW = {"progress": "11月3日完成招标。", "total": "1.5", "share": "50", "next_step": "12月进场。"}


def moment(text):
    return datetime.fromisoformat(f"{text}+08:00")


def event(case, kind, when, role, /, **data):
    return Event(kind, f"{when}+08:00", case.parties[role], role, data)


def new_report(last=None, organisation=OURS, receiver=OFFICE, **facts):
    given = filing_facts(MONTHLY, LAST if last is None else last, **{**FACTS, **facts})
    first = opened("2026-11-16T09:00+08:00", organisation, given, receiver=receiver, approver=LEADERS)
    return file(KIND, first, CALENDAR)


def after(case, *steps):
    """Take steps, each (kind, day and time, role, data)."""
    for kind, when, role, *data in steps:
        case = let(case, event(case, kind, when, role, **(data[0] if data else {})))
    return case


FILLED = (("fill", "2026-11-24T09:00", "clerk", {"cells": NEW}),)
SENT = (
    *FILLED,
    ("send_to_section", "2026-11-24T09:05", "clerk"),
    ("pass_section", "2026-11-24T14:00", "section"),
    ("sign", "2026-11-25T09:00", "head"),
)
ACCEPTED = (*SENT, ("open_review", "2026-11-26T09:00", "receiver"), ("accept", "2026-11-26T10:00", "receiver"))
LOCKED = (
    *ACCEPTED,
    ("compile", "2026-11-30T09:00", "receiver", {"summary": "11月汇总表"}),
    ("publish", "2026-12-03T09:00", "receiver", {"notice": "第11期"}),
    ("lock", "2026-12-04T09:00", "receiver"),
)
SLIP = {"cell": "total", "old": "1.5", "new": "1.05", "reason": "小数点误写"}
