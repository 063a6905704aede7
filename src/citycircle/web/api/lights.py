"""Lights and light policies for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch
from ninja import Router, Schema

from citycircle.core.messages import Text
from citycircle.records.month.actions.lights import LightMonth, SetLight
from citycircle.records.month.actions.policies import KeepLightPolicy
from citycircle.records.month.models import Light, LightPolicy, Part
from citycircle.records.month.reach import READS_MONTH, parts_within
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "lights"


class LightShape(Schema):
    """A light of a month: the computed one with its arithmetic, and the one set by a person with the reason."""

    id: int
    month: date
    computed_on: date
    colour: str
    sentence_zh: str
    sentence_en: str
    policy: str
    policy_version: str
    facts: dict[str, Any]
    waits_for: int | None
    human_colour: str
    human_reason: str


class PartShape(Schema):
    """A part of a task in hand, and its latest light."""

    id: int
    task: int
    title: str
    organisation: int
    city: int | None
    state: str
    due: date | None
    colour: str
    light: LightShape | None


class PolicyShape(Schema):
    id: int
    code: str
    name: str
    organisation: int
    source: str
    valid_from: date | None
    valid_to: date | None
    rows: list[dict[str, Any]]


def light_shape(light: Light) -> dict[str, Any]:
    names = ("month", "computed_on", "colour", "sentence_zh", "sentence_en", "policy", "policy_version", "facts",
             "human_colour", "human_reason")  # fmt: skip
    return {"id": light.pk, "waits_for": light.waits_for_id, **{name: getattr(light, name) for name in names}}


def shape(part: Part) -> dict[str, Any]:
    light = next(iter(part.lights.all()), None)
    return {
        "id": part.pk, "task": part.task_id, "title": str(part.task), "organisation": part.organisation_id,
        "city": part.city_id, "state": part.state, "due": part.due, "colour": part.colour,
        "light": light_shape(light) if light else None,
    }  # fmt: skip


@reading(router, "", noun=NOUN, who=READS_MONTH, title=Text("亮灯", "Lights"), response=Listed[PartShape])
def parts(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    lights = Prefetch("lights", Light.objects.order_by("-month"))
    rows = parts_within(request.viewer).select_related("task").prefetch_related(lights)
    return listed(rows, after, limit, shape)


@reading(
    router, "/policies", noun=NOUN, who=READS_MONTH, title=Text("亮灯政策", "Light policies"),
    response=Listed[PolicyShape],
)  # fmt: skip
def policies(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(LightPolicy.objects.all(), after, limit, policy_shape)


def policy_shape(row: LightPolicy) -> dict[str, Any]:
    names = ("code", "name", "source", "valid_from", "valid_to", "rows")
    return {"id": row.pk, "organisation": row.organisation_id, **{name: getattr(row, name) for name in names}}


offer(router, "/compute", LightMonth, noun=NOUN)
offer(router, "/set", SetLight, noun=NOUN)
offer(router, "/policies/keep", KeepLightPolicy, noun=NOUN)
