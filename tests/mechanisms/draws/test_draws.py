"""Draws: commit, draw, refuse, reveal and replay; an altered roster is found, and order of rows never matters."""

import hashlib
import json
import random
import shutil
import subprocess
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.mechanisms.draws.detection import SampleImpossible, detection_power, sample_needed
from citycircle.mechanisms.draws.drawing import (
    RosterAltered,
    SeedDoesNotMatch,
    announce,
    commit,
    refuse,
    replay,
    reveal,
    run,
)
from citycircle.mechanisms.draws.lots import in_order, key_of, lot
from citycircle.mechanisms.draws.protocol import power_lines, protocol
from citycircle.mechanisms.draws.records import NotNow, RecordUnreadable, read_record
from citycircle.mechanisms.draws.rosters import Roster, RosterFaulty, written
from citycircle.mechanisms.draws.rules import DrawRuleFaulty, committee_of, read_rules
from citycircle.mechanisms.draws.selection import RosterTooSmall

SEEDS = {"澜川市公共资源交易中心": "1" * 64, "禾阳市公共资源交易中心": "a2" * 32}
EXPERTS = [
    {
        "id": f"Z{number:03}",
        "name": f"专家{number}",
        "site": "主场" if number % 3 else "副场",
        "employer": f"单位{number % 20}",
        "penalised": "是" if number == 7 else "",
        "draws_this_year": str(number % 13),
        "years": str(number % 30),
        "relatives": "甲公司;乙公司" if number == 11 else "",
    }
    for number in range(1, 121)
]
COMMITTEE = [
    {"kind": "stratum", "name": "主场专家", "field": "site", "values": "主场", "number": "3"},
    {"kind": "stratum", "name": "副场专家", "field": "site", "values": "副场", "number": "3"},
    {"kind": "representatives", "number": "1"},
    {
        "kind": "same",
        "field": "employer",
        "values": "单位4;单位5",
        "reason_zh": "与投标人同单位",
        "reason_en": "of a bidder",
    },
    {
        "kind": "shared",
        "field": "relatives",
        "values": "乙公司",
        "reason_zh": "有近亲属在投标人",
        "reason_en": "has kin there",
    },
    {"kind": "flagged", "field": "penalised", "reason_zh": "受过处罚", "reason_en": "was penalised"},
    {
        "kind": "at_least",
        "field": "draws_this_year",
        "number": "12",
        "reason_zh": "达到年度上限",
        "reason_en": "over cap",
    },
    {"kind": "below", "field": "years", "number": "8", "reason_zh": "从业不足八年", "reason_en": "under eight years"},
    {"kind": "one_per", "field": "employer", "number": "1", "reason_zh": "同单位已有人", "reason_en": "same employer"},
]
AT = "2026-11-24T09:{:02}:00+08:00"


def begun(rows=EXPERTS, rules=COMMITTEE, seeds=SEEDS):
    roster = Roster.of(rows)
    draw = announce(roster, read_rules(rules, roster.columns), title="测试项目", by="澜川市", at=AT.format(0))
    for party, seed in seeds.items():
        draw = commit(draw, party=party, seed=seed, at=AT.format(1))
    return roster, draw


def revealed(draw, seeds=SEEDS):
    for party, seed in seeds.items():
        draw = reveal(draw, party=party, seed=seed, at=AT.format(50))
    return draw


def drawn_ids(draw):
    return [one["id"] for one in draw.events[-1]["drawn"]]


def test_a_committee_is_drawn_replayed_and_its_reasons_are_kept():
    roster, draw = begun()
    draw = revealed(run(draw, roster, SEEDS, at=AT.format(2)))
    event = next(event for event in draw.events if event["kind"] == "draw")
    assert [one["stratum"] for one in event["drawn"]] == ["主场专家"] * 3 + ["副场专家"] * 3
    employers = [roster.entries[one["id"]]["employer"] for one in event["drawn"]]
    assert len(set(employers)) == 6
    reasons = {one["id"]: one["reason_zh"] for one in event["excluded"]}
    assert reasons["Z004"] == "与投标人同单位"
    assert reasons["Z011"] == "有近亲属在投标人"
    assert reasons["Z007"] == "受过处罚"
    assert reasons["Z012"] == "达到年度上限"
    assert reasons["Z001"] == "从业不足八年"
    checks = replay(draw, roster)
    assert all(check.holds for check in checks)
    assert len(checks) == 4


def test_a_lot_can_be_recomputed_by_hand_and_with_any_tool():
    roster, draw = begun()
    draw = run(draw, roster, SEEDS, at=AT.format(2))
    key = key_of(SEEDS, draw.roster, draw.rules_fingerprint)
    plain = json.dumps(
        {"roster": draw.roster, "rules": draw.rules_fingerprint, "scheme": "citycircle-draw/1", "seeds": SEEDS},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    assert key == hashlib.sha256(plain.encode()).hexdigest()
    first = draw.events[-1]["drawn"][0]
    assert first["lot"] == lot(key, first["id"])
    sha256sum = shutil.which("sha256sum")
    if sha256sum:
        said = subprocess.run([sha256sum], input=f"{key}:{first['id']}".encode(), capture_output=True, check=True)
        assert said.stdout.decode().split()[0] == first["lot"]


def test_refusals_are_filled_from_the_same_lots_and_only_the_gap():
    roster, draw = begun()
    draw = run(draw, roster, SEEDS, at=AT.format(2))
    before, leaving = dict(draw.seated), drawn_ids(draw)[0]
    draw = refuse(draw, leaving, reason="出差", at=AT.format(3))
    draw = run(draw, roster, SEEDS, at=AT.format(4))
    assert len(drawn_ids(draw)) == 1
    assert draw.events[-1]["drawn"][0]["stratum"] == before[leaving]
    assert set(before) - set(draw.seated) == {leaving}
    draw = refuse(draw, drawn_ids(draw)[0], reason="回避", at=AT.format(5))
    draw = revealed(run(draw, roster, SEEDS, at=AT.format(6)))
    assert leaving not in draw.seated
    assert draw.rounds == 3
    checks = replay(read_record(json.loads(json.dumps(draw.as_json()))), roster)
    assert all(check.holds for check in checks)
    assert sum("round" in check.what.en for check in checks) == 3


def test_whoever_refused_never_comes_up_again():
    rows = [{"id": str(number)} for number in range(4)]
    roster, draw = begun(rows, [{"kind": "stratum", "name": "全部", "number": 2}])
    draw, gone = run(draw, roster, SEEDS, at=AT.format(2)), set()
    for minute in (3, 5):
        leaving = next(iter(draw.seated))
        gone.add(leaving)
        draw = refuse(draw, leaving, reason="x", at=AT.format(minute))
        draw = run(draw, roster, SEEDS, at=AT.format(minute + 1))
        assert not gone & set(draw.seated)
    draw = refuse(draw, next(iter(draw.seated)), reason="x", at=AT.format(7))
    with pytest.raises(RosterTooSmall) as refused:
        run(draw, roster, SEEDS, at=AT.format(8))
    assert "only 0 can be drawn" in refused.value.say("en")


rosters = st.lists(
    st.fixed_dictionaries({"name": st.text(max_size=6), "site": st.sampled_from(["主场", "副场"])}),
    min_size=6,
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(rosters, st.randoms(use_true_random=False), st.integers(1, 3))
def test_draws_replay_bit_for_bit_in_any_order_of_rows(entries, chance, count):
    rows = [{"id": f"P{number}", **entry} for number, entry in enumerate(entries)]
    rules = [{"kind": "stratum", "name": "全部", "number": count}]
    roster, draw = begun(rows, rules)
    draw = revealed(run(draw, roster, SEEDS, at=AT.format(2)))
    shuffled = [dict(reversed(row.items())) for row in rows]
    chance.shuffle(shuffled)
    other = Roster.of(shuffled)
    assert other.fingerprint == roster.fingerprint
    assert all(check.holds for check in replay(draw, other))
    _, again = begun(shuffled, rules)
    again = revealed(run(again, other, SEEDS, at=AT.format(2)))
    assert json.dumps(again.as_json()) == json.dumps(draw.as_json())


@settings(max_examples=40, deadline=None)
@given(rosters, st.data())
def test_an_altered_roster_is_found(entries, data):
    rows = [{"id": f"P{number}", **entry} for number, entry in enumerate(entries)]
    roster, draw = begun(rows, [{"kind": "stratum", "name": "全部", "number": 2}])
    after = revealed(run(draw, roster, SEEDS, at=AT.format(2)))
    at = data.draw(st.integers(0, len(rows) - 1))
    change = data.draw(st.sampled_from(["drop", "rename", "move", "add"]))
    changed = [dict(row) for row in rows]
    if change == "drop":
        del changed[at]
    elif change == "rename":
        changed[at]["name"] = changed[at]["name"].strip() + "改"
    elif change == "move":
        changed[at]["site"] = "别处"
    else:
        changed.append({"id": "新", "name": "", "site": "主场"})
    altered = Roster.of(changed)
    with pytest.raises(RosterAltered):
        run(draw, altered, SEEDS, at=AT.format(2))
    checks = replay(after, altered)
    assert [check.what.en for check in checks if not check.holds] == ["the roster is the one announced"]


def test_a_record_that_was_touched_fails_its_replay():
    roster, draw = begun()
    draw = revealed(run(draw, roster, SEEDS, at=AT.format(2)))

    def touched(change):
        record = json.loads(json.dumps(draw.as_json()))
        change(record["events"])
        return [check.what.en for check in replay(read_record(record), roster) if not check.holds]

    def swap(events):
        events[3]["drawn"][0]["id"] = "Z110"

    def favour(events):
        events[0]["rules"][0]["number"] = "4"

    def reseed(events):
        events[-1]["seed"] = "0" * 64

    def hide(events):
        events[3]["excluded"].pop()

    assert touched(lambda events: None) == []
    assert touched(swap) == ["round 1 is recomputed to the same result"]
    assert touched(hide) == ["round 1 is recomputed to the same result"]
    assert touched(favour) == [f"the seed revealed by {party} is the one committed to" for party in SEEDS]
    assert touched(reseed) == ["the seed revealed by 禾阳市公共资源交易中心 is the one committed to"]


def test_nobody_can_draw_without_every_seed():
    roster, draw = begun()
    with pytest.raises(SeedDoesNotMatch):
        run(draw, roster, {"澜川市公共资源交易中心": "1" * 64}, at=AT.format(2))
    with pytest.raises(SeedDoesNotMatch):
        run(draw, roster, {**SEEDS, "澜川市公共资源交易中心": "2" * 64}, at=AT.format(2))
    with pytest.raises(SeedDoesNotMatch):
        commit(draw, party="第三方", seed="guess", at=AT.format(2))


def test_one_other_seed_changes_the_lots():
    key, other = (key_of({"甲": seed * 64, "乙": "0" * 64}, "r", "s") for seed in "12")
    assert lot(key, "Z001") != lot(other, "Z001")


def test_steps_in_the_wrong_order_are_refused():
    roster, draw = begun()
    late = AT.format(59)
    with pytest.raises(NotNow):
        reveal(draw, party="澜川市公共资源交易中心", seed="1" * 64, at=late)
    with pytest.raises(NotNow):
        refuse(draw, "Z001", reason="x", at=late)
    with pytest.raises(NotNow):
        commit(draw, party="澜川市公共资源交易中心", seed="1" * 64, at=late)
    done = run(draw, roster, SEEDS, at=AT.format(2))
    with pytest.raises(NotNow):
        run(done, roster, SEEDS, at=late)
    with pytest.raises(NotNow):
        commit(done, party="第三方", seed="3" * 64, at=late)
    gap = refuse(done, drawn_ids(done)[0], reason="x", at=AT.format(3))
    with pytest.raises(NotNow):
        reveal(gap, party="澜川市公共资源交易中心", seed="1" * 64, at=late)
    with pytest.raises(NotNow):
        reveal(done, party="第三方", seed="3" * 64, at=late)
    with pytest.raises(NotNow):
        run(announce(roster, draw.rules, title="x", by="x", at=AT.format(0)), roster, {}, at=late)
    shown = revealed(done)
    with pytest.raises(NotNow):
        refuse(shown, drawn_ids(done)[0], reason="x", at=late)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"scheme": "other/1", "events": []},
        {"scheme": "citycircle-draw/1", "events": []},
        {"scheme": "citycircle-draw/1", "events": [{"kind": "moon", "version": 1, "at": "2026-11-24T09:00+08:00"}]},
        {"scheme": "citycircle-draw/1", "events": [{"kind": "announce", "version": 1, "at": "2026-11-24T09:00+08:00"}]},
        {"scheme": "citycircle-draw/1", "events": [{"kind": "announce", "version": 1, "at": "2026-11-24"}]},
    ],
)
def test_a_record_without_its_shape_is_refused(stored):
    with pytest.raises(RecordUnreadable):
        read_record(stored)


def test_times_never_run_backwards():
    _, draw = begun()
    with pytest.raises(RecordUnreadable):
        commit(draw, party="第三方", seed="3" * 64, at="2026-11-23T09:00:00+08:00")


@pytest.mark.parametrize(
    ("rows", "line"),
    [([], 2), ([{"name": "甲"}], 2), ([{"id": "1"}, {"id": "1 "}], 3), ([{"id": "1"}, {"id": " "}], 3)],
)
def test_a_roster_names_everybody_once(rows, line):
    with pytest.raises(RosterFaulty) as refused:
        Roster.of(rows)
    assert f"Line {line} " in refused.value.say("en")


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.text(min_size=1, max_size=8), min_size=1))
def test_an_entry_is_written_as_any_json_encoder_would(entry):
    plain = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert written(entry) == plain + "\n"


def test_numbers_of_a_workbook_are_identifiers():
    assert Roster.of([{"id": 7.0, "name": None}]).fingerprint == Roster.of([{"id": "7"}]).fingerprint


ALL = {"kind": "stratum", "name": "全部", "number": "1"}


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([], "strata or one share"),
        ([ALL, {"kind": "share", "number": "10"}], "strata or one share"),
        ([ALL, ALL], "one name"),
        ([{"kind": "stratum", "name": "全部"}], "number is missing"),
        ([{"kind": "moon"}], "moon"),
        ([{**ALL, "number": "1.5"}], "1.5"),
        ([{**ALL, "number": "many"}], "many"),
        ([{**ALL, "field": "site"}], "belong together"),
        ([ALL, {"kind": "flagged", "field": "moon"}], 'no column "moon"'),
        ([{**ALL, "colour": "red"}], "colour"),
    ],
)
def test_rules_that_cannot_be_followed_say_why(rules, words):
    with pytest.raises(DrawRuleFaulty) as refused:
        read_rules(rules, frozenset({"id", "site"}))
    assert words in refused.value.say("en")


def test_a_value_that_cannot_be_checked_keeps_out():
    rows = [{"id": "1", "years": "约十年"}, {"id": "2", "years": ""}, {"id": "3", "years": "8"}]
    roster, draw = begun(rows, [ALL, {"kind": "below", "field": "years", "number": "8", "reason_zh": "不足"}])
    event = run(draw, roster, SEEDS, at=AT.format(2)).events[-1]
    assert drawn_ids(run(draw, roster, SEEDS, at=AT.format(2))) == ["3"]
    assert {one["id"] for one in event["excluded"]} == {"1", "2"}
    assert "cannot be checked" in event["excluded"][0]["reason_en"]


def test_a_verification_sample_takes_a_tenth_and_everything_red():
    rows = [{"id": f"T{n:03}", "light": "红" if n % 25 == 0 else "绿", "city": f"市{n % 3}"} for n in range(200)]
    rules = [
        {"类型": "必选", "名称": "红灯", "字段": "light", "取值": "红"},
        {"类型": "抽取比例", "数量": "10", "字段": "city"},
    ]
    roster, draw = begun(rows, rules)
    draw = run(draw, roster, SEEDS, at=AT.format(2))
    drawn = draw.events[-1]["drawn"]
    assert sum(one["stratum"] == "红灯" for one in drawn) == 8
    assert [sum(one["stratum"] == f"市{n}" for one in drawn) for n in range(3)] == [7, 7, 7]
    population, faulty, sample, power = power_lines(draw)[0]
    assert (population, faulty, sample, power) == (192, 1, 21, Fraction(21, 192))
    assert "发现能力" in protocol(draw, "zh")


def test_lots_are_spread_evenly():
    """Every tenth of the identifiers gets about a tenth of the places; the seed is fixed, so this cannot flicker."""
    key = key_of({"甲": "5" * 64}, "r", "s")
    names = [f"P{number:05}" for number in range(20000)]
    drawn = [name for name, _ in zip(in_order(names, key, 2000), range(2000), strict=False)]
    for tenth in range(10):
        count = sum(int(name[1:]) // 2000 == tenth for name in drawn)
        assert 140 < count < 260


def test_who_asks_for_more_than_expected_gets_the_same_order():
    key, names = key_of({"甲": "5" * 64}, "r", "s"), [f"P{number}" for number in range(50)]
    random.Random(1).shuffle(names)
    assert list(in_order(names, key, 3)) == list(in_order(sorted(names), key, 50))


@given(st.sets(st.text(min_size=1, max_size=4), max_size=300), st.integers(0, 20))
def test_the_order_is_that_of_the_lots(names, expected):
    key = key_of({"甲": "5" * 64}, "r", "s")
    assert list(in_order(names, key, expected)) == sorted(names, key=lambda name: (lot(key, name), name))


def test_a_committee_counts_its_representatives():
    columns = Roster.of(EXPERTS).columns
    assert committee_of(read_rules(COMMITTEE, columns)) == (7, 6)
    assert committee_of(read_rules(COMMITTEE[:2], columns)) is None


def brute(population, faulty, sample):
    from itertools import combinations

    several = list(combinations(range(population), sample))
    return Fraction(sum(any(one < faulty for one in each) for each in several), len(several))


@pytest.mark.parametrize(("population", "faulty", "sample"), [(6, 2, 3), (7, 1, 4), (5, 0, 2), (5, 5, 0), (6, 6, 1)])
def test_detection_power_is_the_count_of_all_samples(population, faulty, sample):
    assert detection_power(population, faulty, sample) == brute(population, faulty, sample)


@given(st.integers(1, 300), st.data())
def test_the_sample_needed_is_the_smallest(population, data):
    faulty = data.draw(st.integers(1, population))
    power = Fraction(data.draw(st.integers(1, 100)), 100)
    sample = sample_needed(population, faulty, power)
    assert detection_power(population, faulty, sample) >= power
    assert sample == 0 or detection_power(population, faulty, sample - 1) < power


def test_impossible_samples_are_refused():
    for numbers in ((10, 11, 1), (10, 1, 11), (10, -1, 1)):
        with pytest.raises(SampleImpossible):
            detection_power(*numbers)
    with pytest.raises(SampleImpossible):
        sample_needed(10, 0, Fraction(1, 2))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_protocol_tells_everything(language):
    roster, draw = begun()
    draw = run(draw, roster, SEEDS, at=AT.format(2))
    assert SEEDS["澜川市公共资源交易中心"] not in protocol(draw, language)
    draw = refuse(draw, drawn_ids(draw)[0], reason="出差", at=AT.format(3))
    draw = revealed(run(draw, roster, SEEDS, at=AT.format(4)))
    text = protocol(draw, language, roster=roster, label="name")
    for party, seed in SEEDS.items():
        assert party in text
        assert seed in text
        assert draw.commitments[party] in text
    assert draw.roster in text
    assert "出差" in text
    assert {"zh": "与投标人同单位", "en": "of a bidder"}[language] in text
    for name in draw.seated:
        assert f"{name} {roster.entries[name]['name']}" in text
