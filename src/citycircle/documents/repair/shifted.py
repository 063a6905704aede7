"""Chinese bytes that lost one of their number: ?吨泄仓醒腙P(guān)于 was 《中共中央關(guān)于.

A converter that takes the first byte of a character for garbage pairs all later ones wrongly, until a byte that cannot
be paired. Read one byte further on, the middle of such a stretch is right again. It is accepted only where its
characters are those of the rest of the document and the garbage's are not; what cannot be known is printed as □.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import add

from citycircle.documents.mended import Edit, Mended

KIND = "mojibake"
_STRETCH = re.compile(
    r"[?!\uff1f\uff01](?P<garbage>[^\x00-\x7f]{1,40}?)"
    r"(?:(?P<trail>[@-Z\[\\\]^_`a-z{|}~])(?=[(\uff08\u3400-\u9fff])|(?P<lost>[?\uff1f])(?P<rest>[a-zà-ǜḿ-ỹ]{1,7} ?\))?)"
)
_UNKNOWN = "□"
_MARK_LEAD = 0xA3
"""The first byte of full-width punctuation: a bracket that closes, or a comma nobody misses."""
_REACH = 40
_MARKS = frozenset("《》（）“”、。，；：〈〉")
_FIRST_MARKS = {0xB6: "《", 0xB0: "“", 0xA2: "、", 0xB4: "〈"}
"""Second bytes of the marks that most often begin such a stretch."""


def edits(mended: Mended) -> Iterator[Edit]:
    """Read shifted stretches back where the document itself confirms them."""
    text = mended.text
    found = [match for match in _STRETCH.finditer(text) if _is_gbk(match["garbage"])]
    if not found:
        return
    usual = Counter(text)
    confirmed = {match.start() for match in found if _is_likelier(match, usual)}
    if not confirmed:
        return
    pairs = Counter(map(add, text, text[1:]))
    for match in found:
        if match.start() in confirmed or _middle(match) == "":
            read = _read(match, text, pairs)
            if read.strip(_UNKNOWN):
                yield Edit(match.start(), match.end(), read, KIND)


def _is_gbk(letters: str) -> bool:
    try:
        letters.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _bytes(match: re.Match[str]) -> bytes:
    return match["garbage"].encode("gbk") + (match["trail"] or "").encode()


def _middle(match: re.Match[str]) -> str | None:
    """The characters of a stretch that lost no byte; None where even these make no sense."""
    raw = _bytes(match)
    try:
        return (raw[1:] if match["trail"] else raw[1:-1]).decode("gbk")
    except UnicodeDecodeError:
        return None


def _is_likelier(match: re.Match[str], usual: Counter[str]) -> bool:
    """The reading is made of the document's own characters, and the garbage is not."""
    middle, garbage = _middle(match), match["garbage"]
    if not middle or any(usual[letter] == 0 and letter not in _MARKS for letter in middle):
        return False
    strange = sum(1 for letter in garbage if usual[letter] <= garbage.count(letter) + 1 or letter < "\u3400")
    return strange * 2 > len(garbage)


def _read(match: re.Match[str], text: str, pairs: Counter[str]) -> str:
    raw, middle = _bytes(match), _middle(match) or ""
    before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    first = _first(raw[0], before, middle[:1], pairs)
    if match["trail"]:
        return first + middle
    if raw[-1] == _MARK_LEAD:
        opened = (text[max(0, match.start() - _REACH) : match.start()] + middle).replace("(", "（")
        return first + middle + ("）" if opened.rfind("（") > max(opened.rfind(")"), opened.rfind("）")) else "")
    return first + middle + _last(raw[-1], (first + middle)[-1:], behind, pairs)


def _first(trail: int, before: str, behind: str, pairs: Counter[str]) -> str:
    """The character whose first byte is gone: the one that stands between these neighbours elsewhere."""
    if trail in _FIRST_MARKS and before in _MARKS | {"", "\n"}:
        return _FIRST_MARKS[trail]
    letters = _letters(bytes([lead, trail]) for lead in range(0x81, 0xFF))
    return _neighbour(letters, before, behind, pairs) or _FIRST_MARKS.get(trail, _UNKNOWN)


def _last(lead: int, before: str, behind: str, pairs: Counter[str]) -> str:
    """The character whose second byte is gone."""
    letters = _letters(bytes([lead, trail]) for trail in range(0x40, 0xFF))
    return _neighbour(letters, before, behind, pairs) or _UNKNOWN


def _letters(pairs: Iterator[bytes]) -> Iterator[str]:
    for pair in pairs:
        try:
            yield pair.decode("gbk")
        except UnicodeDecodeError:
            continue


def _neighbour(letters: Iterator[str], before: str, behind: str, pairs: Counter[str]) -> str | None:
    """The one letter that the document elsewhere puts between or beside two others."""
    votes = {letter: pairs[before + letter] + pairs[letter + behind] for letter in letters}
    best = max(votes, key=votes.__getitem__, default=None)
    return best if best and votes[best] and list(votes.values()).count(votes[best]) == 1 else None
