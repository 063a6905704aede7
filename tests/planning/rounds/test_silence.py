"""What silence means: dated, with a source, a city's own rule above the proposal; it is no consent by itself."""

from __future__ import annotations

from datetime import date

import pytest

from citycircle.core.parameters import NoRuleInForce
from citycircle.planning.rounds.silence import SILENCE, silence_counts

DAY = date(2026, 3, 2)


def test_silence_is_no_consent_but_a_task_handed_out_counts_as_received():
    assert not silence_counts("comment", on=DAY)
    assert silence_counts("acknowledge", on=DAY)


def test_every_row_says_that_it_is_our_own_proposal():
    assert {(row.certainty, row.source.body) for row in SILENCE.rows} == {("unverified", "本系统")}


def test_a_city_lays_its_own_row_over_the_proposal():
    header = SILENCE.path.read_text("utf-8").splitlines()[0]
    own = f"{header}\ncomment,counts,澜川市规定,1,2026-01-01,,checked,澜川市,征求意见办法,,第三条,2025-12-20\n"
    table = SILENCE.amended_by(own, file="own.csv")
    assert silence_counts("comment", on=DAY, table=table)
    assert not silence_counts("comment", on=date(2025, 6, 2), table=table)


def test_no_rule_is_invented_for_a_time_before_the_first_row():
    with pytest.raises(NoRuleInForce):
        silence_counts("comment", on=date(2019, 12, 31))
