"""Lots: from seeds and identifiers to an order that nobody could choose and everybody can recompute.

The lot of an entry is HMAC-SHA-256 of its identifier under the key of the draw. It depends on nothing else, so leaving
one entry out never moves another, and a single lot can be checked with any tool:
`printf '%s' ID | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY`.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest

from citycircle.mechanisms.draws.rosters import fingerprint

SCHEME = "citycircle-draw/1"


def commitment(party: str, seed: str, roster: str, rules: str) -> str:
    """What a party publishes before the draw: it binds the seed to this roster and these rules without showing it."""
    return fingerprint({"scheme": SCHEME, "party": party, "seed": seed, "roster": roster, "rules": rules})


def key_of(seeds: Mapping[str, str], roster: str, rules: str) -> str:
    """The key of the draw (hex), from the seeds of all parties: one honest party is enough to make it fair."""
    return fingerprint({"scheme": SCHEME, "seeds": dict(seeds), "roster": roster, "rules": rules})


def lot(key: str, identifier: str) -> str:
    """The lot of one entry, as 64 hexadecimal digits; the smaller, the earlier."""
    return hmac.digest(bytes.fromhex(key), identifier.encode(), "sha256").hex()


def in_order(identifiers: Iterable[str], key: str, expected: int) -> Iterator[str]:
    """Yield identifiers by their lots; `expected` is how many will probably be asked for.

    Finding the smallest few of a million is much cheaper than sorting the million; who asks for more gets them all.
    """
    secret = bytes.fromhex(key)
    digest = hmac.digest
    lots = [(digest(secret, identifier.encode(), "sha256"), identifier) for identifier in identifiers]
    first = nsmallest(expected, lots)
    yield from (identifier for _, identifier in first)
    if len(first) < len(lots):
        yield from (identifier for _, identifier in sorted(lots)[len(first) :])
