"""How shared data may be used, and who mediates when two departments disagree."""

from __future__ import annotations

from datetime import date

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Choice, Said, Words, YesNo
from citycircle.core.kinds_of_number import Whole
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import table_beside
from citycircle.core.rules import Field, Rule
from citycircle.core.terms import add_months

CONDUCT = table_beside(
    __file__,
    "conduct",
    Text("使用与争议", "Use and disputes"),
    key={"conduct": Words()},
    value={"says_zh": Words(), "says_en": Words()},
)
LOGS = table_beside(
    __file__,
    "log_retention",
    Text("使用记录保存年限", "How long logs of use are kept"),
    key={"record": Words()},
    value={"years": Whole(low=1)},
)
LEVELS = {
    "county": Text("县级", "county"),
    "city": Text("市级", "city"),
    "province": Text("省级", "province"),
    "nation": Text("国家", "nation"),
}
LEVEL = Choice(LEVELS)
MUNICIPALITIES = ("11", "12", "31", "50")
"""Under these the middle pair of a division code is no city (GB/T 2260); neither is 90 in any province."""
DIVISION = Words(r"\d{6}", Text("六位行政区划代码", "a division code of six digits"))


class SamePartyTwice(CityCircleError):
    """Both codes are those of the nation: nobody stands above."""

    what = Text("双方均为国家级部门。", "Both sides are departments of the nation.")
    why = Text(
        "本规则按行政区划确定协调机关，国家级之上没有上级。",
        "The rule goes by places, and nobody stands above the nation.",
    )
    then = Text(
        "请按国务院部门间协调程序办理。", "Please follow the procedure between departments of the State Council."
    )


def _use(work: Working, as_agreed: bool, third_party: bool, consent: bool | None) -> Answer:
    broken = []
    if not as_agreed:
        broken.append("use")
    if third_party and not consent:
        broken.append("onward")
    rows = [work.row(CONDUCT, name) for name in broken or ("use", "onward")]
    for row in rows:
        work.step(Text("{says}。", "{says}."), says=Text(row["says_zh"], row["says_en"]))
    if not broken:
        return work.answer(
            Text("可以使用，请留存使用记录。", "The use is allowed; please keep its log."), {"allowed": True}
        )
    reason = listed(Text(row["says_zh"], row["says_en"]) for row in rows)
    sentence = Text("请停止该使用并记录：{reason}。", "Please stop this use and log it: {reason}.")
    return work.answer(sentence, {"allowed": False, "reason": reason}, reason=reason)


def _keep(work: Working, clear_on: date | None) -> Answer:
    years = work.row(LOGS, "use")["years"]
    until = add_months(work.on, 12 * years)
    work.step(Text("自{on}起保存{years}年。", "Kept for {years} years from {on}."), on=work.on, years=years)
    if clear_on is None:
        return work.answer(Text("使用记录请保存至{until}。", "Please keep the log until {until}."), {"until": until})
    may = clear_on > until
    said = Text("可以", "may") if may else Text("还不能", "may not yet")
    sentence = Text(
        "{clear_on}{said}清理，记录须保存至{until}。", "On {clear_on} it {said} be cleared: kept until {until}."
    )
    return work.answer(sentence, {"until": until, "may_clear": may}, said=said)


def _authority(work: Working, requester: str, provider: str) -> Answer:
    ours, theirs = _chain(requester), _chain(provider)
    if requester == provider and ours[0] != ("nation", "000000"):
        level, place = ours[0]
        row = work.row(CONDUCT, "dispute_place")
    else:
        above = [step for step in ours[1:] if step in theirs[1:]]
        if not above:
            raise SamePartyTwice
        level, place = above[0]
        row = work.row(CONDUCT, "dispute_across")
    work.step(Text("{says}。", "{says}."), says=Text(row["says_zh"], row["says_en"]))
    sentence = Text(
        "先行协商；不成的，提请{level}（{place}）政务数据共享主管部门协调，仍不成的报该级政府决定。",
        "Talk first; failing that, ask the data authority of the {level} ({place}), and after it the government there.",
    )
    return work.answer(sentence, {"level": level, "place": place}, level=LEVELS[level])


def _chain(division: str) -> list[tuple[str, str]]:
    """A place and the places above it: county, city, province, nation."""
    chain = [("nation", "000000")]
    if division[:2] != "00":
        chain.insert(0, ("province", f"{division[:2]}0000"))
    if division[2:4] not in {"00", "90"} and division[:2] not in MUNICIPALITIES:
        chain.insert(0, ("city", f"{division[:4]}00"))
    if division[4:] != "00":
        chain.insert(0, ("county", division))
    return chain


USE = Rule(
    local="use.allowed",
    title=Text("共享数据的使用", "Use of shared data"),
    about=Text(
        "判断一次使用是否在批准的范围和用途之内，向第三方提供是否已经提供部门同意。未经同意的，停止并留痕。",
        "Says whether a use stays within what was agreed, and whether the provider consented to giving it to a third "
        "party. Without consent it is stopped and logged.",
    ),
    inputs=(
        Field("as_agreed", YesNo(), Text("在批准的范围和用途内", "within scope and purpose agreed")),
        Field("third_party", YesNo(), Text("提供给第三方", "given to a third party")),
        Field("consent", YesNo(), Text("提供部门同意", "consent of the provider"), required=False),
    ),
    outputs=(
        Field("allowed", YesNo(), Text("可以使用", "allowed")),
        Field("reason", Said(), Text("理由", "reason"), required=False),
    ),
    tables=(CONDUCT,),
    function=_use,
)
KEEP = Rule(
    local="use.log",
    title=Text("使用记录的保存", "Keeping the log of use"),
    about=Text(
        "需求部门保存共享数据使用全过程的记录不少于三年：给出记录的日期，得到最早可清理的前一日；给出拟清理日期，判断是否可以。",
        "A requester keeps the log of use for three years or more: from the day of an entry to the last day it is "
        "kept, and whether it may be cleared on a given day.",
    ),
    inputs=(Field("clear_on", Day(), Text("拟清理日期", "day of clearing"), required=False),),
    outputs=(
        Field("until", Day(), Text("保存至", "kept until")),
        Field("may_clear", YesNo(), Text("可以清理", "may be cleared"), required=False),
    ),
    tables=(LOGS,),
    function=_keep,
    counts_days=True,
)
AUTHORITY = Rule(
    local="dispute.authority",
    title=Text("共享争议的协调机关", "Who mediates a dispute"),
    about=Text(
        "由双方的行政区划代码确定协调机关：同一地方由同级主管部门协调；跨层级、跨地区的，由共同的上级主管部门协调，"
        "即高于双方、最低的一级。",
        "From the division codes of both sides: one place, its own data authority; across levels or places, the lowest "
        "authority that stands above both.",
    ),
    inputs=(
        Field("requester", DIVISION, Text("需求部门所在地", "place of the requester")),
        Field("provider", DIVISION, Text("提供部门所在地", "place of the provider")),
    ),
    outputs=(
        Field("level", LEVEL, Text("层级", "level")),
        Field("place", Words(), Text("行政区划代码", "division code")),
    ),
    tables=(CONDUCT,),
    function=_authority,
)
RULES = (USE, KEEP, AUTHORITY)
