"""By when an environmental event is reported, to whom, and whether the neighbour is told."""

from __future__ import annotations

from datetime import datetime

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Said, Series, YesNo
from citycircle.core.kinds_of_time import Moment
from citycircle.core.messages import Text
from citycircle.core.rules import Field, Rule
from citycircle.core.terms import OFFICE_TIME, Term
from citycircle.core.workdays import Calendar

from .emergency_tables import LEVEL, LEVEL_NAME, NEIGHBOUR_CLOCK, REPORT_CLOCK, SENSITIVE

AS_SERIOUS = 2
BY_THE_CLOCK = Calendar({}, {})
"""Hours run through nights and holidays, so no calendar is asked."""


class LevelNotJudged(CityCircleError):
    what = Text(
        "尚未初步认定事件级别，也没有须从重报告的情形。",
        "Neither a level nor a circumstance for urgent reporting is given.",
    )
    why = Text("报告时限由级别决定。", "The level decides the clock.")
    then = Text(
        "请先初步认定级别；级别不清而有敏感情形的，请注明情形。",
        "Please judge the level first, or name the circumstance where it is not clear.",
    )


def _report(
    work: Working, found: datetime, level: int | None, circumstances: tuple[str, ...] | None, neighbour: bool | None
) -> Answer:
    treated = _treated_as(work, level, circumstances or ())
    clock = work.row(REPORT_CLOCK, "report", treated)
    due = _after(found, clock["term"])
    to = Text(clock["to_zh"], clock["to_en"])
    name = LEVEL_NAME.options[str(treated)]
    work.step(
        Text("{name}：发现后{term}内报告{to}。", "{name}: within {term} of finding, to {to}."),
        name=name,
        term=Term.read(clock["term"]).text,
        to=to,
    )
    outputs: dict[str, object] = {"treated_as": treated, "due": due, "to": to}
    if work.edition(REPORT_CLOCK).has("verify", treated):
        verify = work.row(REPORT_CLOCK, "verify", treated)
        outputs["verified_by"] = _after(due, verify["term"])
        work.step(
            Text("省级部门接报后{term}内核实上报。", "The province verifies and reports within {term}."),
            term=Term.read(verify["term"]).text,
        )
    if neighbour:
        outputs["neighbour"] = _neighbour(work, found)
    return work.answer(
        Text("按{name}报告，最迟 {due}，报{to}。", "To be reported as {name} by {due}, to {to}."), outputs, name=name
    )


def _treated_as(work: Working, level: int | None, circumstances: tuple[str, ...]) -> int:
    """A clear level stands as it is; an unclear one with a sensitive circumstance is treated as serious (article 4)."""
    if level is not None:
        return level
    if not circumstances:
        raise LevelNotJudged
    work.step(
        Text(
            "级别未定，但{which}，按重大或者特别重大报告。", "The level is not clear, but {which}: treated as serious."
        ),
        which=SENSITIVE.options[circumstances[0]],
    )
    return AS_SERIOUS


def _neighbour(work: Working, found: datetime) -> Text:
    term = work.row(NEIGHBOUR_CLOCK, "adjacent")["term"]
    if term == "promptly":
        return Text(
            "及时通报相邻区域同级主管部门（未规定小时数）", "inform the neighbour's bureau promptly (no hours are set)"
        )
    due = _after(found, term).isoformat(" ", "minutes")
    return Text(f"在 {due} 前通报相邻区域同级主管部门", f"inform the neighbour's bureau by {due}")


def _after(moment: datetime, term: str) -> datetime:
    """The end of a clock in hours, on the wall of the office that asked."""
    placed = moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME)
    end = Term.read(term).last_moment(placed, BY_THE_CLOCK)
    return end if moment.tzinfo else end.replace(tzinfo=None)


REPORT = Rule(
    local="report_clock",
    title=Text("突发环境事件报告时限", "Clock of reporting an environmental event"),
    about=Text(
        "由发现时间和级别推算报告时限和对象。级别未定而有敏感情形的，按重大报告；级别已定的不因此提高。"
        "时限按小时连续计算，不分昼夜和节假日。",
        "From the moment of finding and the level: by when and to whom. An unclear level with a sensitive "
        "circumstance is "
        "treated as serious; a clear one is not raised. Hours run through nights and holidays.",
    ),
    inputs=(
        Field("found", Moment(), Text("发现时间", "found at")),
        Field("level", LEVEL, Text("级别", "level"), Text("未定则不填", "leave out if not clear"), required=False),
        Field("circumstances", Series(SENSITIVE), Text("敏感情形", "sensitive circumstances"), required=False),
        Field("neighbour", YesNo(), Text("已经或可能影响相邻区域", "neighbour touched or possibly"), required=False),
    ),
    outputs=(
        Field("treated_as", LEVEL, Text("按此级别报告", "treated as")),
        Field("due", Moment(), Text("报告时限", "report by")),
        Field("to", Said(), Text("报告对象", "report to")),
        Field("verified_by", Moment(), Text("省级核实上报时限", "province verifies by"), required=False),
        Field("neighbour", Said(), Text("相邻区域", "neighbour"), required=False),
    ),
    tables=(REPORT_CLOCK, NEIGHBOUR_CLOCK),
    function=_report,
    counts_days=True,
)

RULES = (REPORT,)
