"""How grave an environmental event is, on both scales that are in use, and the colour of a warning."""

from __future__ import annotations

from decimal import Decimal

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Said, Series
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text
from citycircle.core.quantities import plain
from citycircle.core.rules import Field, Rule

from .emergency_tables import (
    ALERT_SEVERITY,
    CIRCUMSTANCE,
    CIRCUMSTANCE_LEVELS,
    COLOUR,
    HARM,
    HARM_LEVELS,
    LEVEL,
    LEVEL_NAME,
    SCALE,
    SEVERITY,
    WARNING_LEVELS,
)

LOWEST = 4


class NothingKnownYet(CityCircleError):
    what = Text("没有给出任何数量或影响情形。", "Neither a number nor a circumstance is given.")
    why = Text(
        "没有情况不等于一般事件，级别不作推测。", "Nothing known is not the lowest level, and no level is guessed."
    )
    then = Text(
        "请至少给出一项；确无伤亡的写 deaths=0；级别未定的，请用 emergency.report_clock 注明敏感情形。",
        "Please give at least one (deaths=0 where nobody died); where the level is not clear, ask "
        "emergency.report_clock with the circumstance.",
    )


def level_on(work: Working, scale: str, harms: dict[str, Decimal], circumstances: tuple[str, ...]) -> tuple[int, Text]:
    """The gravest level that any number or circumstance reaches on a scale, and which one decided.

    Lower bounds ("以上") count as reached, upper bounds ("以下") as not: 9 deaths are level 2, 10 are level 1.
    """
    reached: list[tuple[int, Text]] = []
    for harm, number in harms.items():
        for row in work.edition(HARM_LEVELS).group(scale, harm):
            if number >= row["at_least"]:
                work.use([row])
                name = HARM.options[harm]
                shown, limit = plain(number), plain(row["at_least"])
                reason = Text(f"{name.zh}{shown}，达到{limit}", f"{name.en} {shown}, at least {limit}")
                reached.append((row["level"], reason))
                break
    for circumstance in circumstances:
        row = work.row(CIRCUMSTANCE_LEVELS, scale, circumstance)
        reached.append((row["level"], CIRCUMSTANCE.options[circumstance]))
    lowest = Text("未达到较高级别的任何条件", "no condition of a higher level is met")
    if not reached:
        work.use(row for row in work.edition(HARM_LEVELS).group(scale) if row["harm"] in harms)
    return min(reached, key=lambda each: each[0], default=(LOWEST, lowest))


def _level(
    work: Working,
    *,
    deaths: int | None,
    poisoned: int | None,
    evacuated: int | None,
    loss: Decimal | None,
    circumstances: tuple[str, ...] | None,
) -> Answer:
    given = {"deaths": deaths, "poisoned": poisoned, "evacuated": evacuated, "loss": loss}
    harms = {harm: Decimal(number) for harm, number in given.items() if number is not None}
    if not harms and not circumstances:
        raise NothingKnownYet
    found: dict[str, int] = {}
    for scale in SCALE.options:
        if not work.edition(HARM_LEVELS).has(scale):
            continue
        found[scale], reason = level_on(work, scale, harms, circumstances or ())
        work.step(
            Text("{scale}：{reason}，为{level}。", "On the {scale}: {reason}, so {level}."),
            scale=SCALE.options[scale],
            reason=reason,
            level=LEVEL_NAME.options[str(found[scale])],
        )
    level, other = LEVEL_NAME.options[str(found["reporting"])], found.get("response")
    sentence = Text("按信息报告分级为{level}。", "For reporting this is {level}.")
    if other is not None:
        sentence = Text(
            "按信息报告分级为{level}；按应急预案分级为{other}。",
            "For reporting this is {level}; for the response, {other}.",
        )
    named = LEVEL_NAME.options[str(other)] if other is not None else ""
    outputs = {"level": found["reporting"], "response_level": other, "named": level}
    return work.answer(sentence, outputs, level=level, other=named)


def _warning(work: Working, level: int) -> Answer:
    colour, severity = work.row(WARNING_LEVELS, level)["colour"], work.row(ALERT_SEVERITY, level)["severity"]
    work.step(
        Text("{level}级预警用{colour}标示。", "A level {level} warning is {colour}."),
        level=level,
        colour=COLOUR.options[colour],
    )
    return work.answer(
        Text(
            "{level}级预警：{colour}，报文严重程度 {severity}。",
            "Level {level} warning: {colour}, severity {severity}.",
        ),
        {"colour": colour, "severity": severity},
    )


EVENT_LEVEL = Rule(
    local="event_level",
    title=Text("突发环境事件分级", "Level of an environmental event"),
    about=Text(
        "按伤亡、疏散、损失和影响情形，分别依信息报告办法和应急预案两套标准分级，取其中最重的一项。"
        "“以上”含本数，“以下”不含本数。",
        "Grades an event by both scales in use, that of the reporting measure and that of the response plan; "
        "the gravest "
        "condition counts. Lower bounds are reached by the number itself, upper bounds are not.",
    ),
    inputs=(
        Field("deaths", Whole(), HARM.options["deaths"], required=False),
        Field("poisoned", Whole(), HARM.options["poisoned"], required=False),
        Field("evacuated", Whole(), HARM.options["evacuated"], required=False),
        Field("loss", Number(), HARM.options["loss"], required=False),
        Field("circumstances", Series(CIRCUMSTANCE), Text("影响情形", "circumstances"), required=False),
    ),
    outputs=(
        Field("level", LEVEL, Text("报告级别", "level for reporting")),
        Field("response_level", LEVEL, Text("预案级别", "level of the response plan"), required=False),
        Field("named", Said(), Text("级别名称", "name of the level")),
    ),
    tables=(HARM_LEVELS, CIRCUMSTANCE_LEVELS),
    function=_level,
)
WARNING = Rule(
    local="warning",
    title=Text("预警级别", "Level of a warning"),
    about=Text(
        "预警分为一级、二级、三级、四级，分别用红、橙、黄、蓝标示；并给出通用警报报文中的严重程度。",
        "Warnings have four levels, red, orange, yellow and blue; gives also the severity that an alert carries.",
    ),
    inputs=(Field("level", LEVEL, Text("预警级别", "level")),),
    outputs=(
        Field("colour", COLOUR, Text("颜色", "colour")),
        Field("severity", SEVERITY, Text("严重程度", "severity")),
    ),
    tables=(WARNING_LEVELS, ALERT_SEVERITY),
    function=_warning,
)

RULES = (EVENT_LEVEL, WARNING)
