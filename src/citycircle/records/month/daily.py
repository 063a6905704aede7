"""What the month does by itself each morning: compute the lights, then climb the ladder."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.utils.timezone import localdate, now

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text
from citycircle.core.terms import add_months
from citycircle.records.jobs.kinds import Progress, job
from citycircle.records.jobs.models import Job, State
from citycircle.records.month.actions.chasing import ChaseDay
from citycircle.records.month.actions.lights import LightMonth
from citycircle.records.month.models import Part, Report

CHASE = "month.chase"


@job("month.lights", Text("计算亮灯", "Compute the lights"), daily_at=time(5, 30))
def light_all(progress: Progress) -> dict[str, Any]:
    """Light each place: for this month where somebody has reported it, else as the last month ended."""
    day = progress.by.day
    places = list(Part.objects.order_by().values_list("city", flat=True).distinct())
    cities = Organisation.objects.in_bulk([each for each in places if each is not None])
    lit = 0
    for number, place in enumerate(places, start=1):
        month = _month_to_light(place, day)
        action = LightMonth(city=cities[place] if place is not None else None, month=month, on=day)
        lit += carry_out(action, by=progress.by, at=now())
        progress.say(number, len(places))
    return {"places": len(places), "parts": lit}


def _month_to_light(city: int | None, day: date) -> date:
    this = day.replace(day=1)
    reported = Report.objects.filter(part__city=city, month=this, submitted_at__isnull=False).exists()
    return this if reported else add_months(this, -1)


@job(CHASE, Text("每日催办", "Climb the ladder of the day"), daily_at=time(6, 0))
def chase_all(progress: Progress) -> dict[str, Any]:
    """Climb the ladder; after a stand-still of days, from the day on which it was climbed last."""
    day = progress.by.day
    last = Job.objects.filter(kind=CHASE, state=State.DONE).order_by("-ended_at").first()
    ended = localdate(last.ended_at) if last is not None and last.ended_at is not None else day - timedelta(days=1)
    since = min(ended, day - timedelta(days=1))
    return {"rungs": carry_out(ChaseDay(on=day, since=since), by=progress.by, at=now())}
