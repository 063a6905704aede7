"""Calendars as other programs read them: parsed back, folded, escaped, the same thing under the same name."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.messages import Text
from citycircle.planning.schedule.calendars import Day, feed

STAMP = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
KIND = Text("时间节点", "Milestone")
LONG = "推进汀河大道断头路打通工程；完成可行性研究报告批复，并报汀河都市圈建设领导小组办公室备案" * 3
DAY = Day(
    "milestone-7@citycircle",
    date(2026, 12, 31),
    "通过验收, 移交; \\ 结算",
    LONG + "\n第二行",
    "https://c.example/1",
    KIND,
)


def back(content):
    return icalendar.Calendar.from_ical(content)


def unfolded(content):
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_milestone_is_an_all_day_event_that_takes_no_time():
    calendar = back(feed("我的时间表", [DAY], stamp=STAMP))
    assert calendar["prodid"] == "-//CityCircle//Schedule//ZH"
    assert calendar["x-wr-calname"] == calendar["name"] == "我的时间表"
    (event,) = calendar.walk("VEVENT")
    assert event["uid"] == "milestone-7@citycircle"
    assert event.decoded("dtstart") == date(2026, 12, 31)
    assert event.decoded("dtend") == date(2027, 1, 1)
    assert event.decoded("dtstamp") == STAMP
    assert event["summary"] == "通过验收, 移交; \\ 结算"
    assert event["description"] == LONG + "\n第二行"
    assert event["transp"] == "TRANSPARENT"
    assert event["categories"].to_ical().decode() == "时间节点"


def test_days_carry_no_time_and_the_stamp_is_in_world_time():
    lines = unfolded(feed("表", [DAY], stamp=STAMP.astimezone(tz=None)))
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert any(line.startswith("DTSTAMP") and "20261124T" in line for line in lines)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines


def test_lines_are_folded_at_75_octets_between_characters():
    content = feed("表", [DAY], stamp=STAMP)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert "SUMMARY:通过验收\\, 移交\\; \\\\ 结算" in unfolded(content)


def test_a_deadline_may_be_a_to_do_with_its_state():
    reached = Day("a@c", date(2026, 6, 30), "报送", done=date(2026, 6, 28))
    open_still, done = back(feed("表", [DAY, reached], stamp=STAMP, shape="todo")).walk("VTODO")
    assert (open_still.decoded("due"), open_still["status"]) == (date(2026, 12, 31), "NEEDS-ACTION")
    assert (done["status"], done["percent-complete"], done["summary"]) == ("COMPLETED", 100, "✓ 报送")


def test_alarms_ring_at_nine_so_many_days_before_and_only_for_what_is_open():
    reached = Day("a@c", date(2026, 6, 30), "报送", done=date(2026, 6, 28))
    calendar = back(feed("表", [DAY, reached], stamp=STAMP, language="en", remind=3))
    (alarm,) = calendar.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-3, hours=9)
    assert alarm["description"].startswith("Due in 3 days: ")


def test_the_same_days_at_the_same_moment_are_the_same_bytes():
    assert feed("表", [DAY], stamp=STAMP) == feed("表", [DAY], stamp=STAMP)


def test_a_stamp_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        feed("表", [DAY], stamp=datetime(2026, 1, 1))  # noqa: DTZ001  # the very mistake


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.text(st.characters(exclude_categories=["Cs"]))
)
def test_any_words_come_back_and_break_nothing(title, text):
    day = Day("x@c", date(2026, 5, 1), title, text)
    content = feed("表", [day, DAY], stamp=STAMP)
    first, second = back(content).walk("VEVENT")
    assert second["uid"] == DAY.uid
    kept = "".join(sign for sign in title.replace("\r\n", "\n") if sign >= " " or sign in "\n\t").replace("\x7f", "")
    assert str(first["summary"]) == kept
