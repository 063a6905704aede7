"""Every write is one action, and every action goes through `carry_out`.

An action is a frozen dataclass: its fields are what the person entered, `who` says who may, `perform` does it on a
`Ground`, which saves and at the same time notes the old and the new value. The act and its audit line are one
transaction: both are kept or neither.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.db import DataError, IntegrityError, models, transaction

from citycircle.accounts.actions.ground import Ground, name_of
from citycircle.accounts.audit import turns
from citycircle.accounts.audit.chain import Entry, append
from citycircle.accounts.errors import AlreadyThere, NotAllowed, NotStorable, ReasonNeeded
from citycircle.accounts.models.audit import Outcome
from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.accounts.search import index
from citycircle.accounts.search.kinds import Touched
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

Result = TypeVar("Result")

ACTIONS: dict[str, type[Action[Any]]] = {}
"""Every action by name, filled as their modules are imported (see `catalogue`)."""


@dataclass(frozen=True, kw_only=True)
class Action(ABC, Generic[Result]):
    """One thing that a person can do. Subclasses are frozen dataclasses that name these four and `perform`.

    `name` is `noun.verb` and never changes once it stands in an audit log.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    who: ClassVar[Right]
    needs_reason: ClassVar[bool] = False
    of_oneself: ClassVar[bool] = False
    """Only what belongs to the own account; `allows` holds to it."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            other = ACTIONS.setdefault(cls.name, cls)
            if other.__qualname__ != cls.__qualname__:
                msg = f"two actions are called {cls.name}: {other.__qualname__}, {cls.__qualname__}"
                raise TypeError(msg)

    def subject(self) -> models.Model | None:
        """The thing acted on, for the log; None when it does not exist yet."""
        return None

    def place(self) -> Place | None:
        """Where the thing belongs: rights are asked there. By default the subject's own `place`."""
        return getattr(self.subject(), "place", None)

    @abstractmethod
    def perform(self, ground: Ground) -> Result:
        """Do it, with every save through the ground."""

    def allows(self, viewer: Viewer) -> bool:
        """Whether this very viewer may do this very thing; pages ask before they offer it."""
        return viewer.is_service or self.who.allows(viewer, self.place())


@dataclass(slots=True)
class _Act:
    """The transaction that is open: the entries of the outermost action and of those it carried out on its way."""

    entries: list[Entry]
    touched: list[Touched]


_open_act: ContextVar[_Act | None] = ContextVar("open_act", default=None)


def carry_out(action: Action[Result], *, by: Viewer, at: datetime, reason: str = "") -> Result:
    """Do one action for one viewer, and keep the line that says so.

    Refused and failed tries leave a line too, without a change. An action carried out inside another one joins its
    transaction; the lines of both are added at the end, so that the chain is held for as short as possible.

    Raises NotAllowed, ReasonNeeded, EditedMeanwhile, and whatever the action itself raises.
    """
    if (outer := _open_act.get()) is not None:
        return _carried_out(action, by, at, reason, outer)
    try:
        with transaction.atomic(), _act() as act, _kept_by_the_database():
            turns.beside_others()
            result = _carried_out(action, by, at, reason, act)
            index.keep(act.touched)
            append(act.entries)
    except CityCircleError as error:
        outcome = Outcome.REFUSED if isinstance(error, NotAllowed) else Outcome.FAILED
        append([_entry(action, by, at, reason, outcome, [{"error": error.code}])])
        raise
    return result


def note_refusal(action: type[Action[Any]], *, by: Viewer, at: datetime) -> None:
    """Keep a line for an act that was refused at the door, before anybody knew what it would have been done to."""
    append([Entry(at=at, actor=by.person, actor_name=by.name, post=by.post, address=by.address, action=action.name,
                  outcome=Outcome.REFUSED.value, subject="", organisation=None, reason="", changes=[])])  # fmt: skip


def _carried_out(action: Action[Result], by: Viewer, at: datetime, reason: str, act: _Act) -> Result:
    if not action.allows(by):
        raise NotAllowed(action=action.title)
    if action.needs_reason and not reason.strip() and not by.is_service:
        raise ReasonNeeded(action=action.title)
    ground = Ground(by=by, at=at, reason=reason)
    result = action.perform(ground)
    made = result if isinstance(result, models.Model) else None
    act.touched += ground.touched
    act.entries.append(_entry(action, by, at, reason, Outcome.DONE, ground.changes, made))
    return result


@contextmanager
def _kept_by_the_database() -> Iterator[None]:
    """What only the database can say (two at the same moment, too long a text) becomes a sentence like every other."""
    try:
        yield
    except IntegrityError as error:
        raise AlreadyThere from error
    except (DataError, OverflowError, UnicodeEncodeError) as error:
        raise NotStorable from error


@contextmanager
def _act() -> Iterator[_Act]:
    act = _Act([], [])
    token = _open_act.set(act)
    try:
        yield act
    finally:
        _open_act.reset(token)


def _entry(  # noqa: PLR0917  (private; every call names what it is by position of the columns)
    action: Action[Any], by: Viewer, at: datetime, reason: str, outcome: Outcome,
    changes: list[dict[str, Any]], made: models.Model | None = None,
) -> Entry:  # fmt: skip
    subject = action.subject() or made
    place = action.place() or getattr(made, "place", None)
    return Entry(
        at=at,
        actor=by.person,
        actor_name=by.name,
        post=by.post,
        address=by.address,
        action=action.name,
        outcome=outcome.value,
        subject=name_of(subject) if subject is not None else "",
        organisation=place.organisation if place is not None else None,
        reason=reason,
        changes=changes,
    )
