"""What the month does by itself each morning: look for proof past its keeping, compute the lights, climb the ladder."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate, now

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.models import Organisation
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.core.terms import add_months
from citycircle.records.jobs.kinds import Progress, job
from citycircle.records.jobs.models import Job, State
from citycircle.records.month.actions.chasing import ChaseDay
from citycircle.records.month.actions.lights import LightMonth
from citycircle.records.month.models import Part, Report
from citycircle.records.month.proofs import past_keeping
from citycircle.records.notices.actions import SendNotice, holders_of
from citycircle.records.notices.models import Notice

CHASE = "month.chase"
PAST_KEEPING = "/proofs/past-keeping/"
OVER_TITLE = Text("有佐证文件保管期满", "Files of proof are past their keeping")
OVER = Text(
    "{organisation}有{count}份佐证文件保管期满，可由单位负责人签批销毁；未签批的继续保管。",
    "{count} files of proof of {organisation} are past their keeping. A head may sign that they go; else they stay.",
)


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


@job("month.proof_keeping", Text("清点到期佐证", "Look for proof past its keeping"), daily_at=time(3, 20))
def tell_of_past_keeping(progress: Progress) -> dict[str, Any]:
    """Tell heads, once in thirty days, how many files of proof need not be kept any longer; nothing is destroyed."""
    day = progress.by.day
    rows = past_keeping(day).values("organisation").annotate(n=Count("pk")).order_by("organisation")
    counts = {row["organisation"]: row["n"] for row in rows}
    since = now() - timedelta(days=30)
    told = set(Notice.objects.filter(link=PAST_KEEPING, at__gte=since).values_list("person_id", flat=True))
    sent = 0
    for organisation in Organisation.objects.filter(pk__in=counts):
        count = counts[organisation.pk]
        for person in holders_of(Role.ORGANISATION_HEAD, organisation.place, day):
            if person.pk not in told:
                body = OVER.fill(organisation=organisation.name, count=count)
                notice = SendNotice(person=person, subject_line=OVER_TITLE, body=body, link=PAST_KEEPING)
                carry_out(notice, by=progress.by, at=now())
                told.add(person.pk)
                sent += 1
    return {"files": sum(counts.values()), "notices": sent}
