"""The number of an official document, such as 云办发〔2025〕16号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citycircle.core.codes.checking import CodeNotValid
from citycircle.core.messages import Text

KIND = Text("发文字号", "document number")
STRICT = re.compile(r"(?P<organ>[\u4e00-\u9fff]{1,12})〔(?P<year>(?:19|20)\d{2})〕(?P<number>[1-9]\d{0,3})号")
LOOSE = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,12})(?P<left>.)(?P<year>(?:19|20)\d{2})(?P<right>.)(?P<ordinal>第)?(?P<number>\d+)号"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The code of the organ, the year and the running number."""

    organ: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.organ}〔{self.year}〕{self.number}号"


def document_number(typed: str) -> DocumentNumber:
    """Read a document number as the format standard prints it: hexagonal brackets, no 第, no leading zero.

    >>> str(document_number("云办发〔2025〕16号"))
    '云办发〔2025〕16号'

    Source: GB/T 9704-2012, 发文字号. Raises CodeNotValid with what is wrong and how it should read.
    """
    typed_bare = "".join(typed.split())
    match = STRICT.fullmatch(typed_bare)
    if match:
        return DocumentNumber(match["organ"], int(match["year"]), int(match["number"]))
    raise CodeNotValid(typed, KIND, _reason(typed_bare))


def _reason(typed: str) -> Text:
    match = LOOSE.fullmatch(typed)
    if not match:
        return Text(
            "应由机关代字、〔年份〕、顺序号和“号”组成。", "it should be organ code, 〔year〕, running number and 号."
        )
    better = DocumentNumber(match["organ"], int(match["year"]), int(match["number"]))
    if match["left"] + match["right"] != "〔〕":
        return Text(f"年份应用六角括号，如 {better}。", f"the year stands in hexagonal brackets, as in {better}.")
    if match["ordinal"]:
        return Text(f"顺序号前不加“第”，如 {better}。", f"the number takes no 第, as in {better}.")
    return Text(
        f"顺序号不编虚位，如 {better}。", f"the number takes no leading zero and at most four digits, as in {better}."
    )
