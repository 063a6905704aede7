"""The two scales of environmental events, the clocks of reporting, and the levels of a warning."""

from __future__ import annotations

from citycircle.core.kinds import Choice, Label, Words
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import table_beside

LEVEL_NAME = Choice(
    {
        "1": Text("特别重大（Ⅰ级）", "extremely serious (level I)"),
        "2": Text("重大（Ⅱ级）", "serious (level II)"),
        "3": Text("较大（Ⅲ级）", "major (level III)"),
        "4": Text("一般（Ⅳ级）", "ordinary (level IV)"),
    }
)
_SPELLINGS = ("Ⅰ I 一 特别重大", "Ⅱ II 二 重大", "Ⅲ III 三 较大", "Ⅳ IV 四 一般")
_AS_WRITTEN = {spelling: level for level, several in enumerate(_SPELLINGS, 1) for spelling in several.split()}


class Level:
    """A level from 1, the gravest, to 4, as people write it: 3, Ⅲ, III, 三级 or 较大."""

    def read(self, given: object, field: Label) -> int:
        if isinstance(given, str):
            given = _AS_WRITTEN.get(given.strip().upper().removesuffix("级"), given)
        return int(Whole(low=1, high=4).read(given, field))

    def show(self, value: int) -> Label:
        return str(value)

    def as_json(self, value: int) -> int:
        return value

    def about(self) -> Text:
        return Text("1（最重）至 4 的级别，也可写 Ⅲ、三级、较大", "a level from 1, the gravest, to 4, or as Ⅲ, 较大")


LEVEL = Level()
SCALE = Choice(
    {
        "reporting": Text("信息报告分级", "scale of the reporting measure"),
        "response": Text("应急预案分级", "scale of the response plan"),
    }
)
HARM = Choice(
    {
        "deaths": Text("死亡人数", "deaths"),
        "poisoned": Text("中毒（重伤）人数", "poisoned or badly injured"),
        "evacuated": Text("疏散、转移人数", "evacuated"),
        "loss": Text("直接经济损失（万元）", "direct loss (10,000 yuan)"),
    }
)
CIRCUMSTANCE = Choice(
    {
        "intake_city": Text("地市级以上城市取水中断", "intake of a prefecture city or larger stopped"),
        "intake_county": Text("县级城市取水中断", "intake of a county city stopped"),
        "intake_town": Text("乡镇取水中断", "intake of a township stopped"),
        "crosses_country": Text("跨国界影响", "crosses the country's border"),
        "crosses_province": Text("跨省级行政区域影响", "crosses a province border"),
        "crosses_city": Text("跨地市级行政区域影响", "crosses a prefecture border"),
    }
)
HARM_LEVELS = table_beside(
    __file__,
    "harm_levels",
    Text("突发环境事件分级（数量）", "Levels of environmental events by numbers"),
    key={"scale": SCALE, "harm": HARM, "level": LEVEL},
    value={"at_least": Number()},
)
CIRCUMSTANCE_LEVELS = table_beside(
    __file__,
    "circumstance_levels",
    Text("突发环境事件分级（情形）", "Levels of environmental events by circumstances"),
    key={"scale": SCALE, "circumstance": CIRCUMSTANCE},
    value={"level": LEVEL},
)

SENSITIVE = Choice(
    {
        "drinking_water": Text("可能影响饮用水水源保护区", "may touch a drinking-water source"),
        "sensitive_places": Text("涉及居民聚居区、学校、医院等", "homes, schools or hospitals concerned"),
        "heavy_metals": Text("涉及重金属或者类金属污染", "heavy metals concerned"),
        "other_province": Text("可能产生跨省或者跨国影响", "may cross a province or country border"),
        "unrest": Text("引发或可能引发群体性事件", "unrest caused or possible"),
    }
)
REPORT_STEP = Choice(
    {"report": Text("报告", "report"), "verify": Text("省级核实上报", "province verifies and reports")}
)
REPORT_CLOCK = table_beside(
    __file__,
    "report_clock",
    Text("突发环境事件信息报告时限", "Clocks of reporting environmental events"),
    key={"step": REPORT_STEP, "level": LEVEL},
    value={"term": Words(pattern=r"\d+ (hour|minute)"), "to_zh": Words(), "to_en": Words()},
)
NEIGHBOUR_CLOCK = table_beside(
    __file__,
    "neighbour_clock",
    Text("向相邻区域通报的时限", "Clock of informing a neighbour"),
    key={"neighbour": Choice({"adjacent": Text("相邻行政区域", "adjacent area")})},
    value={"term": Words(pattern=r"promptly|\d+ (hour|minute)")},
)

COLOUR = Choice(
    {
        "red": Text("红色", "red"),
        "orange": Text("橙色", "orange"),
        "yellow": Text("黄色", "yellow"),
        "blue": Text("蓝色", "blue"),
    }
)
SEVERITY = Choice(
    {
        "Extreme": Text("极严重", "extreme"),
        "Severe": Text("严重", "severe"),
        "Moderate": Text("中等", "moderate"),
        "Minor": Text("轻微", "minor"),
    }
)
WARNING_LEVELS = table_beside(
    __file__,
    "warning_levels",
    Text("预警级别与颜色", "Levels and colours of a warning"),
    key={"level": LEVEL},
    value={"colour": COLOUR},
)
ALERT_SEVERITY = table_beside(
    __file__,
    "alert_severity",
    Text("预警级别与报文严重程度的对应", "Levels of a warning and the severity of an alert"),
    key={"level": LEVEL},
    value={"severity": SEVERITY},
)
