"""The lead merges and sees who wrote what, who is missing, what contradicts; it splits and nothing falls between."""

import pytest

from citycircle.mechanisms.reports.cells import MONTHLY
from citycircle.mechanisms.reports.parts import CellsNotShared, merge, split

ONE, TWO, THREE = "澜川市教育局", "禾阳市教育局", "松渚市教育局"


def test_parts_become_one_row_with_their_origin():
    parts = {
        ONE: {"progress": "结对学校6所。", "total": "6", "share": "60"},
        TWO: {"progress": "结对学校4所。", "total": "4", "share": "60.0"},
        THREE: None,
    }
    found = merge(parts, MONTHLY)
    assert found.cells["progress"] == "澜川市教育局：结对学校6所；禾阳市教育局：结对学校4所"
    assert found.cells["total"] == "10"
    assert found.cells["share"] == "60"
    assert found.origin["total"] == {ONE: "6", TWO: "4"}
    assert found.missing == (THREE,)
    assert found.differences == ()


def test_what_contradicts_is_shown_and_never_guessed():
    parts = {ONE: {"share": "60", "total": "6"}, TWO: {"share": "80", "total": "4所"}}
    found = merge(parts, MONTHLY)
    assert {each.cell for each in found.differences} == {"share", "total"}
    assert "share" not in found.cells
    assert "total" not in found.cells
    assert found.differences[0].values == {ONE: "6", TWO: "4所"}


def test_nothing_in_gives_nothing_out():
    assert merge({ONE: None}, MONTHLY).cells == {}
    assert merge({ONE: {"progress": " "}}, MONTHLY).origin == {}


def test_a_split_leaves_no_cell_without_somebody():
    assert split(["progress", "total"], {ONE: ["progress"], TWO: ["total"], THREE: []}) == {
        ONE: ("progress",),
        TWO: ("total",),
    }
    for shares, words in (({ONE: ["progress"]}, "nobody fills total"), ({ONE: ["moon"]}, "no moon")):
        with pytest.raises(CellsNotShared) as no:
            split(["progress", "total"], shares)
        assert words in no.value.say("en")
