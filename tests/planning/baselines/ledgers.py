"""Any ledger at all, for the properties of versions; and one small ledger of the invented region."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as some

from citycircle.planning.ledger import Goal, Item, Ledger, Party, Relative, Step, Work

EDU = Party("990100-EDU", "澜川市教育局", "990100")
DRC = Party("990100-DRC", "澜川市发展和改革委员会", "990100")
words = some.text(some.characters(exclude_categories=("Cs",)), max_size=8)
figures = some.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
parties = some.lists(some.builds(Party, words, words, words), max_size=3).map(tuple)
goals = some.builds(
    Goal, words, some.sampled_from(("=", ">=", "range", "approx")), figures, words, some.none() | figures,
    some.sampled_from((None, "annual", "once")), words, words,
)  # fmt: skip
items = some.builds(
    Item,
    key=words,
    number=words,
    title=words,
    text=words,
    path=some.lists(words, max_size=2).map(tuple),
    field=words,
    role=some.sampled_from(("task", "safeguard")),
    leads=parties,
    responsible=parties,
    cooperating=parties,
    due=some.none() | some.dates(date(2020, 1, 1), date(2040, 1, 1)),
    due_words=words,
    due_implied=words,
    goals=some.lists(goals, max_size=2).map(tuple),
    steps=some.lists(some.builds(Step, words, words, words), max_size=2).map(tuple),
    works=some.lists(some.builds(Work, words, some.sampled_from(("plan", "start", "build")), words), max_size=2).map(
        tuple
    ),
    strength=some.sampled_from((None, "ensure", "strive", "explore")),
    basis=words,
    relatives=some.lists(
        some.builds(Relative, words, some.sampled_from((">=", "increase")), words, words), max_size=1
    ).map(tuple),
)


def ledgers(max_size=7):
    keyed = some.lists(items, max_size=max_size).map(
        lambda several: tuple(replace(item, key=f"t{at}") for at, item in enumerate(several))
    )
    return some.builds(Ledger, words, keyed, words, words, some.none() | some.integers(2000, 2050), some.none())


@some.composite
def two_versions(draw):
    """An old ledger, and a new one that keeps, changes, drops, adds and shuffles tasks."""
    old = draw(ledgers())
    kept = [draw(some.sampled_from((item, replace(draw(items), key=item.key)))) for item in old.items
            if draw(some.booleans())]  # fmt: skip
    fresh = [replace(item, key=f"n{at}") for at, item in enumerate(draw(some.lists(items, max_size=3)))]
    order = draw(some.permutations([*kept, *fresh]))
    return old, replace(draw(some.sampled_from((old, draw(ledgers(0))))), items=tuple(order))


def points():
    """Three tasks of a yearly plan."""
    return Ledger(
        "澜川市2026年工作要点",
        (
            Item("t1", "1", "开放异地养老床位", "开放床位1200张。", leads=(DRC,), due=date(2026, 12, 31),
                 goals=(Goal("床位", "=", Decimal("1200.00"), "张", deadline="2026"),), strength="strive"),
            Item("t2", "2", "共建教育集团", "新增成员学校6所。", leads=(EDU,), responsible=(DRC,)),
            Item("t3", "3", "举办汀河马拉松", "", leads=(EDU,)),
        ),
        place="990100",
        year_to=2026,
    )  # fmt: skip
