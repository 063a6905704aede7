"""Which Latin letters are a syllable of Mandarin as it is spelled, with or without its tone."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FINALS = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve ue",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "e i ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "s": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "y": "a e ai ao ou an ang i in ing o ong u ue uan un",
    "w": "a o ai ei an en ang eng u",
}
SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_PLAIN = str.maketrans({"ü": "v", "ɑ": "a", "ɡ": "g"})
_TONES = frozenset("\u0300\u0301\u0304\u0306\u030c")
"""Grave, acute, macron, and both hooks that stand for the third tone (the breve is a common slip)."""


@lru_cache(4096)
def bare(letters: str) -> str:
    """The letters of a syllable without its tone, ü as v.

    >>> bare("lǜ"), bare("ɡuó"), bare("fa1")
    ('lv', 'guo', 'fa')
    """
    taken = unicodedata.normalize("NFD", letters.strip().lower())
    toneless = "".join(letter for letter in taken if letter not in _TONES)
    return unicodedata.normalize("NFC", toneless).translate(_PLAIN).rstrip("12345")


@lru_cache(4096)
def is_toned(letters: str) -> bool:
    """Say whether a tone is marked, above a letter or as a digit behind it."""
    return letters[-1:] in "12345" or not _TONES.isdisjoint(unicodedata.normalize("NFD", letters))


def is_syllable(letters: str) -> bool:
    """Say whether letters are one syllable of Mandarin.

    >>> [is_syllable(word) for word in ("fā", "wu", "chuàng ", "APP", "mg", "PPP")]
    [True, True, True, False, False, False]
    """
    return bare(letters) in SYLLABLES
