"""The clocks of decree 809: answer, delivery, correction, update of the catalogue, its announcement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Choice, Series
from citycircle.core.kinds_of_number import Whole
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.parameters import table_beside
from citycircle.core.rules import Field, Rule
from citycircle.core.workdays import Arrangement, Calendar

from .words import ATTRIBUTE, ATTRIBUTES

STEPS = {
    "answer": Text("答复共享申请", "answer to a request"),
    "delivery": Text("提供数据", "delivery of the data"),
    "correction": Text("校核纠错", "correction"),
    "update": Text("更新目录", "update of the catalogue"),
    "publish": Text("公布目录更新", "announcement of the update"),
}
LENGTHENED = {"answer": "extension", "update": "update_extension"}
LOCAL = Arrangement(
    "使用方",
    "计算时选定：只计周一至周五，另加给定的假日",
    "",
    None,
    "unverified",
    title_en="what was chosen here, weekdays only with the days off given",
)
CALENDAR = Choice(
    {
        "official": Text("按国务院办公厅放假安排", "by the holiday notices of the State Council's General Office"),
        "weekdays": Text("只计周一至周五", "weekdays only"),
    }
)

CLOCKS = table_beside(
    __file__,
    "clocks",
    Text("政务数据共享时限", "Clocks of data sharing"),
    key={
        "step": Choice(
            {**STEPS, "extension": Text("答复延期", "extension"), "update_extension": Text("更新延期", "more")}
        ),
        "attribute": Choice({**ATTRIBUTES, "any": Text("不分属性", "any")}),
    },
    value={"days": Whole(low=1)},
)


class NoClockForThis(CityCircleError):
    """The decree sets no days for this share attribute."""

    what = Text("条例没有为“{attribute}”规定{step}时限。", "The decree sets no days for this: {step}, {attribute}.")
    why = Text("时限按目录中的共享属性确定。", "The share attribute in the catalogue decides the clock.")
    then = Text(
        "请核对共享属性；对“不予共享”有异议的，按第二十八条协商或提请协调。",
        "Please check the attribute; whoever disputes “not shared” talks and then asks the authority (article 28).",
    )


class AttributeNeeded(CityCircleError):
    """An answer has a clock by share attribute only."""

    what = Text("缺少共享属性。", "The share attribute is missing.")
    why = Text("答复时限因共享属性而不同。", "The clock of an answer depends on it.")
    then = Text("请给出 attribute。", "Please give the attribute.")


class ExtensionTooLong(CityCircleError):
    """More days were asked for than the decree allows, or an extension where there is none."""

    what = Text(
        "{step}延长{asked}个工作日，最多可延长{allowed}个。", "{step}: {asked} more working days, {allowed} allowed."
    )
    why = Text(
        "延长有上限，须经主管部门同意并告知对方。", "It is limited, and needs consent of the authority and notice."
    )
    then = Text("请改按上限申请。", "Please ask for no more than that.")


def calendar_of(base: Calendar, chosen: str | None, off: Iterable[date] | None, years: Iterable[int]) -> Calendar:
    """What a rule counts by: the calendar at hand, or bare weekdays of some years; further days off lie on top.

    Bare weekdays are what a city chooses knowingly before the notice of next year is out.
    """
    further = dict.fromkeys(off or (), False)
    named = {day.year: LOCAL for day in further} if chosen == "weekdays" else {}
    if chosen == "weekdays":
        return Calendar({**dict.fromkeys(years, LOCAL), **named}, further)
    return base.under(Calendar({}, further))


def _deadline(
    work: Working,
    *,
    step: str,
    attribute: str | None,
    extension: int | None,
    calendar: str | None,
    days_off: tuple[date, ...] | None,
) -> Answer:
    days = _days(work, step, attribute) + _more(work, step, attribute, extension or 0)
    counted = calendar_of(work.calendar, calendar, days_off, range(work.on.year, work.on.year + 3))
    due = counted.add_workdays(work.on, days)
    work.count_by(counted, work.on, due)
    work.step(
        Text("自次日起计{days}个工作日，至{due}。", "{days} working days from the day after, up to {due}."),
        days=days,
        due=due,
    )
    sentence = Text(
        "{title}：{on}起算，应于{due}前（含当日）完成。",
        "{title}: counted from {on}, due by {due} (that day included).",
    )
    return work.answer(sentence, {"due": due, "days": days}, title=STEPS[step])


def _days(work: Working, step: str, attribute: str | None) -> int:
    if step == "answer" and attribute is None:
        raise AttributeNeeded
    key = attribute if step == "answer" else "any"
    if not work.edition(CLOCKS).has(step, key):
        raise NoClockForThis(attribute=ATTRIBUTES[key or "not_shared"], step=STEPS[step])
    days = int(work.row(CLOCKS, step, key)["days"])
    work.step(Text("{title}时限为{days}个工作日。", "{title}: {days} working days."), title=STEPS[step], days=days)
    return days


def _more(work: Working, step: str, attribute: str | None, asked: int) -> int:
    if not asked:
        return 0
    longer, key = LENGTHENED.get(step, ""), attribute if step == "answer" else "any"
    allowed = int(work.row(CLOCKS, longer, key)["days"]) if work.edition(CLOCKS).has(longer, key) else 0
    if asked > allowed:
        raise ExtensionTooLong(step=STEPS[step], asked=asked, allowed=allowed)
    work.step(Text("延长{asked}个工作日。", "Extended by {asked} working days."), asked=asked)
    return asked


DEADLINE = Rule(
    local="deadline",
    title=Text("政务数据共享时限", "Deadline in data sharing"),
    about=Text(
        "给出收到申请、同意共享、提出校核或目录变化的日期，得到按工作日计算的最后一日。自次日起算；节假日和调休按每年通知，"
        "没有通知的年份拒绝计算，除非明确只计周一至周五。答复延期只对有条件共享，须经主管部门同意并告知需求部门。",
        "From the day of receipt, consent, correction request or change to the last day, in working days, counted from "
        "the day after. Holidays and make-up days follow the yearly notices; a year without one is refused unless "
        "weekdays only are chosen. Only the answer on conditional data may be extended, with the authority's consent "
        "and notice.",
    ),
    inputs=(
        Field("step", Choice(STEPS), Text("环节", "step")),
        Field("attribute", ATTRIBUTE, Text("共享属性", "share attribute"), required=False),
        Field("extension", Whole("", 0), Text("延长的工作日", "working days of extension"), required=False),
        Field("calendar", CALENDAR, Text("工作日历", "calendar"), required=False),
        Field("days_off", Series(Day()), Text("另加的假日", "further days off"), required=False),
    ),
    outputs=(
        Field("due", Day(), Text("最后一日", "last day")),
        Field("days", Whole(), Text("工作日数", "working days")),
    ),
    tables=(CLOCKS,),
    function=_deadline,
    counts_days=True,
)
RULES = (DEADLINE,)
