"""A ledger frozen into a text that says one thing in one way, so that its digest proves it ever after.

The text is JSON with every field in its place, no blanks and numbers as exact digits. Two equal snapshots are the same
text; whoever has the text and the digest needs neither this service nor its database to check them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.quantities import EXACT, plain
from citycircle.planning.ledger import Goal, Item, Ledger, Party, Relative, Step, Work

FORMAT = "citycircle.baseline/1"
Made = TypeVar("Made")


class TaskTwice(CityCircleError):
    what = Text("任务“{key}”在台账中出现两次。", "The task {key} stands twice in the ledger.")
    why = Text("版本之间按任务对照，重复的任务无法对照。", "Versions are laid side by side by task.")
    then = Text("请合并或删除其中一条后再固化。", "Please merge them or remove one, and freeze again.")


class SnapshotUnreadable(CityCircleError):
    what = Text("这份版本快照无法读取：{reason}。", "This snapshot cannot be read: {reason}.")
    why = Text("内容不完整时不能据以对照。", "What is not whole proves nothing.")
    then = Text("请使用系统保存的原件。", "Please take the original that the service keeps.")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of a plan as issued: which plan, which version, when, and the whole ledger.

    `algorithm` says by which hash its digest is taken (sha256, or sm3 where the machine has it).
    """

    plan: str
    version: int
    frozen_on: date
    ledger: Ledger
    algorithm: str = "sha256"

    @property
    def digest(self) -> str:
        """The digest of the frozen text, in hexadecimal."""
        return digest_of(frozen(self), self.algorithm)


def frozen(snapshot: Snapshot) -> str:
    """The one text of a snapshot.

    Trailing zeros of numbers say nothing and are dropped (12.000 is 12). Raises TaskTwice.
    """
    _once([item.key for item in snapshot.ledger.items])
    whole = {
        "format": FORMAT,
        "hash": snapshot.algorithm,
        "plan": snapshot.plan,
        "version": snapshot.version,
        "frozen_on": snapshot.frozen_on.isoformat(),
        "ledger": _written(snapshot.ledger),
    }
    return one_text(whole)


def one_text(content: object) -> str:
    """JSON in one way only, also for what a database kept as JSON and gives back in another order.

    >>> one_text({"b": 1, "a": ["同城"]})
    '{"a":["同城"],"b":1}'
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str, algorithm: str = "sha256") -> str:
    """The digest of a text, in hexadecimal; `algorithm` is sha256, or sm3 where the machine has it.

    >>> digest_of("", "sha256")[:12]
    'e3b0c44298fc'
    """
    return hashlib.new(algorithm, text.encode()).hexdigest()


def is_whole(text: str, digest: str) -> bool:
    """Whether a frozen text is the one that the digest was taken of; the text itself names the hash.

    What is no snapshot at all is not whole.
    """
    try:
        algorithm = json.loads(text)["hash"]
        return digest_of(text, algorithm) == digest
    except (ValueError, TypeError, KeyError):
        return False


def thawed(text: str) -> Snapshot:
    """The snapshot that a frozen text holds. Raises SnapshotUnreadable."""
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise SnapshotUnreadable(reason=Text(f"格式为{whole['format']}", f"its format is {whole['format']}"))
        frozen_on = date.fromisoformat(whole["frozen_on"])
        return Snapshot(whole["plan"], whole["version"], frozen_on, _ledger(whole["ledger"]), whole["hash"])
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise SnapshotUnreadable(reason=Text("缺少内容或内容有误", "something is missing or wrong")) from error


def _once(keys: Sequence[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise TaskTwice(key=key)
        seen.add(key)


def _written(value: object) -> Any:  # noqa: ANN401  # what JSON holds
    if isinstance(value, Decimal):
        return plain(number(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Ledger | Item):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Party | Goal | Relative | Step | Work):
        return {name: _written(each) for name, each in value._asdict().items()}
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    return value


def number(value: Decimal) -> Decimal:
    """The one way to write a number: 12.000 and 1.2E+1 are 12, and there is no minus before nought.

    >>> number(Decimal("12.000")), number(Decimal("-0.0"))
    (Decimal('12'), Decimal('0'))
    """
    return value.normalize(EXACT) or Decimal(0)


def _ledger(given: Mapping[str, Any]) -> Ledger:
    items = tuple(_item(each) for each in given["items"])
    _once([item.key for item in items])
    return _made(Ledger, given, items=lambda _: items)


def _item(given: Mapping[str, Any]) -> Item:
    parties = _several(lambda each: _made(Party, each))
    return _made(
        Item,
        given,
        path=tuple,
        leads=parties,
        responsible=parties,
        cooperating=parties,
        due=lambda day: None if day is None else date.fromisoformat(day),
        goals=_several(_goal),
        steps=_several(lambda each: _made(Step, each)),
        works=_several(lambda each: _made(Work, each)),
        relatives=_several(lambda each: _made(Relative, each)),
    )


def _goal(given: Mapping[str, Any]) -> Goal:
    return _made(Goal, given, value=Decimal, value_high=lambda high: None if high is None else Decimal(high))


def _several(make: Callable[[Any], Made]) -> Callable[[Any], tuple[Made, ...]]:
    return lambda given: tuple(map(make, given))


def _made(kind: Callable[..., Made], given: Mapping[str, Any], **ways: Callable[[Any], Any]) -> Made:
    """A thing from its fields. One too many is refused; one too few may be newer than the snapshot, and is empty."""
    return kind(**{name: ways[name](value) if name in ways else value for name, value in given.items()})
