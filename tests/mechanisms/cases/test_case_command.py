"""`citycircle case`: kinds, a replay, a drawing."""

import json
from datetime import date

import pytest

from citycircle.cli.dispatch import main
from citycircle.core.workdays import COLUMNS

EVENTS = [
    {
        "version": 1,
        "kind": "file",
        "at": "2026-11-23T09:00+08:00",
        "by": "澜川市交通运输局",
        "role": "proposer",
        "data": {
            "parties": {
                "proposer": "澜川市交通运输局",
                "counterpart": "禾阳市交通运输局",
                "coordinator": "都市圈办",
            },
            "facts": {"matter": "省际公交", "basis": "工作要点第12项", "wished_date": "2026-12-31"},
        },
    },
    {
        "version": 1,
        "kind": "acknowledge",
        "at": "2026-12-30T09:00+08:00",
        "by": "禾阳市交通运输局",
        "role": "counterpart",
        "data": {},
    },
]


@pytest.fixture
def command(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*words):
        return main(["case", *words, "--lang", "en"]), capsys.readouterr()

    return call


def stored(path, events):
    path.write_text("".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events), "utf-8")
    return str(path)


def test_kinds_are_listed(command):
    code, said = command("--on", "2026-11-23")
    assert code == 0
    assert "data_request" in said.out
    assert "two_way_request" in said.out


def test_a_case_is_replayed(command, tmp_path):
    file = stored(tmp_path / "events.jsonl", EVENTS[:1])
    code, said = command("two_way_request", "--events", file, "--now", "2026-11-26 09:00")
    assert code == 0
    assert said.out.startswith("sent: since 2026-11-23 it is for 禾阳市交通运输局 to acknowledge it")
    assert "1 working day overdue" in said.out
    assert "禾阳市交通运输局: 3 working days" in said.out
    assert "deem_acknowledged" in said.out


def test_a_local_calendar_gives_the_day_that_is_missing(command, tmp_path):
    file = stored(tmp_path / "events.jsonl", EVENTS)
    words = ("two_way_request", "--events", file, "--now", "2026-12-30 10:00", "--json")
    assert json.loads(command(*words)[1].out)["due"] is None
    (tmp_path / "2027.csv").write_text(
        ",".join(COLUMNS) + "\n2027,2027-01-01,2027-01-01,holiday,元旦,New Year,都市圈办,内部日历,,,unverified\n",
        "utf-8",
    )
    assert json.loads(command(*words, "--calendar", "2027.csv")[1].out)["due"] == "2027-01-07"


def test_a_kind_is_drawn(command, tmp_path):
    code, said = command("data_request", "--on", "2026-11-23", "--mermaid", "--svg", "steps.svg")
    assert code == 0
    assert "answering --> delivering: agree to share" in said.out
    assert (tmp_path / "steps.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("moon",), "no kind of case named"),
        (("data_request", "--on", "2025-07-31", "--mermaid"), "no edition"),
        (("two_way_request",), "--events is missing"),
        (("two_way_request", "--events", "missing.jsonl"), "missing.jsonl cannot be read"),
    ],
)
def test_what_cannot_be_done_says_why(command, words, complaint):
    code, said = command(*words)
    assert code != 0
    assert complaint in said.err


def test_the_day_of_the_filing_decides_the_clocks(command, tmp_path):
    early = [{**EVENTS[0], "at": f"{date(2025, 7, 31)}T09:00+08:00"}]
    code, said = command("data_request", "--events", stored(tmp_path / "e.jsonl", early))
    assert code == 1
    assert "no edition" in said.err


def test_an_agreement_of_the_cities_comes_in_as_a_file(command, tmp_path):
    file = stored(tmp_path / "events.jsonl", EVENTS[:1])
    own = tmp_path / "cases.two_way_clocks.csv"
    own.write_text(
        "clock,days,standard,version,valid_from,valid_to,certainty,"
        "source_body,source_title,source_number,source_clause,source_date\n"
        "acknowledge,1,汀河协定,1,2026-01-01,,checked,都市圈办,双向提请办法,,第三条,2025-12-20\n",
        "utf-8",
    )
    words = ("two_way_request", "--events", file, "--now", "2026-11-24 09:00")
    code, said = command(*words, "--parameters", str(own))
    assert code == 0
    assert "due by 2026-11-24 (《双向提请办法》第三条, 1 working day)" in said.out
    code, said = command("data_request", "--events", file, "--parameters", str(own))
    assert code == 1
    assert "data_sharing.clocks.csv" in said.err
    code, said = command(*words, "--parameters", str(tmp_path / "folder" / "cases.two_way_clocks.csv"))
    assert code == 1
    assert "there is no such file or folder" in said.err
