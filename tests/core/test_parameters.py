"""Dated tables: the day chooses, a city overrides, and a faulty file is refused with its line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.kinds import Words
from citycircle.core.kinds_of_number import Number
from citycircle.core.messages import Text
from citycircle.core.parameter_files import SOURCE_COLUMNS, ParameterFileFaulty
from citycircle.core.parameters import NoRuleInForce, NotInTable, Table

HEADER = ["item", "limit", *SOURCE_COLUMNS]


def line(item: str, limit: object, first: str, last: str = "", certainty: str = "checked") -> str:
    return f"{item},{limit},S,1,{first},{last},{certainty},Body,Title,No 1,3.1,2020-01-01"


def text(*lines: str) -> str:
    return "\n".join([",".join(HEADER), *lines]) + "\n"


def table(folder: Path, *lines: str) -> Table:
    path = folder / "domain" / "parameters" / "limits.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(*lines), encoding="utf-8")
    return Table(path, Text("限值", "Limits"), key={"item": Words()}, value={"limit": Number()})


@pytest.fixture
def limits(tmp_path: Path) -> Table:
    return table(
        tmp_path,
        line("a", 75, "2016-01-01", "2026-02-28"),
        line("a", 60, "2026-03-01"),
        line("b", 10, "2016-01-01", certainty="unverified"),
    )


def test_the_day_chooses(limits: Table) -> None:
    assert limits.name == "domain.limits"
    assert [limits.edition(day).row("a")["limit"] for day in (date(2016, 1, 1), date(2026, 2, 28))] == [75, 75]
    assert [limits.edition(day).row("a")["limit"] for day in (date(2026, 3, 1), date(2099, 1, 1))] == [60, 60]


def test_no_day_before_the_first(limits: Table) -> None:
    with pytest.raises(NoRuleInForce) as caught:
        limits.edition(date(2015, 12, 31))
    assert "2015-12-31" in caught.value.say("en")
    assert "2016-01-01" in caught.value.say("zh")


def test_what_is_not_listed_is_not_inferred(limits: Table) -> None:
    with pytest.raises(NotInTable) as caught:
        limits.edition(date(2020, 1, 1)).row("c")
    assert "a, b" in caught.value.say("en")


@given(st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 1, 1)))
def test_as_a_plain_search_would_find(day: date) -> None:
    found = table_of_many.edition(day)
    plain = [r for r in table_of_many.rows if r.valid_from <= day and (r.valid_to is None or day <= r.valid_to)]
    assert list(found.rows) == plain
    assert table_of_many.period(day) == table_of_many.period(found.since)


@pytest.fixture(autouse=True, scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> None:
    global table_of_many  # noqa: PLW0603  # Hypothesis cannot take a fixture into every example
    start, lines = date(2015, 1, 1), []
    for number in range(60):
        first = start + timedelta(days=90 * number)
        last = first + timedelta(days=89)
        lines.append(line("a", number, first.isoformat(), last.isoformat() if number < 59 else ""))
    table_of_many = table(tmp_path_factory.mktemp("many"), *lines)


def test_a_city_overrides_by_day_and_key(limits: Table) -> None:
    own = limits.amended_by(text(line("a", 50, "2026-06-01", "2026-12-31")), file="city.csv")
    rows = {
        day: own.edition(day).row("a") for day in map(date.fromisoformat, ("2026-05-31", "2026-06-01", "2027-01-01"))
    }
    assert [row["limit"] for row in rows.values()] == [60, 50, 60]
    assert [row.local for row in rows.values()] == [False, True, False]
    assert own.edition(date(2026, 6, 1)).row("b")["limit"] == 10
    assert limits.edition(date(2026, 6, 1)).row("a")["limit"] == 60, "the standard itself stays as it is"


def test_a_city_may_cover_days_that_the_standard_does_not(limits: Table) -> None:
    own = limits.amended_by(text(line("a", 99, "2014-01-01", "2014-12-31")), file="city.csv")
    assert own.edition(date(2014, 6, 1)).row("a")["limit"] == 99
    with pytest.raises(NoRuleInForce):
        own.edition(date(2015, 6, 1))


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        ([line("a", "x", "2016-01-01")], "not a number"),
        ([line("a", 1, "2016-02-30")], "not a day"),
        ([line("a", 1, "2016-01-01", certainty="sure")], "not one of the choices"),
        ([line("", 1, "2016-01-01")], "is empty"),
        ([line("a", 1, "2016-01-01") + ",more"], "cells instead of"),
        ([line("a", 1, "2016-01-01", "2017-01-01"), line("a", 2, "2017-01-01")], "two rows"),
        ([line("a", 1, "2016-01-01"), line("a", 2, "2017-01-01")], "two rows"),
        ([line("a", 1, "2016-01-01", "2016-12-31"), line("a", 2, "2017-01-02")], "gap"),
        ([line("a", 1, "2016-01-01", "2015-12-31")], "after"),
    ],
)
def test_a_faulty_file_is_refused_whole(tmp_path: Path, lines: list[str], part: str) -> None:
    with pytest.raises(ParameterFileFaulty) as caught:
        table(tmp_path, *lines).edition(date(2016, 6, 1))
    assert part in caught.value.say("en")
    assert "limits.csv" in caught.value.say("zh")


def test_columns_are_read_strictly(tmp_path: Path) -> None:
    faulty = table(tmp_path, line("a", 1, "2016-01-01"))
    faulty.path.write_text(text(line("a", 1, "2016-01-01")).replace("limit,", "limt,"), encoding="utf-8")
    with pytest.raises(ParameterFileFaulty) as caught:
        faulty.edition(date(2016, 6, 1))
    assert "missing columns: limit" in caught.value.say("en")
    assert "unknown columns: limt" in caught.value.say("en")


def test_a_gap_in_a_citys_file_is_its_own_business(limits: Table) -> None:
    own = text(line("a", 1, "2020-01-01", "2020-01-31"), line("a", 2, "2020-03-01", "2020-03-31"))
    assert limits.amended_by(own, file="c.csv").edition(date(2020, 2, 15)).row("a")["limit"] == 75
