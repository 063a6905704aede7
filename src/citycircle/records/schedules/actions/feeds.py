"""Calendars of one's own, at an address that can be revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.tokens import hashed
from citycircle.accounts.models import Person
from citycircle.accounts.rights import Right, Viewer, signed_in
from citycircle.core.messages import Text
from citycircle.records.schedules.models import CalendarFeed


@dataclass(frozen=True, kw_only=True)
class MakeFeed(Action[str]):
    """An address for a calendar of one's own. Its secret part is said once and kept only as a digest."""

    name: ClassVar[str] = "calendar.make"
    title: ClassVar[Text] = Text("生成日历地址", "Make a calendar address")
    who: ClassVar[Right] = signed_in
    of_oneself: ClassVar[bool] = True

    person: Person

    def subject(self) -> Person:
        return self.person

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_known and viewer.person == self.person.pk

    def perform(self, ground: Ground) -> str:
        token = secrets.token_urlsafe(32)
        ground.create(CalendarFeed(person=self.person, digest=hashed(token), made_at=ground.at))
        return token


@dataclass(frozen=True, kw_only=True)
class RevokeFeed(Action[CalendarFeed]):
    """End an address at once; whoever has it gets nothing any more."""

    name: ClassVar[str] = "calendar.revoke"
    title: ClassVar[Text] = Text("撤销日历地址", "Revoke a calendar address")
    who: ClassVar[Right] = signed_in
    of_oneself: ClassVar[bool] = True

    feed: CalendarFeed

    def subject(self) -> CalendarFeed:
        return self.feed

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_known and viewer.person == self.feed.person_id

    def perform(self, ground: Ground) -> CalendarFeed:
        return ground.change(self.feed, revoked_at=ground.at)
