"""Making the invented region in an empty database: every write is an action, so the audit chain holds from line 1.

All of it is one transaction: a start that is broken off leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import transaction

from citycircle.accounts import second_factor
from citycircle.accounts.actions import hierarchies, names, organisations, people, posts
from citycircle.accounts.actions.register import TakeRegister
from citycircle.accounts.actions.sign_in import SetUpSecondFactor
from citycircle.accounts.models import CollectiveName, Organisation, Person, Post, ReadName
from citycircle.accounts.roles import TWO_FACTORS, Role
from citycircle.core.messages import Language, Text
from citycircle.demo.documents import REGIONAL_PLAN, documents
from citycircle.demo.region import tables
from citycircle.demo.region.acting import Making
from citycircle.demo.region.months import make_months
from citycircle.demo.region.personas import PASSWORD, PERSONAS
from citycircle.demo.region.plans import make_plans
from citycircle.documents.naming import named, unresolved
from citycircle.documents.reading import read
from citycircle.records.notices.actions import SendNotice

LEAVE = timedelta(days=14)


class Saying(Protocol):
    """What is told while it goes on: the step, and how far it is."""

    def __call__(self, step: object, done: int | None = None, total: int | None = None) -> None: ...


def make(*, day: date, at: datetime, language: Language, say: Saying) -> None:
    """Make everything. `language` is the one in which the people of the demo see their pages."""
    making = Making(day, at, language)
    steps: tuple[tuple[Text, Callable[[Making], None]], ...] = (
        (Text("单位名录", "register of organisations"), _register),
        (Text("组织体系", "hierarchies"), _hierarchies),
        (Text("更名、合并和集合名称", "renamings, mergers, collective names"), _changes),
        (Text("人员和岗位", "people and posts"), _people),
        (Text("读方案、登记陌生名称", "reading the plan, queueing unknown names"), _names),
        (Text("对口部门", "counterparts"), _counterparts),
        (Text("方案从导入到印发", "plans from the document to the issue"), make_plans),
        (Text("九个月的月报、亮灯和销号", "nine months of reports, lights and closings"), make_months),
        (Text("通知", "notices"), _notices),
    )
    with transaction.atomic():
        for number, (title, step) in enumerate(steps, start=1):
            say(title, number, len(steps))
            step(making)


def _register(making: Making) -> None:
    making.do(TakeRegister(register=tables.register()))
    making.organisations = {row.code: row for row in Organisation.objects.select_related("parent", "city")}


def _hierarchies(making: Making) -> None:
    """Administration, two circles, a corridor and a river basin; along the river `above` is the neighbour upstream."""
    by_code = making.organisations
    for head, members in tables.hierarchies():
        add = hierarchies.AddHierarchy(
            code=head["hierarchy"], called=head["name"], called_en=head["name_en"], kind=head["kind"]
        )
        hierarchy = making.do(add)
        for row in members:
            join = hierarchies.JoinHierarchy(
                organisation=by_code[row["member"]],
                hierarchy=hierarchy,
                above=by_code[row["above"]] if row["above"] else None,
                valid_from=tables.day_or_none(row["valid_from"]),
            )
            making.do(join)


def _changes(making: Making) -> None:
    """A bureau renamed, a bureau merged into another, and a collective name whose list changed with the year."""
    by_code = making.organisations
    rename = organisations.RenameOrganisation(
        organisation=by_code["990300-CUL"],
        code="990300-CBT",
        called="松渚市文化广电和旅游局",
        called_en="Songzhu culture, broadcasting and tourism bureau",
        on=date(2026, 1, 1),
    )
    by_code["990300-CBT"] = making.do(rename, reason="松渚市机构改革")
    merge = organisations.MergeOrganisation(
        organisation=by_code["990500-FOR"], into=by_code["990500-NAT"], on=date(2025, 7, 1)
    )
    making.do(merge, reason="石泷市机构改革")
    _collective_name(making)


def _collective_name(making: Making) -> None:
    by_code = making.organisations
    along_the_river = tuple(by_code[code] for code in ("990103", "990121", "990221", "990402", "990521"))
    add = names.AddCollectiveName(
        called="沿汀各县(市、区)政府",
        called_en="Counties and districts along the Ting",
        members=along_the_river,
        valid_from=date(2025, 1, 1),
    )
    collective: CollectiveName = making.do(add)
    leaving = collective.members.get(organisation=by_code["990221"])
    making.do(names.LeaveCollective(collective=collective, member=leaving, last_day=date(2025, 12, 31)))
    joining = names.JoinCollective(collective=collective, organisation=by_code["990321"], valid_from=date(2026, 1, 1))
    making.do(joining)


def _people(making: Making) -> None:
    for row in tables.rows("people"):
        person = making.people.get(row["sign_in_name"]) or _register_person(making, row)
        making.people[row["sign_in_name"]] = person
        role, organisation = Role(row["role"]), making.organisations[row["organisation"]]
        known = Post.objects.filter(organisation=organisation, role=role.value, title=row["post"]).first()
        post = known or making.do(posts.CreatePost(organisation=organisation, role=role, called=row["post"]))
        making.do(posts.Appoint(person=person, post=post, deputy=bool(row["deputy"])))
        if role in TWO_FACTORS and not person.second_factor:
            making.do(SetUpSecondFactor(person=person, secret=second_factor.new_secret()))
    _delegate(making)


def _register_person(making: Making, row: tables.Row) -> Person:
    account = people.RegisterPerson(
        sign_in_name=row["sign_in_name"],
        called=row["name"],
        called_en=row["name_en"],
        language=making.language,
        password=PASSWORD,
        must_change=False,
    )
    return making.do(account)


def _delegate(making: Making) -> None:
    """The clerk of Heyang is on leave; the holder of a post names the stand-in without an administrator."""
    clerk, colleague = making.people["jiangli"], making.people["suhe"]
    post = Post.objects.get(holdings__person=clerk)
    leave = posts.Delegate(post=post, stand_in=colleague, valid_from=making.day, valid_to=making.day + LEAVE)
    making.do(leave, by=clerk, reason="休假")


def _names(making: Making) -> None:
    """The plan is read, what nobody knows waits in the queue, and the clerk of the office has decided the first two."""
    plan = read(dict(documents())[REGIONAL_PLAN], name=REGIONAL_PLAN).plans[0]
    unknown = tuple(each.name for each in unresolved(named(plan, tables.register())))
    clerk = making.people["shenyi"]
    making.do(names.QueueNames(names=unknown, city=None, found_in=REGIONAL_PLAN.removesuffix(".txt")), by=clerk)
    for row in tables.rows("waiting_names"):
        queue = names.QueueNames(names=(row["name"],), city=making.organisations[row["city"]], found_in=row["found_in"])
        making.do(queue)
    _decide(making, "市发改局", "990100-DRC")
    _decide(making, "市大数据局", "990200-DAT")
    wanted = ReadName.objects.get(name="市直有关部门")
    making.do(names.SetNameAside(read_name=wanted), by=clerk)


def _decide(making: Making, name: str, code: str) -> None:
    waiting = ReadName.objects.get(name=name)
    decide = names.DecideName(read_name=waiting, organisation=making.organisations[code])
    making.do(decide, by=making.people["shenyi"])


def _counterparts(making: Making) -> None:
    for row in tables.rows("counterparts"):
        one, other = (making.organisations[row[side]] for side in ("one", "other"))
        making.do(names.ConfirmCounterpart(one=one, other=other), by=making.people["shenyi"])


def _notices(making: Making) -> None:
    """Each persona finds one notice: what to try first, with the page."""
    for sign_in_name, persona in PERSONAS.items():
        notice = SendNotice(person=making.people[sign_in_name], subject_line=persona.try_first, link=persona.page)
        making.do(notice)
