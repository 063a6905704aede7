"""Lines and addresses that come back on every page and cut sentences in two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from citycircle.documents.mended import Edit, Mended
from citycircle.documents.repair.signs import HAN, IS_NEW
from citycircle.documents.repair.signs import lines as filled

KIND = "watermark"
_ADDRESS = re.compile(
    rf"(?<=[{HAN}、。,\uff0c;\uff1b”])[ ]?(?:https?://)?(?:www\.)?"
    rf"[A-Za-z0-9-]{{2,40}}(?:\.[A-Za-z]{{2,12}}){{1,4}}[ ]?(?=[{HAN}])"
)
_DOMAIN = re.compile(r"\.[A-Za-z]{2}")
"""Every address holds one of these: a document with few of them is not searched for any."""
_IN_SENTENCE = re.compile("[、。,\uff0c;\uff1b]")
_ENDED = re.compile("[。!\uff01?\uff1f;\uff1b:\uff1a)\uff09〕】|]$")
_WORDS = re.compile(r"\w\w")
_PAGES = 3
_SHORT, _LONG = 40, 15


def edits(mended: Mended) -> Iterator[Edit]:
    """Take out what stands on at least three pages and breaks a sentence on two of them."""
    text = mended.text
    found = [*_lines(text), *_addresses(text)]
    at = 0
    for start, end in sorted(found):
        if start >= at:
            yield Edit(start, end, "", KIND)
            at = end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    lines = list(filled(text))
    same: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        words = line[0].strip()
        if len(words) <= _SHORT:
            same[words].append(at)
    for words, places in same.items():
        if len(places) < _PAGES or not _may_be_mark(words):
            continue
        broken = [at for at in places if 0 < at < len(lines) - 1 and _breaks(lines[at - 1], lines[at + 1])]
        if len(broken) >= _PAGES - 1:
            for at in places:
                if at in broken:
                    above = lines[at - 1]
                    yield above.start() + len(above.group().rstrip()), lines[at + 1].start()
                else:
                    yield lines[at].span()


def _may_be_mark(words: str) -> bool:
    return bool(_WORDS.search(words)) and not _IN_SENTENCE.search(words) and not IS_NEW.match(words)


def _breaks(above: re.Match[str], below: re.Match[str]) -> bool:
    """Say whether a sentence runs from the line above over into the line below."""
    head, rest = above.group().strip(), below.group().strip()
    running = len(head) > _LONG and bool(_IN_SENTENCE.search(head)) and not _ENDED.search(head)
    return running and bool(_IN_SENTENCE.search(rest)) and not IS_NEW.match(rest)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    if len(_DOMAIN.findall(text)) < _PAGES:
        return
    same: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _ADDRESS.finditer(text):
        same[match.group().strip()].append(match.span())
    for places in same.values():
        if len(places) >= _PAGES:
            yield from places
