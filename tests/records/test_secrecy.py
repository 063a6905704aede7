"""A secrecy mark stops an upload; honest words never do."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citycircle.accounts.models import AuditLine
from citycircle.records.files import guard
from citycircle.records.files.actions import take_in
from citycircle.records.files.models import StoredFile
from citycircle.records.files.secrecy import find_mark
from citycircle.records.notices.models import Notice

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)

MARKED = [
    "机密★1年",
    "机密★",
    "★机密",
    "★ 机密 ★",
    "绝密★长期",
    "秘 密 ★ 10 年",
    "機密★六个月",
    "机　密★",
    "机\u200b密★1年",
    "000001\n机密★1年\n特急",
    "000001机密★1年",
    "汀河都市圈工作要点\n机密",
    "绝 密",
    "【秘密】",
    "密级：机密",
    "机密 3年",
    "秘密(长期)",
    "正文\n" * 40 + "附件 机密★5年",
    "正文\n" * 40 + "\f秘密\n第二页",
]
HONEST = [
    "加强商业秘密保护，建设商业秘密保护示范区",
    "商业秘密",
    "商业秘密★三年行动",
    "严守国家秘密，防止失泄密",
    "秘密级以上文件不得通过本系统传递",
    "★推进交通一体化\n★重点任务",
    "保守国家秘密\n★推进交通一体化",
    "★秘密侦查工作按职责分工落实",
    "正文\n" * 40 + "秘密\n正文",
    "省委机密局\n要点",
    "机密\t数量\n3\t4",
]


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_found(text):
    assert find_mark(text) is not None


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_are_no_mark(text):
    assert find_mark(text) is None


def word(text, *, head=""):
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = head
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def boxed(text):
    """A Word file with the words in a text box, as offices set the mark beside the red head."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("正文"))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
                run = f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
                content = content.replace(b"<w:body>", f"<w:body>{run}".encode())
            new.writestr(entry, content)
    return out.getvalue()


def sheet(text, *, head=""):
    book = openpyxl.Workbook()
    book.active.append([text])
    book.active.oddHeader.left.text = head
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("要点.txt", "机密★1年\n正文".encode("gb18030")),
        ("要点.docx", word("机密★1年\n正文")),
        ("要点.docx", word("正文", head="机密")),
        ("要点.docx", word("正文", head="绝密★")),
        ("要点.docx", boxed("机密★1年")),
        ("要点.xlsx", sheet("绝密★5年")),
        ("要点.xlsx", sheet("正文", head="秘密★1年")),
        ("要点.html", "<p>秘密★</p><p>正文</p>".encode()),
        ("要点.csv", "序号,任务\n1,机密★1年\n".encode()),
        ("机密★1年要点.txt", "正文".encode()),
        ("要点.jpg", b"\xff\xd8\xff\xe0" + "机密★".encode()),
        ("要点.doc", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512 + "机密★".encode("utf-16-le") + b"\0" * 512),
    ],
)
def test_every_kind_of_file_is_looked_into(name, data):
    with pytest.raises((guard.SecrecyMarkFound, guard.TypeNotTaken)) as caught:
        guard.look(data, name)
    if not name.endswith(".doc"):
        assert isinstance(caught.value, guard.SecrecyMarkFound)


@pytest.mark.django_db
def test_15_a_marked_upload_stops_leaves_no_copy_on_disk_and_tells_the_secrecy_officer(
    somebody, region, data_folder, do
):
    _, clerk = somebody("clerk", "filler", "lanchuan_edu")
    officer, _ = somebody("officer", "secrecy_officer", "lanchuan_edu")
    somebody("other", "secrecy_officer", "heyang_drc")
    content = "机密★1年\n独一无二的正文七七四十九".encode()
    before = {each.name for each in Path(tempfile.gettempdir()).iterdir()}
    with pytest.raises(guard.SecrecyMarkFound) as caught:
        take_in(content, "要点.txt", organisation=region["lanchuan_edu"], by=clerk, at=NOW)
    assert "机密★1年" in caught.value.say("zh")
    for file in Path(data_folder).rglob("*"):
        assert file.is_dir() or "独一无二".encode() not in file.read_bytes()
    assert {
        name for name in {each.name for each in Path(tempfile.gettempdir()).iterdir()} - before if "upload" in name
    } == set()
    assert StoredFile.objects.count() == 0
    (notice,) = Notice.objects.all()
    assert notice.person == officer
    assert "clerk某" in notice.body_zh
    assert "独一无二" not in notice.body_zh
    assert AuditLine.objects.filter(action="file.stop_marked", outcome="done").count() == 1


@pytest.mark.django_db
def test_15_running_text_about_business_secrets_is_kept(somebody, region, data_folder):
    _, clerk = somebody("clerk", "filler", "lanchuan_edu")
    kept = take_in("加强商业秘密保护".encode(), "要点.txt", organisation=region["lanchuan_edu"], by=clerk, at=NOW)
    assert kept.file.read_bytes() == "加强商业秘密保护".encode()
    assert kept.text_seen


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (300 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报表.xlsx", b"MZ\x90\x00" + b"\x00" * 200),
        ("运行.txt", b"\x7fELF" + bytes(range(256)) * 4),
        ("打包.zip", b"Rar!\x1a\x07\x00" + b"0" * 100),
        ("炸弹.docx", bomb()),
        ("空.txt", b""),
    ],
)
def test_what_is_no_document_is_refused_whatever_it_is_called(name, data):
    from citycircle.core.errors import CityCircleError

    with pytest.raises(CityCircleError):
        guard.look(data, name)


def test_a_file_over_the_limit_is_refused(settings):
    settings.UPLOAD_LIMIT = 1 << 20
    with pytest.raises(guard.UploadTooLarge):
        guard.look(b"1" * ((1 << 20) + 1), "x.txt")


def test_an_upload_never_touches_the_disk_on_its_way_in(rf, monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)
    upload = SimpleUploadedFile("大.txt", b"1" * (6 << 20))
    request = rf.post("/", {"file": upload})
    assert request.FILES["file"].size == 6 << 20


def test_an_upload_over_the_limit_is_cut_off(rf, settings):
    settings.UPLOAD_LIMIT = 1 << 20
    request = rf.post("/", {"file": SimpleUploadedFile("大.txt", b"1" * (2 << 20))})
    assert "file" not in request.FILES
    assert request.META["citycircle.upload_too_large"]
