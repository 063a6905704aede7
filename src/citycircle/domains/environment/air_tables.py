"""The words and the dated tables of ambient air that its rules share."""

from __future__ import annotations

from decimal import Decimal

from citycircle.core.kinds import Choice, Words, YesNo
from citycircle.core.kinds_of_number import Number, Whole
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
STANDARD_PERIOD = Choice(
    {**PERIOD.options, "season": Text("季平均", "season mean"), "year": Text("年平均", "annual mean")}
)
STANDARD_POLLUTANT = Choice(
    {
        **POLLUTANT.options,
        "tsp": Text("总悬浮颗粒物", "total suspended particles"),
        "nox": Text("氮氧化物", "nitrogen oxides"),
        "pb": Text("铅", "lead"),
        "bap": Text("苯并[a]芘", "benzo[a]pyrene"),
    }
)
REPORT = Choice({"daily": Text("日报", "daily report"), "hourly": Text("小时报", "hourly report")})
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

INDICATORS = table_beside(
    __file__,
    "air_indicators",
    Text("空气质量报告的指标", "Indicators of the air quality reports"),
    key={"report": REPORT, "field": Words()},
    value={"pollutant": POLLUTANT, "period": PERIOD, "needed": YesNo()},
)
PUBLICATION = table_beside(
    __file__,
    "air_publication",
    Text("缺项时的发布规则", "What is published when a value is missing"),
    key={"report": REPORT},
    value={"publish_above": Whole()},
)
PRIMARY = table_beside(
    __file__,
    "air_primary",
    Text("首要污染物与超标污染物", "Primary pollutants and pollutants above the limit"),
    key={"term": Choice({"primary": Text("首要污染物", "primary"), "exceeding": Text("超标污染物", "exceeding")})},
    value={"above": Whole()},
)
LIMITS = table_beside(
    __file__,
    "air_limits",
    Text("环境空气污染物浓度限值", "Concentration limits of ambient air"),
    key={"pollutant": STANDARD_POLLUTANT, "period": STANDARD_PERIOD, "class": Whole(low=1, high=2)},
    value={"limit": Number(), "unit": Words()},
)
VALIDITY = table_beside(
    __file__,
    "air_validity",
    Text("数据有效性的最低要求", "How much data makes a mean valid"),
    key={
        "item": Choice(
            {
                "days_of_year": Text("全年有效日数", "valid days of the year"),
                "days_of_month": Text("每月有效日数", "valid days of a month"),
                "days_of_february": Text("二月有效日数", "valid days of February"),
                "hours_of_day": Text("每日有效小时数", "valid hours of a day"),
                "hours_of_eight": Text("8小时中有效小时数", "valid hours of eight"),
                "minutes_of_hour": Text("每小时采样分钟数", "minutes sampled in an hour"),
                "eight_hour_means_of_day": Text("当日有效8小时均值数", "valid 8-hour means of a day"),
            }
        )
    },
    value={"at_least": Whole()},
)
ASSESSMENT_ITEMS = table_beside(
    __file__,
    "air_assessment_items",
    Text("年评价项目", "Items of the annual assessment"),
    key={"pollutant": POLLUTANT},
    value={"by_mean": YesNo(), "percent": Number(high=Decimal(100))},
)
ASSESSMENT_METHODS = table_beside(
    __file__,
    "air_assessment_methods",
    Text("评价方法", "Methods of the assessment"),
    key={
        "method": Choice(
            {
                "percentile": Text("百分位数按序位内插", "percentile by interpolation between ranks"),
                "city_mean": Text("城市值为各点位算术平均", "the city's value is the mean of its sites"),
                "all_items": Text("各项均达标为达标", "met when every item is met"),
                "rounding": Text("修约后与限值比较", "rounded before it is compared with the limit"),
            }
        )
    },
    value={},
)
COMPOSITE = table_beside(
    __file__,
    "air_composite",
    Text("环境空气质量综合指数的基准与权重", "References and weights of the composite index"),
    key={
        "scheme": Choice(
            {
                "plain": Text("不加权", "unweighted"),
                "weighted": Text("2026 暂定权重", "provisional weights of 2026"),
            }
        ),
        "pollutant": POLLUTANT,
    },
    value={"reference": Number(), "weight": Number()},
)
GOOD_DAYS = table_beside(
    __file__,
    "air_good_days",
    Text("优良天数比例", "Share of good days"),
    key={"statistic": Choice({"share": Text("比例", "share")})},
    value={"up_to": Whole(), "places": Whole()},
)
TIER = Choice(
    {
        "none": Text("不预警", "no warning"),
        "blue": Text("蓝色预警", "blue warning"),
        "yellow": Text("黄色预警", "yellow warning"),
        "orange": Text("橙色预警", "orange warning"),
        "red": Text("红色预警", "red warning"),
    }
)
WARNING_TIERS = table_beside(
    __file__,
    "air_warning_tiers",
    Text("重污染天气预警分级", "Tiers of heavy-pollution warnings"),
    key={"tier": TIER, "alternative": Whole(low=1)},
    value={"above": Whole(), "hours": Whole(), "peak_above": Whole(), "peak_hours": Whole()},
)
