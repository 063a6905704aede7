"""What cannot be read says so in a sentence, in both languages; nothing that a stranger sends does harm."""

from __future__ import annotations

import inspect
import io
import string
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.intake.pdf_files import pdf_file, words
from tests.documents.intake.word_files import abstract, item, numbered, paragraph, row, table, word_file

from citycircle.documents.intake import errors
from citycircle.documents.intake.errors import SourceUnreadable
from citycircle.documents.intake.notes import NOTES
from citycircle.documents.intake.open import SIZE_LIMIT_MB, open_source
from citycircle.documents.tables import task_tables

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def zipped(**parts: bytes | str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return packed.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(word_file(paragraph("正文")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("error", "data", "name"),
    [
        (errors.FileEmpty, b"", "plan.txt"),
        (errors.FileEmpty, b" \r\n\t ", "plan.txt"),
        (errors.FileEmpty, word_file(paragraph("")), "plan.docx"),
        (errors.OldWord, OLE + utf16("WordDocument"), "plan.doc"),
        (errors.OldWord, OLE + utf16("WordDocument"), "plan.docx"),
        (errors.WpsWord, OLE + utf16("WordDocument"), "plan.wps"),
        (errors.FileProtected, OLE + utf16("EncryptedPackage"), "plan.docx"),
        (errors.FileProtected, encrypted_zip(), "plan.docx"),
        (errors.FormatNotReadYet, OLE + utf16("PowerPoint Document"), "plan.ppt"),
        (errors.FormatNotReadYet, OLE, "plan.db"),
        (errors.FormatNotReadYet, zipped(OFD_xml="<a/>"), "plan.ofd"),
        (errors.FormatNotReadYet, zipped(content_xml="<a/>", mimetype="x"), "plan.odt"),
        (errors.FormatNotReadYet, zipped(a="x"), "plans.zip"),
        (errors.FormatNotReadYet, zipped(ppt__presentation_xml="<a/>"), "plan.pptx"),
        (errors.FormatNotReadYet, b"{\\rtf1 abc}", "plan.rtf"),
        (errors.FormatNotReadYet, b"Rar!\x1a\x07\x00", "plan.rar"),
        (errors.FormatNotReadYet, b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "plan.mht"),
        (errors.PictureFile, b"\x89PNG\r\n\x1a\n" + bytes(50), "plan.pdf"),
        (errors.PictureFile, b"\xff\xd8\xff\xe0" + bytes(50), "plan.jpg"),
        (errors.FileDamaged, word_file(paragraph("正文"))[:-60], "plan.docx"),
        (errors.FileDamaged, zipped(word__document_xml="<w:document"), "plan.docx"),
        (errors.FileDamaged, zipped(word__other_xml="<a/>"), "plan.docx"),
        (errors.FileDamaged, zipped(xl__workbook_xml="<a/>"), "plan.xlsx"),
        (errors.FormatUnknown, bytes(range(256)) * 40, "plan.bin"),
    ],
)  # fmt: skip
def test_each_situation_has_its_error(error: type[SourceUnreadable], data: bytes, name: str) -> None:
    with pytest.raises(error) as refused:
        open_source(data, name=name)
    assert name in refused.value.say("zh")
    assert all(refused.value.sentences("en"))


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(errors.FileMissing):
        open_source(tmp_path / "plan.txt")
    with pytest.raises(errors.NotAFile):
        open_source(tmp_path)
    with pytest.raises((errors.FileNotAllowed, errors.FileMissing)):
        open_source("plan\x00.txt")


def test_a_path_given_as_words_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、任务", "gb18030")
    assert open_source(str(tmp_path / "plan.txt")).name == "plan.txt"


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate((SIZE_LIMIT_MB << 20) + 1)
    with pytest.raises(errors.FileTooLarge):
        open_source(path)


def test_a_bomb_is_refused_before_it_swells() -> None:
    bomb = zipped(word__document_xml=b" " * (64 << 20))
    with pytest.raises(errors.FileSwells):
        open_source(bomb, name="plan.docx")
    sheet = zipped(xl__workbook_xml="<a/>", xl__sharedStrings_xml=b" " * (64 << 20))
    with pytest.raises(errors.FileSwells):
        open_source(sheet, name="plan.xlsx")


def test_external_entities_are_refused_and_fetch_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    document = (
        f'<!DOCTYPE x [<!ENTITY leak SYSTEM "file://{secret}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&leak;</w:t></w:r></w:p></w:body></w:document>"
    )
    for encoded in (document.encode(), b" " * 5000 + document.encode(), document.encode("utf-16")):
        with pytest.raises((errors.XmlNotSafe, errors.FileDamaged)):
            open_source(zipped(word__document_xml=encoded), name="plan.docx")


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(errors.NestedTooDeep):
        open_source(word_file("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), name="plan.docx")


def test_every_error_speaks_both_languages_and_names_what_it_needs() -> None:
    classes = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, SourceUnreadable)]
    assert len(classes) > 15
    for each in classes:
        for text in (each.what, each.why, each.then):
            places = [
                {name for _, name, _, _ in string.Formatter().parse(words_) if name} for words_ in (text.zh, text.en)
            ]
            assert places[0] == places[1], each


def test_every_note_speaks_both_languages() -> None:
    for code, text in NOTES.items():
        places = [{name for _, name, _, _ in string.Formatter().parse(words_) if name} for words_ in (text.zh, text.en)]
        assert places[0] == places[1], code


def answers(data: bytes, name: str) -> None:
    """Either a source whose places are right, or a sentence."""
    try:
        source = open_source(data, name=name)
    except SourceUnreadable as refused:
        said = refused.sentences("zh") + refused.sentences("en")
        if not all(said):
            raise AssertionError(said) from refused
        return
    for found in source.tables:
        assert 0 <= found.span.start <= found.span.end <= len(source.text)
        assert all(found.span.start <= cell.span.start <= cell.span.end <= found.span.end for cell in found.cells)
    assert all(each.span.end <= len(source.text) for each in (*source.paragraphs, *source.asides))
    task_tables(source)


NAMES = st.sampled_from(
    ["plan.txt", "plan.md", "plan.csv", "plan.json", "plan.html", "plan.docx", "plan.xlsx", "plan.pdf", "x"]
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.binary(max_size=400), NAMES)
def test_random_bytes_give_an_answer_or_a_sentence(data: bytes, name: str) -> None:
    answers(data, name)


@QUICK
@given(st.text(max_size=300), NAMES, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_random_texts_give_an_answer_or_a_sentence(text: str, name: str, encoding: str) -> None:
    answers(text.encode(encoding, "ignore"), name)


@QUICK
@given(st.text(alphabet='序号任务牵头单位1一、,;\t|"\n\r-<>td/ {}[]:：（）', max_size=200), NAMES)
def test_texts_made_of_signs_give_an_answer_or_a_sentence(text: str, name: str) -> None:
    answers(text.encode(), name)


WORD = word_file(
    item("建桥", 1) + table(row("序号", "重点任务", "牵头单位"), row("1", "建桥", "市交通局")),
    numbering=abstract(0, ("decimal", "%1.")) + numbered(1, 0),
)
PDF = pdf_file([words("一、推进交通互联。", 90, 100)])
PAGE = (
    "<html><body><table><tr><td>序号</td><td>任务</td></tr>"
    "<tr><td rowspan=2>1</td><td>建桥</td></tr></table></body></html>"
).encode()


@QUICK
@given(st.sampled_from([WORD, PDF, PAGE]), st.data())
def test_truncated_and_altered_files_give_an_answer_or_a_sentence(whole: bytes, data: st.DataObject) -> None:
    altered = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 6))):
        if altered:
            altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    answers(bytes(altered), "plan")


@QUICK
@given(st.data())
def test_altered_xml_in_a_sound_archive_gives_an_answer_or_a_sentence(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, len(parts[name])))
    parts[name] = parts[name][:at] + data.draw(st.binary(max_size=8)) + parts[name][at + data.draw(st.integers(0, 8)) :]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    answers(packed.getvalue(), "plan.docx")


@pytest.mark.parametrize(
    "text",
    [
        "（" * 1_000_000,
        '"' * 100_000,
        '"a,' * 30_000,
        "|" * 100_000,
        "|\n" * 30_000,
        "\t1\t\n" * 30_000,
        "①" * 60_000,
        "|-" * 50_000 + "\n|",
    ],
    ids=["brackets", "quotes", "open quotes", "pipes", "pipe lines", "tab lines", "markers", "rules"],
)
@pytest.mark.parametrize("name", ["plan.txt", "plan.md", "plan.csv"])
def test_a_great_many_of_one_sign_are_answered(text: str, name: str) -> None:
    assert open_source(text.encode(), name=name).text == text
