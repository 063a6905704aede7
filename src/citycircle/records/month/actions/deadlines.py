"""Setting one's own link in the chain of deadlines of a month. Nobody sets another's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.core.messages import Text
from citycircle.mechanisms.cadences.chain import Layer, chain_of
from citycircle.records.month.deadlines import Deadline, deadline_of, trunk_of, versions_of
from citycircle.records.month.errors import (
    DeadlinesInACircle,
    OpenedForAnotherDay,
    SuperiorIncomplete,
    SuperiorUnset,
)
from citycircle.records.month.reports import lead_reports
from citycircle.records.month.rights import FILLS, REVIEWS, SIGNS


@dataclass(frozen=True, kw_only=True)
class KeepDeadline(Action[Deadline]):
    """Say until when one's organisation asks for a month, whose date that follows, and why it is so much earlier.

    The office of a city or of the region sets its own, every other organisation its own. A new version leaves the
    earlier ones as they were. `above` is a layer in the service; else `superior` and `superior_due` name one outside
    of it; without either it is the first of its chain.
    """

    name: ClassVar[str] = "deadline.keep"
    title: ClassVar[Text] = Text("设定本级时限", "Set one's own deadline")
    who: ClassVar[Right] = REVIEWS | FILLS | SIGNS

    organisation: Organisation
    month: date
    due: date
    above: Organisation | None = None
    superior: str = ""
    superior_due: date | None = None
    received: date | None = None
    why: str = ""

    def place(self) -> Place:
        return self.organisation.place

    def allows(self, viewer: Viewer) -> bool:
        is_office = self.organisation.city_id in {None, self.organisation.pk}
        right = REVIEWS if is_office else FILLS | SIGNS
        return viewer.is_service or right.allows(viewer, self.place())

    def perform(self, ground: Ground) -> Deadline:
        """Raises SuperiorIncomplete, SuperiorUnset, DeadlinesInACircle, OpenedForAnotherDay, BufferUnexplained,
        DeadlineAfterSuperior, PassedOnBeforeReceived.
        """
        month = self.month.replace(day=1)
        before = deadline_of(self.organisation, month)
        layers = [*self._above(month), Layer(self.organisation.name, self.due, self.received, ground.day, self.why)]
        chain_of(layers, on=ground.day)
        self._as_opened(month)
        row = Deadline(
            organisation=self.organisation, month=month, number=before.number + 1 if before else 1, above=self.above,
            superior=self.superior.strip(), superior_due=self.superior_due, due=self.due, received=self.received,
            reason=self.why.strip(), set_by_id=ground.by.person, set_at=ground.at,
        )  # fmt: skip
        return ground.create(row)

    def _above(self, month: date) -> list[Layer]:
        """The layer above, where there is one."""
        outside = bool(self.superior.strip())
        if outside != (self.superior_due is not None) or (outside and self.above is not None):
            raise SuperiorIncomplete
        if self.superior_due is not None:
            return [Layer(self.superior.strip(), self.superior_due)]
        if self.above is None:
            return []
        versions = versions_of(month)
        trunk = trunk_of(self.above.pk, versions)
        if not trunk:
            raise SuperiorUnset(name=self.above.name, month=f"{month:%Y-%m}")
        if self.organisation.pk in {self.above.pk, *(link.organisation_id for link in trunk)}:
            raise DeadlinesInACircle(name=self.above.name)
        return [Layer(self.above.name, trunk[-1].due)]

    def _as_opened(self, month: date) -> None:
        """An office that has opened the month already asked for a day; its link says that very day."""
        if self.organisation.city_id not in {None, self.organisation.pk}:
            return
        asked = set(lead_reports(self.organisation).filter(month=month).values_list("due", flat=True).distinct())
        if asked and self.due not in asked:
            raise OpenedForAnotherDay(month=f"{month:%Y-%m}", opened=min(asked), due=self.due)
