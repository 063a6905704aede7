"""The words of an office's own ledger of reported months: headings, months, lights, figures."""

from __future__ import annotations

import colorsys
import re
from decimal import Decimal
from typing import Literal, NamedTuple, TypeVar

from citycircle.core.messages import Text
from citycircle.language.numerals import NotANumber, read_number
from citycircle.paper.grids import GridCell, one_line

Attribute = Literal[
    "number", "field", "title", "content", "goal", "lead", "responsible", "cooperating", "leader", "deadline", "remark",
    "month", "other",
]  # fmt: skip
Reported = Literal["words", "value", "light", "problem", "next"]

Name = TypeVar("Name", bound=str)

REPORTED: dict[Reported, Text] = {
    "words": Text("进展", "progress"),
    "value": Text("完成值", "value"),
    "light": Text("亮灯", "light"),
    "problem": Text("存在问题", "problem"),
    "next": Text("下一步打算", "next step"),
}
_HEADINGS: tuple[tuple[Attribute, str], ...] = (
    ("number", r"^(?:序号|编号|no\.?)$"),
    ("month", r"^(?:月份|报告期|期别|报送月份|month)$"),
    ("leader", r"(?:牵头|分管|包保|责任)(?:市)?领导"),
    ("lead", r"牵头(?:单位|部门)|主办单位|^lead$"),
    ("cooperating", r"配合(?:单位|部门)|协办|^cooperating$"),
    ("responsible", r"(?:责任|承办|实施|落实)(?:\(配合\))?(?:单位|部门|主体)|^responsible$"),
    ("deadline", r"时限|完成时间|^deadline$"),
    ("goal", r"目标|^goals?$"),
    ("field", r"^(?:领域|板块|类别|工作领域|field)$"),
    ("content", r"(?:工作|主要|任务|建设)内容|举措|^work"),
    ("title", r"任务|事项|项目|工作名称|重点工作|^名称$|^task$"),
    ("remark", r"^备注|^remarks?$"),
)
_REPORTED: tuple[tuple[Reported, str], ...] = (
    ("light", r"亮灯|灯色|^灯$|红黄绿|light"),
    ("problem", r"问题|困难|problem"),
    ("next", r"下一?步|打算|next"),
    ("value", r"完成(?:值|数|额|投资|率|比例|量)|^完成$|累计(?!进展)|进度\(?%|%|value|done"),
    ("words", r"进展|完成情况|推进|落实情况|进度|progress|情况"),
)
_SMALL = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|[.\-/_](?=\d)|(?=\d{2}(?!\d))|$)")
_MONTH = re.compile(rf"(?:{_SMALL}\s*[-—–~至]\s*)?({_SMALL})月")
_QUARTER = re.compile(r"(?:第?([一二三四1-4])季度|(上|下)半年)")
_WHOLE_YEAR = re.compile(r"^(?:全年|年终|年底)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)[.\-/_]?(0[1-9]|1[0-2]|[1-9])(?:[.\-/_]\d{1,2})?(?!\d)")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLANNED = re.compile(r"计划|目标|安排|预期")
_VALUE = re.compile(r"(?:累计|已|共|约)?(?:完成)?([+-]?\d[\d,]*(?:\.\d+)?)\s*([^\d\s,，。；;.]{0,6})")


class Month(NamedTuple):
    """A month of reporting; `year` None where only the sheet can say which year it was."""

    year: int | None
    month: int

    def __str__(self) -> str:
        return f"{self.year or '20xx'}-{self.month:02}"


class Heading(NamedTuple):
    """What a column holds: an attribute of the task, or something reported, for a month where the heading says one."""

    words: str
    attribute: Attribute | None = None
    reported: Reported | None = None
    month: Month | None = None
    unit: str = ""


def heading_of(upper: str, lower: str) -> Heading:
    """What a column under two levels of heading holds.

    >>> heading_of("2025年", "3月进展情况")
    Heading(words='2025年/3月进展情况', attribute=None, reported='words', month=Month(year=2025, month=3), unit='')
    >>> heading_of("", "牵头单位").attribute, heading_of("4月", "累计完成（亿元）").unit
    ('lead', '亿元')
    """
    words = "/".join(part for part in (upper, lower) if part)
    low, up = one_line(lower), one_line(upper)
    month = month_in(low) or month_in(up)
    if month is not None and month.year is None:
        month = Month(year_in(low) or year_in(up), month.month)
    rest = _without_month(low) if low else _without_month(up)
    if month is not None and not _PLANNED.search(low):
        kind = _first(_REPORTED, rest) or _first(_REPORTED, _without_month(up))
        return Heading(words, None, kind or "words", month, unit_in(low or up))
    attribute = _first(_HEADINGS, low) or _first(_HEADINGS, up)
    reported = _first(_REPORTED, low) or _first(_REPORTED, up)
    if month is not None:
        return Heading(words, "other")
    if reported and (attribute is None or (attribute in {"title", "goal"} and reported in {"words", "problem"})):
        return Heading(words, None, reported, None, unit_in(low or up))
    return Heading(words, attribute or "other")


def _first(rules: tuple[tuple[Name, str], ...], words: str) -> Name | None:
    """The name of the first rule that fits."""
    return next((name for name, pattern in rules if words and re.search(pattern, words)), None)


def _without_month(words: str) -> str:
    return _MONTH.sub("", _YEAR.sub("", _QUARTER.sub("", _WHOLE_YEAR.sub("", words))))


def year_in(words: str) -> int | None:
    """The year that some words name.

    >>> year_in("澜川市2025年重点任务台账"), year_in("202503"), year_in("3月")
    (2025, 2025, None)
    """
    found = _YEAR.search(one_line(words))
    return int(found[1]) if found else None


def month_in(words: str) -> Month | None:
    """The month that some words name; the last one of a stretch or of a quarter.

    >>> [str(month_in(words)) for words in ("2025年3月", "1-6月累计", "十二月", "二季度", "2025.04", "进展")]
    ['2025-03', '20xx-06', '20xx-12', '20xx-06', '2025-04', 'None']
    """
    plain = one_line(words)
    compact = _COMPACT.search(plain)
    if compact:
        return Month(int(compact[1]), int(compact[2]))
    found = _MONTH.search(plain)
    if found:
        return Month(year_in(plain), _small(found[1]))
    if _WHOLE_YEAR.search(plain):
        return Month(year_in(plain), 12)
    quarter = _QUARTER.search(plain)
    if quarter:
        last = _small(quarter[1]) * 3 if quarter[1] else 6 if quarter[2] == "上" else 12
        return Month(year_in(plain), last)
    english = next((at for at, name in enumerate(_ENGLISH, 1) if re.match(rf"{name}[a-z]*(?:$|\W|\d)", plain)), None)
    return Month(year_in(plain), english) if english else None


def _small(words: str) -> int:
    try:
        return int(read_number(words))
    except NotANumber:
        return int(words)


def unit_in(heading: str) -> str:
    """The unit in the brackets of a heading.

    >>> unit_in("累计完成(亿元)"), unit_in("完成率(%)"), unit_in("累计完成")
    ('亿元', '%', '')
    """
    found = re.search(r"\((?:单位:)?([^()]{1,6})\)$", one_line(heading))
    return found[1] if found else "%" if heading.endswith("%") else ""


def value_in(words: str, unit: str) -> tuple[Decimal, str] | None:
    """A cell that is one figure, with its unit; None for words.

    >>> value_in("12.5亿元", ""), value_in("75%", ""), value_in("1,250", "万元"), value_in("完成3座桥梁和2个站点", "")
    ((Decimal('12.5'), '亿元'), (Decimal('75'), '%'), (Decimal('1250'), '万元'), None)
    """
    found = _VALUE.fullmatch(one_line(words))
    if found is None:
        return None
    return Decimal(found[1].replace(",", "")), found[2] or unit


_LIGHTS: tuple[tuple[str, Text], ...] = (
    ("红🔴", Text("红灯", "red")),
    ("橙🟠", Text("橙灯", "orange")),
    ("黄🟡", Text("黄灯", "yellow")),
    ("绿🟢", Text("绿灯", "green")),
    ("蓝🔵", Text("蓝灯", "blue")),
    ("灰白", Text("灰灯", "grey")),
)
_DOTS = re.compile(r"[●○◉⬤■★√▲☆◆]")
_HUES = ((18, 0), (38, 1), (70, 2), (170, 3), (265, 4), (338, None), (361, 0))
"""Up to so many degrees of hue a colour is the light of that place; violet is none."""


def light_said(words: str) -> Text | None:
    """The light that some words name.

    >>> light_said("红灯").en, light_said("●") is None
    ('red', True)
    """
    short = one_line(words)
    return next((light for signs, light in _LIGHTS if any(sign in short for sign in signs)), None)


def light_of_colour(colour: str) -> Text | None:
    """The light that a colour means; None for white, black, shades of grey and tints too pale to mean anything.

    >>> [str(light_of_colour(each)) for each in ("FF0000", "FFC7CE", "FFFF00", "92D050", "DDEBF7", "F2F2F2")]
    ['红灯', '红灯', '黄灯', '绿灯', 'None', 'None']
    """
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        return None
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if strength < 0.3 or not 0.2 < light < 0.91:  # noqa: PLR2004 - how strong a colour must be to mean something
        return None
    place = next(at for degrees, at in _HUES if hue * 360 < degrees)
    return None if place is None else _LIGHTS[place][1]


def light_in(cell: GridCell) -> Text | None:
    """The light of a cell: in words, as a coloured dot, or as the colour behind it."""
    said = light_said(cell.text)
    if said is not None:
        return said
    if _DOTS.search(cell.text) and (ink := light_of_colour(cell.ink)):
        return ink
    return light_of_colour(cell.fill)
