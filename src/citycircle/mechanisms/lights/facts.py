"""What is known of a matter on a day: progress, dates, growth, and for whom it waits. All of it may be absent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice
from citycircle.core.messages import Text
from citycircle.core.quantities import plain
from citycircle.mechanisms.lights.curves import Curve

Cause = Literal["superior", "policy", "force_majeure", "other_city", "other_organisation"]
CAUSES: dict[Cause, Text] = {
    "superior": Text("等待上级审批", "approval by a superior"),
    "policy": Text("政策调整", "a change of policy"),
    "force_majeure": Text("不可抗力", "force majeure"),
    "other_city": Text("等待对方城市答复", "the answer of the other city"),
    "other_organisation": Text("等待其他单位", "another organisation"),
}
CAUSE = Choice(dict(CAUSES.items()))
LEVELS = {0: "blue", 1: "orange", 2: "red"}
"""Where a supervision slip may start, and the colour that the number stands for."""


class TargetNotAboveZero(CityCircleError):
    """A share of a target of nothing has no meaning."""

    what = Text(
        "目标值 {target} 不大于零，无法计算完成比例。", "The target {target} is not above zero: no share of it."
    )
    why = Text("完成比例以目标值为分母。", "The share is a part of the target.")
    then = Text(
        "请核对目标值；不能量化的事项请标为“不可比”。", "Please check it, or mark the matter as not comparable."
    )


class OwnerMissing(CityCircleError):
    """A matter waits, and nobody says for whom."""

    what = Text("等待原因“{cause}”没有写明由谁解决。", "Nobody is named for the wait “{cause}”.")
    why = Text(
        "灰灯须列入对方的待办，不写明单位就无人知晓。",
        "A grey light lands on the other's list, and without a name on nobody's.",
    )
    then = Text("请写明原因所在单位。", "Please name the organisation.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """For what and for whom a matter waits since a day; `owner` is the organisation that gets it on its list.

    The cause is one of `CAUSES`, or in words. Raises OwnerMissing.
    """

    cause: Cause | Text
    owner: str
    since: date

    def __post_init__(self) -> None:
        if not self.owner.strip():
            raise OwnerMissing(cause=self.words)

    @property
    def words(self) -> Text:
        """The cause in words."""
        return self.cause if isinstance(self.cause, Text) else CAUSES[self.cause]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip for one matter: the level it was issued at, and how many dates passed without good reason."""

    start: Literal[0, 1, 2] = 0
    missed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a light is computed from. `actual`, `planned` and the curve are cumulative, in the unit of the target.

    `growth` and what it is measured against are percentages. `places_from_bottom` are places in the quarters up to now,
    the latest last, of the organisation or project (1 is the last). `comparable` is False where no number can be set
    beside the plan; `disputed` while the office has not decided whose duty it is. Raises TargetNotAboveZero.
    """

    target: Decimal | None = None
    actual: Decimal | None = None
    planned: Decimal | None = None
    curve: Curve | None = None
    unit: str = ""
    growth: Decimal | None = None
    growth_target: Decimal | None = None
    growth_average: Decimal | None = None
    start_planned: date | None = None
    started: date | None = None
    entered: date | None = None
    due: date | None = None
    done: date | None = None
    poor: bool | None = None
    slip: Slip | None = None
    places_from_bottom: tuple[int, ...] | None = None
    waiting: Waiting | None = None
    comparable: bool = True
    disputed: bool = False

    def __post_init__(self) -> None:
        if self.target is not None and self.target <= 0:
            raise TargetNotAboveZero(target=plain(self.target))
