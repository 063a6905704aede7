"""The bars of tracing on the fixture: recall at least 0.95, precision at least 0.8, on the half held out too."""

from __future__ import annotations

import pytest
from tests.planning.tracing.fixture import NAMES, level
from tests.planning.tracing.measuring import PARTS, measured

from citycircle.planning.ledger import Item, Ledger
from citycircle.planning.tracing.letters import letters
from citycircle.planning.tracing.proposals import Thresholds, propose

RECALL, PRECISION = 0.95, 0.8
LEAST_PLANTED = {"uncovered": 8, "diluted": 20, "put off": 8, "duplicates": 6, "orphans": 60, "between cities": 10}


@pytest.fixture(scope="module")
def scores():
    return {part: measured(part) for part in ("", *PARTS)}


def test_the_fixture_is_as_large_as_promised_and_read_by_the_reader_of_the_product():
    assert sum(len(level(name).ledger.items) for name in ("province", "region")) >= 60
    assert len(level("city").ledger.items) >= 90
    assert {row.part for name in NAMES for row in level(name).truth.values()} == set(PARTS)


@pytest.mark.parametrize(("kind", "least"), LEAST_PLANTED.items())
def test_enough_faults_are_planted_that_a_share_means_something(scores, kind, least):
    assert len(scores[""][kind].planted) >= least


@pytest.mark.parametrize("kind", ["proposals", "uncovered", "orphans", "diluted", "put off", "shares", "duplicates",
                                  "between cities", "year on year"])  # fmt: skip
def test_planted_links_and_faults_are_found_and_little_else(scores, kind):
    score = scores[""][kind]
    assert score.recall >= RECALL, sorted(score.planted - score.found)
    assert score.precision >= PRECISION, sorted(score.found - score.planted)


def test_the_half_held_out_is_no_worse_for_proposals(scores):
    assert scores["held"]["proposals"].recall >= RECALL
    assert scores["held"]["proposals"].precision >= PRECISION


def test_the_score_falls_when_the_thresholds_are_spoilt(scores):
    """The measure can fail: what lets nothing through finds nothing, what lets everything through is untrue."""
    city, region = level("city"), level("region")
    true = {(key, up) for key, row in city.truth.items() for up in row.links}
    none = {
        (each.local, each.upper) for each in propose(city.ledger, region.ledger, Thresholds(likely=0.99, faint=0.99))
    }
    everything = propose(city.ledger, region.ledger, Thresholds(likely=0.01, beside=0.0, most=9))
    assert len(none & true) < 0.5 * len(true)
    assert len({(each.local, each.upper) for each in everything} & true) < 0.5 * len(everything)


def test_a_citation_of_the_upper_plan_outweighs_every_likeness():
    upper = Ledger("云泽省都市圈行动方案（2025—2027年）", (
        Item("x", "11", "整治入河排污口", "完成入河排污口整治100个。"),
        Item("y", "12", "推行工程建设项目审批改革", ""),
    ))  # fmt: skip
    task = Item("a", "3", "整治入河排污口", "贯彻落实《云泽省都市圈行动方案》第十二条，整治入河排污口。")
    first = propose(Ledger("要点", (task,)), upper)[0]
    assert (first.upper, first.score, first.is_cited) == ("y", 1.0, True)
    assert "第十二条" in first.reasons[0].zh


def test_the_words_that_decided_stand_where_they_say():
    city, region = level("city").ledger, level("region").ledger
    tasks = {item.key: item for item in city.items}
    clauses = {item.key: item for item in region.items}
    for proposal in propose(city, region):
        assert proposal.words, proposal
        for word in proposal.words:
            mine, theirs = tasks[proposal.local].words, clauses[proposal.upper].words
            assert word.word in letters(mine[slice(*word.in_local)]).text
            assert word.word in letters(theirs[slice(*word.in_upper)]).text


def test_a_proposal_is_the_same_whatever_the_order_of_the_plan():
    city, region = level("city").ledger, level("region").ledger
    turned = Ledger(region.title, tuple(reversed(region.items)))
    pairs = {(each.local, each.upper) for each in propose(city, region)}
    assert {(each.local, each.upper) for each in propose(city, turned)} == pairs


def test_of_two_long_texts_what_they_share_tells_although_each_has_much_of_its_own():
    shared = "跨境电商综合试验区"
    task = Item("a", "1", "", f"扩容数据机房培训护理人员修缮祠堂戏台{shared}印制宣传画册购置洒水车辆检修路灯线杆")
    clause = Item("x", "1", "", f"操练龙舟队伍翻新校舍操场{shared}整编档案库房引种耐寒茶苗加固塘坝涵闸清退违章窝棚")
    here, above = Ledger("要点", (task,)), Ledger("方案", (clause,))
    [proposal] = propose(here, above)
    assert proposal.score < Thresholds().likely
    assert any("跨境电商" in word.word for word in proposal.words)
    assert propose(here, above, Thresholds(telling=1000)) == ()
