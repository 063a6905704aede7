"""Keys for programs: made and withdrawn by the person whose posts they speak for."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models.people import Person
from citycircle.accounts.models.tokens import ApiToken
from citycircle.accounts.rights import Right, Viewer, signed_in
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

LONGEST_DAYS = 365
PREFIX = "cc_"


class TokenLivesTooLong(CityCircleError):
    what = Text("令牌有效期应为1至{longest}天。", "A token lives between 1 and {longest} days.")
    why = Text("长期有效的令牌一旦泄露，难以察觉。", "One that lives for ever is not missed when it leaks.")
    then = Text("请缩短有效期，到期前再签发新的。", "Please choose fewer days and make a new one before it ends.")


def hashed(token: str) -> str:
    """How a token is kept. It is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class MakeToken(Action[str]):
    """A key for a program of one's own. It is said once and kept only as a hash."""

    name: ClassVar[str] = "token.make"
    title: ClassVar[Text] = Text("签发接口令牌", "Make an API token")
    who: ClassVar[Right] = signed_in
    of_oneself: ClassVar[bool] = True

    person: Person
    called: str
    scopes: tuple[str, ...]
    days: int = 90

    def subject(self) -> Person:
        return self.person

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_known and viewer.person == self.person.pk

    def perform(self, ground: Ground) -> str:
        if not 1 <= self.days <= LONGEST_DAYS:
            raise TokenLivesTooLong(longest=LONGEST_DAYS)
        token = PREFIX + secrets.token_urlsafe(32)
        expires = ground.at + timedelta(days=self.days)
        row = ApiToken(person=self.person, name=self.called, hash=hashed(token), scopes=sorted(self.scopes),
                       made_at=ground.at, expires_at=expires)  # fmt: skip
        ground.create(row)
        return token


@dataclass(frozen=True, kw_only=True)
class WithdrawToken(Action[ApiToken]):
    name: ClassVar[str] = "token.withdraw"
    title: ClassVar[Text] = Text("撤销接口令牌", "Withdraw an API token")
    who: ClassVar[Right] = signed_in
    of_oneself: ClassVar[bool] = True

    token: ApiToken

    def subject(self) -> ApiToken:
        return self.token

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_known and viewer.person == self.token.person_id

    def perform(self, ground: Ground) -> ApiToken:
        return ground.change(self.token, withdrawn_at=ground.at)
