"""From one year's plan to the next: carry the unfinished tasks forward, and tell what is new, dropped or changed.

Two printed plans have no keys in common, so tasks are matched by their words; where a plan was drafted from another
one the pairs are known and given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from citycircle.core.messages import Text
from citycircle.language.strengths import strength
from citycircle.language.tokens import folded
from citycircle.planning.ledger import Item, Ledger, Party
from citycircle.planning.tracing.comparing import Comparer, Ready
from citycircle.planning.tracing.facing import Kind as Differs
from citycircle.planning.tracing.facing import apart
from citycircle.planning.tracing.promises import Promise, promises
from citycircle.planning.tracing.vocabulary import Vocabulary

Turn = Literal["new", "continued", "changed", "renamed", "dropped"]
TITLES: dict[Turn, Text] = {
    "new": Text("新增", "new"),
    "continued": Text("延续", "continued"),
    "changed": Text("调整", "changed"),
    "renamed": Text("更名", "renamed"),
    "dropped": Text("退出", "dropped"),
}
What = Literal["title", "lead", "responsible", "date", "target", "rhythm", "firmness", "added", "removed"]
WHATS: dict[What, Text] = {
    "title": Text("任务名称", "title"),
    "lead": Text("牵头单位", "lead"),
    "responsible": Text("责任单位", "responsible"),
    "date": Text("完成时限", "deadline"),
    "target": Text("目标", "target"),
    "rhythm": Text("频次", "rhythm"),
    "firmness": Text("力度", "firmness"),
    "added": Text("新增内容", "added"),
    "removed": Text("减少内容", "left out"),
}
ADDED = Text("新增“{new}”。", "“{new}” is new.")
REMOVED = Text("不再写“{old}”。", "“{old}” is gone.")
CHANGED = Text("{what}由“{old}”改为“{new}”。", "The {what} was “{old}” and is “{new}” now.")
NOTHING = Text("无", "nothing")
PAST = Text("原定时限{due}已过，请重新确定。", "The deadline {due} has passed; please set a new one.")
OLD_YEAR = Text("正文写有{year}年，请核改。", "The text speaks of {year}; please bring it up to date.")
AGAIN = Text("目标为上年数，请确定{year}年的目标。", "The targets are last year's; please set those of {year}.")
UNCHANGED: frozenset[What] = frozenset(("title",))

_SAME = 0.38
"""How alike two tasks of two years must be to be one. Chosen on one half of the fixture (bench/tracing.py)."""
_CLAUSE = 0.3


class Carried(NamedTuple):
    """A task of the draft, the key of the one it continues, and what a person has to decide about it."""

    item: Item
    continues: str
    asks: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Next year's plan as drafted from this one. `closed` are the tasks that ended and stay behind."""

    ledger: Ledger
    carried: tuple[Carried, ...]
    closed: tuple[Item, ...]

    @property
    def continues(self) -> Mapping[str, str]:
        """Key of the new task → key of its predecessor."""
        return {each.item.key: each.continues for each in self.carried}


class Alteration(NamedTuple):
    """One thing that changed in a task from one year to the next."""

    what: What
    old: str
    new: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """What became of one task. `old` is None for a new one, `new` for one that was dropped."""

    turn: Turn
    old: Item | None
    new: Item | None
    alterations: tuple[Alteration, ...] = ()


def carry_forward(ledger: Ledger, finished: Collection[str], *, year: int, title: str) -> Draft:
    """Draft next year's plan from the tasks of this one that are not finished.

    `finished` are the keys of the tasks that were done or closed. Words stay as they are: what only a person can
    decide (a deadline that has passed, a year in the text, a yearly target) is asked, not guessed.

    >>> tasks = Item("a", "1", "通车", "2026年底前通车。"), Item("b", "2", "建仓", "")
    >>> draft = carry_forward(Ledger("2026年要点", tasks), {"b"}, year=2027, title="2027年要点")
    >>> [(each.item.number, each.continues, each.asks[0].zh) for each in draft.carried]
    [('1', 'a', '正文写有2026年，请核改。')]
    """
    kept = [item for item in ledger.items if item.key not in finished]
    carried = tuple(_carried(item, number, year) for number, item in enumerate(kept, start=1))
    new = replace(
        ledger, title=title, items=tuple(each.item for each in carried), year_from=year, year_to=year
    )  # fmt: skip
    return Draft(new, carried, tuple(item for item in ledger.items if item.key in finished))


def year_on_year(old: Ledger, new: Ledger, continues: Mapping[str, str] | None = None) -> tuple[YearOnYear, ...]:
    """What is new, continued, changed, renamed or dropped, in the order of the new plan, the dropped ones last.

    `continues` says for the key of a new task which old one it continues; tasks that it does not name are matched by
    their words.

    >>> last = Item("a", "1", "整治排污口", "整治排污口80个。"), Item("b", "2", "办展会", "举办展会3场。")
    >>> this = Item("x", "1", "整治排污口", "整治排污口100个。"), Item("y", "2", "建粮仓", "新建粮仓2座。")
    >>> found = year_on_year(Ledger("去年", last), Ledger("今年", this))
    >>> [(each.turn, (each.new or each.old).title) for each in found]
    [('changed', '整治排污口'), ('new', '建粮仓'), ('dropped', '办展会')]
    """
    comparer = Comparer(old, new)
    known = comparer.known
    before = {item.key: item for item in old.items}
    given = {key: old_key for key, old_key in (continues or {}).items() if old_key in before}
    pairs = {**_matched(old, new, given, comparer), **given}
    found = [
        _became(before[pairs[item.key]], item, old, new, known) if item.key in pairs else YearOnYear("new", None, item)
        for item in new.items
    ]
    gone = [item for item in old.items if item.key not in set(pairs.values())]
    return (*found, *(YearOnYear("dropped", item, None) for item in gone))


def _carried(item: Item, number: int, year: int) -> Carried:
    last = year - 1
    past = item.due is not None and item.due.year < year
    asks = []
    if past:
        asks.append(PAST.fill(due=item.due_words or item.due))
    if str(last) in item.words:
        asks.append(OLD_YEAR.fill(year=last))
    if any(goal.deadline.startswith(str(last)) or goal.period == "annual" for goal in item.goals):
        asks.append(AGAIN.fill(year=year))
    moved = replace(item, number=str(number))
    if past:
        moved = replace(moved, due=None, due_words="", due_implied="")
    return Carried(moved, item.key, tuple(asks))


def _matched(old: Ledger, new: Ledger, given: Mapping[str, str], comparer: Comparer) -> dict[str, str]:
    """New task → old task, each once, the most alike first."""
    taken = set(given.values())
    ours = comparer.all_ready(item for item in new.items if item.key not in given)
    theirs = comparer.all_ready(item for item in old.items if item.key not in taken)
    scored = [(_same_task(one, other, comparer), one.item.key, other.item.key) for one in ours for other in theirs]
    pairs: dict[str, str] = {}
    for score, one, other in sorted(scored, key=lambda each: -each[0]):
        if score >= _SAME and one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def _same_task(one: Ready, other: Ready, comparer: Comparer) -> float:
    """A title that was kept says it all."""
    if one.item.title and folded(one.item.title) == folded(other.item.title):
        return 1.0
    return comparer.alike(one, other)


def _became(before: Item, now: Item, old: Ledger, new: Ledger, known: Vocabulary) -> YearOnYear:
    found = tuple(_alterations(before, now, old, new, known))
    if any(each.what not in UNCHANGED for each in found):
        return YearOnYear("changed", before, now, found)
    return YearOnYear("renamed" if found else "continued", before, now, found)


def _alterations(before: Item, now: Item, old: Ledger, new: Ledger, known: Vocabulary) -> Iterator[Alteration]:
    if folded(before.title) != folded(now.title):
        yield _altered("title", before.title, now.title)
    yield from _duties(before, now)
    was = promises(before, old.year_to or old.year_from)
    is_now = promises(now, new.year_to or new.year_from)
    told: set[Differs] = set()
    for each in apart(was, is_now, known, _CLAUSE):
        if each.kind in told:
            continue
        told.add(each.kind)
        if each.kind in {"date", "target", "rhythm"}:
            yield _altered(each.kind, each.mine, each.theirs)
    for added in _without_counterpart(is_now, was, known):
        yield Alteration("added", "", added.text, ADDED.fill(new=added.text))
    for gone in _without_counterpart(was, is_now, known):
        yield Alteration("removed", gone.text, "", REMOVED.fill(old=gone.text))
    if strength(before.text) != strength(now.text) and (words := _firmness(before.text, now.text)):
        yield _altered("firmness", *words)


def _without_counterpart(
    mine: tuple[Promise, ...], theirs: tuple[Promise, ...], known: Vocabulary
) -> Iterator[Promise]:
    """The measured clauses (with a figure or a day of their own) that are like none of the other year's."""
    for each in mine:
        if each.in_title or not each.is_measured:
            continue
        if max((known.texts_alike(each.words, other.words) for other in theirs), default=0.0) < _CLAUSE:
            yield each


def _firmness(before: str, now: str) -> tuple[str, str] | None:
    """The soft word that came or went; 推进 for 实施 is no news."""
    soft = ("力争", "探索", "谋划", "研究", "争取", "试点", "确保")
    was, is_now = (next((word for word in soft if word in text), "") for text in (before, now))
    return (was or "—", is_now or "—") if was != is_now else None


def _duties(before: Item, now: Item) -> Iterator[Alteration]:
    pairs: tuple[tuple[What, tuple[Party, ...], tuple[Party, ...]], ...] = (
        ("lead", before.leads, now.leads), ("responsible", before.responsible, now.responsible),
    )  # fmt: skip
    for what, was, is_now in pairs:
        if {_identity(each) for each in was} != {_identity(each) for each in is_now}:
            yield _altered(what, _names(was), _names(is_now))


def _identity(party: Party) -> str:
    return party.code or folded(party.name)


def _names(parties: Iterable[Party]) -> str:
    return "、".join(party.name for party in parties)


def _altered(what: What, old: object, new: object) -> Alteration:
    said = CHANGED.fill(what=WHATS[what], old=old or NOTHING, new=new or NOTHING)
    return Alteration(what, str(old), str(new), said)
