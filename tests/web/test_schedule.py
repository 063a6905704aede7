"""The pages of a schedule: lists with gaps first, forms, the chart on screen, paper and as a file, calendars."""

from __future__ import annotations

import re
from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from lxml import etree, html
from tests.scheduled import make_milestone, make_plan, make_schedule, make_task

from citycircle.accounts.models import AuditLine
from citycircle.accounts.roles import Role
from citycircle.records.plans.models import Milestone
from citycircle.records.schedules.models import CalendarFeed, Precedence

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return localdate()


@pytest.fixture
def rows(region, today):
    """The schedule of the tests, moved so that 批复 is overdue by ten days and 开工 due in twenty."""
    found = make_schedule(region)
    days = {"a": -60, "b": -10, "d": -30, "c": 20}
    for name, ahead in days.items():
        Milestone.objects.filter(pk=found[name].pk).update(baseline_on=today + timedelta(ahead))
        found[name].refresh_from_db()
    return found


@pytest.fixture
def clerk(enter, somebody, rows):
    person, _ = somebody("clerk", "filler", "lanchuan_edu")
    return enter(person)


@pytest.fixture
def office(enter, somebody, rows):
    person, _ = somebody("keeper", "office_reviewer", "lanchuan_drc")
    return enter(person)


def text_of(answer):
    return html.fromstring(answer.content.decode()).text_content()


def listed(answer):
    page = html.fromstring(answer.content.decode())
    return [[cell.text_content().strip() for cell in row] for row in page.xpath("//table//tbody/tr")]


def test_the_list_shows_what_lacks_something_first_then_what_is_due_first(clerk):
    found = listed(clerk.get("/schedule/"))
    assert [row[0] for row in found] == ["印发方案", "立项", "供地", "批复", "开工"]
    assert found[0][1:3] == ["没有日期", "没有日期、没有责任岗位"]
    assert found[1][1] == "已超期"
    assert found[4][1] == "30天内到期"
    assert found[3][7].startswith("已超期10天")
    assert [row[3] for row in found] == ["", "本岗", "本岗", "本岗", "本岗"]
    assert len(listed(clerk.get("/schedule/?mine=yes"))) == 4
    assert [row[0] for row in listed(clerk.get("/schedule/?standing=soon"))] == ["开工"]
    assert [row[0] for row in listed(clerk.get("/schedule/?gap=both"))] == ["印发方案"]
    assert [row[0] for row in listed(clerk.get("/schedule/?plan=LC-2026&lead=教育"))] == [
        "立项",
        "供地",
        "批复",
        "开工",
    ]
    assert clerk.get("/schedule/?format=xlsx").content[:2] == b"PK"


def test_the_home_page_counts_what_a_clerk_still_has_to_reach(clerk):
    page = html.fromstring(clerk.get("/").content.decode())
    card = next(one for one in page.xpath("//ul[@class='today']/li") if "到期的时间节点" in one.text_content())
    assert card.xpath("string(.//p[@class='figure'])") == "4"
    assert card.xpath("string(.//a/@href)") == "/schedule/?mine=yes&sort=planned"


def test_handing_a_post_over_says_how_many_milestones_go_with_it(enter, somebody, rows):
    from citycircle.accounts.models import Post

    holder, _ = somebody("holder", "filler", "lanchuan_edu")
    post = Post.objects.get(holdings__person=holder)
    Milestone.objects.filter(pk__in=[rows["a"].pk, rows["b"].pk]).update(post=post)
    security, _ = somebody("security", "security_administrator", "office")
    assert re.search(r"未完成的时间节点\s*2", text_of(enter(security).get(f"/posts/{post.pk}/hand-over")))


def test_a_task_is_on_time_only_by_a_forecast_that_lies_ahead(region, today):
    from citycircle.records.schedules.charts import chart_of_plan
    from citycircle.records.schedules.nodes import schedule_of

    plan = make_plan(region["lanchuan_drc"], region["lanchuan"])
    tasks = [make_task(plan, number, due=today + timedelta(90)) for number in (1, 2, 3)]
    for task, ahead in zip(tasks, (-20, 30, 100), strict=True):
        make_milestone(task, "开工", today + timedelta(ahead - 10), forecast_on=today + timedelta(ahead))
    chart = chart_of_plan(schedule_of(plan, today), "field", "zh")
    assert [chart.words[task.key].zh for task in chart.tasks] == ["", "按期", "滞后10天"]


def test_a_plan_says_gaps_chains_what_is_due_and_what_moves(clerk, rows):
    Milestone.objects.filter(pk=rows["a"].pk).update(actual_on=rows["a"].baseline_on)
    Milestone.objects.filter(pk=rows["b"].pk).update(forecast_on=rows["c"].baseline_on)
    answer = clerk.get(f"/plans/{rows['plan'].pk}/schedule/")
    said = " ".join(text_of(answer).split())
    assert "关键线路" in said
    # 批复 is expected on the day of 开工, which then takes 20 days more.
    assert re.search(r"开工：\S+ → \S+（20天），因批复", said)
    columns = [row for row in listed(answer) if row[0] == "开工"]
    assert columns[0][8] == "关键"
    assert clerk.get(f"/plans/{rows['plan'].pk}/schedule/?format=xlsx").content[:2] == b"PK"


def test_a_milestone_says_who_answers_and_what_its_lateness_moves(clerk, rows):
    said = " ".join(text_of(clerk.get(f"/milestones/{rows['b'].pk}/")).split())
    assert "没有责任岗位" in said
    assert "后5天" in said
    # 立项 is sixty days overdue; 批复 takes 45 days and five in between.
    assert re.search(r"受“立项”影响，本节点将由\S+推迟到\S+（60天）", said)
    assert "填报进展" in said
    assert "计划日期" not in said  # only the office that keeps the plan sets it
    cause = " ".join(text_of(clerk.get(f"/milestones/{rows['a'].pk}/")).split())
    assert re.search(r"本节点推迟，将影响： ?批复：\S+ → \S+（60天）", cause)
    assert clerk.get("/milestones/99999/").status_code == 404


def test_the_page_of_a_task_shows_its_milestones_and_where_one_is_added(clerk, rows):
    answer = clerk.get(f"/tasks/{rows['first'].pk}/", follow=True)
    said = " ".join(text_of(answer).split())
    assert "已超期10天" in said
    page = html.fromstring(answer.content.decode())
    assert f"/milestones/{rows['c'].pk}/" in page.xpath("//a/@href")
    add = f"/plans/{rows['plan'].pk}/milestones/add?task=LC-2026-1"
    assert add in page.xpath("//a/@href")
    assert 'value="LC-2026-1"' in clerk.get(add).content.decode()


def test_the_lead_reports_on_a_form_that_asks_for_a_reason_when_it_is_late(clerk, rows, today):
    address = f"/milestones/{rows['c'].pk}/report"
    late = (today + timedelta(40)).isoformat()
    given = {"forecast": late, "actual": "", "seen": "1"}
    refused = clerk.post(address, given)
    assert refused.status_code == 422
    assert "请填写“填报节点进展”的理由" in text_of(refused)
    assert clerk.post(address, given | {"reason": "雨季停工"}).status_code == 302
    row = Milestone.objects.get(pk=rows["c"].pk)
    assert row.forecast_on.isoformat() == late
    assert AuditLine.objects.filter(action="milestone.report", reason="雨季停工", outcome="done").count() == 1
    ahead = clerk.post(address, {"actual": late, "seen": "2"})
    assert "晚于今天" in text_of(ahead)


def test_predecessors_are_typed_by_their_numbers_and_a_circle_is_named(clerk, rows):
    address = f"/milestones/{rows['d'].pk}/predecessors"
    page = text_of(clerk.get(address))
    assert f"M{rows['a'].pk}" in page
    assert "立项" in page
    given = {"before": f"M{rows['a'].pk} +3 立项\nm{rows['b'].pk}", "days": "15", "seen": "1"}
    assert clerk.post(address, given).status_code == 302
    links = {link.before.what: link.lag for link in Precedence.objects.filter(after=rows["d"])}
    assert links == {"立项": 3, "批复": 0}
    assert f"M{rows['a'].pk} +3 立项" in text_of(clerk.get(address))
    wrong = clerk.post(address, {"before": "M999999", "seen": "2"})
    assert "“M999999”无法识别" in text_of(wrong)
    circle = clerk.post(f"/milestones/{rows['a'].pk}/predecessors", {"before": f"M{rows['c'].pk}", "seen": "1"})
    assert circle.status_code == 422
    assert "形成循环" in text_of(circle)
    assert clerk.post(address, {"before": "", "days": "123456", "seen": "2"}).status_code == 422


def test_the_office_plans_days_names_posts_adds_and_removes(office, rows, do, region, today):
    assert office.post(f"/milestones/{rows['e'].pk}/planned", {"day": "2026-09-30", "seen": "1"}).status_code == 302
    from citycircle.accounts.actions.posts import CreatePost

    post = do(CreatePost(organisation=region["lanchuan_drc"], role=Role.FILLER, called="投资科科长"))
    foreign = do(CreatePost(organisation=region["heyang_drc"], role=Role.FILLER, called="区域科科长"))
    form = text_of(office.get(f"/milestones/{rows['e'].pk}/post"))
    assert "投资科科长" in form
    assert "区域科科长" not in form
    assert office.post(f"/milestones/{rows['e'].pk}/post", {"post": post.pk, "seen": "2"}).status_code == 302
    assert office.post(f"/milestones/{rows['e'].pk}/post", {"post": foreign.pk, "seen": "3"}).status_code == 422
    add = f"/plans/{rows['plan'].pk}/milestones/add"
    made = office.post(add, {"called": "中期评估", "task": "", "day": "2026-06-30"})
    row = Milestone.objects.get(what="中期评估")
    assert made["Location"] == f"/milestones/{row.pk}/"
    office.post(add, {"called": "竣工", "task": "1"})
    assert Milestone.objects.get(what="竣工").task == rows["first"]
    assert office.post(add, {"called": "竣工", "task": "没有"}).status_code == 422
    assert office.post(f"/milestones/{row.pk}/remove", {"reason": "重复"}).status_code == 302
    assert not Milestone.objects.filter(what="中期评估").exists()
    assert office.get(f"/milestones/{rows['e'].pk}/report").status_code == 404  # its lead reports, not the office


def test_forms_that_somebody_may_not_use_are_not_there(enter, somebody, rows):
    person, _ = somebody("far", "office_reviewer", "heyang_drc")
    client = enter(person)
    for form in ("planned", "post", "predecessors", "report", "remove"):
        assert client.get(f"/milestones/{rows['a'].pk}/{form}").status_code in {403, 404}, form
    answer = client.post(f"/plans/{rows['plan'].pk}/milestones/add", {"called": "外市节点"})
    assert answer.status_code == 422
    assert not Milestone.objects.filter(what="外市节点").exists()


def test_a_stranger_city_sees_nothing_of_a_draft(enter, somebody, region):
    draft = make_schedule(region, state="draft")
    person, _ = somebody("far", "filler", "heyang_drc")
    client = enter(person)
    assert listed(client.get("/schedule/")) == []
    plan = draft["plan"].pk
    for address in (f"/plans/{plan}/schedule/", f"/plans/{plan}/gantt/", f"/plans/{plan}/gantt/print/A0",
                    f"/plans/{plan}/gantt/A3-1.svg", f"/milestones/{draft['a'].pk}/"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_the_chart_stands_in_the_page_and_opens_nothing_that_its_policy_forbids(clerk, rows):
    answer = clerk.get(f"/plans/{rows['plan'].pk}/gantt/?by=organisation")
    page = answer.content.decode()
    assert "澜川市教育局" in text_of(answer)
    assert "<svg" in page
    assert not re.search(r"style=|<style| on\w+=", page)
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_paper_and_files_have_their_true_size(clerk, rows):
    plan = rows["plan"].pk
    for paper, width in (("A3", "420mm"), ("A0", "1189mm")):
        printed = clerk.get(f"/plans/{plan}/gantt/print/{paper}")
        assert f"wall-{paper}.css" in printed.content.decode()
        file = clerk.get(f"/plans/{plan}/gantt/{paper}-1.svg")
        assert file["Content-Type"] == "image/svg+xml"
        assert f'filename="LC-2026-{paper}-1.svg"' in file["Content-Disposition"]
        assert etree.fromstring(file.content).get("width") == width
    assert clerk.get(f"/plans/{plan}/gantt/print/A5").status_code == 404
    assert clerk.get(f"/plans/{plan}/gantt/A3-2.svg").status_code == 404


def test_a_long_plan_is_shown_sheet_by_sheet(clerk, rows, region):
    for number in range(10, 70):
        make_milestone(make_task(rows["plan"], number, region["lanchuan_edu"]), f"节点{number}")
    address = f"/plans/{rows['plan'].pk}/gantt/"
    first, last = clerk.get(address), clerk.get(f"{address}?sheet=999")
    assert "任务10" in text_of(first)
    assert "任务69" not in text_of(first)
    assert "任务69" in text_of(last)
    printed = clerk.get(f"{address}print/A3").content.decode()
    assert printed.count("<svg") == int(re.search(r"第1张，共(\d+)张", text_of(first))[1])


def test_a_calendar_address_works_without_signing_in_until_it_is_revoked(clerk, rows, client):
    shown = text_of(clerk.post("/me/calendar/", follow=True))
    address = re.search(r"http://testserver(/calendar/\S+\.ics)", shown)[1]
    assert address not in text_of(clerk.get("/me/calendar/"))
    feed = CalendarFeed.objects.get()
    clerk.logout()
    answer = client.get(f"{address}?remind=3")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    calendar = icalendar.Calendar.from_ical(answer.content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"立项", "批复", "供地", "开工", "任务1"}
    assert events["批复"].decoded("dtstart") == rows["b"].baseline_on
    assert events["批复"]["uid"] == f"milestone-{rows['b'].pk}@testserver"
    assert calendar["x-wr-calname"] == "同城圈：clerk某的时间节点"
    assert len(calendar.walk("VALARM")) == 5
    todos = icalendar.Calendar.from_ical(client.get(f"{address}?todo=yes").content).walk("VTODO")
    assert len(todos) == 5
    CalendarFeed.objects.filter(pk=feed.pk).update(revoked_at=feed.made_at)
    assert client.get(address).status_code == 404
    assert client.get("/calendar/guess.ics").status_code == 404


def test_a_person_revokes_only_the_own_address(clerk, do, somebody, rows):
    from citycircle.records.schedules.actions.feeds import MakeFeed

    other, viewer = somebody("other", "filler", "lanchuan_drc")
    do(MakeFeed(person=other), by=viewer)
    foreign = CalendarFeed.objects.get()
    assert clerk.post("/me/calendar/", {"revoke": foreign.pk}).status_code == 404
    clerk.post("/me/calendar/")
    own = CalendarFeed.objects.exclude(pk=foreign.pk).get()
    clerk.post("/me/calendar/", {"revoke": own.pk})
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert own.revoked_at is not None
    assert foreign.revoked_at is None


def test_programs_read_the_schedule_and_report(clerk, rows, today):
    found = clerk.get(f"/api/v1/schedules?plan={rows['plan'].pk}").json()["rows"]
    assert [row["what"] for row in found] == ["立项", "批复", "供地", "开工", "印发方案"]
    assert found[1]["slip"]["days"] == 10
    assert found[1]["slip"]["basis"] == "so_far"
    schedule = clerk.get(f"/api/v1/schedules/of-plan?plan={rows['plan'].pk}").json()
    assert {gap["lacks"] for gap in schedule["gaps"]} >= {"date", "post"}
    assert [len(net["chains"]) for net in schedule["nets"]] == [1]
    assert schedule["due"] == [rows["c"].pk]
    given = {"milestone": rows["a"].pk, "actual": today.isoformat()}
    assert clerk.post("/api/v1/schedules/report", given, "application/json").status_code == 200
    assert Milestone.objects.get(pk=rows["a"].pk).actual_on == today
    refused = clerk.post(
        "/api/v1/schedules/set-day", {"milestone": rows["a"].pk, "day": "2026-01-01"}, "application/json"
    )
    assert refused.status_code == 403
    made = clerk.post("/api/v1/schedules/feeds/make", {}, "application/json")
    assert len(made.json()["value"]) > 40
    assert len(clerk.get("/api/v1/schedules/feeds").json()["rows"]) == 1


def test_lists_ask_as_many_questions_for_many_rows_as_for_few(clerk, rows, region):
    plan = rows["plan"].pk
    addresses = ("/schedule/", f"/plans/{plan}/schedule/", f"/plans/{plan}/gantt/", f"/milestones/{rows['a'].pk}/",
                 f"/api/v1/schedules?plan={plan}")  # fmt: skip

    def asked():
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as questions:
                assert clerk.get(address).status_code == 200
            found.append(len(questions))
        return found

    asked()
    few = asked()
    other = make_plan(region["lanchuan_drc"], region["lanchuan"], "LC-9")
    for number in range(20, 50):
        make_milestone(make_task(rows["plan"], number, region["lanchuan_edu"]), f"节点{number}")
        make_milestone(make_task(other, number, region["lanchuan_edu"]), f"节点{number}")
    assert asked() == few


@pytest.mark.parametrize("address", ["/schedule/", "/plans/{plan}/schedule/", "/plans/{plan}/gantt/", "/me/calendar/",
                                     "/milestones/{a}/", "/milestones/{a}/report"])  # fmt: skip
def test_pages_speak_english(clerk, rows, address):
    from citycircle.accounts.models import Person

    Person.objects.update(language="en")
    where = address.format(plan=rows["plan"].pk, a=rows["a"].pk)
    page = html.fromstring(clerk.get(where).content.decode())
    for heading in page.xpath("//h1|//h2|//th|//dt|//button"):
        said = heading.text_content().strip()
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"汀河都市圈LC-2026工作要点|立项|中文", "", said)), said
