"""One rule for each kind of code: is it well formed, and what do its parts say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from citycircle.core.codes.certificates import certificate_identifier
from citycircle.core.codes.checking import CodeNotValid
from citycircle.core.codes.divisions import published
from citycircle.core.codes.goods import trade_item_number
from citycircle.core.codes.organisations import organisation_code, social_credit_code
from citycircle.core.codes.papers import document_number
from citycircle.core.codes.people import citizen_number
from citycircle.core.codes.projects import project_code
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Choice, Said, Words, YesNo
from citycircle.core.kinds_of_number import Whole
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.rules import Field, Rule

from .code_tables import CODE, STANDARDS

SEX = Choice({"male": Text("男", "male"), "female": Text("女", "female")})
DIVISION = Field("division", Words(), Text("行政区划代码", "division code"), required=False)

Reader = Callable[[str, date], Mapping[str, Any]]


def _social_credit(code: str, _on: date) -> Mapping[str, Any]:
    read = social_credit_code(code)
    return {"division": read.division, "organisation": read.body, "inner_check": read.body_checks}


def _organisation(code: str, _on: date) -> Mapping[str, Any]:
    return {"organisation": organisation_code(code)}


def _citizen(code: str, _on: date) -> Mapping[str, Any]:
    read = citizen_number(code)
    return {"masked": read.masked, "division": read.division, "born": read.born, "sex": read.sex}


def _certificate(code: str, _on: date) -> Mapping[str, Any]:
    read = certificate_identifier(code)
    return {"type": read.type_code, "issuer": read.issuer, "serial": read.serial, "version": read.version}


def _division(code: str, on: date) -> Mapping[str, Any]:
    return {"name": published().division(code, on=on).name}


def _document(code: str, _on: date) -> Mapping[str, Any]:
    read = document_number(code)
    return {"organ": read.organ, "year": read.year, "number": read.number}


def _project(code: str, _on: date) -> Mapping[str, Any]:
    read = project_code(code)
    return {"year": read.year, "month": read.month, "division": read.division, "department": read.department}


def _trade_item(code: str, _on: date) -> Mapping[str, Any]:
    return {"gtin14": trade_item_number(code)}


def _answering(key: str, read: Reader) -> Callable[..., Answer]:
    kind = CODE.options[key]

    def answer(work: Working, code: str) -> Answer:
        standard = work.row(STANDARDS, key)
        form = Text(standard["form_zh"], standard["form_en"])
        work.step(Text("对照格式：{form}。", "Held against the form: {form}."), form=form)
        try:
            parts = read(code, work.on)
        except CodeNotValid as refused:
            reason = refused.details["reason"]
            work.step(Text("不符之处：{reason}", "What does not fit: {reason}"), reason=reason)
            sentence = Text("“{code}”不是有效的{kind}：{reason}", "“{code}” is not a valid {kind}: {reason}")
            return work.answer(sentence, {"valid": False, "reason": reason}, code=code, kind=kind, reason=reason)
        sentence = Text("{code} 是格式有效的{kind}。", "{code} is a well-formed {kind}.")
        return work.answer(sentence, {"valid": True, **parts}, code=parts.get("masked", code), kind=kind)

    return answer


def _check(key: str, read: Reader, about: Text, *parts: Field) -> Rule:
    kind = CODE.options[key]
    return Rule(
        local=key,
        title=Text(f"{kind.zh}校验", f"Check of a {kind.en}"),
        about=about,
        inputs=(Field("code", Words(), kind),),
        outputs=(
            Field("valid", YesNo(), Text("格式有效", "well formed")),
            Field("reason", Said(), Text("不符之处", "what does not fit"), required=False),
            *parts,
        ),
        tables=(STANDARDS,),
        function=_answering(key, read),
        counts_days=True,  # a division code is judged by the list of the day, which no rule table turns over
    )


RULES = (
    _check(
        "social_credit",
        _social_credit,
        Text(
            "核对18位统一社会信用代码的字符集和校验位，并给出登记区划和组织机构代码。"
            "内层组织机构代码校验不符只作提示，不作否定。",
            "Checks the characters and the check character of an 18-character code; gives division and organisation. "
            "A wrong inner organisation code is a remark, not a refusal.",
        ),
        DIVISION,
        Field("organisation", Words(), Text("主体标识码", "organisation code"), required=False),
        Field("inner_check", YesNo(), Text("内层校验相符", "inner check agrees"), required=False),
    ),
    _check(
        "organisation",
        _organisation,
        Text("核对9位组织机构代码的校验位。", "Checks the check character of a nine-character organisation code."),
        Field("organisation", Words(), Text("组织机构代码", "organisation code"), required=False),
    ),
    _check(
        "citizen",
        _citizen,
        Text(
            "核对公民身份号码的校验位和出生日期；结果中只显示脱敏号码。",
            "Checks the check character and the date of birth; the answer shows the number masked.",
        ),
        Field("masked", Words(), Text("脱敏号码", "masked number"), required=False),
        DIVISION,
        Field("born", Day(), Text("出生日期", "date of birth"), required=False),
        Field("sex", SEX, Text("性别", "sex"), required=False),
    ),
    _check(
        "certificate",
        _certificate,
        Text(
            "核对电子证照标识的各段和校验位。", "Checks the parts and the check character of a certificate identifier."
        ),
        Field("type", Words(), Text("证照类型代码", "type code"), required=False),
        Field("issuer", Words(), Text("颁发机构代码", "issuer"), required=False),
        Field("serial", Words(), Text("流水号", "serial"), required=False),
        Field("version", Words(), Text("版本号", "version"), required=False),
    ),
    _check(
        "division",
        _division,
        Text(
            "核对行政区划代码在给定日期是否在代码表中，并给出名称。",
            "Checks whether a division code was in the list on the day, and gives its name.",
        ),
        Field("name", Words(), Text("名称", "name"), required=False),
    ),
    _check(
        "document",
        _document,
        Text(
            "核对发文字号的写法，并给出机关代字、年份和顺序号。",
            "Checks how a document number is written and gives its parts.",
        ),
        Field("organ", Words(), Text("机关代字", "organ code"), required=False),
        Field("year", Whole(), Text("年份", "year"), required=False),
        Field("number", Whole(), Text("顺序号", "running number"), required=False),
    ),
    _check(
        "project",
        _project,
        Text(
            "核对投资项目代码的格式和月份。校验位算法未公开，不作判断。",
            "Checks the form and the month of a project code. The algorithm of its check digit is not public, "
            "so it is not judged.",
        ),
        Field("year", Whole(), Text("赋码年份", "year"), required=False),
        Field("month", Whole(), Text("赋码月份", "month"), required=False),
        DIVISION,
        Field("department", Words(), Text("业务指导部门", "department in charge"), required=False),
    ),
    _check(
        "trade_item",
        _trade_item,
        Text("核对8、12、13、14位商品条码的校验位。", "Checks the check digit of a GTIN of 8, 12, 13 or 14 digits."),
        Field("gtin14", Words(), Text("14位条码", "GTIN-14"), required=False),
    ),
)
