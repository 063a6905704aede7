"""Which task of a new reading is which task of an earlier one: by number and words, then by words alone.

The eId of a reading is built from the printed numbering; where an item was put in before it, all that follow are
renumbered. A ledger keeps the key that a task had first, whatever number it bears today.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from citycircle.core.plans import Plan, Task

ALIKE = 0.6
"""Two tasks of different numbers are one where so much of their pairs of characters is shared (Dice)."""
ALIKE_BY_NUMBER = 0.3
"""With the same number less is enough: the item was reworded."""
_RARE = 12
"""So many of the rarest pairs of a task's words say with which others it is compared."""


class KnownTask(NamedTuple):
    """A task of an earlier reading: its key and the words it had."""

    key: str
    words: str


def known(plan: Plan) -> tuple[KnownTask, ...]:
    """The tasks of a reading, as a later one is told of them."""
    return tuple(KnownTask(task.id, words_of(task)) for task in plan.tasks)


def words_of(task: Task) -> str:
    """Title and body of a task, folded: width, spacing and punctuation play no part."""
    return _folded(f"{task.title.text if task.title else ''}{task.body.text}")


def keys_of(plan: Plan, before: Sequence[KnownTask], reserved: Iterable[str] = ()) -> dict[str, str]:
    """The key of each task of a new reading, by its id: the earlier one's where it is the same task.

    `reserved` are further keys that were given away (parts that were split off, tasks that were added).

    >>> from citycircle.core.plans import Document, Duty, Quoted, Span
    >>> def task(at, text):
    ...     return Task(f"para_{at}", str(at), (), "task", None, Quoted(text, Span(0, 0)), Duty(), (), Span(0, 0))
    >>> before = known(Plan(Document(), tasks=(task(1, "新建滨江客运码头。"), task(2, "治理汀河支流水质。"))))
    >>> after = (task(1, "开通城际公交。"), task(2, "新建滨江客运码头。"), task(3, "治理汀河水质。"))
    >>> keys_of(Plan(Document(), tasks=after), before)
    {'para_1': 'para_1-2', 'para_2': 'para_1', 'para_3': 'para_2'}
    """
    matching = _Matching(plan.tasks, before)
    found = matching.found()
    taken = {*(each.key for each in before), *reserved, *found.values()}
    keys = {}
    for task in plan.tasks:
        key = found.get(task.id) or _free(task.id, taken)
        taken.add(key)
        keys[task.id] = key
    return keys


def _free(name: str, taken: set[str]) -> str:
    key, number = name, 1
    while key in taken:
        number += 1
        key = f"{name}-{number}"
    return key


class _Matching:
    """The tasks of both readings that are not yet paired, by id and by key."""

    def __init__(self, tasks: Sequence[Task], before: Sequence[KnownTask]) -> None:
        self.new = {task.id: words_of(task) for task in tasks}
        self.old = {each.key: each.words for each in before}
        self.pairs: dict[str, str] = {}

    def found(self) -> dict[str, str]:
        for name in [name for name, words in self.new.items() if self.old.get(name) == words]:
            self._pair(name, name)
        self._by_exact_words()
        for _, name, key in sorted(self._alike(), key=lambda found: (-found[0], found[1] != found[2])):
            if name in self.new and key in self.old:
                self._pair(name, key)
        return self.pairs

    def _pair(self, name: str, key: str) -> None:
        self.pairs[name] = key
        del self.new[name], self.old[key]

    def _by_exact_words(self) -> None:
        """The same words under another number; repeated ones in their order."""
        waiting: dict[str, list[str]] = defaultdict(list)
        for key, words in self.old.items():
            waiting[words].append(key)
        for name, words in list(self.new.items()):
            if words and waiting[words]:
                self._pair(name, waiting[words].pop(0))

    def _alike(self) -> Iterator[tuple[float, str, str]]:
        new = {name: _pairs_of(words) for name, words in self.new.items()}
        old = {key: _pairs_of(words) for key, words in self.old.items()}
        often = Counter(pair for pairs in old.values() for pair in pairs)
        standing: dict[str, list[str]] = defaultdict(list)
        for key, pairs in old.items():
            for pair in _rarest(pairs, often):
                standing[pair].append(key)
        for name, pairs in new.items():
            near = {key for pair in pairs for key in standing.get(pair, ())}
            for key in near | ({name} & old.keys()):
                score = _shared(pairs, old[key])
                if score >= (ALIKE_BY_NUMBER if key == name else ALIKE):
                    yield score, name, key


def _rarest(pairs: frozenset[str], often: Mapping[str, int]) -> list[str]:
    return sorted(pairs, key=lambda pair: (often[pair], pair))[:_RARE]


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _pairs_of(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(max(1, len(words) - 1)))


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


class _OfTask(Protocol):
    @property
    def task(self) -> str | None: ...


Promise = TypeVar("Promise", bound=_OfTask)


def with_keys(plan: Plan, keys: Mapping[str, str]) -> Plan:
    """The plan with its tasks, and what they promise, under their keys."""
    if all(name == key for name, key in keys.items()):
        return plan
    return replace(
        plan,
        tasks=tuple(replace(task, id=keys.get(task.id, task.id)) for task in plan.tasks),
        targets=moved(plan.targets, keys),
        commitments=moved(plan.commitments, keys),
        milestones=moved(plan.milestones, keys),
        projects=moved(plan.projects, keys),
    )


def moved(promises: Iterable[Promise], keys: Mapping[str, str]) -> tuple[Promise, ...]:
    """Promises under the tasks that took them over; `keys` says which task's are whose now."""
    return tuple(
        of_task(each, keys[each.task])
        if each.task is not None and keys.get(each.task, each.task) != each.task
        else each
        for each in promises
    )


def of_task(promise: Promise, task: str) -> Promise:
    """The same promise under another task."""
    made: Any = promise
    return cast(Promise, made._replace(task=task) if hasattr(made, "_replace") else replace(made, task=task))
