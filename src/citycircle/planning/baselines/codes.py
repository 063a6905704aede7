"""The short code on an issued paper: nine signs that nobody mishears or misreads, the last of them a check.

The alphabet leaves out whatever is taken for something else in print, by hand or on the telephone (0 O, 1 I L, 2 Z,
5 S, 8 B, U V …). It has 23 signs, a prime number, so the weighted check finds every wrong sign and every exchange of
two.
"""

from __future__ import annotations

from citycircle.core.codes.checking import CodeNotValid, tidied, weighted_sum, wrong_check, wrong_length
from citycircle.core.messages import Text

ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
KIND = Text("版本短码", "version code")
PAYLOAD = 8
LENGTH = PAYLOAD + 1
GROUP = 3
_UNUSED = Text(
    "其中“{found}”不会出现在短码里（短码只用{alphabet}）", "“{found}” never stands in such a code (only {alphabet} do)"
)


def short_code(digest: str, attempt: int = 0) -> str:
    """The short code of a digest (hexadecimal), as it is printed.

    Two digests share one about once in 78 thousand million; whoever keeps them then asks for the next `attempt`.

    >>> short_code("00ff" * 16)
    'TPP-XCQ-XN3'
    """
    number = int(digest, 16) // len(ALPHABET) ** (PAYLOAD * attempt)
    signs = ""
    for _ in range(PAYLOAD):
        number, at = divmod(number, len(ALPHABET))
        signs += ALPHABET[at]
    return printed(signs + check_sign(signs))


def check_sign(payload: str) -> str:
    """The ninth sign: the sum of places × weights 2 … 9, counted in 23s."""
    total = weighted_sum((ALPHABET.index(sign) for sign in payload), range(2, 2 + len(payload)))
    return ALPHABET[total % len(ALPHABET)]


def printed(code: str) -> str:
    """In three groups of three, as one reads it out."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """A short code as a person typed it: small letters, blanks and missing hyphens do not matter.

    >>> read_code(" tpp xcq xn3")
    'TPP-XCQ-XN3'

    Raises CodeNotValid with what is wrong.
    """
    signs = tidied(typed).replace("-", "").replace("－", "")
    for sign in signs:
        if sign not in ALPHABET:
            raise CodeNotValid(typed.strip(), KIND, _UNUSED.fill(found=sign, alphabet=ALPHABET))
    if len(signs) != LENGTH:
        raise CodeNotValid(typed.strip(), KIND, wrong_length(LENGTH, len(signs)))
    if (wanted := check_sign(signs[:PAYLOAD])) != signs[PAYLOAD]:
        raise CodeNotValid(typed.strip(), KIND, wrong_check(wanted, signs[PAYLOAD]))
    return printed(signs)
