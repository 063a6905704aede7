"""What can go wrong between people, rights and records; each with a next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class NotAllowed(CityCircleError):
    what = Text("您的岗位不能查看或办理“{action}”。", "Your post does not allow: {action}.")
    why = Text("权限按岗位、单位和城市核对。", "Rights follow the post, its organisation and its city.")
    then = Text(
        "如确需办理，请联系安全管理员核对岗位。",
        "If you need it, please ask the security administrator to look at your post.",
    )


class NotFromHere(CityCircleError):
    what = Text("管理员不能从这个地址（{address}）办理。", "Administrators may not work from this address ({address}).")
    why = Text("管理终端限于允许的地址范围。", "Administration is limited to named addresses.")
    then = Text(
        "请换用管理终端，或请系统管理员调整允许的地址。",
        "Please use an administrator's terminal, or have the list of addresses changed.",
    )


class NotYet(CityCircleError):
    what = Text("请先{first}。", "Please do this first: {first}.")
    why = Text("在此之前，账号不能办理其他事项。", "Until then the account opens nothing else.")
    then = Text("请在网页登录后办理，再使用接口。", "Please sign in on the pages, do it there, and come back.")


class SignInNeeded(CityCircleError):
    what = Text("请先登录。", "Please sign in first.")
    why = Text("此页面只对登记的岗位开放。", "This page is open to people with a post.")
    then = Text("登录后会回到此处。", "After signing in you return to this place.")


class ReasonNeeded(CityCircleError):
    what = Text("请填写“{action}”的理由。", "Please give a reason for: {action}.")
    why = Text(
        "理由记入审计日志，日后可以查证。", "The reason is kept in the audit log, so that it can be looked up later."
    )
    then = Text("写一句话即可。", "One sentence is enough.")


class ScopeMissing(CityCircleError):
    what = Text("令牌没有“{scope}”范围。", "The token does not have the scope {scope}.")
    why = Text("令牌只能做签发时勾选的事。", "A token does what was chosen when it was made, and no more.")
    then = Text("请另行签发含此范围的令牌。", "Please make a token with this scope.")


class NotThere(CityCircleError):
    what = Text("没有找到您要的内容。", "What you asked for is not here.")
    why = Text(
        "它可能不存在，或不属于您的单位和城市。", "It may not exist, or not belong to your organisation and city."
    )
    then = Text("请从首页或搜索进入。", "Please start from the home page or from search.")


class AlreadyThere(CityCircleError):
    what = Text("同样的记录已经存在。", "The same record is already there.")
    why = Text(
        "代码、名称等不能重复；也可能有人刚刚录入。", "Codes and names are unique; somebody may just have entered it."
    )
    then = Text(
        "请先查找，确需新增的请更换代码或名称。", "Please look it up; if it really is another one, change code or name."
    )


class NotStorable(CityCircleError):
    what = Text("内容过长，或含有不能保存的字符。", "A text is too long or holds a character that cannot be kept.")
    why = Text("本次没有保存任何内容。", "Nothing was saved.")
    then = Text("请缩短或删去特殊字符后重试。", "Please shorten it or take out unusual characters, and try again.")


class NotUnderstood(CityCircleError):
    """A form or a request that is not complete; `fields` say for each one what is missing."""

    what = Text("有{count}处需要补充或更正。", "{count} entries need to be completed or corrected.")
    why = Text("已填内容都还在。", "Nothing that you entered is lost.")
    then = Text("请按提示修改后再提交。", "Please follow the hints and submit again.")

    def __init__(self, fields: dict[str, Sequence[str]]) -> None:
        self.fields = fields
        super().__init__(count=len(fields))


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as the earlier person left it, and as the later one wanted it."""

    field: str
    now: object
    yours: object


class EditedMeanwhile(CityCircleError):
    """Two people edited the same thing; nothing of either is lost."""

    what = Text("“{thing}”刚刚被{who}修改过。", "{thing} was changed meanwhile by {who}.")
    why = Text("两边不同之处：{differences}。", "Where the two differ: {differences}.")
    then = Text(
        "请对照后再次提交；您填写的内容都还在。", "Please compare and submit again; what you entered is still there."
    )

    def __init__(self, thing: object, who: str, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        said = "; ".join(f"{one.field}: {one.now} ↔ {one.yours}" for one in differences)
        super().__init__(thing=thing, who=who, differences=said)
