"""Codes of organisations: the unified social credit code and the organisation code inside it."""

from __future__ import annotations

from dataclasses import dataclass

from citycircle.core.codes.checking import (
    CodeNotValid,
    tidied,
    weighted_sum,
    wrong_character,
    wrong_check,
    wrong_length,
)
from citycircle.core.messages import Text

CREDIT_KIND = Text("统一社会信用代码", "unified social credit code")
ORGANISATION_KIND = Text("组织机构代码", "organisation code")

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
CREDIT_LENGTH = 18

BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
BODY_LENGTH = 9


@dataclass(frozen=True, slots=True)
class SocialCreditCode:
    """A unified social credit code in its parts.

    `body_checks` says whether the organisation code inside carries its own check character. Some codes of
    individual businesses are said not to, so it is a remark and no ground for refusal.
    """

    code: str
    authority: str
    category: str
    division: str
    body: str
    body_checks: bool


def social_credit_code(typed: str) -> SocialCreditCode:
    """Read a unified social credit code: 18 characters, the last one a check character modulo 31.

    >>> social_credit_code("91420200ma48te5t7w").division
    '420200'
    >>> try:
    ...     social_credit_code("91420200MA48TE5T7X")
    ... except CodeNotValid as refused:
    ...     print(refused.sentences("en")[0])
    “91420200MA48TE5T7X” is not a valid unified social credit code: the check character should be W and is X.

    Source: GB 32100-2015, clauses 4 and 5. Raises CodeNotValid.
    """
    code = tidied(typed)
    if len(code) != CREDIT_LENGTH:
        raise CodeNotValid(typed, CREDIT_KIND, wrong_length(CREDIT_LENGTH, len(code)))
    strange = [character for character in code if character not in CREDIT_ALPHABET]
    if strange:
        raise CodeNotValid(typed, CREDIT_KIND, wrong_character(strange[0]))
    if not code[2:8].isdigit():
        reason = Text(
            "第3至8位是行政区划代码，应为数字。", "characters 3 to 8 are a division code and should be digits."
        )
        raise CodeNotValid(typed, CREDIT_KIND, reason)
    check = credit_check_character(code[:17])
    if check != code[17]:
        raise CodeNotValid(typed, CREDIT_KIND, wrong_check(check, code[17]))
    body = code[8:17]
    checks = body[8] == organisation_check_character(body[:8])
    return SocialCreditCode(code, code[0], code[1], code[2:8], body, checks)


def credit_check_character(body: str) -> str:
    """The eighteenth character that belongs to the first seventeen (GB 32100-2015, annex A)."""
    total = weighted_sum(map(CREDIT_ALPHABET.index, body), CREDIT_WEIGHTS)
    return CREDIT_ALPHABET[-total % 31]


def organisation_code(typed: str) -> str:
    """Read an organisation code, with or without its hyphen, and give its nine characters.

    >>> organisation_code("60003734-1")
    '600037341'

    Source: GB 11714-1997, clause 3. Raises CodeNotValid.
    """
    code = tidied(typed).replace("-", "")
    if len(code) != BODY_LENGTH:
        raise CodeNotValid(typed, ORGANISATION_KIND, wrong_length(BODY_LENGTH, len(code)))
    strange = [character for character in code if character not in BODY_ALPHABET]
    if strange:
        raise CodeNotValid(typed, ORGANISATION_KIND, wrong_character(strange[0]))
    check = organisation_check_character(code[:8])
    if check != code[8]:
        raise CodeNotValid(typed, ORGANISATION_KIND, wrong_check(check, code[8]))
    return code


def organisation_check_character(body: str) -> str:
    """The ninth character that belongs to the first eight: 11 − Σ mod 11, where 10 is X and 11 is 0."""
    remainder = 11 - weighted_sum(map(BODY_ALPHABET.index, body), BODY_WEIGHTS) % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))
