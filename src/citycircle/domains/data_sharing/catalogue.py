"""Entries of the data catalogue: what decree 809 and the guide of 2017 ask of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from citycircle.core.codes.checking import CodeNotValid
from citycircle.core.codes.organisations import social_credit_code
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Choice, Said, Series, Words, YesNo
from citycircle.core.kinds_of_number import Whole
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import SEMICOLON, Text, listed
from citycircle.core.parameters import Row, table_beside
from citycircle.core.rules import Field, Rule

from .words import ATTRIBUTE, ATTRIBUTES, BLANK, CYCLE, ITEMS, YES

BASIS = {
    "decree": Text("政务数据共享条例", "decree 809"),
    "guide": Text("目录编制指南", "the guide of 2017"),
}
NEEDED = Choice(
    {
        "always": Text("都须填写", "always"),
        "shared": Text("共享的须填写", "when shared"),
        "conditional": Text("有条件共享的须填写", "when conditional"),
        "not_shared": Text("不予共享的须填写", "when not shared"),
    }
)
APPLIES: Mapping[str, tuple[str, ...]] = {
    "always": tuple(ATTRIBUTES),
    "shared": ("unconditional", "conditional"),
    "conditional": ("conditional",),
    "not_shared": ("not_shared",),
}
MISSING = Text("{item}未填写（{clause}）", "{item} is missing ({clause})")
NOT_YET = Text("尚未完成{item}（{clause}）", "{item} has not been done ({clause})")
WRONG_CODE = Text("{item}“{code}”不符合编码规则：{reason}", "{item} “{code}” does not follow the code: {reason}")
CODE_FORM = Text(
    "类1位（1、2、3）、项2位、目3位，其后为细目和顺序码", "1 digit (1, 2, 3), 2, 3, then details and a number"
)

ENTRY_ITEMS = table_beside(
    __file__,
    "entry_items",
    Text("目录条目须有的内容", "What a catalogue entry must hold"),
    key={"item": Choice(ITEMS), "basis": Choice(BASIS)},
    value={"needed": NEEDED},
)
CODE_PARTS = table_beside(
    __file__,
    "code_parts",
    Text("政务信息资源代码的组成", "Parts of a resource code"),
    key={"part": Words()},
    value={"digits": Whole(low=1), "first_zh": Words(), "first_en": Words()},
)


def _entry(work: Working, **given: object) -> Answer:
    attribute = str(given["attribute"])
    faults = [*_missing(work, attribute, given), *_wrong(work, given)]
    title = ATTRIBUTES[attribute]
    work.step(Text("共享属性：{title}。", "Share attribute: {title}."), title=title)
    for fault in faults:
        work.step(Text("{fault}。", "{fault}."), fault=fault)
    if not faults:
        sentence = Text(
            "“{name}”目录条目完整，可报主管部门审核。", "The entry “{name}” is whole and can go to the authority."
        )
        return work.answer(sentence, {"accepted": True, "count": 0}, name=given["name"])
    every = listed(faults, SEMICOLON)
    sentence = Text(
        "“{name}”目录条目请退回补正：{every}。", "Please return the entry “{name}” to be completed: {every}."
    )
    return work.answer(
        sentence, {"accepted": False, "count": len(faults), "faults": every}, name=given["name"] or "—", every=every
    )


def _missing(work: Working, attribute: str, given: Mapping[str, object]) -> list[Text]:
    """What is missing, each item once with the clauses that ask for it."""
    asked: dict[str, list[Row]] = {}
    for row in work.edition(ENTRY_ITEMS).rows:
        if attribute in APPLIES[row["needed"]]:
            asked.setdefault(row["item"], []).append(row)
    work.use(row for rows in asked.values() for row in rows)
    faults = []
    for item, rows in asked.items():
        if given.get(item) in (None, "", (), False):
            clause = listed(f"《{row.source.title}》{row.source.clause}" for row in rows)
            text = NOT_YET if item in {"risk_assessed", "head_consents"} else MISSING
            faults.append(text.fill(item=ITEMS[item], clause=clause))
    return faults


def _wrong(work: Working, given: Mapping[str, object]) -> list[Text]:
    faults = []
    if code := str(given.get("code") or ""):
        digits = [row["digits"] for row in work.edition(CODE_PARTS).rows]
        work.use(work.edition(CODE_PARTS).rows)
        # The separator before the running number is not in the text at hand; both ways of writing it are seen.
        if not re.fullmatch(rf"[123]\d{{{sum(digits) - 1}}}\d*([/-]?\d+)?", code):
            faults.append(WRONG_CODE.fill(item=ITEMS["code"], code=code, reason=CODE_FORM))
    if provider := str(given.get("provider_code") or ""):
        try:
            social_credit_code(provider)
        except CodeNotValid as wrong:
            reason = wrong.reason_as_phrase
            faults.append(WRONG_CODE.fill(item=ITEMS["provider_code"], code=provider, reason=reason))
    return faults


def _words(name: str) -> Field:
    return Field(name, BLANK, ITEMS[name], required=False)


ENTRY = Rule(
    local="catalogue.entry",
    title=Text("政务数据目录条目检查", "Check of a catalogue entry"),
    about=Text(
        "按《政务数据共享条例》第十三至十五条和《政务信息资源目录编制指南（试行）》检查一条目录：该有的内容是否齐全，"
        "有条件共享是否写明条件，不予共享是否有理由和法律依据，资源代码和提供方代码是否合规。逐项指出所依据的条款。",
        "Holds one entry against articles 13 to 15 of decree 809 and the guide of 2017: is everything there, are "
        "conditions stated, has “not shared” its reason and legal basis, are the codes well formed. Each fault names "
        "its clause.",
    ),
    inputs=(
        Field("attribute", ATTRIBUTE, Text("共享属性", "share attribute")),
        *(_words(name) for name in ("name", "code", "provider", "provider_code", "summary")),
        Field("items", Series(Words()), ITEMS["items"], required=False),
        _words("format"),
        Field("update_cycle", CYCLE, ITEMS["update_cycle"], required=False),
        *(_words(name) for name in ("method", "conditions", "reason", "legal_basis", "grade")),
        Field("risk_assessed", YES, ITEMS["risk_assessed"], required=False),
        Field("head_consents", YES, ITEMS["head_consents"], required=False),
        Field("issued", Day(), ITEMS["issued"], required=False),
    ),
    outputs=(
        Field("accepted", YesNo(), Text("可报审核", "accepted")),
        Field("count", Whole(), Text("问题数", "number of faults")),
        Field("faults", Said(), Text("问题", "faults"), required=False),
    ),
    tables=(ENTRY_ITEMS, CODE_PARTS),
    function=_entry,
)
RULES = (ENTRY,)
