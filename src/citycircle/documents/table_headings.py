"""What the heading of a column says the column holds: 牵头单位, 工作内容, 完成时限 and their many variants.

The words are those of the task tables that offices circulate (任务分解表, 责任清单, 三张清单, 台账). A heading that is
not known keeps its column under the printed words; nothing is dropped.
"""

from __future__ import annotations

import re
from typing import Literal

Role = Literal[
    "number",
    "field",
    "title",
    "content",
    "goal",
    "indicator",
    "value",
    "unit",
    "leader",
    "lead",
    "responsible",
    "cooperating",
    "deadline",
    "quarter",
    "remark",
    "other",
]
ABOUT_WORK: frozenset[Role] = frozenset({"title", "content"})
ABOUT_DUTY: frozenset[Role] = frozenset({"leader", "lead", "responsible", "cooperating", "deadline", "quarter", "goal"})

_LONGEST_HEADING = 30
_UNIT = "(?:单位|部门|处室|科室|城市|地区|县区|区县|市区|各市|市|方|主体)"
# The first pattern that is found decides, so the narrow ones stand first.
_PATTERNS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    # What a monthly report adds beside the task (存在问题, 需协调事项, 下一步工作) is no task.
    (
        "other",
        re.compile(
            r"问题|困难|需.{0,4}协调|协调事项|下一步|下步|进展|^(?:累计|本月|当月|实际)?完成情况$|佐证|意见$|^建议|附件|亮灯"
        ),
    ),
    ("number", re.compile(r"^(?:任务|事项|项目|总)?(?:序号|编号|项号|序)$|^N[oO]\.?$")),
    (
        "quarter",
        re.compile(r"^第?[一二三四1-4]季度?(?:末|目标|进度|计划)?$|^[上下]半年|^Q[1-4]$|^(?:1[0-2]|[1-9])月份?$"),
    ),
    ("leader", re.compile(r"领导$|^包保人$")),
    ("cooperating", re.compile(rf"(?:配合|协办|参与|参加|协同|协助|支持|协作){_UNIT}?(?:/{_UNIT})?$")),
    ("responsible", re.compile(rf"^(?:牵头(?:{_UNIT})?[、/和及与]责任|责任[、/和及与]配合){_UNIT}$")),
    ("lead", re.compile(rf"(?:牵头|主办|主责)(?:责任|协调)?{_UNIT}?$")),
    (
        "responsible",
        re.compile(rf"(?:责任|承办|落实|实施|负责|承担|主管|建设){_UNIT}|^(?:责任|职责)(?:分工)?$|^分工$|^{_UNIT}$"),
    ),
    (
        "deadline",
        re.compile(
            r"时限|完成(?:时间|日期|期限|年限|时点)|时间(?:节点|要求|安排|期限|表)|办结(?:时间|日期)|^(?:期限|时间)$"
        ),
    ),
    ("remark", re.compile(r"^备注|^说明$")),
    (
        "goal",
        re.compile(
            r"目标(?:值|要求|成效)?$|预期(?:成效|成果|效果|目标)|量化指标|指标值|(?:完成|工作|验收)标准|成果形式"
        ),
    ),
    ("content", re.compile(r"内容|举措|措施|做法|^(?:具体|分解|细化)?(?:任务)?(?:分解|要求)$|具体(?:任务|事项|工作)")),
    (
        "field",
        re.compile(r"领域|类别|分类|^(?:专题|板块|方面|大类|类型|章节|一级(?:任务|指标)|工作专题|任务分组|所属清单)$"),
    ),
    ("title", re.compile(r"(?:任务|事项|工作|项目|名称|政策|政策措施|指标|清单|要点|议题)$")),
)
_ENGLISH: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^(?:no|nr|number|s/?n|seq|serial(?: no)?|index|sort)$")),
    ("quarter", re.compile(r"^(?:q[1-4]|quarter [1-4])$")),
    ("leader", re.compile(r"^(?:leader|lead(?:ing)? official)")),
    ("cooperating", re.compile(r"^(?:co-?operat|coop|assist|support|participat|others$)")),
    ("responsible", re.compile(r"^(?:responsib|duty|owner|executor|(?:dept|department|organi[sz]ation)s?$)")),
    ("lead", re.compile(r"^lead\b")),
    ("deadline", re.compile(r"^(?:deadline|due|finish|time limit|target date|completion|end (?:time|date))")),
    ("remark", re.compile(r"^(?:remark|note|memo|comment)s?$")),
    ("indicator", re.compile(r"^(?:indicator|measure)$")),
    ("goal", re.compile(r"^(?:goal|target|objective|expected (?:result|outcome))s?$")),
    ("field", re.compile(r"^(?:field|area|category|group|topic|theme)$")),
    ("content", re.compile(r"^(?:work\b|content|measures?$|description|details?$|(?:task )?(?:content|detail|desc))")),
    ("title", re.compile(r"^(?:key )?(?:task|title|name|item|project|matter)(?: (?:name|title))?s?$")),
)
"""The same for English headings and for the names of fields that programs use (leadUnit, finish_time)."""
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s.]+")
_MEASURED = re.compile(r"指标|目标|^measured|^targets?$")
_MEASURES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("unit", re.compile(r"^(?:计量)?单位$|^units?$")),
    ("value", re.compile(r"^(?:年度)?(?:目标|指标)?(?:值|数|数值)$|^目标$|^value$|^target$")),
    ("indicator", re.compile(r"^(?:考核|具体|量化)?指标(?:名称)?$|^名称$|^indicator$|^measure$")),
)
_PLAIN_HEADING = re.compile(r"\s+|[（(【\[〔].*?[）)】\]〕]|[*＊:：。]")


def plain_heading(text: str) -> str:
    """A heading without blanks, brackets and signs.

    >>> plain_heading("责任 单位\\n（列第一位的为牵头单位）")
    '责任单位'
    """
    return _PLAIN_HEADING.sub("", text)


def role_of(heading: str) -> Role:
    """What a column with this heading holds.

    >>> [role_of(words) for words in ("序  号", "2026年工作目标", "市级牵头部门", "责任(配合)单位", "完成时限", "佐证")]
    ['number', 'goal', 'lead', 'responsible', 'deadline', 'other']
    """
    if heading.isascii():
        return _role_of_english(heading)
    plain = plain_heading(heading)
    if not plain or len(plain) > _LONGEST_HEADING:
        return "other"
    return next((role for role, pattern in _PATTERNS if pattern.search(plain)), "other")


def _role_of_english(heading: str) -> Role:
    """The same for an English heading or the name of a field.

    >>> [role_of(words) for words in ("No.", "Key task", "leadUnit", "Responsible (cooperating)", "finish_time", "id")]
    ['number', 'title', 'lead', 'responsible', 'deadline', 'other']
    """
    plain = " ".join(word for word in _WORDS.split(re.sub(r"\([^()]*\)", " ", heading)) if word).lower()
    if not plain or len(plain) > _LONGEST_HEADING:
        return "other"
    return next((role for role, pattern in _ENGLISH if pattern.search(plain)), "other")


def measure_of(above: str, heading: str) -> Role | None:
    """What a column below 量化指标 holds: the indicator, its value or its unit.

    >>> [measure_of("量化指标", words) for words in ("指标", "目标值", "单位")], measure_of("责任分工", "单位")
    (['indicator', 'value', 'unit'], None)
    """
    if not _MEASURED.search(plain_heading(above).lower()):
        return None
    return next((role for role, pattern in _MEASURES if pattern.search(plain_heading(heading).lower())), None)


def kind_of_rows(heading: str) -> Literal["tasks", "projects", "indicators"]:
    """What the rows of a table are, by the heading of the column that names them."""
    plain = plain_heading(heading)
    if "项目" in plain:
        return "projects"
    return "indicators" if "指标" in plain else "tasks"
