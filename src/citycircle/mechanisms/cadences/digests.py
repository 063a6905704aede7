"""One digest a person a day at the most, whatever is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.mechanisms.cadences.ladder import Act

Addressee = tuple[str, str]
"""An organisation and whom there: handler, head, office, owner."""
_HEAD = Text("{day}待办提示：共{count}项。", "For {day}: {count} matters.")


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one person is told on a day, the gravest first."""

    person: str
    day: date
    acts: tuple[Act, ...]

    @property
    def heading(self) -> Text:
        """How many matters there are."""
        return _HEAD.fill(day=Text(f"{self.day.month}月{self.day.day}日", self.day.isoformat()), count=len(self.acts))

    @property
    def lines(self) -> tuple[Text, ...]:
        """One sentence a matter."""
        return tuple(act.sentence for act in self.acts)


class Sorted(NamedTuple):
    """The digests to send today; what must wait for tomorrow's; and what nobody is there to be told."""

    digests: tuple[Digest, ...]
    held: tuple[tuple[str, Act], ...] = ()
    unaddressed: tuple[Act, ...] = ()


def digests_of(
    acts: Iterable[Act],
    people: Mapping[Addressee, Sequence[str]],
    *,
    on: date,
    already: Collection[str] = (),
    held: Iterable[tuple[str, Act]] = (),
) -> Sorted:
    """Gather what is to be told into one digest a person.

    `people` says who stands for an addressee; `already` are those who had their digest today, whose acts are held for
    tomorrow; `held` is what was held before. Nothing is lost: each act is in a digest, held, or unaddressed.
    """
    found: dict[str, dict[tuple[str, str], Act]] = {}
    unaddressed = []
    pairs = [*held]
    for act in acts:
        told = people.get((act.organisation, act.to), ())
        pairs += [(person, act) for person in told]
        if not told:
            unaddressed.append(act)
    for person, act in pairs:
        found.setdefault(person, {})[act.key, act.rung] = act
    ready = {person: tuple(several.values()) for person, several in found.items() if person not in already}
    waiting = [(person, act) for person, several in found.items() if person in already for act in several.values()]
    digests = tuple(
        Digest(person, on, tuple(sorted(several, key=lambda act: (-act.number, act.key))))
        for person, several in sorted(ready.items())
    )
    return Sorted(digests, tuple(waiting), tuple(unaddressed))
