"""The order and the short codes of tasks: with room between, so that one put in moves no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GAP = 1000


def orders(existing: Sequence[int | None]) -> list[int]:
    """The order of tasks that stand in a row; None for a new one. Numbers that still fit stay.

    >>> orders([None, None]), orders([1000, None, 2000]), orders([1000, None, 1001])
    ([1000, 2000], [1000, 1500, 2000], [1000, 2000, 3000])
    """
    known = [number for number in existing if number is not None]
    if known != sorted(set(known)):
        return _afresh(len(existing))
    found: list[int] = []
    at = 0
    while at < len(existing):
        number = existing[at]
        if number is not None:
            found.append(number)
            at += 1
            continue
        end = next((i for i in range(at, len(existing)) if existing[i] is not None), len(existing))
        low = found[-1] if found else 0
        high = existing[end] if end < len(existing) else None
        step = GAP if high is None else (high - low) // (end - at + 1)
        if step < 1:
            return _afresh(len(existing))
        found += [low + step * number for number in range(1, end - at + 1)]
        at = end
    return found


def _afresh(count: int) -> list[int]:
    return [GAP * (at + 1) for at in range(count)]


def codes(plan_code: str, numbers: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """What people call each task: the plan's code and the printed number; where numbers repeat, a running one.

    >>> codes("990100-2026-1", ["1", "2", "", "(一)"]), codes("P", ["1", "1"])
    (['990100-2026-1-1', '990100-2026-1-2', '990100-2026-1-003', '990100-2026-1-(一)'], ['P-001', 'P-002'])
    """
    given = set(taken)
    wanted = list(numbers)
    printed = [number for number in wanted if number]
    repeat = len(printed) != len(set(printed))
    made = []
    for at, number in enumerate(wanted, start=1):
        code = f"{plan_code}-{number}" if number and not repeat else f"{plan_code}-{at:03}"
        while code in given or len(code) > 60:  # noqa: PLR2004  (the column)
            at += 1  # noqa: PLW2901  (the next free one)
            code = f"{plan_code}-{at:03}"
        given.add(code)
        made.append(code)
    return made
