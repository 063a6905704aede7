"""The code that an investment project keeps for life."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citycircle.core.codes.checking import CodeNotValid, tidied
from citycircle.core.messages import Text

KIND = Text("投资项目代码", "investment project code")
SHAPE = re.compile(
    r"(?P<year>\d{2})(?P<month>\d{2})-(?P<division>\d{6})-(?P<department>\d{2})-(?P<type>\d{2})-(?P<random>\d{5})(?P<check>\d)"
)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A project code in its parts. The check digit is kept, not judged: its algorithm is not public."""

    code: str
    year: int
    month: int
    division: str
    department: str
    type_code: str
    check: str


def project_code(typed: str) -> ProjectCode:
    """Read a project code: time (YYMM), division, department in charge, type, five random digits and a check digit.

    >>> project_code("2606-990100-04-01-123456").month
    6

    Source: GB/T 40058-2021; 发改投资〔2020〕1439号 (secondary copy). Raises CodeNotValid.
    """
    code = tidied(typed)
    match = SHAPE.fullmatch(code)
    if not match:
        reason = Text(
            "应为 年月-区划-部门-类型-流水及校验，共24位（含4个连接符）。",
            "it should read YYMM-division-department-type-serial, 24 characters with four hyphens.",
        )
        raise CodeNotValid(typed, KIND, reason)
    month = int(match["month"])
    if not 1 <= month <= MONTHS:
        reason = Text(f"月份{match['month']}不存在。", f"there is no month {match['month']}.")
        raise CodeNotValid(typed, KIND, reason)
    parts = match.group("division", "department", "type", "check")
    return ProjectCode(code, 2000 + int(match["year"]), month, *parts)
