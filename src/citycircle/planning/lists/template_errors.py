"""What may be wrong with a template of a list, each fault a sentence that says which column it is about."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class TemplateFaulty(CityCircleError):
    """A template that cannot be printed by, or not in one way only."""

    why = Text("模板有误时，表格的栏目和数字不可靠。", "Columns and figures of a faulty template cannot be relied on.")
    then = Text("请改正模板后重试。", "Please mend the template and try again.")


class UnknownColumn(TemplateFaulty):
    what = Text("模板“{template}”的栏目“{column}”不认识。", "Template “{template}”: no column “{column}” is known.")
    then = Text("可用的栏目：{known}。", "Columns at hand: {known}.")


class NoColumns(TemplateFaulty):
    what = Text("模板“{template}”没有栏目。", "Template “{template}” has no columns.")


class HeadingTwice(TemplateFaulty):
    what = Text(
        "模板“{template}”有两个栏目都叫“{heading}”。", "Template “{template}”: two columns are called “{heading}”."
    )
    why = Text("表格改完退回时，无法判断数据属于哪一栏。", "A sheet that comes back could not be told apart.")
    then = Text("请改其中一个栏目的名称，或加上不同的上级表头。", "Please rename one, or give them different groups.")


class ColumnTwice(TemplateFaulty):
    what = Text("模板“{template}”的栏目“{column}”出现两次。", "Template “{template}”: column “{column}” stands twice.")
    why = Text("同一数据不能在一张表里改成两个值。", "One fact cannot be changed to two values in one sheet.")


class NameMissing(TemplateFaulty):
    what = Text(
        "模板“{template}”的栏目“{heading}”没有写明取哪个指标或栏目。",
        "Template “{template}”: column “{heading}” does not say which indicator or which cell it takes.",
    )


class RoundingImpossible(TemplateFaulty):
    what = Text(
        "模板“{template}”的栏目“{heading}”取舍方式有误：{reason}。",
        "Template “{template}”: column “{heading}” cannot be rounded like that: {reason}.",
    )
    why = Text("小数位数和取舍方式决定上级看到的数字。", "Places and rounding decide the figure that a superior sees.")


class UnitImpossible(TemplateFaulty):
    what = Text(
        "模板“{template}”的栏目“{heading}”不能用单位“{unit}”。",
        "Template “{template}”: column “{heading}” cannot have the unit “{unit}”.",
    )
    then = Text("可用的单位：{known}。", "Units at hand: {known}.")


class LayoutImpossible(TemplateFaulty):
    what = Text("模板“{template}”的{part}“{given}”不认识。", "Template “{template}”: unknown {part} “{given}”.")
    then = Text("可用：{known}。", "At hand: {known}.")


class WidthImpossible(TemplateFaulty):
    what = Text(
        "模板“{template}”的栏目“{heading}”宽度为 {width} 毫米。",
        "Template “{template}”: column “{heading}” is {width} mm wide.",
    )
    why = Text("太窄的栏目放不下一个字，太宽的印不到纸上。", "Too narrow for a character, or off the paper.")
    then = Text("请填写 5 到 200 之间的毫米数。", "Please write 5 to 200 mm.")


class NoSuchTemplate(CityCircleError):
    what = Text("{day} 没有名为“{template}”的模板。", "On {day} there is no template “{template}”.")
    why = Text("表格按模板的栏目、顺序和单位输出。", "Columns, order and units of a list follow its template.")
    then = Text("现有模板：{known}。", "Templates at hand: {known}.")
