"""Who may evaluate bids, and until when one may object or complain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Said, YesNo
from citycircle.core.kinds_of_number import Whole
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Row
from citycircle.core.rules import Field, Rule
from citycircle.core.terms import Term

from .market_tables import BID_CLOCK, BID_COMMITTEE, BID_STEP, MORE_TIME

MEMBERS = Text("成员人数", "members")


class MoreThanMembers(CityCircleError):
    what = Text("{part}为 {given} 人，多于成员 {members} 人。", "{part}: {given}, more than the {members} members.")
    why = Text("他们都应是委员会成员。", "All of them sit on the committee.")
    then = Text("请核对人数。", "Please check the numbers.")


def experts_needed(members: int, of: int, within: int) -> int:
    """The fewest experts that are at least `of`/`within` of the members.

    >>> [experts_needed(members, 2, 3) for members in (5, 7, 9)]
    [4, 5, 6]
    """
    return -(-members * of // within)


def _committee(work: Working, members: int, experts: int) -> Answer:
    if experts > members:
        raise MoreThanMembers(part=Text("专家", "experts"), given=experts, members=members)
    row = work.row(BID_COMMITTEE, "evaluation")
    needed = experts_needed(members, row["experts_of"], row["experts_in"])
    work.step(
        Text(
            "成员应为 {fewest} 人以上单数，现为 {members} 人。",
            "Members: an odd number, at least {fewest}; here {members}.",
        ),
        fewest=row["fewest"],
        members=members,
    )
    work.step(
        Text(
            "技术、经济等方面的专家不得少于 {members}×{of}/{within}，即至少 {needed} 人，现为 {experts} 人。",
            "Experts: at least {members} × {of}/{within}, that is {needed}; here {experts}.",
        ),
        members=members,
        of=row["experts_of"],
        within=row["experts_in"],
        needed=needed,
        experts=experts,
    )
    faults = list(_faults(row, members, experts, needed))
    reason = listed(faults) if faults else None
    verdict = (
        Text("{members} 人的评标委员会不符合组成要求：{why}。", "A committee of {members} does not comply: {why}.")
        if reason
        else Text(
            "{members} 人、其中专家 {experts} 人的评标委员会符合组成要求。",
            "A committee of {members} with {experts} experts complies.",
        )
    )
    outputs = {"complies": reason is None, "experts_needed": needed, "reason": reason}
    return work.answer(verdict, outputs, members=members, experts=experts, why=reason or "")


def _faults(row: Row, members: int, experts: int, needed: int) -> Iterator[Text]:
    if members < row["fewest"]:
        yield Text("人数不足", "too few members")
    if row["parity"] == "odd" and members % 2 == 0:
        yield Text("人数不是单数", "not an odd number")
    if experts < needed:
        yield Text("专家人数不足", "too few experts")


def _more_time(work: Working, members: int, asking: int) -> Answer:
    if asking > members:
        raise MoreThanMembers(part=Text("要求延长者", "members asking"), given=asking, members=members)
    row = work.row(MORE_TIME, "evaluation")
    extend = asking * row["in"] > members * row["more_than"]
    work.step(
        Text(
            "要求延长者 {asking} 人；须超过 {members}×{of}/{within}。",
            "{asking} ask; more than {members} × {of}/{within} must.",
        ),
        asking=asking,
        members=members,
        of=row["more_than"],
        within=row["in"],
    )
    verdict = (
        Text("超过三分之一，招标人应当适当延长评标时间。", "More than a third ask: the tenderer shall extend the time.")
        if extend
        else Text("未超过三分之一，不必延长评标时间。", "No more than a third ask: the time need not be extended.")
    )
    return work.answer(verdict, {"extend": extend})


def _clock(work: Working, step: str, since: date, acted: date | None) -> Answer:
    row = work.row(BID_CLOCK, step)
    term = Term.read(row["term"])
    forward = row["direction"] == "after"
    due = term.last_day(since, work.calendar) if forward else date.fromordinal(since.toordinal() - term.amount)
    start = Text(row["from_zh"], row["from_en"])
    work.step(
        Text(
            "期限为{start}{direction}{term}，起算日 {since} 不计入。",
            "{term} {direction} the {start}, {since} not counted.",
        ),
        start=start,
        direction=BID_CLOCK.columns["direction"].show(row["direction"]),
        term=term.text,
        since=since,
    )
    if term.unit == "workday":
        work.count_by(work.calendar, since, due)
    outputs: dict[str, object] = {"due": due, "basis": start}
    sentence = Text("{step}最迟应在 {due}。", "To {step}: {due} at the latest.")
    if acted is not None:
        outputs["in_time"] = acted <= due
        sentence = (
            Text("{step}最迟应在 {due}，{acted} 未逾期。", "To {step}: {due} at the latest; {acted} is in time.")
            if acted <= due
            else Text("{step}最迟应在 {due}，{acted} 已逾期。", "To {step}: {due} at the latest; {acted} is too late.")
        )
    return work.answer(sentence, outputs, acted=acted)


COMMITTEE_RULE = Rule(
    local="bid_committee",
    title=Text("评标委员会组成", "Composition of a bid evaluation committee"),
    about=Text(
        "依法必须招标的项目，评标委员会由招标人代表和专家组成，成员为五人以上单数，其中专家不得少于三分之二。",
        "The committee consists of the tenderer's representative and experts: an odd number of at least five, "
        "experts at "
        "least two thirds.",
    ),
    inputs=(Field("members", Whole(low=1), MEMBERS), Field("experts", Whole(), Text("专家人数", "experts"))),
    outputs=(
        Field("complies", YesNo(), Text("符合要求", "complies")),
        Field("experts_needed", Whole(), Text("至少需专家", "experts needed")),
        Field("reason", Said(), Text("不符合之处", "what does not comply"), required=False),
    ),
    tables=(BID_COMMITTEE,),
    function=_committee,
)
MORE_TIME_RULE = Rule(
    local="bid_more_time",
    title=Text("延长评标时间", "More time for an evaluation"),
    about=Text(
        "超过三分之一的评标委员会成员认为评标时间不够的，招标人应当适当延长。",
        "Where more than a third of the members find the time too short, the tenderer shall extend it.",
    ),
    inputs=(
        Field("members", Whole(low=1), MEMBERS),
        Field("asking", Whole(), Text("要求延长的人数", "members asking")),
    ),
    outputs=(Field("extend", YesNo(), Text("应当延长", "shall extend")),),
    tables=(MORE_TIME,),
    function=_more_time,
)
CLOCK_RULE = Rule(
    local="bid_clock",
    title=Text("招标投标异议与投诉期限", "Clocks of objections and complaints in bidding"),
    about=Text(
        "由起算日推算提出异议、答复、投诉、受理和处理的最后一日；给出实际日期时，同时说明是否逾期。"
        "起算日不计入；以工作日计的，按放假安排推算。",
        "Gives the last day to object, answer, complain, accept or decide, and says whether a day is in time. "
        "The first "
        "day is not counted; working days follow the holiday arrangements.",
    ),
    inputs=(
        Field("step", BID_STEP, Text("事项", "step")),
        Field("since", Day(), Text("起算日", "counted from")),
        Field("acted", Day(), Text("实际日期", "day of the act"), required=False),
    ),
    outputs=(
        Field("due", Day(), Text("最后一日", "last day")),
        Field("in_time", YesNo(), Text("未逾期", "in time"), required=False),
        Field("basis", Said(), Text("起算点", "counted from")),
    ),
    tables=(BID_CLOCK,),
    function=_clock,
    counts_days=True,
)

RULES = (COMMITTEE_RULE, MORE_TIME_RULE, CLOCK_RULE)
