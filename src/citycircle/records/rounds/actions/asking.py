"""The office puts a plan out for comment, and ends the round when every answer is dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Max

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Right, only_the_service
from citycircle.core.messages import Text, listed
from citycircle.planning.baselines.effects import day_said
from citycircle.records.plans.models import Plan, PlanState
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds import errors
from citycircle.records.rounds.models import CommentRound
from citycircle.records.rounds.standing import (
    SHOWN,
    ask,
    check_objections,
    note_silence,
    open_round,
    organisations_of,
    set_states,
    unknown_names,
)
from citycircle.records.rounds.states import COMMENTING, SETTLING
from citycircle.records.rounds.terms import last_day, term


@dataclass(frozen=True, kw_only=True)
class OpenRound(Action[CommentRound]):
    """Put a plan before every organisation that has a duty in it, of whichever city."""

    name: ClassVar[str] = "round.open"
    title: ClassVar[Text] = Text("送征求意见", "Ask for comments")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    days: int | None = None
    """Working days; without a number the term in force."""
    last_day: date | None = None
    """A last day instead of a number of days, where the holidays ahead are not known yet."""
    letter: str = ""

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> CommentRound:
        """Raises NotForComment, RoundOpen, NamesUndecided, NobodyToAsk, LastDayPast, YearWithoutHolidays."""
        organisations = _to_ask(self.plan)
        days, due = self._term(ground.day)
        last = CommentRound.objects.filter(plan=self.plan).aggregate(last=Max("number"))["last"] or 0
        made = ground.create(
            CommentRound(plan=self.plan, number=last + 1, opened_at=ground.at, opened_by_id=ground.by.person,
                         days=days, due=due, letter=self.letter)
        )  # fmt: skip
        ground.change(self.plan, state=PlanState.COMMENT)
        set_states(ground, self.plan, COMMENTING)
        ask(ground, made, organisations)
        return made

    def _term(self, day: date) -> tuple[int, date]:
        if self.last_day is not None:
            if self.last_day <= day:
                raise errors.LastDayPast(day=day_said(self.last_day))
            return 0, self.last_day
        days = term("comment", day).days if self.days is None else self.days
        if days < 1:
            raise errors.LastDayPast(day=day_said(day))
        return days, last_day(day, days)


def _to_ask(plan: Plan) -> dict[int, int]:
    """Every organisation to ask, and how many tasks it has. Raises what stands in the way."""
    if plan.state not in {PlanState.DRAFT, PlanState.COMMENT}:
        raise errors.NotForComment(state=PlanState(plan.state).label)
    if (still := open_round(plan)) is not None:
        raise errors.RoundOpen(number=still.number)
    if names := unknown_names(plan):
        raise errors.NamesUndecided(count=len(names), names=listed(names[:SHOWN]))
    if not (organisations := organisations_of(plan)):
        raise errors.NobodyToAsk
    return organisations


@dataclass(frozen=True, kw_only=True)
class _OnRound(Action[CommentRound]):
    who: ClassVar[Right] = KEEPS_PLANS

    round: CommentRound

    def subject(self) -> CommentRound:
        return self.round


@dataclass(frozen=True, kw_only=True)
class CloseRound(_OnRound):
    """Everybody has answered or let the last day pass, and every objection has its written decision."""

    name: ClassVar[str] = "round.close"
    title: ClassVar[Text] = Text("结束征求意见", "Close the comment round")

    def perform(self, ground: Ground) -> CommentRound:
        """Raises RoundClosed, ObjectionsOpen, NotYetOver."""
        if self.round.closed_at is not None:
            raise errors.RoundClosed
        check_objections(self.round.plan)
        silent = self.round.asked.filter(agreed=None, is_deemed=False)
        if ground.day <= self.round.due and (count := silent.count()):
            raise errors.NotYetOver(count=count, due=day_said(self.round.due))
        note_silence(ground, self.round)
        set_states(ground, self.round.plan, SETTLING)
        return ground.change(self.round, closed_at=ground.at)


@dataclass(frozen=True, kw_only=True)
class NoteSilence(_OnRound):
    """After the last day: who said nothing is noted so, and counts as agreeing only where the rule says it."""

    name: ClassVar[str] = "round.note_silence"
    title: ClassVar[Text] = Text("登记逾期未答复", "Note who did not answer")
    who: ClassVar[Right] = only_the_service

    def perform(self, ground: Ground) -> CommentRound:
        if ground.day > self.round.due and self.round.closed_at is None:
            ground.note(silent=note_silence(ground, self.round))
        return self.round
