"""A version frozen: one text for one ledger, a digest that notices anything, a code that survives the telephone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.planning.baselines.ledgers import ledgers, points

from citycircle.core.codes.checking import CodeNotValid
from citycircle.planning.baselines.codes import ALPHABET, read_code, short_code
from citycircle.planning.baselines.snapshots import (
    Snapshot,
    SnapshotUnreadable,
    TaskTwice,
    digest_of,
    frozen,
    is_whole,
    one_text,
    thawed,
)

V1 = Snapshot("LC-2026", 1, date(2026, 3, 2), points())
digests = some.binary(min_size=32, max_size=32).map(bytes.hex)


@given(ledgers())
def test_what_was_frozen_comes_back_as_it_was(ledger):
    snapshot = Snapshot("P", 3, date(2026, 3, 2), ledger)
    assert thawed(frozen(snapshot)) == snapshot


@given(ledgers())
def test_a_database_that_reorders_json_does_not_change_the_text(ledger):
    text = frozen(Snapshot("P", 1, date(2026, 3, 2), ledger))
    turned = json.loads(text, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert one_text(turned) == text


def test_numbers_are_the_same_however_many_noughts_a_database_adds():
    more = replace(V1.ledger.items[0], goals=(V1.ledger.items[0].goals[0]._replace(value=Decimal("1200.0000000000")),))
    same = replace(V1.ledger, items=(more, *V1.ledger.items[1:]))
    assert frozen(replace(V1, ledger=same)) == frozen(V1)
    assert '"value":"1200"' in frozen(V1)


def test_the_digest_notices_one_changed_sign():
    text = frozen(V1)
    assert is_whole(text, V1.digest)
    assert not is_whole(text.replace("1200", "1201"), V1.digest)
    assert not is_whole(text.replace("教育局", "教育厅"), V1.digest)
    assert not is_whole("no snapshot", V1.digest)


def test_the_hash_of_the_national_standard_serves_as_well_and_is_named_inside():
    national = replace(V1, algorithm="sm3")
    assert national.digest == digest_of(frozen(national), "sm3") != V1.digest
    assert is_whole(frozen(national), national.digest)


def test_a_task_that_stands_twice_is_not_frozen():
    twice = replace(V1.ledger, items=(V1.ledger.items[0], V1.ledger.items[0]))
    with pytest.raises(TaskTwice):
        frozen(replace(V1, ledger=twice))


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "{}",
        "[]",
        frozen(V1).replace("citycircle.baseline/1", "citycircle.baseline/9"),
        frozen(V1).replace('"key":"t1",', ""),
        frozen(V1).replace('"1200"', '"many"'),
        frozen(V1).replace('"due_words"', '"due_wards"'),
        frozen(V1).replace("2026-03-02", "2026-13-02"),
    ],
)
def test_what_is_not_whole_is_refused_with_a_sentence(spoilt):
    with pytest.raises((SnapshotUnreadable, TaskTwice)) as refused:
        thawed(spoilt)
    assert refused.value.say("en")


def test_a_snapshot_older_than_a_cell_stays_readable_and_keeps_its_digest():
    older = frozen(V1).replace('"relatives":[],', "")
    assert older != frozen(V1)
    assert thawed(older) == V1
    assert is_whole(older, digest_of(older))


@given(digests)
def test_a_code_is_read_back_however_it_is_typed(digest):
    code = short_code(digest)
    assert read_code(code) == read_code(code.lower().replace("-", " ")) == read_code(code.replace("-", "")) == code


@given(digests, some.integers(0, 8), some.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(digest, place, sign):
    signs = short_code(digest).replace("-", "")
    wrong = signs[:place] + sign + signs[place + 1 :]
    if wrong != signs:
        with pytest.raises(CodeNotValid):
            read_code(wrong)


@given(digests, some.integers(0, 8), some.integers(0, 8))
def test_two_exchanged_signs_are_always_noticed(digest, one, other):
    signs = list(short_code(digest).replace("-", ""))
    signs[one], signs[other] = signs[other], signs[one]
    if "".join(signs) != short_code(digest).replace("-", ""):
        with pytest.raises(CodeNotValid):
            read_code("".join(signs))


def test_signs_that_are_taken_for_others_never_occur():
    assert not set("0O1IL2Z5S8BUV") & set(ALPHABET)
    with pytest.raises(CodeNotValid, match="O"):
        read_code("OPP-XCQ-XN3")


@given(digests)
def test_the_next_attempt_gives_another_code_unless_the_digest_repeats_itself(digest):
    assert (short_code(digest) == short_code(digest, 1)) is (
        int(digest, 16) % 23**8 == int(digest, 16) // 23**8 % 23**8
    )
