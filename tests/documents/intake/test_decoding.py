"""Which encoding a text really has, whatever it says of itself."""

from __future__ import annotations

import codecs

import pytest

from citycircle.documents.intake.decoding import decoded, guessed
from citycircle.documents.intake.open import open_source

PLAN = (
    "汀河都市圈2026年重点工作任务清单\r\n一、推进交通互联互通\r\n1.加快建设汀河大桥，年内完成投资10亿元。"
    "（牵头单位：市交通运输局；责任单位：市发展改革委、各县区政府）\r\n"
)
TRADITIONAL = "汀河都市圈重點工作任務清單\r\n一、推進交通互聯互通，加快建設汀河大橋。（責任單位：市發展改革委）\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [PLAN, "推进", "PM2.5浓度下降5%\n" * 20, "汀河"], ids=["plan", "word", "mixed", "name"]
)
def test_simplified_texts_are_read_in_every_encoding(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "gb18030", "utf-16-le"])
def test_traditional_texts_are_read_in_every_encoding(encoding: str) -> None:
    assert decoded(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)  # fmt: skip
def test_the_mark_is_removed_and_offsets_begin_behind_it(mark: bytes, encoding: str) -> None:
    source = open_source(mark + PLAN.encode(encoding))
    assert source.text == PLAN
    assert source.encoding == encoding


def test_rare_characters_of_gb18030_are_kept() -> None:
    text = "㙟村、𠀀字路口治理。" * 3 + PLAN
    assert decoded(text.encode("gb18030")).text == text


def test_a_file_cut_in_the_middle_of_a_character_is_read_with_a_note() -> None:
    source = open_source(PLAN.encode()[:-4])
    assert source.text.startswith(PLAN[:60])
    assert [note.code for note in source.notes] == ["I002"]


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    data = PLAN.encode() * 20
    assert guessed(data[:500] + b"\xff" + data[500:]) == "utf-8"


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 200, b"\x7fELF" + bytes(500)])
def test_bytes_that_are_no_text_are_none(data: bytes) -> None:
    assert decoded(data) is None
