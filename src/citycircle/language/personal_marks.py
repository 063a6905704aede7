"""Numbers of people that must not stand in public text: identity numbers, telephones, bank cards and accounts.

The last gate before a page that everybody can read. A number that looks like a person's is hidden even when its check
digit is wrong, since a slip of the finger is still somebody's number. Codes of organisations and projects, document
numbers, amounts, dates and coordinates stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from citycircle.core.codes.checking import CodeNotValid
from citycircle.core.codes.organisations import social_credit_code
from citycircle.core.codes.people import CHECKS, WEIGHTS
from citycircle.core.codes.projects import SHAPE as PROJECT
from citycircle.core.messages import Language, Text

MarkKind = Literal["identity", "mobile", "telephone", "bank_card", "account"]
KINDS: dict[MarkKind, Text] = {
    "identity": Text("身份证号码", "identity number"),
    "bank_card": Text("银行卡号", "bank card number"),
    "mobile": Text("手机号码", "mobile number"),
    "telephone": Text("电话号码", "telephone number"),
    "account": Text("银行账号", "bank account"),
}
_HIDING = Text("［{kind}已隐去］", "[{kind} hidden]")

# One character each, so that places in the text stay where they are.
_WIDE = str.maketrans("Ｘｘ＋（）－．‐‑‒–—―−\u3000\xa0\u2002\u2003\u2009\u202f", "Xx+()-.-------      ")
_WORDS = "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_SPOKEN = str.maketrans(_WORDS, "0001234567891123456789")
_SPOKEN_RUN = re.compile(rf"[{_WORDS}](?:[ -]?[{_WORDS}]){{10,18}}")

_GAP = r"[\s\u200b-\u200d\u2060\ufeff\u00ad]"
"""White space and what nobody sees; a gap in a number may hold a dash too."""
_ANY = rf"(?:{_GAP}|-){{0,3}}"
_MARK = rf"{_GAP}{{0,2}}[-.]?{_GAP}{{0,2}}"
_SAME = rf"(?:-|{_GAP}{{1,2}})"
"""What stands in every gap of one number alike, so that a row of figures is not read as one."""
_DASH = rf"{_GAP}{{0,2}}[-.]{_GAP}{{0,2}}"
_START = r"(?<!\d)(?<!0\.)(?<!\d\d\.)"
_NO_UNIT = r"(?!\s?(?:元|万|亿|吨|千瓦|度电|平方|立方|㎡|m²|千米|公里))"
"""An amount is no number of a person."""
_END = rf"(?!\d)(?!\.\d{{1,2}}(?!\d)){_NO_UNIT}"
_IDENTITY = re.compile(rf"(?<!\d)(?=(\d(?:{_ANY}\d){{16}}{_ANY}[\dXx])(?!\d))", re.ASCII)
_OLD_IDENTITY = re.compile(
    rf"(?<![\dA-Za-z])(?=(\d{{6}}{_ANY}\d{{6}}{_ANY}\d{{3}})(?![\dA-Za-z])(?!-\d){_NO_UNIT})", re.ASCII
)
_CARD = re.compile(
    rf"{_START}(?=((?=[3-6]|955)(?:\d{{4}}(?P<gap>{_SAME})\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}(?:(?P=gap)\d{{1,3}})?"
    rf"|\d{{16,19}}|6\d{{5}}{_ANY}\d{{10,13}})){_END})",
    re.ASCII,
)
_COUNTRY = rf"(?:(?:\+|00)?86{_MARK})?"
_MOBILE = re.compile(
    rf"{_START}{_COUNTRY}(?:1[3-9]\d{{9}}|1[3-9]\d(?P<gap>{_SAME}|\.)\d{{4}}(?P=gap)\d{{4}}"
    rf"|1[3-9]\d\d(?P<dash>[-.])\d{{3}}(?P=dash)\d{{4}}|1[3-9]\d-\d{{8}}|1(?:{_GAP}\d){{10}}){_END}",
    re.ASCII,
)
_CALLED = re.compile(
    rf"(?:电话|手机|联系|微信|[Tt][Ee][Ll])[^\d，。；\n]{{0,8}}(1[3-9]\d{{1,5}}(?:{_ANY}\d{{3,8}}){{1,2}}){_END}",
    re.ASCII,
)
_AREA = r"(?:010|02\d|0[3-9]\d{2})"
_EXTENSION = r"(?:(?:-|转|分机)\d{1,6})?"
_TELEPHONE = re.compile(
    rf"{_START}(?:(?:\+|00)86{_MARK}\(?0?)?(?:\({_AREA}\){_MARK}[2-9]\d{{2,3}}{_MARK}\d{{4}}"
    rf"|{_AREA}(?:{_DASH}|{_GAP})[2-9]\d{{2,3}}{_MARK}\d{{4}}|(?:010|02\d)[2-8]\d{{7}}|0[3-9]\d{{2}}[2-8]\d{{6,7}})"
    rf"{_EXTENSION}{_END}",
    re.ASCII,
)
_RUNG = re.compile(
    rf"(?:电话|座机|固话|传真|联系方式|致电|拨打|手机|[Tt][Ee][Ll])[^\d，。；\n]{{0,8}}([2-9]\d{{2,3}}{_MARK}\d{{4}}{_EXTENSION})"
    rf"{_END}",
    re.ASCII,
)
_BANKED = re.compile(
    rf"(?:账号|帐号|账户|帐户|卡号|银行卡)[^\d，。；\n]{{0,20}}?(\d(?:{_ANY}\d){{8,29}}){_END}", re.ASCII
)
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])", re.ASCII)
_CODE_AHEAD = re.compile(r"(?:信用代码|税号|识别号)[^\d，。；\n]{0,6}$", re.ASCII)
_IDENTITY_AHEAD = re.compile(r"(?:身份证|身份号|证件号)[^\d，。；\n]{0,10}$", re.ASCII)

_NUMBERED = re.compile(r"(?:编号|文号|单号|批号|案号)[:：]?\s*$", re.ASCII)
_LETTER = re.compile("[A-Za-z]")

_REGIONS = frozenset(
    re.findall("..", "11121314152122233132333435363741424344454650515253546162636465718182" + "8399", re.ASCII)
)
"""The first digits of a division code (GB/T 2260); 99 is that of invented regions."""
_BORN = range(1900, 2100)
_BORN_MISTYPED = range(1920, 2013)
"""With a wrong check digit a later date is rather that of a running number: division, day, serial."""
_BORN_OLD = range(1930, 2000)
_USUAL_GAPS = frozenset({6, 10, 12, 14, 17})
_MOBILE_LENGTH = 11
_UNIONPAY, _UNIONPAY_LENGTHS = "62", frozenset({16, 19})
"""Domestic cards: one with a wrong check digit is still somebody's, unless it is called a number of something else."""
_TEN = 10


class Mark(NamedTuple):
    """A number of a person in a text: what it is, and its first character and the one after its last."""

    kind: MarkKind
    start: int
    end: int


class Masked(NamedTuple):
    """A text as it may be shown, and what was hidden in it (places as in the text given)."""

    text: str
    marks: tuple[Mark, ...]


def masked(text: str, language: Language = "zh") -> Masked:
    """Hide the numbers of people in a text that everybody will read.

    >>> masked("联系人：张某，１３８ ００１３ ８０００").text
    '联系人：张某，［手机号码已隐去］'
    >>> masked("澜政办〔2026〕15号，投资13800138000元").marks
    ()
    """
    marks = marks_in(text)
    parts, place = [], 0
    for mark in marks:
        parts += [text[place : mark.start], _HIDING.say(language, kind=KINDS[mark.kind])]
        place = mark.end
    return Masked("".join([*parts, text[place:]]), marks)


def marks_in(text: str) -> tuple[Mark, ...]:
    """The numbers of people in a text, in order; none overlaps another."""
    plain = _readable(text)
    kept = [(found.start(), found.end()) for found in PROJECT.finditer(plain)]
    kept += [(found.start(), found.end()) for found in _CODE.finditer(plain) if _is_organisation(plain, found)]
    taken: list[tuple[int, int]] = list(kept)
    marks = []
    for search in _SEARCHES:
        for mark in search(plain):
            if all(mark.end <= start or end <= mark.start for start, end in taken):
                taken.append((mark.start, mark.end))
                marks.append(mark)
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _readable(text: str) -> str:
    """Digits as digits, each in its place: full width, and spoken ones where eleven or more follow each other."""
    plain = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), text.translate(_WIDE))
    return _SPOKEN_RUN.sub(lambda found: found[0].translate(_SPOKEN), plain)


def _is_organisation(text: str, found: re.Match[str]) -> bool:
    """Whether eighteen characters are the code of an organisation rather than the number of a person."""
    try:
        social_credit_code(found[0])
    except CodeNotValid:
        return False
    return not _checks(found[0]) or _CODE_AHEAD.search(text, 0, found.start()) is not None


def _identities(text: str) -> Iterator[Mark]:
    for found in _IDENTITY.finditer(text):
        digits = _digits(found[1])
        if digits[:2] not in _REGIONS or not _born(digits[6:14], _BORN):
            continue
        usual = _gaps(found[1]) <= _USUAL_GAPS and _born(digits[6:14], _BORN_MISTYPED)
        if _checks(digits) or usual or _IDENTITY_AHEAD.search(text, 0, found.start()):
            yield Mark("identity", found.start(1), found.end(1))
    for found in _OLD_IDENTITY.finditer(text):
        digits = _digits(found[1])
        told = _IDENTITY_AHEAD.search(text, 0, found.start())
        if digits[:2] in _REGIONS and _born(f"19{digits[6:12]}", _BORN if told else _BORN_OLD):
            yield Mark("identity", found.start(1), found.end(1))


def _cards(text: str) -> Iterator[Mark]:
    for found in _CARD.finditer(text):
        digits = _digits(found[1])
        numbered = _NUMBERED.search(text, 0, found.start())
        mistyped = digits.startswith(_UNIONPAY) and len(digits) in _UNIONPAY_LENGTHS and not numbered
        if (_luhn(digits) or mistyped) and len(set(digits)) > 2:  # noqa: PLR2004  # zeros and one other digit are an amount
            yield Mark("bank_card", found.start(1), found.end(1))


def _mobiles(text: str) -> Iterator[Mark]:
    for found in _MOBILE.finditer(text):
        numbered = _gaps(found[0]) and _NUMBERED.search(text, 0, found.start())
        if not numbered and not _LETTER.match(text, found.end()):
            yield Mark("mobile", found.start(), found.end())
    for found in _CALLED.finditer(text):
        if len(_digits(found[1])) == _MOBILE_LENGTH:
            yield Mark("mobile", found.start(1), found.end(1))


def _telephones(text: str) -> Iterator[Mark]:
    for found in _TELEPHONE.finditer(text):
        if _gaps(found[0]) or not _NUMBERED.search(text, 0, found.start()):
            yield Mark("telephone", found.start(), found.end())
    for found in _RUNG.finditer(text):
        if not _born(_digits(found[1])[:8], range(2000, 2100)):
            yield Mark("telephone", found.start(1), found.end(1))


def _accounts(text: str) -> Iterator[Mark]:
    for found in _BANKED.finditer(text):
        yield Mark("account", found.start(1), found.end(1))


_SEARCHES: tuple[Callable[[str], Iterator[Mark]], ...] = (_identities, _cards, _mobiles, _telephones, _accounts)


def _digits(typed: str) -> str:
    return "".join(letter for letter in typed if letter in "0123456789Xx").upper()


def _gaps(typed: str) -> set[int]:
    """After how many digits a number as typed has a gap."""
    count, gaps = 0, set()
    for letter in typed:
        if letter in "0123456789Xx":
            count += 1
        else:
            gaps.add(count)
    return gaps


def _born(digits: str, years: range) -> bool:
    """Whether eight digits are a day of one of the years."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year in years
    except ValueError:
        return False


def _checks(digits: str) -> bool:
    """Whether eighteen characters carry the check character of a citizen number (GB 11643-1999, clause 5)."""
    if not digits[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], WEIGHTS, strict=True))
    return CHECKS[total % len(CHECKS)] == digits[17].upper()


def _luhn(digits: str) -> bool:
    """Whether digits end in the check digit of ISO/IEC 7812-1, annex B (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - (_TEN - 1) * (value >= _TEN)
    return total % _TEN == 0
