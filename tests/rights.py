"""How far a right carries each role: what tests/rights.csv lists is what the predicates say.

`python -m tests.rights` prints the rows that the code gives now, to be read by a person before they are pasted.
"""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

LIST = Path(__file__).with_name("rights.csv")
HERE, BESIDE, ELSEWHERE = (10, 1), (11, 1), (20, 2)
WORDS = {"paper": "a3", "month": "2026-03", "day": "2026-03-02"}
"""What an address may name besides numbers, as a page would understand it."""


def reach(who, role) -> str:
    """`-` never · `own` at the own organisation · `city` in the own city · `all` everywhere."""
    from citycircle.accounts.rights import Grant, Place, Viewer

    grants = () if role == "visitor" else (Grant(role, Place(*HERE)),)
    viewer = Viewer(None if role == "visitor" else 1, "某", date(2026, 3, 2), grants)
    if not who.allows(viewer):
        return "-"
    far = {"all": ELSEWHERE, "city": BESIDE, "own": HERE}
    return next((word for word, place in far.items() if who.allows(viewer, Place(*place))), "-")


def rows() -> dict[str, dict[str, str]]:
    """Every action and every page with its reach for each role."""
    from django.urls import get_resolver

    from citycircle.accounts.actions.catalogue import load
    from citycircle.accounts.roles import Role
    from citycircle.web.api.doors import DOORS

    roles = ["visitor", *Role]
    found = {}
    for name, action in sorted(load().items()):
        reaches = {str(role): reach(action.who, role) for role in roles}
        if action.of_oneself:
            reaches = {role: "self" if word == "all" else word for role, word in reaches.items()}
        found[f"action {name}"] = reaches
    for pattern in pages(get_resolver().url_patterns):
        found[f"page {pattern.name}"] = {str(role): reach(pattern.callback.view_class.who, role) for role in roles}
    for name, door in sorted(DOORS.items()):
        found[f"api {name}"] = {str(role): reach(door.who, role) for role in roles}
    return found


def pages(patterns):
    for pattern in patterns:
        if getattr(pattern, "namespace", None) == "api":
            continue  # its doors are listed on their own
        if hasattr(pattern, "url_patterns"):
            yield from pages(pattern.url_patterns)
        else:
            yield pattern


def address_of(pattern, number=1) -> str:
    """The address of a page for one thing, whatever its address names besides (a number, a size of paper, a code)."""
    from django.urls import reverse
    from django.urls.converters import IntConverter

    keys = pattern.pattern.converters.items()
    named = {name: number if isinstance(kind, IntConverter) else WORDS.get(name, str(number)) for name, kind in keys}
    return reverse(pattern.name, kwargs=named)


def listed() -> dict[str, dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as text:
        return {row.pop("what"): row for row in csv.DictReader(text)}


def main() -> None:
    import sys

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    found = rows()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["what", *next(iter(found.values()))])
    out.writerows([what, *reaches.values()] for what, reaches in found.items())


if __name__ == "__main__":
    main()
