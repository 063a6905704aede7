"""What can go wrong when plans are laid beside each other; each with a next step."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class SamePlan(CityCircleError):
    what = Text("“{plan}”不能与自身对照。", "{plan} cannot be laid beside itself.")
    why = Text("对照须有两份不同的方案。", "Comparing takes two plans.")
    then = Text("请另选一份方案。", "Please choose another plan.")


class NotAnUpperPlan(CityCircleError):
    what = Text("“{above}”不是“{plan}”的上级方案。", "{above} is not named as a plan above {plan}.")
    why = Text("承接关系只对已确定的上级方案认定。", "Links lead only to plans that were named as standing above.")
    then = Text("请先指定上级方案。", "Please name it as an upper plan first.")


class LinksStand(CityCircleError):
    what = Text("“{above}”还有{count}条已认定的承接关系。", "{count} accepted links lead to {above}.")
    why = Text("取消上级方案会使这些认定失去依据。", "Without the upper plan these decisions would hang in the air.")
    then = Text("请先撤回这些认定。", "Please take those decisions back first.")


class NotTwoCities(CityCircleError):
    what = Text(
        "“{one}”与“{other}”不是两个城市的方案。", "{one} and {other} are not the plans of two different cities."
    )
    why = Text("跨市衔接在两个城市的方案之间进行。", "Two cities consult about what their own plans say.")
    then = Text("请选择另一个城市的方案。", "Please choose the plan of another city.")


class AlreadyRaised(CityCircleError):
    what = Text("这一不一致事项已提请协商。", "This mismatch is under consultation already.")
    why = Text("同一事项只协商一次。", "One matter is talked about once.")
    then = Text("请在协商事项中继续办理。", "Please go on in the consultation.")


class NobodyConvenes(CityCircleError):
    what = Text("名录中没有都市圈的协调机构。", "The register holds no office of the region.")
    why = Text("双方意见不一时须有机构召集协调。", "Somebody has to convene both sides when they cannot agree.")
    then = Text("请先在名录中增加都市圈办公室。", "Please add the office of the region to the register first.")


class NotASide(CityCircleError):
    what = Text("“{plan}”不在这一事项的双方之中。", "{plan} is on neither side of this matter.")
    why = Text("只有事项的一方才能代表本市办理。", "Only one of the two sides may act.")
    then = Text("请从本市的方案办理。", "Please act from your own city's plan.")
