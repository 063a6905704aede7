"""One act hands a post over, so that no day is left without a holder and nothing unread is left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.people import GRANTS_ACCOUNTS
from citycircle.accounts.actions.posts import Appoint, EndHolding
from citycircle.accounts.models import Holding, Person, Post
from citycircle.accounts.rights import Right
from citycircle.core.messages import Text
from citycircle.records.hand_over.waiting import holders, unread_notices


@dataclass(frozen=True, kw_only=True)
class HandOverPost(Action[Holding]):
    """The present holders leave the day before; the new one takes over, with every notice that was not read."""

    name: ClassVar[str] = "post.hand_over"
    title: ClassVar[Text] = Text("岗位交接", "Hand over a post")
    who: ClassVar[Right] = GRANTS_ACCOUNTS

    post: Post
    person: Person
    valid_from: date

    def subject(self) -> Post:
        return self.post

    def perform(self, ground: Ground) -> Holding:
        unread = list(unread_notices(self.post, ground.day))
        for holding in holders(self.post, ground.day):
            leave = EndHolding(holding=holding, last_day=self.valid_from - timedelta(days=1))
            carry_out(leave, by=ground.by, at=ground.at)
        for notice in unread:
            ground.change(notice, person=self.person)
        take = Appoint(person=self.person, post=self.post, valid_from=self.valid_from)
        return carry_out(take, by=ground.by, at=ground.at)
