"""Why a value was not taken: each says what, why and what next, in both languages."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class BelowRange(CityCircleError):
    what = Text("{field}的值 {given} 小于 {limit}。", "{field}: {given} is below {limit}.")
    why = Text("该项不可能取此值。", "The item cannot have such a value.")
    then = Text("请核对原始数据。", "Please check the original record.")


class AboveRange(CityCircleError):
    what = Text("{field}的值 {given} 大于 {limit}。", "{field}: {given} is above {limit}.")
    why = Text("该项不可能取此值。", "The item cannot have such a value.")
    then = Text("请核对原始数据和单位。", "Please check the original record and its unit.")


class NotWhole(CityCircleError):
    what = Text("{field}的值“{given}”不是整数。", "{field}: “{given}” is not a whole number.")
    why = Text("该项按个数计。", "The item is a count.")
    then = Text("请填写整数。", "Please write a whole number.")


class NotAChoice(CityCircleError):
    what = Text("{field}没有“{given}”这一选项。", "{field}: “{given}” is not one of the choices.")
    why = Text("不同选项适用不同条款。", "Each choice has its own clause.")
    then = Text("请选用：{known}。", "Please use one of: {known}.")


class NotADay(CityCircleError):
    what = Text("{field}的值“{given}”不是有效日期。", "{field}: “{given}” is not a day of the calendar.")
    why = Text("适用哪一版规则由日期决定。", "The day decides which edition of the rule applies.")
    then = Text("请按 2026-03-01 的格式填写。", "Please write it as 2026-03-01.")


class NotAMoment(CityCircleError):
    what = Text("{field}的值“{given}”不是有效时间。", "{field}: “{given}” is not a day and time.")
    why = Text("时限从该时刻起算。", "The clock starts at that moment.")
    then = Text("请按 2026-03-01 23:30 的格式填写。", "Please write it as 2026-03-01 23:30.")


class NotYesOrNo(CityCircleError):
    what = Text("{field}的值“{given}”既不是“是”也不是“否”。", "{field}: “{given}” is neither yes nor no.")
    why = Text("该项决定适用哪一款。", "The item decides which paragraph applies.")
    then = Text("请填写 是 或 否。", "Please write yes or no.")


class NothingWritten(CityCircleError):
    what = Text("{field}为空。", "{field} is empty.")
    why = Text(
        "空白可能是缺测，也可能是漏填，不作猜测。",
        "A blank may be a missing value or an omission, and is never guessed.",
    )
    then = Text("请填写{expected}。", "Please write {expected}.")


class NotAsWritten(CityCircleError):
    what = Text("{field}的值“{given}”不符合格式。", "{field}: “{given}” does not have the form expected.")
    why = Text("格式不符则无法核对。", "What has another form cannot be checked.")
    then = Text("请填写{expected}。", "Please write {expected}.")
