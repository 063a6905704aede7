"""The chain of deadlines of a month, from the superior down: each layer sets its own link, and everybody sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import spoken
from citycircle.core.terms import day_of
from citycircle.mechanisms.cadences.chain import CHAIN_RULES, Chain, Layer, chain_of

MOST_LAYERS = 8
"""From a ministry to a township there are fewer; more is a circle."""


class Deadline(models.Model):
    """Until when an organisation asks for the month; a later version is a later row, and the earlier ones stay."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="deadlines")
    month = models.DateField()
    """The first day of the month."""
    number = models.PositiveSmallIntegerField(default=1)
    above = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose deadline it follows, where that one sets its own here."""
    superior = models.CharField(max_length=200, blank=True)
    """Who asks from outside the service, such as a body of the province; then `superior_due` is its date."""
    superior_due = models.DateField(null=True, blank=True)
    due = models.DateField()
    received = models.DateField(null=True, blank=True)
    """When the superior's request came in."""
    reason = models.TextField(blank=True)
    """Why it asks so much earlier; needed for a buffer over what the dated table says."""
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int
        organisation_id: int
        above_id: int | None

    class Meta:
        ordering = ("-month", "organisation", "-number")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "month", "number"], name="deadline_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.month:%Y-%m}"

    @property
    def place(self) -> Place:
        return self.organisation.place


class Step(NamedTuple):
    """One organisation in the chain of a month: its link, how deep it stands, and every deadline above it.

    `chain` is None where the links do not fit any more (one above moved its date); then `error` says why.
    """

    link: Deadline
    depth: int
    superior: bool
    chain: Chain | None
    error: CityCircleError | None
    earlier: tuple[Deadline, ...]

    @property
    def indent(self) -> range:
        """As often as the page indents it."""
        return range(self.depth)

    @property
    def buffer(self) -> int | None:
        """Days before the layer above; None for the first layer."""
        return None if self.chain is None or len(self.chain.links) == 1 else self.chain.links[-1].buffer

    @property
    def took(self) -> int | None:
        """Days from the superior's request to passing it on, where its coming in is known."""
        return None if self.chain is None else self.chain.links[-1].took


def versions_of(month: date) -> dict[int, list[Deadline]]:
    """Every version of every link of a month by organisation, the latest last; one question."""
    rows = Deadline.objects.filter(month=month.replace(day=1)).select_related("organisation", "above", "set_by")
    found: dict[int, list[Deadline]] = {}
    for row in rows.order_by("organisation__code", "number"):
        found.setdefault(row.organisation_id, []).append(row)
    return found


def deadline_of(organisation: Organisation, month: date) -> Deadline | None:
    """The link of an organisation for a month, as it holds now."""
    rows = Deadline.objects.filter(organisation=organisation, month=month.replace(day=1))
    return rows.select_related("above").order_by("-number").first()


def buffer_without_reason(on: date) -> int:
    """How many days a layer may ask earlier than the one above without saying why. Raises NoRuleInForce."""
    return int(CHAIN_RULES.edition(on).row("buffer_needs_reason")["days"])


def trunk_of(organisation: int, versions: Mapping[int, list[Deadline]]) -> list[Deadline]:
    """The links from the top down to an organisation; one that follows itself is cut where it would begin again."""
    found: list[Deadline] = []
    at: int | None = organisation
    while at is not None and at in versions and len(found) < MOST_LAYERS:
        link = versions[at][-1]
        if link in found:
            break
        found.append(link)
        at = link.above_id
    return found[::-1]


def layers_of(trunk: Iterable[Deadline], versions: Mapping[int, list[Deadline]]) -> list[Layer]:
    """The layers of a trunk as the mechanism takes them; a superior outside the service stands first."""
    layers: list[Layer] = []
    for link in trunk:
        if not layers and link.superior_due is not None:
            layers.append(Layer(link.superior, link.superior_due))
        passed_on = day_of(versions[link.organisation_id][0].set_at) if link.received else None
        called = link.organisation.called(spoken())
        layers.append(Layer(called, link.due, link.received, passed_on, link.reason))
    return layers


def steps_of(month: date, on: date) -> list[Step]:
    """The whole tree of a month, each superior before those that follow it. Raises NoRuleInForce."""
    versions = versions_of(month)
    trunks = {number: trunk_of(number, versions) for number in versions}
    order = sorted(trunks.values(), key=lambda trunk: [(link.due, link.organisation.code) for link in trunk])
    return [_step(trunk, versions, on) for trunk in order]


def _step(trunk: list[Deadline], versions: Mapping[int, list[Deadline]], on: date) -> Step:
    link = trunk[-1]
    earlier = tuple(versions[link.organisation_id][:-1])
    outside = link.superior_due is not None
    try:
        return Step(link, len(trunk) - 1, outside, chain_of(layers_of(trunk, versions), on=on), None, earlier)
    except CityCircleError as error:
        return Step(link, len(trunk) - 1, outside, None, error, earlier)
