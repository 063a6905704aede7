"""The words of which a template of a list is made, and how strictly each is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from citycircle.core.kinds import Choice, Kind, Words, YesNo
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text

Rounding = Literal["exact", "half_even", "half_up", "up", "down"]
Days = Literal["printed", "long", "iso", "dots", "month"]
Band = Literal["none", "field", "lead", "city", "part"]
Order = Literal["plan", "field", "lead", "due"]
Holds = Literal["tasks", "works", "policies", "matters"]
Totals = Literal["none", "first", "last"]

ROUNDINGS = Choice(
    {
        "exact": Text("不取舍", "as it is"),
        "half_even": Text("四舍六入五成双", "half to even"),
        "half_up": Text("四舍五入", "half up"),
        "up": Text("进位", "upward"),
        "down": Text("舍去", "downward"),
    }
)
DAYS = Choice(
    {
        "printed": Text("原文写法", "as printed"),
        "long": Text("2026年3月28日", "28 March 2026"),
        "iso": Text("2026-03-28", "2026-03-28 (ISO)"),
        "dots": Text("2026.3.28", "2026.3.28 (dots)"),
        "month": Text("2026年3月", "March 2026"),
    }
)
BANDS = Choice(
    {
        "none": Text("不分组", "none"),
        "field": Text("按领域", "by field"),
        "lead": Text("按牵头单位", "by lead"),
        "city": Text("按城市", "by city"),
        "part": Text("按清单的部分", "by part of the list"),
    }
)
BAND_AS = Choice({"row": Text("通栏行", "a line across"), "column": Text("合并单元格", "a merged column")})
ORDERS = Choice(
    {
        "plan": Text("文件顺序", "order of the document"),
        "field": Text("领域", "field"),
        "lead": Text("牵头单位", "lead"),
        "due": Text("完成时限", "deadline"),
    }
)
HOLDS = Choice(
    {
        "tasks": Text("任务", "tasks"),
        "works": Text("项目", "projects"),
        "policies": Text("政策（措施）", "policies"),
        "matters": Text("事项", "matters"),
    }
)
TOTALS = Choice(
    {"none": Text("不合计", "no total"), "first": Text("合计在前", "first"), "last": Text("合计在后", "last")}
)
PAPERS = Choice({"A4": Text("A4横向", "A4 across"), "A3": Text("A3横向", "A3 across")})
ALIGNS = Choice({"left": Text("左", "left"), "center": Text("中", "centre")})
KEY_COLUMN = Choice({"hidden": Text("隐藏", "hidden"), "shown": Text("显示", "shown")})

LIST_KINDS: dict[str, Kind] = {
    "name_zh": Words(),
    "name_en": Words(),
    "title_zh": Words(),
    "title_en": Words(),
    "units_zh": Words(empty=True),
    "units_en": Words(empty=True),
    "holds": HOLDS,
    "band": BANDS,
    "band_as": BAND_AS,
    "restarts": YesNo(),
    "order": ORDERS,
    "totals": TOTALS,
    "paper": PAPERS,
    "key_column": KEY_COLUMN,
    "superior": Words(empty=True),
}
COLUMN_KINDS: dict[str, Kind] = {
    "fact": Words(),
    "of": Words(empty=True),
    "heading_zh": Words(),
    "heading_en": Words(),
    "group_zh": Words(empty=True),
    "group_en": Words(empty=True),
    "width": Whole(),
    "align": ALIGNS,
    "unit": Words(empty=True),
    "rounding": ROUNDINGS,
    "places": Words(empty=True),
    "days": DAYS,
    "merged": YesNo(),
    "summed": YesNo(),
}
COLUMN_DEFAULTS: Mapping[str, str] = {
    "of": "", "group_zh": "", "group_en": "", "width": "25", "align": "left", "unit": "", "rounding": "exact",
    "places": "", "days": "printed", "merged": "no", "summed": "no",
}  # fmt: skip
LIST_DEFAULTS: Mapping[str, str] = {
    "units_zh": "", "units_en": "", "holds": "tasks", "band": "none", "band_as": "row", "restarts": "no",
    "order": "plan", "totals": "none", "paper": "A4", "key_column": "hidden", "superior": "",
}  # fmt: skip
