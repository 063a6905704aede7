"""`citycircle rule` and `citycircle rules` as a person or a script meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from citycircle.cli.dispatch import main
from citycircle.core.parameter_files import SOURCE_COLUMNS
from citycircle.domains.discovery import find_rules

NAME = "environment.air.sub_index"
GIVEN = ["pollutant=pm25", "period=day", "concentration=60"]


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    assert main(list(words)) == code
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_one_rule_a_line_name_first(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "rules", "--lang", "en")
    assert [line.split()[0] for line in out.splitlines()] == list(find_rules())
    assert any(line.split(maxsplit=1) == [NAME, "Air quality sub-index (IAQI)"] for line in out.splitlines())


def test_the_audit_has_a_line_for_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "rules", "environment", "--audit", "--lang", "en")
    assert {line.partition(": ")[0] for line in out.splitlines()} == {n for n in find_rules() if n.startswith("envir")}


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-02-28", "PM2.5, 24-hour mean 60 µg/m³: sub-index 82, good.\n"),
        ("2026-03-01", "PM2.5, 24-hour mean 60 µg/m³: sub-index 100, good.\n"),
    ],
)
def test_the_day_decides(capsys: pytest.CaptureFixture[str], day: str, sentence: str) -> None:
    assert said(capsys, "rule", NAME, "--on", day, "--sentence", "--lang", "en", *GIVEN)[0] == sentence
    assert said(capsys, "rule", "--lang=en", NAME, *GIVEN, "--sentence", "--on", day)[0] == sentence


def test_json_is_the_finding(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "rule", NAME, "--on", "2026-03-01", "--json", *GIVEN)
    shape = json.loads(out)
    assert shape["outputs"]["index"] == 100
    assert shape["rows"][0]["source"]["number"] == "HJ 633-2026"


def test_without_values_it_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "rule", NAME, "--lang", "en")
    for field in ("pollutant", "period", "concentration", "index", "environment.air_sub_index", "--example"):
        assert field in out


def test_examples_are_commands_with_their_answers(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "rule", NAME, "--example", "co-2.2-is-55", "--lang", "en")
    assert "citycircle rule environment.air.sub_index --on 2026-06-01 pollutant=co period=day concentration=2.2" in out
    assert "sub-index 55" in out
    command = next(line for line in out.splitlines() if line.startswith("citycircle "))
    assert "sub-index 55" in said(capsys, *command.split()[1:], "--lang", "en")[0]


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["rule", "no.such.rule"], 1, "no rule named"),
        (["rule", NAME, *GIVEN], 2, "--on"),
        (["rule", NAME, "--on", "2026-02-30", *GIVEN], 1, "not a day of the calendar"),
        (["rule", NAME, "--on", "2026-03-01", "pollutant=pm25", "period=day", "concentration=-1"], 1, "below 0"),
        (["rule", NAME, "--on", "2026-03-01", "pollutant=pm25", "period=day", "concentration=6 ppm"], 1, "ppm"),
        (["rule", NAME, "--on", "2026-03-01", "pollutant=pm25", "period=day"], 1, "concentration is missing"),
        (["rule", NAME, "--on", "2026-03-01", *GIVEN, "x=1"], 1, "no input named x"),
        (["rule", NAME, "--on", "2026-03-01", *GIVEN, "period=day"], 2, "once"),
        (["rule", NAME, "--on", "2026-03-01", "60"], 2, "name=value"),
        (["rule", NAME, "--example", "none"], 1, "no example named"),
        (["rule", NAME, "--table", "no-such-file.csv"], 1, "cannot be read"),
        (["rule", NAME, "--on", "2026-03-01", "--parameters", "other.csv", *GIVEN], 1, "belongs to no table"),
    ],
)
def test_misuse_gets_a_sentence(capsys: pytest.CaptureFixture[str], words: list[str], code: int, part: str) -> None:
    out, err = said(capsys, *words, "--lang", "en", code=code)
    assert out == ""
    assert part in err
    _, chinese = said(capsys, *words, "--lang", "zh", code=code)
    assert "。" in chinese


TABLE = """station,on,pollutant,period,concentration
S1,2026-02-28,pm25,day,60
S2,2026-03-01,pm25,day,60
S3,2026-03-01,pm25,day,-1
S4,2026-03-01,pm25,day
S5,2026-13-01,pm25,day,60
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_table_is_answered_row_by_row(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    out, err = said(capsys, "rule", NAME, "--table", str(table), "--keep", "station", "--lang", "en", code=1)
    rows = rows_of(out)
    assert [row["station"] for row in rows] == ["S1", "S2", "S3", "S4", "S5"]
    assert [row["index"] for row in rows] == ["82", "100", "", "", ""]
    assert [bool(row["problem"]) for row in rows] == [False, False, True, True, True]
    assert "row 4: concentration: -1 is below 0." in err
    assert "5 rows: 2 answered, 3 with a problem." in err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_answers_in_a_file_are_the_same(capsys: pytest.CaptureFixture[str], table: Path, ending: str) -> None:
    plain, _ = said(capsys, "rule", NAME, "--table", str(table), "--keep", "all", "--quiet", code=1)
    out = table.with_name(f"answers.{ending}")
    said(capsys, "rule", NAME, "--table", str(table), "--keep", "all", "--out", str(out), "--quiet", code=1)
    again = table.with_name("again.csv")
    # The answers are themselves a table that can be asked once more; its own columns stay beside the new ones.
    said(capsys, "rule", NAME, "--table", str(out), "--keep", "all", "--out", str(again), "--quiet", code=1)
    first = rows_of(plain)
    for row, before in zip(rows_of(again.read_text(encoding="utf-8")), first, strict=True):
        assert (row["station"], row["index"], row["index_"]) == (before["station"], before["index"], before["index"])
        assert row["problem"] == before["problem"]


def test_words_are_for_people(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    words = ["rule", NAME, "--table", str(table), "--keep", "station", "--words", "--quiet", "--lang", "zh"]
    out, _ = said(capsys, *words, code=1)
    assert out.splitlines()[0].endswith("修约后浓度,空气质量分指数,级别,类别,敏感人群,问题")
    assert ",82,2,良," in out


def test_an_unknown_column_stops_before_anything_is_written(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    out = table.with_name("answers.csv")
    _, err = said(capsys, "rule", NAME, "--table", str(table), "--out", str(out), "--lang", "en", code=1)
    assert "unknown: station" in err
    assert not out.exists()


def test_the_table_itself_is_never_overwritten(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    _, err = said(
        capsys, "rule", NAME, "--table", str(table), "--keep", "all", "--out", str(table), "--lang", "en", code=1
    )
    assert "stays as it is" in err
    assert table.read_text(encoding="utf-8") == TABLE


def test_a_city_puts_its_own_rows_over_the_standard(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "environment.air_limits.csv"
    columns = ["pollutant", "period", "class", "limit", "unit", *SOURCE_COLUMNS]
    source = "云泽省生态环境厅,云泽省大气污染物限值,DB99/1-2026,表1,2026-05-01"
    own = f"pm25,day,2,50,µg/m³,地方标准,1,2026-06-01,2026-12-31,checked,{source}"
    path.write_text(",".join(columns) + "\n" + own + "\n", encoding="utf-8")
    ask = ["rule", "environment.air.within_limit", *GIVEN[:2], "concentration=55", "--json", "--parameters", str(path)]
    found = {day: json.loads(said(capsys, *ask, "--on", day)[0]) for day in ("2026-05-31", "2026-06-01", "2027-01-01")}
    assert [answer["outputs"]["limit"] for answer in found.values()] == ["60", "50", "60"]
    assert [answer["rows"][0]["local"] for answer in found.values()] == [False, True, False]
    path.write_text(",".join(columns) + "\n" + own.replace("2026-12-31", "2026-02-30") + "\n", encoding="utf-8")
    _, err = said(capsys, *ask, "--on", "2026-06-01", "--lang", "en", code=1)
    assert "line 2" in err


JANUARY = """year,from,to,kind,name_zh,name_en,body,title,number,issued_on,certainty
2027,2027-01-01,2027-01-01,holiday,元旦,New Year's Day,都市圈办,2027年内部工作日历,,2026-11-24,unverified
"""


def test_a_local_holiday_table_carries_a_clock_into_next_year(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["rule", "market.credit_repair", "--on", "2026-12-28", "--lang", "en"]
    _, error = said(capsys, *words, "asked=2026-12-28", code=1)
    assert "--calendar" in error
    (tmp_path / "2027.csv").write_text(JANUARY, "utf-8")
    calendar = ["--calendar", str(tmp_path / "2027.csv")]
    out, _ = said(capsys, *words, "asked=2026-12-28", *calendar)
    assert "for reference only" in out
    assert "《2027年内部工作日历》 [unverified]" in out
    answer = json.loads(said(capsys, *words, "asked=2026-12-28", *calendar, "--json")[0])
    assert answer["outputs"]["site_by"] == "2027-01-12"
    assert answer["certainty"] == "unverified"
    assert [notice["number"] for notice in answer["holidays"]] == ["国办发明电〔2025〕7号", ""]
    (tmp_path / "asked.csv").write_text("asked\n2026-12-28\n", "utf-8")
    table = ["--table", str(tmp_path / "asked.csv"), "--quiet"]
    rows = list(csv.DictReader(io.StringIO(said(capsys, *words, *table, *calendar)[0])))
    assert rows[0]["site_by"] == "2027-01-12"


def test_two_files_for_one_table_both_count(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    header = ",".join(["pollutant", "period", "class", "limit", "unit", *SOURCE_COLUMNS])
    row = "pm25,day,2,{},µg/m³,地方标准,1,{},{},checked,云泽省生态环境厅,限值,DB99/1-2026,表1,2026-05-01"
    for folder, limit, first, last in (("a", 55, "2026-06-01", "2026-06-30"), ("b", 50, "2026-07-01", "2026-07-31")):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / "environment.air_limits.csv"
        file.write_text(f"{header}\n{row.format(limit, first, last)}\n", "utf-8")
    files = [
        word for folder in "ab" for word in ("--parameters", str(tmp_path / folder / "environment.air_limits.csv"))
    ]
    for day, limit in (("2026-06-15", "55"), ("2026-07-15", "50"), ("2026-08-15", "60")):
        words = ["rule", "environment.air.within_limit", *files, "--on", day, "--json", "pollutant=pm25", "period=day"]
        answer = json.loads(said(capsys, *words, "concentration=52")[0])
        assert [row["values"]["limit"] for row in answer["rows"] if row["values"]["class"] in ("2", 2)] == [limit]
