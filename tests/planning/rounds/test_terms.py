"""The terms of a comment round: dated, with a source, a city's own above the proposal; silence is no consent."""

from __future__ import annotations

from datetime import date

import pytest

from citycircle.core.parameters import NoRuleInForce
from citycircle.core.workdays import YearWithoutHolidays, national
from citycircle.planning.rounds.terms import STEPS, TERMS, allowed, last_day

DAY = date(2026, 3, 2)


def test_the_terms_of_machine_a_are_five_and_two_working_days():
    assert {step: allowed(step, on=DAY).days for step in STEPS} == {"comment": 5, "acknowledge": 2}


def test_silence_is_no_consent_but_a_task_handed_out_counts_as_received():
    assert not allowed("comment", on=DAY).counts
    assert allowed("acknowledge", on=DAY).counts


def test_every_row_says_that_it_is_our_own_proposal():
    assert {(row.certainty, row.source.body) for row in TERMS.rows} == {("unverified", "本系统")}


def test_a_city_lays_its_own_row_over_the_proposal():
    header = TERMS.path.read_text("utf-8").splitlines()[0]
    own = f"{header}\ncomment,7,counts,澜川市规定,1,2026-01-01,,checked,澜川市,征求意见办法,,第三条,2025-12-20\n"
    table = TERMS.amended_by(own, file="own.csv")
    assert (allowed("comment", on=DAY, table=table).days, allowed("comment", on=DAY, table=table).counts) == (7, True)
    assert allowed("comment", on=date(2025, 6, 2), table=table).days == 5
    assert allowed("acknowledge", on=DAY, table=table).days == 2


def test_no_term_is_invented_for_a_time_before_the_first_row():
    with pytest.raises(NoRuleInForce):
        allowed("comment", on=date(2019, 12, 31))


def test_the_last_day_is_a_working_day_and_a_year_without_holidays_is_not_guessed():
    assert last_day(date(2026, 3, 2), 5, national()) == date(2026, 3, 9)
    with pytest.raises(YearWithoutHolidays):
        last_day(date(2026, 12, 29), 5, national())
