"""Looking at an upload before it is kept: what it is by its content, how large, whether it is marked."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.documents.intake import errors as intake
from citycircle.documents.intake.open import open_source
from citycircle.records.files.secrecy import Mark, find_mark, find_mark_in_bytes

PROOF_TYPES: dict[bytes, tuple[str, str]] = {
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}
"""Pictures that may serve as proof; their text is not read."""
_HEADS = re.compile(r"word/(?:document|(?:header|footer)\d*)\.xml|xl/worksheets/sheet\d+\.xml")
_TAGS = re.compile(r"<[^>]+>")
_BOXES = re.compile(r"<w:txbxContent>(.*?)</w:txbxContent>", re.DOTALL)
_SHEET_HEADS = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>(.*?)</", re.DOTALL)
HEAD_LIMIT = 4 << 20
NAMELESS = "文件"


class SecrecyMarkFound(CityCircleError):
    what = Text(
        "文件带有密级标志“{mark}”（{where}），已停止上传。",
        "The file carries the secrecy mark “{mark}” ({where}); the upload was stopped.",
    )
    why = Text(
        "本系统为非涉密系统；服务器未留存任何副本，已通知保密员。",
        "This system is unclassified; no copy was kept, and the secrecy officer has been told.",
    )
    then = Text(
        "请按保密规定处理原件；如系误标，请联系保密员。",
        "Please handle the original by the secrecy rules; if the mark is a mistake, ask the secrecy officer.",
    )


class UploadTooLarge(CityCircleError):
    what = Text("文件超过{limit}MB。", "The file is larger than {limit} MB.")
    why = Text(
        "过大的附件会拖慢备份和所有人的打开速度。", "Very large attachments slow down backups and everybody's pages."
    )
    then = Text(
        "请压缩图片、拆分文件，或只填写文号等引用。",
        "Please compress pictures, split the file, or give a reference number instead.",
    )


class TypeNotTaken(CityCircleError):
    what = Text("不接收“{name}”这种文件。", "Files like {name} are not taken.")
    why = Text(
        "按内容识别，不看扩展名；可执行文件和压缩包一律不收。",
        "The content decides, not the name; programs and archives are never taken.",
    )
    then = Text(
        "请上传 Word、Excel、PDF、文本、网页或 PNG、JPG 图片。",
        "Please upload Word, Excel, PDF, text, a web page, or a PNG or JPG picture.",
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """An upload that may be kept. `text_seen` is False for scans and pictures: a person has to vouch for those."""

    name: str
    data: bytes
    media_type: str
    sha256: str
    text_seen: bool


def look(data: bytes, name: str) -> Looked:
    """Look at an upload. Raises SecrecyMarkFound, UploadTooLarge, TypeNotTaken, and the intake's SourceUnreadable."""
    name = clean_name(name)
    if len(data) > settings.UPLOAD_LIMIT:
        raise UploadTooLarge(limit=settings.UPLOAD_LIMIT >> 20)
    _refuse_marked(find_mark(PurePath(name).stem))
    digest = hashlib.sha256(data).hexdigest()
    picture = next((kind for sign, kind in PROOF_TYPES.items() if data.startswith(sign)), None)
    if picture is not None:
        _refuse_marked(find_mark_in_bytes(data))
        return Looked(name, data, picture[0], digest, text_seen=False)
    try:
        source = open_source(data, name=name)
    except intake.ScannedPdf:
        _refuse_marked(find_mark_in_bytes(data))
        return Looked(name, data, "application/pdf", digest, text_seen=False)
    except (intake.OldWord, intake.WpsWord):
        _refuse_marked(find_mark_in_bytes(data))
        return Looked(name, data, "application/msword", digest, text_seen=False)
    except (intake.FormatUnknown, intake.FormatNotReadYet, intake.PictureFile) as error:
        raise TypeNotTaken(name=name) from error
    except intake.SourceUnreadable:
        _refuse_marked(find_mark_in_bytes(data))  # what cannot be read must not carry a mark past the guard either
        raise
    _refuse_marked(find_mark(source.text, page_heads(data)))
    return Looked(name, data, source.media_type, digest, text_seen=True)


def clean_name(name: str) -> str:
    """The name alone, without folders and control characters, at most 150 characters, its ending kept.

    >>> clean_name("..\\\\C:\\\\报表\\\\2026年3月.xlsx"), clean_name("../../etc/passwd")
    ('2026年3月.xlsx', 'passwd')
    """
    alone = name.replace("\\", "/").rpartition("/")[2]
    bare = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", alone).strip(". ") or NAMELESS
    ending = PurePath(bare).suffix[:12]
    return bare if len(bare) <= 150 else bare[: 150 - len(ending)] + ending  # noqa: PLR2004  (said in the docstring)


def page_heads(data: bytes) -> list[str]:
    """The page heads, feet and text boxes of a Word or Excel file, which the intake may set aside."""
    if not data.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [one for one in archive.infolist() if _HEADS.fullmatch(one.filename) and one.file_size < HEAD_LIMIT]
        parts = [part for one in entries for part in _parts(one.filename, archive.read(one).decode("utf-8", "replace"))]
    return [html.unescape(_TAGS.sub("", part)) for part in parts]


def _parts(filename: str, xml: str) -> list[str]:
    """What stands outside the running text, cut into paragraphs."""
    if filename.startswith("xl/"):
        return re.sub(r"&amp;[LCR]", "\n", "\n".join(_SHEET_HEADS.findall(xml))).split("\n")
    boxes = _BOXES.findall(xml) if filename.endswith("document.xml") else [xml]
    return [paragraph for box in boxes for paragraph in box.split("</w:p>")]


def _refuse_marked(mark: Mark | None) -> None:
    if mark is not None:
        raise SecrecyMarkFound(mark=mark.words, where=mark.where)
