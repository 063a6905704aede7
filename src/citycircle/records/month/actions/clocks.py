"""Keeping a clock of one's own: how long a step may take in one's own city, from a day on, by which rule and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.records.cases.models import OwnClock
from citycircle.records.cases.own_clocks import KINDS, taken_along
from citycircle.records.cases.standing import case_type
from citycircle.records.month.rights import REVIEWS

MOST = 3650
WORKDAY = "workday"
NO_SOURCE = Text("须写明依据的文件和条款", "it names the document and the clause it rests on")
NO_KIND = Text("没有可自定时限的事项类型“{kind}”", "there is no kind “{kind}” with clocks of one's own")
NO_AMOUNT = Text("时限须为1至{most}", "the time is a number from 1 to {most}")


class ClockUnusable(CityCircleError):
    what = Text("这一时限不能采用：{reason}", "This clock cannot be used: {reason}")
    why = Text("时限决定到期日和催办，有误会影响所有事项。", "It decides when a case is due and is chased.")
    then = Text("请改正后重试。", "Please mend it and try again.")


class ClockBeginsTooEarly(CityCircleError):
    what = Text("新的时限不能自{day}起。", "The new clock cannot begin on {day}.")
    why = Text(
        "已提出的事项按提出时的时限办理，不能事后改变。",
        "Cases that are open keep the clock they were opened under; none changes afterwards.",
    )
    then = Text("请把启用日期改到{next}或以后。", "Please let it begin on {next} or later.")


@dataclass(frozen=True, kw_only=True)
class KeepClock(Action[OwnClock]):
    """Keep how long a step takes in one's own city, for cases opened from a day on. Open cases stay as they are."""

    name: ClassVar[str] = "clock.keep"
    title: ClassVar[Text] = Text("设定本地办理时限", "Keep a clock of one's own")
    who: ClassVar[Right] = REVIEWS
    needs_reason: ClassVar[bool] = True

    organisation: Organisation
    kind: str
    clock: str
    amount: int
    document: str
    clause: str
    valid_from: date
    unit: str = WORKDAY

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> OwnClock:
        """Raises ClockUnusable, ClockBeginsTooEarly."""
        today = day_of(ground.at)
        if self.valid_from <= today:
            raise ClockBeginsTooEarly(day=self.valid_from, next=today + timedelta(days=1))
        row = OwnClock(
            organisation=self.organisation, kind=self.kind, clock=self.clock, amount=self.amount, unit=self.unit,
            document=self.document.strip(), clause=self.clause.strip(), reason=ground.reason,
            valid_from=self.valid_from, kept_by_id=ground.by.person, kept_at=ground.at,
        )  # fmt: skip
        _check(row)
        return ground.create(row)


def _check(row: OwnClock) -> None:
    """Whether the kind of case can be built with it. Raises ClockUnusable."""
    if row.kind not in KINDS:
        raise ClockUnusable(reason=NO_KIND.fill(kind=row.kind))
    if not row.document or not row.clause:
        raise ClockUnusable(reason=NO_SOURCE)
    if not 1 <= row.amount <= MOST:
        raise ClockUnusable(reason=NO_AMOUNT.fill(most=MOST))
    try:
        built = case_type(row.kind, row.valid_from, [taken_along(row)])
    except CityCircleError as error:
        raise ClockUnusable(reason=Text(error.say("zh"), error.say("en"))) from error
    term = built.machine.clock(row.clock).terms[""]
    if term is None or (term.amount, term.unit) != (row.amount, row.unit):
        raise ClockUnusable(reason=Text("此项只能按工作日计", "this one is counted in working days"))
