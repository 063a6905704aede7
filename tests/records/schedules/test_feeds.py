"""Calendars of a person: what stands in them on a day, and that an address ends at once."""

from datetime import date

import pytest
from tests.region import DAY
from tests.scheduled import make_schedule

from citycircle.accounts.actions.posts import Appoint, EndHolding
from citycircle.accounts.errors import NotAllowed
from citycircle.accounts.models import AuditLine, Holding, Post
from citycircle.accounts.viewers import viewer_of
from citycircle.records.schedules.actions.feeds import MakeFeed, RevokeFeed
from citycircle.records.schedules.actions.planning import NamePost
from citycircle.records.schedules.calendars import days_of, feed_of
from citycircle.records.schedules.models import CalendarFeed

pytestmark = pytest.mark.django_db
HOME = "https://tinghe.example"


@pytest.fixture
def rows(region):
    return make_schedule(region)


def titles(viewer):
    return sorted(day.title for day in days_of(viewer, HOME))


def test_only_a_digest_is_kept_and_neither_it_nor_the_address_stands_in_the_log(region, do, somebody):
    person, viewer = somebody("jiang", "filler", "lanchuan_edu")
    token = do(MakeFeed(person=person), by=viewer)
    feed = CalendarFeed.objects.get()
    assert token not in feed.digest
    assert len(token) > 40
    said = str([line.changes for line in AuditLine.objects.all()])
    assert token not in said
    assert feed.digest not in said
    assert feed_of(token) == feed
    assert feed_of(token + "x") is None
    assert feed_of(feed.digest) is None


def test_a_revoked_address_and_one_of_somebody_who_left_open_nothing(region, do, somebody):
    person, viewer = somebody("jiang", "filler", "lanchuan_edu")
    first, second = (do(MakeFeed(person=person), by=viewer) for _ in range(2))
    do(RevokeFeed(feed=feed_of(first)), by=viewer)
    assert feed_of(first) is None
    assert feed_of(second) is not None
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert feed_of(second) is None


def test_nobody_makes_or_revokes_for_another(region, do, somebody):
    person, viewer = somebody("jiang", "filler", "lanchuan_edu")
    token = do(MakeFeed(person=person), by=viewer)
    other = somebody("other", "security_administrator", "office")[1]
    for action in (MakeFeed(person=person), RevokeFeed(feed=feed_of(token))):
        with pytest.raises(NotAllowed):
            do(action, by=other)


def test_a_calendar_holds_what_the_organisation_leads_and_what_the_post_answers_for(rows, do, somebody):
    _, leads = somebody("jiang", "filler", "lanchuan_edu")
    named, named_viewer = somebody("named", "filler", "lanchuan_drc")
    assert titles(leads) == ["任务1", "供地", "开工", "批复", "立项"]
    assert titles(named_viewer) == ["任务2"]  # 印发方案 has no day
    do(NamePost(milestone=rows["c"], post=Post.objects.get(holdings__person=named)))
    assert titles(leads) == ["任务1", "供地", "批复", "立项"]
    assert titles(named_viewer) == ["任务2", "开工"]


def test_a_calendar_follows_the_posts_held_on_the_day(rows, do, somebody, region):
    person, viewer = somebody("jiang", "filler", "lanchuan_edu")
    assert "立项" in titles(viewer)
    do(EndHolding(holding=Holding.objects.get(person=person), last_day=DAY))
    after = viewer_of(person, date(2026, 3, 3))
    assert titles(after) == []
    post = Post.objects.create(organisation=region["lanchuan_drc"], title="联络员", role="filler")
    do(Appoint(person=person, post=post, valid_from=date(2026, 3, 3)))
    assert titles(viewer_of(person, date(2026, 3, 3))) == ["任务2"]


def test_drafts_other_cities_and_administrators_have_nothing_in_it(region, do, somebody):
    make_schedule(region, state="comment")
    for name, role, organisation in (
        ("jiang", "filler", "lanchuan_edu"),
        ("far", "filler", "heyang_drc"),
        ("admin", "system_administrator", "lanchuan_edu"),
    ):
        assert titles(somebody(name, role, organisation)[1]) == []


def test_names_and_addresses_stay_the_same_and_the_day_is_the_latest_said(rows, somebody):
    _, viewer = somebody("jiang", "filler", "lanchuan_edu")
    type(rows["b"]).objects.filter(pk=rows["b"].pk).update(forecast_on=date(2026, 5, 20))
    found = {day.title: day for day in days_of(viewer, HOME)}
    moved = found["批复"]
    assert moved.day == date(2026, 5, 20)
    assert moved.uid == f"milestone-{rows['b'].pk}@tinghe.example"
    assert moved.url == f"{HOME}/milestones/{rows['b'].pk}/"
    assert "计划日期：2026-05-01" in moved.text
    assert "任务：任务1" in moved.text
