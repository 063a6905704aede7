"""Where an action stands while it is carried out: it saves through here, and old and new values are noted."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import F

from citycircle.accounts.errors import Difference, EditedMeanwhile, NotStorable
from citycircle.accounts.models.audit import AuditLine, Outcome
from citycircle.accounts.models.dated import Editable
from citycircle.accounts.rights import Viewer
from citycircle.accounts.search.kinds import Touched

Thing = TypeVar("Thing", bound=models.Model)

_AT_ONCE = 500
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What PostgreSQL does not keep is not kept on SQLite either: NUL, and halves of a character."""


def secrets_of(model: type[models.Model]) -> frozenset[str]:
    """The fields of a model whose change is noted, but not what they hold: it says so itself (`kept_secret`)."""
    return getattr(model, "kept_secret", frozenset())


def brief_of(model: type[models.Model]) -> frozenset[str]:
    """The long fields of a model, of which the log keeps size and digest: it says so itself (`kept_brief`)."""
    return getattr(model, "kept_brief", frozenset())


def name_of(thing: models.Model) -> str:
    """`kind:number`, as the log names a thing."""
    return f"{thing._meta.model_name}:{thing.pk}"  # noqa: SLF001  (Django's documented model API)


@dataclass(slots=True)
class Ground:
    """The actor, the moment, the reason, and everything that was changed so far."""

    by: Viewer
    at: datetime
    reason: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)
    """What the index of the search has to look at again."""

    @property
    def day(self) -> date:
        return self.by.day

    def create(self, thing: Thing) -> Thing:
        """Save a new thing."""
        thing.save(force_insert=True)
        self._note(thing, {}, values_of(thing))
        return thing

    def create_many(self, things: Sequence[Thing]) -> list[Thing]:
        """Save many new things in one statement: imports."""
        if not things:
            return []
        made = type(things[0])._default_manager.bulk_create(things, batch_size=500)  # noqa: SLF001  (Django's documented API)
        for thing in made:
            self._note(thing, {}, values_of(thing))
        return made

    def create_in_bulk(self, things: Sequence[Thing]) -> list[Thing]:
        """Save thousands of things: the log keeps how many they are and the digest of their values, not each cell.

        What they were read from is kept elsewhere (a file with its hash), so that every cell can be had again.
        """
        if not things:
            return []
        made = type(things[0])._default_manager.bulk_create(things, batch_size=_AT_ONCE)  # noqa: SLF001  (Django's documented API)
        hidden = secrets_of(type(made[0]))
        digest = hashlib.sha256()
        for start in range(0, len(made), _AT_ONCE):
            rows = [values_of(thing) for thing in made[start : start + _AT_ONCE]]
            for values in rows:
                _refuse_unstorable(values)
            said = [{name: "•••" if name in hidden else value for name, value in values.items()} for values in rows]
            digest.update(json.dumps(said, ensure_ascii=False, default=str).encode())
        self.touched += [Touched(thing, thing.pk) for thing in made]
        self.note(made=str(made[0]._meta.model_name), count=len(made), sha256=digest.hexdigest())  # noqa: SLF001  (Django's documented API)
        return made

    def change(self, thing: Thing, /, *, seen: int | None = None, **values: Any) -> Thing:
        """Set fields of a thing. `seen` is the version that the person had on the screen.

        Raises EditedMeanwhile, with the difference, when somebody else was quicker.
        """
        old = {name: getattr(thing, name) for name in values}
        if isinstance(thing, Editable):
            self._take_turn(thing, thing.version if seen is None else seen, values)
            values = values | {"version": thing.version}
        for name, value in values.items():
            setattr(thing, name, value)
        thing.save(update_fields=list(values))
        changed = {name: value for name, value in values.items() if name != "version" and old[name] != value}
        if changed:
            self._note(thing, {name: old[name] for name in changed}, changed)
        return thing

    def change_many(self, wanted: Sequence[tuple[models.Model, dict[str, Any]]]) -> None:
        """Set fields of many things of one kind, in one statement for all that get the same values.

        Raises EditedMeanwhile when somebody was quicker with one of them.
        """
        alike: dict[str, list[tuple[models.Model, dict[str, Any]]]] = {}
        for thing, values in wanted:
            said = json.dumps({name: _logged(value) for name, value in values.items()}, sort_keys=True)
            alike.setdefault(said, []).append((thing, values))
        for several in alike.values():
            for start in range(0, len(several), _AT_ONCE):
                self._change_alike(several[start : start + _AT_ONCE])

    def _change_alike(self, several: Sequence[tuple[models.Model, dict[str, Any]]]) -> None:
        rows = type(several[0][0])._default_manager.filter(pk__in=[thing.pk for thing, _ in several])  # noqa: SLF001  (Django's documented API)
        values = dict(several[0][1])
        if isinstance(several[0][0], Editable):
            versions = dict(rows.select_for_update().values_list("pk", "version"))
            late = next((each for each in several if each[0].version != versions.get(each[0].pk)), None)  # type: ignore[attr-defined]  # all are Editable
            if late is not None:
                raise _edited_meanwhile(*late)
            values["version"] = F("version") + 1
        rows.update(**values)
        for thing, new in several:
            old = {name: getattr(thing, name) for name in new}
            for name, value in new.items():
                setattr(thing, name, value)
            if isinstance(thing, Editable):
                thing.version += 1
            if changed := {name: value for name, value in new.items() if name != "version" and old[name] != value}:
                self._note(thing, {name: old[name] for name in changed}, changed)

    def remove(self, thing: models.Model) -> None:
        """Delete a thing; what it said stays in the log."""
        self._note(thing, values_of(thing), {})
        thing.delete()

    def note(self, **facts: object) -> None:
        """Something worth a line that is no field of a thing: a file's hash, a count."""
        self.changes.append({"noted": {name: _logged(value) for name, value in facts.items()}})

    def _take_turn(self, thing: Editable, seen: int, wanted: dict[str, Any]) -> None:
        rows = type(thing)._default_manager.filter(pk=thing.pk, version=seen)  # noqa: SLF001  (Django's documented API)
        if rows.update(version=F("version") + 1) == 0:
            raise _edited_meanwhile(thing, wanted)
        thing.version = seen + 1

    def _note(self, thing: models.Model, old: dict[str, Any], new: dict[str, Any]) -> None:
        _refuse_unstorable(new)
        kind = type(thing)
        self.changes.append({"thing": name_of(thing), "old": _said(old, kind), "new": _said(new, kind)})
        self.touched.append(Touched(thing, thing.pk, frozenset(new) if old and new else None))


def _refuse_unstorable(values: dict[str, Any]) -> None:
    if any(isinstance(value, str) and _UNSTORABLE.search(value) for value in values.values()):
        raise NotStorable


def values_of(thing: models.Model) -> dict[str, Any]:
    """The fields of a thing that say something."""
    fields: Iterable[Any] = thing._meta.concrete_fields  # noqa: SLF001  (Django's documented model API)
    pairs = ((column.attname, getattr(thing, column.attname)) for column in fields)
    return {name: value for name, value in pairs if value not in (None, "") and name not in {"id", "version"}}


def _said(values: dict[str, Any], model: type[models.Model]) -> dict[str, object]:
    hidden, brief = secrets_of(model), brief_of(model)
    return {
        name: "•••" if name in hidden else _in_brief(value) if name in brief else _logged(value)
        for name, value in values.items()
    }


def _in_brief(value: object) -> dict[str, object]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return {"size": len(text), "sha256": hashlib.sha256(text.encode(errors="replace")).hexdigest()}


def _logged(value: object) -> object:
    if isinstance(value, models.Model):
        return name_of(value)
    return value if isinstance(value, str | int | bool | list | dict | type(None)) else str(value)


def _edited_meanwhile(thing: models.Model, wanted: dict[str, Any]) -> EditedMeanwhile:
    current = type(thing)._default_manager.get(pk=thing.pk)  # noqa: SLF001  (Django's documented API)
    line = AuditLine.objects.filter(subject=name_of(thing), outcome=Outcome.DONE).order_by("-number").first()
    differences = [
        Difference(name, getattr(current, name), value)
        for name, value in wanted.items()
        if name not in secrets_of(type(thing)) and getattr(current, name) != value
    ]
    return EditedMeanwhile(current, line.actor_name if line else "?", differences)
