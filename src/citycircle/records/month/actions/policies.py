"""Choosing the policy by which a place lights its matters, or writing one of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import Q

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import NotInTable, Source
from citycircle.mechanisms.lights.own import PolicyNameTaken
from citycircle.mechanisms.lights.tables import PACKAGE
from citycircle.records.month.models import Light, LightPolicy
from citycircle.records.month.policies import read_rows
from citycircle.records.month.rights import REVIEWS, VERIFIES

SETS_POLICY: Right = REVIEWS | VERIFIES


class LightsAlreadyGiven(CityCircleError):
    what = Text("{day}及以后已经亮过灯。", "Lights have been given on {day} or later.")
    why = Text(
        "旧灯按当时的政策保存，不能事后换规则。", "They stand by the policy of then; rules never change afterwards."
    )
    then = Text("请把启用日期改到{next}或以后。", "Please let it begin on {next} or later.")


@dataclass(frozen=True, kw_only=True)
class KeepLightPolicy(Action[LightPolicy]):
    """Choose a policy for one's own place from a day on; with `rows`, one of its own. The one before ends that day."""

    name: ClassVar[str] = "light_policy.keep"
    title: ClassVar[Text] = Text("设定亮灯政策", "Set the light policy")
    who: ClassVar[Right] = SETS_POLICY
    needs_reason: ClassVar[bool] = True

    organisation: Organisation
    code: str
    called: str
    source: str
    valid_from: date
    called_en: str = ""
    rows: tuple[Mapping[str, Any], ...] = ()

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> LightPolicy:
        """Raises PolicyRowsStray, PolicyNameTaken, NotInTable, LightsAlreadyGiven."""
        self._check()
        self._must_be_ahead()
        rows = LightPolicy.objects.filter(organisation__city=self.organisation.city_id)
        for row in rows.filter(Q(valid_to=None) | Q(valid_to__gte=self.valid_from)):
            ground.change(row, valid_to=self.valid_from - timedelta(days=1))
        return ground.create(
            LightPolicy(
                code=self.code, name=self.called, name_en=self.called_en, organisation=self.organisation,
                rows=[dict(row) for row in self.rows], source=self.source, valid_from=self.valid_from,
            )
        )  # fmt: skip

    def _check(self) -> None:
        known = PACKAGE.names(self.valid_from)
        if not self.rows and self.code not in known:
            raise NotInTable(table=PACKAGE.policies.title, since=self.valid_from, key=self.code, known=listed(known))
        if self.rows and self.code in known:
            raise PolicyNameTaken(name=self.code)
        if self.rows:
            source = Source(self.organisation.name, self.source, "", self.called, "")
            read_rows(self.code, Text(self.called, self.called_en or self.called), self.rows, self.valid_from, source)

    def _must_be_ahead(self) -> None:
        given = Light.objects.filter(part__city=self.organisation.city_id, computed_on__gte=self.valid_from)
        last = given.order_by("-computed_on").values_list("computed_on", flat=True).first()
        if last is not None:
            raise LightsAlreadyGiven(day=self.valid_from, next=last + timedelta(days=1))
