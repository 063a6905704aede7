"""Say where a case stands, in one sentence in both languages: who holds it, since when, until when, by which clause."""

from __future__ import annotations

from datetime import date, datetime

from citycircle.core.messages import Language, Text
from citycircle.core.terms import day_of, day_said
from citycircle.core.workdays import YearWithoutHolidays
from citycircle.mechanisms.cases.case import Case

HELD = Text(
    "{title}：自{since}起由{holder}{duty}，{deadline}。",
    "{title}: since {since} it is for {holder} to {duty}; {deadline}.",
)
PAUSED = Text(
    "{title}：自{since}起因“{cause}”暂停计时，由{owner}处理；原办理方为{holder}，{deadline}。",
    '{title}: since {since} its clock stands still because of "{cause}", which is for {owner}; it was with {holder}, '
    "{deadline}.",
)
CLOSED = Text("{title}：已于{at}结束，全程{days}日。", "{title}: it ended on {at}, after {days} days in all.")
BY = Text("应于{due}前（含当日）完成（{clause}，{term}），{left}", "due by {due} ({clause}, {term}), {left}")
AGREED = Text("应于约定的{due}前（含当日）完成（{clause}），{left}", "due by the agreed {due} ({clause}), {left}")
NO_TERM = Text("不计期限", "no clock runs")
NO_RULE = Text("{clause}未规定期限", "{clause} sets no term")
UNKNOWN = Text(
    "到期日暂不能算出：工作日历中没有{year}年的节假日安排（{clause}，{term}）",
    "its last day cannot be told yet, as the calendar holds no holidays for {year} ({clause}, {term})",
)
NOT_COUNTED = Text(
    "剩余工作日暂不能算出：工作日历中没有{year}年的节假日安排",
    "the working days left cannot be told yet, as the calendar holds no holidays for {year}",
)
REMAINS = Text("已用{used}，还剩{left}个工作日", "{used} used, {left} left")
LATE = Text("已超期{late}个工作日", "{late} overdue")
STOPPED = Text("暂停前已用{used}（共{term}）", "with {used} used of {term}")
BY_CLOCK = Text("至{moment}止", "until {moment}")
UNVERIFIED = Text("（期限依据待核实）", " (the source of the term is unverified)")


def sentence(case: Case, now: datetime, language: Language | None = None) -> str:
    """Explain a case as of `now`. Never raises for a year that is missing from the calendar; it says so instead."""
    title = case.here.title
    if case.closed:
        days = (case.closed - case.filed).days
        return CLOSED.say(language, title=title, at=day_said(day_of(case.closed)), days=days)
    since = day_said(day_of(case.stints[-1].since))
    holder = case.parties[case.here.holder]
    values = {"title": title, "since": since, "holder": holder, "duty": case.here.duty}
    if case.pause:
        stopped = _stopped(case)
        return PAUSED.say(language, **values, cause=case.pause.cause, owner=case.pause.owner, deadline=stopped)
    return HELD.say(language, **values, deadline=_deadline(case, now))


def _workdays(count: int) -> Text:
    return Text(f"{count}个工作日", f"{count} working day{'' if count == 1 else 's'}")


def _deadline(case: Case, now: datetime) -> Text:
    if case.clock is None:
        return NO_TERM
    clause, certainty = case.clock.clock.source(case.clock.chosen)
    try:
        due = case.due
        if due is None:
            return NO_RULE.fill(clause=clause)
        left = _left_or_why_not(case, now, due)
        total = case.clock.total
        text = (
            BY.fill(due=day_said(due), clause=clause, term=total.text, left=left)
            if total and not case.clock.agreed
            else (AGREED.fill(due=day_said(due), clause=clause, left=left))
        )
    except YearWithoutHolidays as missing:
        term = case.clock.total.text if case.clock.total else NO_TERM
        text = UNKNOWN.fill(year=missing.details["year"], clause=clause, term=term)
    doubt = UNVERIFIED if certainty == "unverified" else Text("", "")
    return Text(text.zh + doubt.zh, text.en + doubt.en)


def _left_or_why_not(case: Case, now: datetime, due: date) -> Text:
    """A date that is agreed, or lies months ahead, is known although the working days until it are not."""
    try:
        return _left(case, now, due)
    except YearWithoutHolidays as missing:
        return NOT_COUNTED.fill(year=missing.details["year"])


def _left(case: Case, now: datetime, due: date) -> Text:
    today, clock = day_of(now), case.clock
    if clock and clock.total and clock.total.counts_hours:
        end = clock.ends(case.calendar)
        return BY_CLOCK.fill(moment=end.isoformat(timespec="minutes") if end else "")
    if case.is_late(now):
        return LATE.fill(late=_late(case, due, today))
    left = case.calendar.workdays_between(today, due)
    used = clock.used + clock.ran(now, case.calendar) if clock else 0
    return REMAINS.fill(used=_workdays(used), left=left)


def _late(case: Case, due: date, today: date) -> object:
    days = case.calendar.workdays_between(due, today)
    return Text(str(days), _workdays(days).en)


def _stopped(case: Case) -> Text:
    if case.clock is None or case.clock.total is None:
        return NO_TERM
    used = Text(f"{case.clock.used}", f"{case.clock.used}")
    return STOPPED.fill(used=used, term=case.clock.total.text)
