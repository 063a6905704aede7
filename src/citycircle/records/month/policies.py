"""By which policy a city lights its matters: one that comes with the product, or rows of its own of the same shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from django.db.models import Q

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import NotInTable, Source
from citycircle.mechanisms.lights.own import PolicyNameTaken, Standing, csv_of
from citycircle.mechanisms.lights.tables import PACKAGE, Policies, title_of
from citycircle.records.month.models import Light, LightPolicy

DEFAULT = "yinchuan_progress"
"""The policy of a place that has not chosen one yet."""


class PolicyRowsStray(CityCircleError):
    what = Text("政策“{code}”的分档有误：{reason}", "The rows of the policy “{code}” cannot be used: {reason}")
    why = Text("分档有误会使所有灯出错，因此整项政策不予采用。", "A faulty band spoils every light, so none is taken.")
    then = Text("请改正后重试。", "Please mend it and try again.")


class LightsAlreadyGiven(CityCircleError):
    what = Text("{day}及以后已经亮过灯。", "Lights have been given on {day} or later.")
    why = Text(
        "旧灯按当时的政策保存，不能事后换规则。", "They stand by the policy of then; rules never change afterwards."
    )
    then = Text("请把启用日期改到{next}或以后。", "Please let it begin on {next} or later.")


def judging(*roles: Role) -> Right:
    """One of these roles at the very place: no city judges another's matters, nor does the region a city's."""
    return Right(
        lambda viewer, place: any(
            grant.role in roles and (place is None or grant.at.city == place.city) for grant in viewer.grants
        )
    )


SETS_POLICY: Right = judging(Role.OFFICE_REVIEWER, Role.SUPERVISOR)


class Chosen(NamedTuple):
    """The policy of a place on a day, with the tables it stands in; `row` is None for the default."""

    code: str
    tables: Policies
    title: Text
    row: LightPolicy | None = None


def chosen_policy(city: int | None, day: date) -> Chosen:
    """By which policy a city (or the region: None) lights its matters on a day. One question."""
    row = LightPolicy.objects.on(day).filter(organisation__city=city).order_by("-valid_from", "-id").first()
    if row is None:
        return Chosen(DEFAULT, PACKAGE, _title(DEFAULT, PACKAGE, day))
    tables = tables_of(row)
    return Chosen(row.code, tables, Text(row.name, row.name_en or row.name), row)


def tables_of(row: LightPolicy) -> Policies:
    """The tables with the rows of a stored policy on top. Raises PolicyRowsStray."""
    if not row.rows:
        return PACKAGE
    title = Text(row.name, row.name_en or row.name)
    source = Source(row.organisation.name, row.source, "", row.name, "")
    return _read_once(row.code, title, json.dumps(row.rows), row.valid_from or date.min, source)


@lru_cache(maxsize=64)
def _read_once(code: str, title: Text, rows: str, first: date, source: Source) -> Policies:
    return _read(code, title, json.loads(rows), first, source)


def _read(code: str, title: Text, rows: Sequence[Mapping[str, Any]], first: date, source: Source) -> Policies:
    """Rows as they are kept, as tables; strictly, with one sentence for whatever is wrong. Raises PolicyRowsStray."""
    try:
        return PACKAGE.amended(_texts(code, title, rows, first, source), file=code)
    except CityCircleError as error:
        if isinstance(error, PolicyRowsStray):
            raise
        raise PolicyRowsStray(code=code, reason=Text(error.say("zh"), error.say("en"))) from error


def _texts(code: str, title: Text, rows: Sequence[Mapping[str, Any]], first: date, source: Source) -> dict[str, str]:
    standing = Standing(first, source)
    tables = PACKAGE._asdict()
    texts = {}
    strays = sorted({str(row.get("table")) for row in rows} - set(tables))
    if strays or {row.get("policy") for row in rows} != {code}:
        raise PolicyRowsStray(code=code, reason=Text(f"不认识的行：{'、'.join(strays) or code}。", "stray rows."))
    for name, table in tables.items():
        own = [row for row in rows if row["table"] == name]
        if own:
            read = [
                {column: kind.read(row.get(column, ""), column) for column, kind in table.columns.items()}
                for row in own
            ]
            texts[name] = csv_of(table, read, standard=title, standing=standing)
    return texts


def rows_of(policy: str, code: str, title: Text, *, on: date, tables: Policies = PACKAGE) -> list[dict[str, Any]]:
    """The rows of a policy under a new code, as a city begins to edit them. Raises NoRuleInForce, NotInTable."""
    rows = []
    for name, table in tables._asdict().items():
        for row in table.edition(on).rows:
            if row["policy"] == policy:
                kept = {column: kind.as_json(row[column]) for column, kind in table.columns.items()}
                kept |= {"table": name, "policy": code}
                rows.append(kept | ({"title_zh": title.zh, "title_en": title.en} if name == "policies" else {}))
    return rows


def _title(code: str, tables: Policies, day: date) -> Text:
    return title_of(tables.policies.edition(day).row(code))


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
            _read(self.code, Text(self.called, self.called_en or self.called), self.rows, self.valid_from, source)

    def _must_be_ahead(self) -> None:
        given = Light.objects.filter(part__city=self.organisation.city_id, computed_on__gte=self.valid_from)
        last = given.order_by("-computed_on").values_list("computed_on", flat=True).first()
        if last is not None:
            raise LightsAlreadyGiven(day=self.valid_from, next=last + timedelta(days=1))
