"""How long a credit record is shown, when its repair may be asked for, and by when that is answered."""

from __future__ import annotations

from datetime import date

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Series, YesNo
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.rules import Field, Rule
from citycircle.core.terms import Term

from .market_tables import CREDIT_NOTICE, REPAIR_CLOCK, SEVERITY

SHOWN = Text(
    "按{severity}公示；{first} 起可申请修复，最长公示至 {last}。",
    "Shown as {severity}; repair from {first}, shown until {last} at most.",
)
NOT_SHOWN = Text(
    "{severity}原则上不公示；确需公示的，最长至 {last}。",
    "A {severity} record is as a rule not shown; if it is, until {last} at most.",
)


class AcceptedBeforeAsked(CityCircleError):
    what = Text(
        "受理日 {accepted} 早于申请日 {asked}。", "It was accepted on {accepted}, before it was asked on {asked}."
    )
    why = Text("期限从受理之日起算。", "The clock starts on the day of acceptance.")
    then = Text("请核对两个日期。", "Please check the two days.")


def _notice(work: Working, severities: tuple[str, ...], document: date) -> Answer:
    order = list(SEVERITY.options)
    severity = max(severities, key=order.index)
    row = work.row(CREDIT_NOTICE, severity)
    least, most = Term.read(row["least"]), Term.read(row["most"])
    first, last = least.last_day(document, work.calendar), most.last_day(document, work.calendar)
    if len(severities) > 1:
        work.step(
            Text(
                "同一信息含多种处罚，按期限最长的“{severity}”计。",
                "Several penalties in one record: the longest, {severity}, counts.",
            ),
            severity=SEVERITY.show(severity),
        )
    work.step(
        Text(
            "自文书日期 {document} 起：最短 {least}，最长 {most}。",
            "From the document of {document}: at least {least}, at most {most}.",
        ),
        document=document,
        least=least.text,
        most=most.text,
    )
    shown = row["shown"] == "yes"
    sentence = SHOWN if shown else NOT_SHOWN
    outputs = {"severity": severity, "shown": shown, "repair_from": first if shown else None, "ends": last}
    return work.answer(sentence, outputs, first=first, last=last, severity=SEVERITY.show(severity))


def _repair(work: Working, asked: date, accepted: date | None, complex_: bool | None) -> Answer:
    if accepted is not None and accepted < asked:
        raise AcceptedBeforeAsked(accepted=accepted, asked=asked)
    calendar = work.calendar

    def due(since: date, *steps: str) -> date:
        days = sum(Term.read(work.row(REPAIR_CLOCK, step)["term"]).amount for step in steps)
        return calendar.add_workdays(since, days)

    site, accept = due(asked, "site_answer"), due(asked, "accept")
    work.step(
        Text(
            "自申请日 {asked} 起：{accept} 前决定是否受理，{site} 前由网站答复。",
            "From the request of {asked}: accept or not by {accept}, site answers by {site}.",
        ),
        asked=asked,
        accept=accept,
        site=site,
    )
    outputs: dict[str, date] = {"accept_by": accept, "site_by": site}
    sentence = Text("应在 {accept} 前决定是否受理。", "It shall be accepted or not by {accept}.")
    if accepted is not None:
        decide = due(accepted, "decide", *(["extend"] if complex_ else []))
        outputs["decide_by"] = decide
        work.step(
            Text(
                "自受理日 {accepted} 起，应在 {decide} 前办结。", "From acceptance on {accepted}: decide by {decide}."
            ),
            accepted=accepted,
            decide=decide,
        )
        sentence = Text(
            "已于 {accepted} 受理，应在 {decide} 前作出决定。", "Accepted on {accepted}: to be decided by {decide}."
        )
    work.count_by(calendar, asked, max(site, accept, outputs.get("decide_by", site)))
    return work.answer(sentence, outputs, accept=accept, accepted=accepted, decide=outputs.get("decide_by"))


NOTICE = Rule(
    local="credit_notice",
    title=Text("失信信息公示期", "How long a credit record is shown"),
    about=Text(
        "由失信程度和文书日期推算最短、最长公示期和可申请修复的首日。"
        "一条信息含多种处罚的，按期限最长的计。月份按对应日计，当月无对应日的为月末。",
        "From severity and date of the document: the least and the longest time shown, and the first day for "
        "repair. Of "
        "several penalties the longest counts. Months end on the day of the same number, else on the last of "
        "the month.",
    ),
    inputs=(
        Field("severities", Series(SEVERITY, fewest=1), Text("失信程度", "severity")),
        Field("document", Day(), Text("文书日期", "date of the document")),
    ),
    outputs=(
        Field("severity", SEVERITY, Text("适用程度", "severity that counts")),
        Field("shown", YesNo(), Text("公示", "shown")),
        Field("repair_from", Day(), Text("可申请修复", "repair from"), required=False),
        Field("ends", Day(), Text("最长至", "until at most")),
    ),
    tables=(CREDIT_NOTICE,),
    function=_notice,
)
REPAIR = Rule(
    local="credit_repair",
    title=Text("信用修复办理期限", "Clocks of a credit repair"),
    about=Text(
        "由申请日推算受理和网站答复期限，由受理日推算办结期限；情况复杂的可以延长。按工作日计，申请日和受理日不计入。",
        "From the request: when it must be accepted and when the site answers; from acceptance: when it must be "
        "decided, "
        "longer where complex. Working days, the first day not counted.",
    ),
    inputs=(
        Field("asked", Day(), Text("申请日", "day of the request")),
        Field("accepted", Day(), Text("受理日", "day of acceptance"), required=False),
        Field("complex_", YesNo(), Text("情况复杂", "complex"), required=False),
    ),
    outputs=(
        Field("accept_by", Day(), Text("受理期限", "accept by")),
        Field("site_by", Day(), Text("网站答复期限", "site answers by")),
        Field("decide_by", Day(), Text("办结期限", "decide by"), required=False),
    ),
    tables=(REPAIR_CLOCK,),
    function=_repair,
    counts_days=True,
)

RULES = (NOTICE, REPAIR)
