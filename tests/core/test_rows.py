"""Table mode: strict about columns, every bad row kept with its reason, none lost."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.core import rows as table_mode
from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Finding
from citycircle.core.rows import ColumnsDoNotFit, RowsAsked, cell_text, fit
from citycircle.domains.environment.air import SUB_INDEX
from citycircle.domains.environment.air_reports import DAILY_INDEX

HEADER = ["on", "pollutant", "period", "concentration"]


def ask(rows: list[list[object]], header: list[str] = HEADER, **options: object) -> RowsAsked:
    asked = RowsAsked(SUB_INDEX, fit(SUB_INDEX, header, one_day=False), **options)  # type: ignore[arg-type]
    asked.answers = list(asked(rows))  # type: ignore[attr-defined]  # kept for the test to look at
    return asked


def test_every_row_has_an_answer_or_a_reason() -> None:
    asked = ask(
        [
            ["2026-03-01", "pm25", "day", "60"],
            ["2026-02-30", "pm25", "day", "60"],
            [],
            ["2026-03-01", "pm25", "day"],
            ["2026-03-01", "pm25", "day", "-1"],
            ["2026-03-01", "pm25", "day", ""],
            ["2010-03-01", "pm25", "day", "60"],
            ["", "pm25", "day", "60"],
        ]
    )
    found = {answer.line: answer.problem.code if answer.problem else answer.outputs[1] for answer in asked.answers}
    assert found == {
        2: 100,
        3: "not_a_day",
        5: "not_so_many_cells",
        6: "below_range",
        7: "nothing_written",
        8: "no_rule_in_force",
        9: "nothing_written",
    }
    assert (asked.answered, asked.refused) == (1, 6)


def test_a_day_changes_the_edition_although_answers_are_remembered() -> None:
    days = ["2026-02-28", "2026-03-01", "2026-02-27", "2026-03-02"] * 2
    asked = ask([[day, "pm25", "day", "60"] for day in days])
    assert [answer.outputs[1] for answer in asked.answers] == [82, 100] * 4


def test_what_a_blank_means_may_be_said() -> None:
    header = ["so2", "no2", "co", "o3", "pm10", "pm25"]
    columns = fit(DAILY_INDEX, header, one_day=True)
    row = ["12", "45", "1.1", "175", "135", ""]
    strict, told = (next(RowsAsked(DAILY_INDEX, columns, date(2026, 6, 1), blank)([row])) for blank in ("", "NA"))
    assert strict.problem is not None
    assert told.outputs is not None
    assert told.outputs[0] == 114


@pytest.mark.parametrize(
    ("header", "missing", "unknown", "twice"),
    [
        (["on", "pollutant", "period"], "concentration", "none", "none"),
        (["pollutant", "period", "concentration"], "on", "none", "none"),
        ([*HEADER, "site", "note"], "none", "site, note", "none"),
        ([*HEADER, "period"], "none", "none", "period"),
        (["on", "pollutant", "period", "concentraton"], "concentration", "concentraton", "none"),
    ],
)
def test_columns_that_do_not_fit(header: list[str], missing: str, unknown: str, twice: str) -> None:
    with pytest.raises(ColumnsDoNotFit) as caught:
        fit(SUB_INDEX, header, one_day=False)
    assert f"Missing: {missing}; unknown: {unknown}; twice: {twice}." in caught.value.say("en")


def test_columns_by_title_by_name_given_and_kept() -> None:
    columns = fit(
        SUB_INDEX,
        ["站点", "日期", "污染物", "平均时间", "实测值"],
        one_day=False,
        named={"concentration": "实测值"},
        keep=["站点"],
    )
    assert columns.inputs == {"pollutant": 2, "period": 3, "concentration": 4}
    assert columns.day == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 3, 1, 0, 0), "2026-03-01"),  # noqa: DTZ001  # Excel knows no zones
        (datetime(2026, 3, 1, 23, 30), "2026-03-01 23:30:00"),  # noqa: DTZ001
        (Decimal("1E+3"), "1000"),
        (7, "7"),
    ],
)
def test_cells_of_excel_and_parquet(value: object, text: str) -> None:
    assert cell_text(value) == text


CELLS = st.sampled_from(["60", "60.5", "0.06 mg/m³", "-1", "x", "", "NA", "801"])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2026-02-28", "2026-03-01", "2012-01-01", "2031-01-01", "no"]),
        st.sampled_from(["pm25", "so2", "PM10", "none"]),
        st.sampled_from(["day", "hour"]),
        CELLS,
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(ROWS)
def test_a_table_says_what_single_questions_say(rows: list[tuple[str, ...]]) -> None:
    """However few answers are remembered, and whatever came before."""
    before, table_mode.REMEMBERED = table_mode.REMEMBERED, 3
    try:
        answers = ask([list(row) for row in rows]).answers  # type: ignore[attr-defined]
    finally:
        table_mode.REMEMBERED = before
    assert len(answers) == len(rows)
    for row, answer in zip(rows, answers, strict=True):
        single = alone(row)
        if isinstance(single, CityCircleError):
            assert answer.problem is not None
            assert answer.problem.say("en") == single.say("en")
        else:
            assert answer.outputs == tuple(single.outputs.get(field.name) for field in SUB_INDEX.outputs)


def alone(row: tuple[str, ...]) -> Finding | CityCircleError:
    try:
        return SUB_INDEX.answer(dict(zip(HEADER[1:], row[1:], strict=True)), on=row[0])
    except CityCircleError as refusal:
        return refusal
