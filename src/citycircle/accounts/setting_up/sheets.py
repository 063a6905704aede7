"""The sheets of the set-up file: what they are called and which columns they have, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from citycircle.accounts.roles import ADMINISTRATORS, ROLES, Role
from citycircle.core.messages import Text
from citycircle.core.organisation_lists import HEADINGS
from citycircle.core.organisations import KIND_NAMES


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the code, its heading, whether it must be filled, and what to write there."""

    name: str
    heading: Text
    hint: Text
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    title: Text
    columns: tuple[Column, ...]


_ROLES = Text(
    "、".join(ROLES[role].title.zh for role in Role if role not in ADMINISTRATORS),
    ", ".join(role.value for role in Role if role not in ADMINISTRATORS),
)
_ADMINISTRATORS = Text(
    "、".join(ROLES[role].title.zh for role in Role if role in ADMINISTRATORS),
    ", ".join(role.value for role in Role if role in ADMINISTRATORS),
)
_KINDS = Text("、".join(text.zh for text in KIND_NAMES.values()), ", ".join(KIND_NAMES))
_HIERARCHIES = Text("行政隶属、都市圈、走廊、流域", "administration, circle, corridor, basin")
_CODES = Text("单位代码，用分号隔开", "codes of organisations, parted by semicolons")
_DAY = Text("如2026-03-01，可空", "such as 2026-03-01; may be empty")
_ORGANISATION_HINTS = {
    "code": Text("不重复；市、县用行政区划代码", "unique; for cities and counties the division code"),
    "kind": _KINDS,
    "aliases": Text("多个用分号隔开", "several are parted by a semicolon"),
    "members": Text("只用于集合单位：代码，或 kind=county", "for collective names only: codes, or kind=county"),
}

REGION = Sheet(
    "region",
    Text("区域", "region"),
    (
        Column("code", Text("代码", "code"), Text("自定，不重复", "your own, unique"), needed=True),
        Column("name", Text("名称", "name"), Text("如汀河都市圈", "such as 汀河都市圈"), needed=True),
        Column("name_en", Text("英文名称", "name_en"), Text("可空", "may be empty")),
        Column("kind", Text("类别", "kind"), _HIERARCHIES, needed=True),
        Column("members", Text("成员", "members"), _CODES, needed=True),
    ),
)  # fmt: skip
ORGANISATIONS = Sheet(
    "organisations",
    Text("单位", "organisations"),
    tuple(
        Column(name, heading, _ORGANISATION_HINTS.get(name, _DAY if name.startswith("valid") else Text("", "")),
               needed=name in {"code", "name", "kind"})
        for name, heading in HEADINGS.items()
    ),
)  # fmt: skip
_PERSON = (
    Column("sign_in_name", Text("登录名", "sign_in_name"), Text("一人一个", "one a person"), needed=True),
    Column("name", Text("姓名", "name"), Text("", ""), needed=True),
    Column("name_en", Text("英文姓名", "name_en"), Text("可空", "may be empty")),
    Column("organisation", Text("单位代码", "organisation"), Text("见“单位”表", "as on organisations"), needed=True),
)  # fmt: skip
PEOPLE = Sheet(
    "people",
    Text("人员", "people"),
    (
        *_PERSON,
        Column("role", Text("角色", "role"), _ROLES, needed=True),
        Column("post", Text("岗位名称", "post"), Text("可空，空则用角色名", "may be empty: the name of the role")),
        Column("deputy", Text("B岗", "deputy"), Text("是 / 空", "yes / empty")),
        Column("phone", Text("电话", "phone"), Text("办公电话，可空", "office telephone, may be empty")),
        Column("email", Text("邮箱", "email"), Text("可空", "may be empty")),
        Column("language", Text("语言", "language"), Text("zh / en，空为zh", "zh / en; empty is zh")),
    ),
)
ADMINISTRATOR = Sheet(
    "administrator",
    Text("管理员", "administrator"),
    (*_PERSON, Column("role", Text("角色", "role"), _ADMINISTRATORS, needed=True)),
)
SHEETS = (REGION, ORGANISATIONS, PEOPLE, ADMINISTRATOR)
