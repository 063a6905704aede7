"""From a filled set-up file to a region that people can sign in to: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from citycircle.accounts.actions import hierarchies, people, posts
from citycircle.accounts.actions.base import Action, Result, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.register import TakeRegister
from citycircle.accounts.actions.sign_in import IssueOneTimeCode
from citycircle.accounts.models import Organisation, Person, Post
from citycircle.accounts.models.organisations import HierarchyKind
from citycircle.accounts.rights import Right, only_the_service
from citycircle.accounts.roles import ADMINISTRATORS, ROLES, Role
from citycircle.accounts.setting_up.sheets import ADMINISTRATOR, ORGANISATIONS, PEOPLE, REGION, Sheet
from citycircle.accounts.setting_up.workbook import Fault, Filled, Row, SetUpFaulty
from citycircle.accounts.viewers import the_service
from citycircle.core import organisation_lists
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.organisations import Register


class AlreadySetUp(CityCircleError):
    what = Text("此数据目录已经初始化，有{count}名人员。", "This data folder is set up already, with {count} people.")
    why = Text("再次初始化会混淆两个区域。", "Setting up again would mix two regions.")
    then = Text(
        "请换一个 --data 目录，或在系统内增改。",
        "Please choose another --data folder, or make changes inside the service.",
    )


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody and the code with which that person sets the first password."""

    sign_in_name: str
    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class SetUpRegion(Action[list[Invitation]]):
    """Everything of the set-up file in one transaction."""

    name: ClassVar[str] = "region.set_up"
    title: ClassVar[Text] = Text("初始化区域", "Set up the region")
    who: ClassVar[Right] = only_the_service

    filled: Filled = field(repr=False)

    def perform(self, ground: Ground) -> list[Invitation]:
        if count := Person.objects.count():
            raise AlreadySetUp(count=count)
        register = _checked(self.filled)
        act = _Acts(ground)
        act.do(TakeRegister(register=register))
        by_code = {row.code: row for row in Organisation.objects.all()}
        for _, row in self.filled.rows[REGION.name]:
            _make_hierarchy(act, row, by_code)
        staff = [*self.filled.rows[ADMINISTRATOR.name], *self.filled.rows[PEOPLE.name]]
        return [_take_in(act, row, by_code) for _, row in staff]


@dataclass(frozen=True, slots=True)
class _Acts:
    ground: Ground

    def do(self, action: Action[Result]) -> Result:
        return carry_out(action, by=self.ground.by, at=self.ground.at)


def set_up(filled: Filled, *, day: date, at: datetime) -> list[Invitation]:
    """Do it as the service. Raises AlreadySetUp, SetUpFaulty, AdministratorsKeptApart."""
    return carry_out(SetUpRegion(filled=filled), by=the_service(day), at=at)


def role_called(word: str) -> Role | None:
    """The role of a title in either language, or of its name in the code.

    >>> role_called("审计管理员"), role_called("filler"), role_called("leader")
    (<Role.AUDITOR: 'auditor'>, <Role.FILLER: 'filler'>, <Role.LEADER: 'leader'>)
    """
    words = {
        name.casefold(): role for role in Role for name in (role.value, ROLES[role].title.zh, ROLES[role].title.en)
    }
    return words.get(word.casefold())


def _checked(filled: Filled) -> Register:
    """What single rows cannot show: codes that lead nowhere, names given twice, an administrator missing.

    A fault among the organisations does not keep back those of the other sheets: somebody mends them in one go.
    """
    faults: list[Fault] = []
    register = Register([])
    try:
        register = organisation_lists.from_rows([row for _, row in filled.register])
        codes = {one.code for one in register if one.kind != "collective"}
    except organisation_lists.RegisterFaulty as error:
        rows = [at for at, _ in filled.register]
        faults = [Fault(ORGANISATIONS.title, rows[fault.row - 1], fault.sentence) for fault in error.faults]
        codes = {row["code"] for _, row in filled.rows[ORGANISATIONS.name]}
    faults += [*_faults_of_people(filled, codes), *_faults_of_region(filled, codes), *_missing_administrators(filled)]
    if faults:
        raise SetUpFaulty(faults)
    return register


def _faults_of_people(filled: Filled, codes: set[str]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[str] = set()
    for sheet in (ADMINISTRATOR, PEOPLE):
        for at, row in filled.rows[sheet.name]:
            faults += [Fault(sheet.title, at, sentence) for sentence in _faults_of_person(sheet, row, codes, seen)]
            seen.add(row["sign_in_name"])
    return faults


def _faults_of_person(sheet: Sheet, row: Row, codes: set[str], seen: set[str]) -> list[Text]:
    role = role_called(row["role"])
    faults = []
    if row["sign_in_name"] in seen:
        faults.append(Text(f"登录名“{row['sign_in_name']}”重复", f"sign-in name {row['sign_in_name']} stands twice"))
    if row["organisation"] not in codes:
        faults.append(
            Text(f"单位代码{row['organisation']}不在“单位”表中", f"organisation {row['organisation']} is not listed")
        )
    if role is None:
        faults.append(Text(f"不认识的角色“{row['role']}”", f"role “{row['role']}” is not known"))
    elif (role in ADMINISTRATORS) is not (sheet is ADMINISTRATOR):
        faults.append(Text(f"角色“{row['role']}”应写在另一张表", f"role “{row['role']}” belongs on the other sheet"))
    return faults


def _faults_of_region(filled: Filled, codes: set[str]) -> list[Fault]:
    faults = []
    for at, row in filled.rows[REGION.name]:
        if _hierarchy_kind(row["kind"]) is None:
            faults.append(
                Fault(REGION.title, at, Text(f"不认识的类别“{row['kind']}”", f"kind “{row['kind']}” is not known"))
            )
        unknown = [code for code in _codes(row["members"]) if code not in codes]
        faults += [
            Fault(REGION.title, at, Text(f"成员{code}不在“单位”表中", f"member {code} is not listed"))
            for code in unknown
        ]
    return faults


def _missing_administrators(filled: Filled) -> list[Fault]:
    named = {role_called(row["role"]) for _, row in filled.rows[ADMINISTRATOR.name]}
    return [
        Fault(
            ADMINISTRATOR.title, 1, Text(f"缺少{ROLES[role].title.zh}", f"there is no {ROLES[role].title.en.lower()}")
        )
        for role in Role
        if role in ADMINISTRATORS and role not in named
    ]


def _make_hierarchy(act: _Acts, row: Row, by_code: dict[str, Organisation]) -> None:
    kind = _hierarchy_kind(row["kind"])
    assert kind is not None  # `_checked` has refused every other word
    made = hierarchies.AddHierarchy(code=row["code"], called=row["name"], called_en=row.get("name_en", ""), kind=kind)
    hierarchy = act.do(made)
    for code in _codes(row["members"]):
        act.do(hierarchies.JoinHierarchy(organisation=by_code[code], hierarchy=hierarchy))


def _take_in(act: _Acts, row: Row, by_code: dict[str, Organisation]) -> Invitation:
    role = role_called(row["role"])
    assert role is not None  # `_checked` has refused every other word
    person = act.do(
        people.RegisterPerson(sign_in_name=row["sign_in_name"], called=row["name"], called_en=row.get("name_en", ""),
                              language=row.get("language") or "zh", email=row.get("email", ""))
    )  # fmt: skip
    post = _post(act, row, role, by_code[row["organisation"]])
    deputy = row.get("deputy", "").casefold() in {"是", "yes", "y", "1"}
    act.do(posts.Appoint(person=person, post=post, deputy=deputy))
    return Invitation(person.sign_in_name, person.name, act.do(IssueOneTimeCode(person=person)))


def _post(act: _Acts, row: Row, role: Role, organisation: Organisation) -> Post:
    """The post of that title, shared by a holder and the deputy; made for the first of them."""
    title = row.get("post") or ROLES[role].title.zh
    known = Post.objects.filter(organisation=organisation, role=role.value, title=title).first()
    wanted = posts.CreatePost(organisation=organisation, role=role, called=title, phone=row.get("phone", ""))
    return known or act.do(wanted)


def _hierarchy_kind(word: str) -> str | None:
    words = {name: kind.value for kind in HierarchyKind for name in (kind.value, str(kind.label))} | {
        "走廊": "corridor"
    }
    return words.get(word)


def _codes(cell: str) -> list[str]:
    return [code.strip() for code in cell.replace("；", ";").split(";") if code.strip()]
