"""Each morning the service notes who let the last day of a comment round pass."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils.timezone import now

from citycircle.accounts.actions.base import carry_out
from citycircle.core.messages import Text
from citycircle.records.jobs.kinds import Progress, job
from citycircle.records.rounds.actions.asking import NoteSilence
from citycircle.records.rounds.models import CommentRound


@job("rounds.note_silence", Text("登记逾期未答复的单位", "Note who did not comment in time"), daily_at=time(0, 20))
def note_silence(progress: Progress) -> dict[str, Any]:
    """Every open round whose last day is over; a second time finds nobody left."""
    overdue = CommentRound.objects.filter(closed_at=None, due__lt=progress.by.day)
    silent = overdue.filter(asked__agreed=None, asked__is_deemed=False).distinct()
    for one in silent:
        carry_out(NoteSilence(round=one), by=progress.by, at=now())
    return {"rounds": len(silent)}
