"""Why a number that was read is no target: one sentence for each kind of decoy."""

from __future__ import annotations

from citycircle.core.messages import Text

NAME = Text("名称或引语中的数字。", "A number inside a name or a quotation.")
ORDINAL = Text("序数。", "An ordinal.")
CODE = Text("编号、型号或化学名称中的数字。", "A number inside a code, a model or a formula.")
PHASE = Text("工程分期。", "A phase of works.")
GRADE = Text("等级或类别。", "A grade or a class.")
ROAD = Text("道路编号。", "A road number.")
VERSION = Text("版本号。", "A version number.")
YEAR = Text("年份。", "A year.")
SET_PHRASE = Text("固定说法中的数字。", "A number in a set phrase.")
BARE = Text("没有单位的数字。", "A number without a unit.")
DESIGN = Text("设计参数或规模描述。", "A design value or a description of size.")
UNGOVERNED = Text("没有说明要做什么的数量。", "A count without a verb that says what is to be done.")
EXISTING = Text("现有数量或范围。", "A count or scope that exists already.")
GRANT = Text("奖补标准。", "The rate of a grant.")
CLASS = Text("规模档次，不是目标值。", "A size class, not a goal.")
DESCRIPTION = Text("修饰语中的数字。", "A number that only describes.")
ARTICLE = Text("“一”作不定指。", "一 used like an article.")
MAGNITUDE = Text("表示量级的名称。", "A magnitude used as a name.")
VAGUE = Text("数量不定（一批、若干）。", "An indefinite amount (一批, 若干).")
COVERAGE = Text("全覆盖等，没有打印数字。", "Full coverage and the like: no number is printed.")

BY_SIGN: tuple[tuple[tuple[str, ...], Text], ...] = (
    (("期",), PHASE),
    (("国道", "省道", "县道", "号"), ROAD),
    (("级", "类", "等", "星"), GRADE),
    (("版", ".0"), VERSION),
    (("届", "次"), ORDINAL),
    (("年",), YEAR),
    (("大", "方", "链", "中"), SET_PHRASE),
)
"""What the sign behind a number without a unit says of it."""
