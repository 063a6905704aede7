"""The table of labels above an official paper: glued, piped, with colons, or one label to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citycircle.core.plans import Span
from citycircle.language.wordlists import any_of

LABELS: dict[str, str] = {
    "title": "文件名称|信息名称|公文名称|文件标题|公文标题|标题|名称",
    "doc_number": "发文字号|发布文号|文件编号|发文文号|公文文号|文件文号|文件字号|文号|字号",
    "issuer": (
        "发文单位|发文机关|发文机构|发布机构|发布机关|发布单位|制发机关|制发单位|制定机关|印发机关|公开机构|"
        "公开责任部门|信息来源"
    ),
    "written_on": "成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|签发日期|生成日期|生成时间",
    "published_on": "发布日期|发布时间|公开日期|公开时间|公布日期|公布时间|上传时间|更新时间",
    "index": "索引号|索引编号|信息索引号|信息索引",
    "other": (
        "主题分类|组配分类|文件类型|公文种类|文种|体裁分类|体裁|主题词|关键词|关键字|内容概述|内容概要|摘要|效力状态|有效性|时效性|时效|"
        "是否有效|文件状态|主题导航|主题|服务对象|公开方式|公开范围|公开形式|公开属性|公开程序|统一登记号|规范性文件编号|生效日期|实施日期|失效日期|"
        "废止日期|终止日期|有效期|语种|语言|题材|信息分类|分类|载体形式|组织机构代码|发布层级|责任部门|所属栏目|所属主题|信息格式|记录形式|性质"
    ),
}
"""Labels that government pages print beside a paper, by what they tell."""

_OF = {label: role for role, labels in LABELS.items() for label in labels.split("|")}
_SPACED = any_of(_OF, between=r"[ \t\u3000]{0,10}")
_AT = re.compile(
    rf"(?P<bracket>[【\[])?(?:[•·●▪■]\s{{0,3}})?(?P<label>{_SPACED})(?(bracket)[】\]])"
    r"[ \t\u3000]*(?P<sign>[:：]|\||\t)?[ \t\u3000]*"
)
_CERTAIN = re.compile("索引号|文号|发文|发布|成文|公开|文件|信息|主题分类|组配分类|效力|有效性|内容概述|体裁")
"""Labels that are no words of running text."""
_ENDS_VALUE = re.compile(r"[\d号)）效布发无]")
_EMPTY = re.compile(r"^[\s|/—-]*$|^(?:无|暂无|空)$")


@dataclass(frozen=True, slots=True)
class Label:
    """One label and its value. `span` covers both, `value_span` the value; positions as in the text at hand."""

    role: str
    name: str
    value: str
    span: Span
    value_span: Span

    @property
    def is_empty(self) -> bool:
        """Say whether the page prints nothing there, or 无."""
        return bool(_EMPTY.match(self.value))


def read(text: str, start: int, end: int) -> list[Label]:
    """The labels of a stretch of text, each with its value up to the next label or the end of its line.

    Nothing counts unless one of them is a label that pages alone print (索引号, 发文机关): a plan may have 名称 too.
    A label counts where a line, a cell or a gap begins, or right behind another label's value; without a colon or a bar
    it needs a companion in its line, since 名称 and 主题 are ordinary words too.

    >>> page = "发文单位澜川市人民政府办公室 发文字号澜政办发〔2025〕8号"
    >>> [(label.role, label.value) for label in read(page, 0, len(page))]
    [('issuer', '澜川市人民政府办公室'), ('doc_number', '澜政办发〔2025〕8号')]
    """
    found: list[Label] = []
    for line in _lines(text, start, end):
        marks = list(_marks(text, line))
        if _is_table(marks):
            found += _values(text, line, marks)
    return found if any(_CERTAIN.match(label.name) for label in found) else []


def _is_table(marks: list[re.Match[str]]) -> bool:
    """Say whether a line holds labels: with a colon or in brackets, or one that no table of duties has for a column."""
    if any(mark["bracket"] or mark["sign"] in {":", "："} for mark in marks):
        return True
    certain = any(_CERTAIN.match(mark["label"]) for mark in marks)
    return certain and (len(marks) > 1 or any(mark["sign"] for mark in marks))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        yield Span(*match.span())


def _marks(text: str, line: Span) -> Iterator[re.Match[str]]:
    """Labels that begin a line, a cell or a gap; certain ones also right behind the value of the label before."""
    first = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
    for mark in _AT.finditer(text, line.start, line.end):
        before = text[mark.start() - 1] if mark.start() > first else " "
        glued = _CERTAIN.match(mark["label"]) and (mark["sign"] or _ENDS_VALUE.match(before))
        if before in " \t\u3000|;；〕】]•·●▪■" or glued:
            yield mark


def _values(text: str, line: Span, marks: list[re.Match[str]]) -> Iterator[Label]:
    for mark, end in zip(marks, [*(following.start() for following in marks[1:]), line.end], strict=True):
        raw = text[mark.end() : end]
        value = raw.rstrip(" \t\u3000|;；")
        name = re.sub(r"\s", "", mark["label"])
        yield Label(
            _OF[name],
            name,
            value.strip(),
            Span(mark.start(), mark.end() + len(value)),
            Span(mark.end(), mark.end() + len(value)),
        )
