"""One way to write a sign-in name, however it was typed: full-width letters of a Chinese input method, stray spaces."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def as_kept(typed: str) -> str:
    """The name as accounts keep it and failures count under it (Unicode NFKC, without spaces and unseen signs).

    >>> as_kept("  ｃｌｅｒｋ\u200b１ ")
    'clerk1'
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", typed))
