"""Lots: from seeds and identifiers to an order that nobody could choose and everybody can recompute.

The lot of an entry is SHA-256 of the key of the draw, a colon and its identifier. It depends on nothing else, so
leaving one entry out never moves another, and any machine can check a lot: `printf '%s' 'KEY:ID' | sha256sum`.
The key has a fixed length, and nobody knows it before all the seeds are known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping

from citycircle.mechanisms.draws.rosters import fingerprint

SCHEME = "citycircle-draw/1"


def commitment(party: str, seed: str, roster: str, rules: str) -> str:
    """What a party publishes before the draw: it binds the seed to this roster and these rules without showing it."""
    return fingerprint({"scheme": SCHEME, "party": party, "seed": seed, "roster": roster, "rules": rules})


def key_of(seeds: Mapping[str, str], roster: str, rules: str) -> str:
    """The key of the draw (hex), from the seeds of all parties: one honest party is enough to make it fair."""
    return fingerprint({"scheme": SCHEME, "seeds": dict(seeds), "roster": roster, "rules": rules})


def lot(key: str, identifier: str) -> str:
    """The lot of one entry, as 64 hexadecimal digits; the smaller, the earlier.

    >>> lot("0" * 64, "Z001")[:16]
    'da3bfe7e2e64fdc7'
    """
    return hashlib.sha256(f"{key}:{identifier}".encode()).hexdigest()


def in_order(identifiers: Collection[str], key: str, expected: int) -> Iterator[str]:
    """Yield identifiers by their lots; `expected` is how many will probably be asked for.

    Lots are even, so the first few of a million lie below a threshold, and only those are kept and sorted. Who asks for
    more than lie below it gets the rest too.
    """
    threshold = _threshold(expected, len(identifiers))
    first = sorted(_below(identifiers, key, threshold))
    yield from (word[LOT:].decode() for word in first)
    if len(first) < len(identifiers):
        rest = sorted(word for word in _below(identifiers, key, LAST) if word[:LOT] >= threshold)
        yield from (word[LOT:].decode() for word in rest)


LOT = 32
LAST = b"\xff" * (LOT + 1)
FEW = 100


def _threshold(expected: int, population: int) -> bytes:
    """Below this lie somewhat more lots than expected: a tenth and a hundred more, which chance seldom eats up."""
    wanted = expected + expected // 10 + FEW
    if wanted >= population:
        return LAST
    return ((wanted << 8 * LOT) // population).to_bytes(LOT, "big")


def _below(identifiers: Iterable[str], key: str, threshold: bytes) -> list[bytes]:
    """Lot and identifier as one word, for every lot below a threshold; a word costs less to compare than a pair."""
    start, sha256 = f"{key}:".encode(), hashlib.sha256
    found = []
    for identifier in identifiers:
        plain = identifier.encode()
        digest = sha256(start + plain).digest()
        if digest < threshold:
            found.append(digest + plain)
    return found
