"""Each morning tasks that nobody signed for in time count as received, where the rule says so."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils.timezone import now

from citycircle.accounts.actions.base import carry_out
from citycircle.core.messages import Text
from citycircle.records.baselines.actions.handing_out import DeemReceived
from citycircle.records.baselines.models import Baseline, Receipt
from citycircle.records.baselines.receipts import waiting
from citycircle.records.jobs.kinds import Progress, job


@job("baselines.deem_received", Text("登记逾期视为签收", "Deem tasks received in time"), daily_at=time(0, 30))
def deem_received(progress: Progress) -> dict[str, Any]:
    """Every version with a receipt whose last day is over; a second time finds none left."""
    late = waiting(Receipt.objects.filter(due__lt=progress.by.day)).values("baseline")
    versions = list(Baseline.objects.filter(pk__in=late))
    for one in versions:
        carry_out(DeemReceived(baseline=one), by=progress.by, at=now())
    return {"versions": len(versions)}
