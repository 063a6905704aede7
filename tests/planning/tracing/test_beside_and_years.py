"""Two cities' plans side by side, and one year's plan against the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.planning.tracing.fixture import level

from citycircle.core.messages import LANGUAGES
from citycircle.planning.ledger import Goal, Item, Ledger, Party, Work
from citycircle.planning.tracing.beside import Side, mismatches
from citycircle.planning.tracing.years import carry_forward, year_on_year


def test_two_plans_give_the_same_mismatches_from_either_side():
    one, other = Side(level("city").ledger, "澜川市"), Side(level("neighbour").ledger, "禾阳市")
    there = {(each.kind, each.one, each.other) for each in mismatches(one, other)}
    back = {(each.kind, each.other, each.one) for each in mismatches(other, one)}
    assert there == back


def test_a_route_code_is_enough_to_meet():
    here = Side(Ledger("", (Item("a", "1", "改造S917", "2026年底前完成S917改造。"),)), "澜川市")
    there = Side(Ledger("", (Item("b", "1", "S917提质", "2027年6月底前建成。"),)), "禾阳市")
    [mismatch] = mismatches(here, there)
    assert (mismatch.kind, mismatch.one_words, mismatch.other_words) == ("date", "2026年底前", "2027年6月底前")
    for language in LANGUAGES:
        assert "2026年底前" in mismatch.sentence.say(language)
        assert "禾阳市" in mismatch.sentence.say(language)


def test_a_county_or_a_party_of_the_other_city_makes_it_a_common_matter():
    by_county = Item("a", "1", "修建渡口", "与岩坪县共修渡口1处。")
    by_party = Item("b", "2", "办赛", "办赛1场。", cooperating=(Party("", "石泷市体育局"),))
    own = Item("c", "3", "修路", "修路3公里。")
    here = Side(Ledger("", (by_county, by_party, own)), "澜川市")
    found = mismatches(here, Side(Ledger(""), "石泷市", ("岩坪县",)))
    assert [(each.kind, each.one) for each in found] == [("missing", "a"), ("missing", "b")]


def test_one_side_prepares_what_the_other_builds():
    mine = Item("a", "1", "谋划望禾桥", "", works=(Work("望禾桥", "plan"),))
    theirs = Item("b", "1", "开工望禾桥", "", works=(Work("望禾桥", "start"),))
    [mismatch] = mismatches(Side(Ledger("", (mine,)), "澜川市"), Side(Ledger("", (theirs,)), "禾阳市"))
    assert mismatch.kind == "stage"
    assert "开展前期" in mismatch.sentence.zh
    assert "start building" in mismatch.sentence.en


def test_next_years_draft_asks_what_only_a_person_can_decide():
    goal = Goal("新增床位", ">=", 100, "张", deadline="2026")
    late = Item("a", "1", "通车", "年底前通车。", due=date(2026, 12, 31), due_words="2026年底", goals=(goal,))
    done = Item("b", "2", "建粮仓", "")
    draft = carry_forward(Ledger("2026年要点", (late, done), year_to=2026), {"b"}, year=2027, title="2027年要点")
    [carried] = draft.carried
    assert (carried.continues, carried.item.due, carried.item.number) == ("a", None, "1")
    assert [ask.zh for ask in carried.asks] == [
        "原定时限2026年底已过，请重新确定。", "目标为上年数，请确定2027年的目标。",
    ]  # fmt: skip
    assert (draft.ledger.year_from, draft.ledger.title) == (2027, "2027年要点")
    assert draft.closed == (done,)
    assert draft.continues == {"a": "a"}


def test_a_draft_that_nobody_touched_is_a_continuation_of_everything():
    plan = level("city").ledger
    draft = carry_forward(plan, (), year=2027, title="2027年要点")
    assert {each.turn for each in year_on_year(plan, draft.ledger, draft.continues)} == {"continued"}


def test_known_predecessors_outweigh_the_words():
    last = Ledger("", (Item("a", "1", "整治排污口", ""), Item("b", "2", "建粮仓", "")))
    this = Ledger("", (Item("x", "1", "整治排污口", ""),))
    found = year_on_year(last, this, {"x": "b"})
    assert [(each.turn, each.old.key if each.old else "") for each in found] == [("renamed", "b"), ("dropped", "a")]


def test_another_lead_is_a_change_and_says_both():
    task = Item("a", "1", "办展", "", leads=(Party("1", "澜川市商务局"),))
    now = replace(task, leads=(Party("2", "澜川市文旅局"),))
    [found] = year_on_year(Ledger("", (task,)), Ledger("", (now,)))
    [alteration] = found.alterations
    assert (found.turn, alteration.what) == ("changed", "lead")
    assert alteration.sentence.zh == "牵头单位由“澜川市商务局”改为“澜川市文旅局”。"
