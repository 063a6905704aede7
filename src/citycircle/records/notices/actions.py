"""Telling somebody something, and noting that it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import transaction

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Holding, Person
from citycircle.accounts.models.dated import holds_on
from citycircle.accounts.rights import Place, Right, Viewer, signed_in
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.records.notices.models import Notice
from citycircle.records.notices.notifiers import send_out

NOTHING = Text("", "")


@dataclass(frozen=True, kw_only=True)
class SendNotice(Action[Notice]):
    """A notice inside the service; it leaves the house after the transaction, and a failure there loses nothing."""

    name: ClassVar[str] = "notice.send"
    title: ClassVar[Text] = Text("发送通知", "Send a notice")
    who: ClassVar[Right] = signed_in

    person: Person
    subject_line: Text
    body: Text = NOTHING
    link: str = ""

    def subject(self) -> Person:
        return self.person

    def perform(self, ground: Ground) -> Notice:
        notice = Notice(person=self.person, at=ground.at, link=self.link,
                        subject_zh=self.subject_line.zh, subject_en=self.subject_line.en,
                        body_zh=self.body.zh, body_en=self.body.en)  # fmt: skip
        ground.create(notice)
        transaction.on_commit(lambda: send_out(notice))
        return notice


@dataclass(frozen=True, kw_only=True)
class ReadNotice(Action[Notice]):
    name: ClassVar[str] = "notice.read"
    title: ClassVar[Text] = Text("阅读通知", "Read a notice")
    who: ClassVar[Right] = signed_in
    of_oneself: ClassVar[bool] = True

    notice: Notice

    def subject(self) -> Notice:
        return self.notice

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_service or viewer.person == self.notice.person_id

    def perform(self, ground: Ground) -> Notice:
        return ground.change(self.notice, read_at=ground.at)


def holders_of(role: Role, place: Place, day: date) -> list[Person]:
    """Who holds a role for a place: at the organisation, else in its city, else anywhere in the region."""
    rows = Holding.objects.on(day).filter(holds_on(day, "post__"), post__role=role.value, person__is_active=True)
    nearest = (
        rows.filter(post__organisation=place.organisation),
        rows.filter(post__organisation__city=place.city) if place.city else rows.none(),
        rows,
    )
    found = next((near for near in nearest if near.exists()), rows.none())
    return list({row.person_id: row.person for row in found.select_related("person")}.values())
