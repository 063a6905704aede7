"""Reading the versions of a plan: what each said, whether it is intact, what changed since, what is not issued yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from citycircle.planning.baselines.codes import short_code
from citycircle.planning.baselines.differences import Difference, difference
from citycircle.planning.baselines.effects import Effect, effects
from citycircle.planning.baselines.snapshots import Snapshot, digest_of, frozen, is_whole, one_text, thawed
from citycircle.planning.ledger import Ledger
from citycircle.records.baselines.models import Baseline
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan


@dataclass(frozen=True)
class Compared:
    """Two versions side by side; the old one is missing for a first version, the new one may be what stands now."""

    old: Ledger
    new: Ledger

    @cached_property
    def difference(self) -> Difference:
        return difference(self.old, self.new)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        return effects(self.old, self.new, self.difference)


def text_of(baseline: Baseline) -> str:
    """The frozen text, as its digest was taken of it, however the database keeps it."""
    return one_text(baseline.content)


def snapshot_of(baseline: Baseline) -> Snapshot:
    """What a version says. Raises SnapshotUnreadable."""
    return thawed(text_of(baseline))


def is_intact(baseline: Baseline) -> bool:
    """Whether a version still is what was frozen."""
    return is_whole(text_of(baseline), baseline.digest)


def latest(plan: Plan) -> Baseline | None:
    return Baseline.objects.filter(plan=plan).order_by("-number").first()


def before(baseline: Baseline) -> Baseline | None:
    """The version that this one amended."""
    rows = Baseline.objects.filter(plan=baseline.plan_id, number__lt=baseline.number)
    return rows.order_by("-number").first()


def is_current(baseline: Baseline) -> bool:
    """Whether no later version was issued."""
    return not Baseline.objects.filter(plan=baseline.plan_id, number__gt=baseline.number).exists()


def since(baseline: Baseline) -> Compared:
    """What a version changed against the one before; against nothing for the first."""
    older = before(baseline)
    new = snapshot_of(baseline).ledger
    return Compared(snapshot_of(older).ledger if older else Ledger(new.title), new)


def not_issued_yet(plan: Plan, ledger: Ledger | None = None) -> Compared | None:
    """What stands in the plan now (`ledger`, where it was made already) and in no version; None before the first."""
    last = latest(plan)
    return Compared(snapshot_of(last).ledger, ledger or ledger_of(plan)) if last else None


def made(plan: Plan, snapshot: Snapshot) -> Baseline:
    """The row of a version, with a short code that no other paper bears; not saved."""
    text = frozen(snapshot)
    digest = digest_of(text, snapshot.algorithm)
    return Baseline(
        plan=plan,
        number=snapshot.version,
        short_code=_free_code(digest),
        content=json.loads(text),
        digest=digest,
        issued_on=snapshot.frozen_on,
    )


def _free_code(digest: str) -> str:
    """The first code of a digest that no paper bears yet; asked for again about once in 78 thousand million."""
    attempt = 0
    while is_taken(code := short_code(digest, attempt)):
        attempt += 1
    return code


def is_taken(code: str) -> bool:
    """Whether a version or a sheet that left bears a code."""
    from citycircle.records.lists.models import SheetExport  # noqa: PLC0415  (lists know of versions, too)

    return Baseline.objects.filter(short_code=code).exists() or SheetExport.objects.filter(short_code=code).exists()


def hash_in_use() -> str:
    """The hash that the service uses, for the log and for versions alike."""
    return str(settings.AUDIT_HASH)
