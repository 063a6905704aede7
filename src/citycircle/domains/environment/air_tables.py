"""The words and the dated tables of ambient air that its rules share."""

from __future__ import annotations

from citycircle.core.kinds import Choice, Number, Whole, Words
from citycircle.core.messages import Text
from citycircle.core.parameters import table_beside

POLLUTANT = Choice(
    {
        "so2": Text("SO₂", "SO₂"),
        "no2": Text("NO₂", "NO₂"),
        "co": Text("CO", "CO"),
        "o3": Text("O₃", "O₃"),
        "pm10": Text("PM10", "PM10"),
        "pm25": Text("PM2.5", "PM2.5"),
    }
)
PERIOD = Choice(
    {
        "hour": Text("1小时平均", "1-hour mean"),
        "eight_hours": Text("日最大8小时平均", "daily maximum 8-hour mean"),
        "day": Text("24小时平均", "24-hour mean"),
    }
)
GRADE = Choice(
    {
        "excellent": Text("优", "excellent"),
        "good": Text("良", "good"),
        "light": Text("轻度污染", "lightly polluted"),
        "moderate": Text("中度污染", "moderately polluted"),
        "heavy": Text("重度污染", "heavily polluted"),
        "severe": Text("严重污染", "severely polluted"),
    }
)
COLOUR = Choice(
    {
        "green": Text("绿", "green"),
        "yellow": Text("黄", "yellow"),
        "orange": Text("橙", "orange"),
        "red": Text("红", "red"),
        "purple": Text("紫", "purple"),
        "maroon": Text("褐红", "maroon"),
    }
)
INSTEAD = Choice(
    {
        "none": Text("本项封顶", "capped"),
        "day": Text("改按24小时平均", "by the 24-hour mean"),
        "hour": Text("改按1小时平均", "by the 1-hour mean"),
    }
)

SUB_INDEX_TABLE = table_beside(
    __file__,
    "air_sub_index",
    Text("空气质量分指数与浓度限值", "Concentrations at the marks of the air quality sub-index"),
    key={"pollutant": POLLUTANT, "period": PERIOD, "index": Whole()},
    value={"concentration": Number(), "unit": Words()},
)
ABOVE_SCALE = table_beside(
    __file__,
    "air_above_scale",
    Text("浓度超出分指数表上限时的处理", "What counts where a concentration is above the scale"),
    key={"pollutant": POLLUTANT, "period": PERIOD},
    value={"instead": INSTEAD, "index": Whole()},
)
LEVELS = table_beside(
    __file__,
    "air_level",
    Text("空气质量指数级别", "Levels of the air quality index"),
    key={"level": Whole(low=1, high=6)},
    value={"up_to": Whole(), "grade": GRADE, "colour": COLOUR, "rgb": Words()},
)
SENSITIVE_GROUPS = table_beside(
    __file__,
    "air_sensitive_groups",
    Text("各污染物的敏感人群", "Whom each pollutant concerns first"),
    key={"pollutant": POLLUTANT},
    value={"zh": Words(), "en": Words()},
)
