"""A form for an action: its fields are declared once, read strictly, and come back filled in when something is "
"wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from citycircle.accounts.actions.base import Action
from citycircle.accounts.errors import EditedMeanwhile
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken
from citycircle.web.pages.base import Page
from citycircle.web.requests import Request
from citycircle.web.sheets import Option
from citycircle.web.wording import whole

REASON = Text("理由", "Reason")
DONE = Text("已办理：{what}。", "Done: {what}.")


class FieldMissing(CityCircleError):
    what = Text("请填写{field}。", "Please fill in: {field}.")
    why = Text("", "")
    then = Text("", "")


class FieldNotUnderstood(CityCircleError):
    what = Text("{field}的内容“{given}”无法识别。", "{field}: “{given}” is not understood.")
    why = Text("", "")
    then = Text("请按提示重新填写或选择。", "Please write or choose it as the hint says.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a form: how it is asked, and how what came back becomes a value.

    `kind` is a line, a longer text, several lines, a day, yes or no, a choice, or a file. A choice of records names
    the `rows` it chooses from; the value is then the record. A file stands last, `accept` names the endings; it is
    taken by the page itself (`web.uploads`).
    """

    name: str
    title: Text
    kind: Literal["line", "text", "lines", "day", "yes", "choice", "secret", "file"] = "line"
    required: bool = True
    hint: Text | None = None
    options: Callable[[], Iterable[Option]] | None = None
    rows: Callable[[], QuerySet[Any]] | None = None
    longest: int = 200
    accept: str = ""

    def read(self, given: str) -> Any:  # the kind decides
        """The value. Raises FieldMissing, FieldNotUnderstood."""
        text = given.strip()
        if self.kind == "yes":
            return text == "yes"
        if not text:
            if self.required:
                raise FieldMissing(field=self.title)
            return () if self.kind == "lines" else None if self.rows or self.kind == "day" else ""
        if self.kind == "lines":
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        if self.kind == "day":
            return self._day(text)
        if self.rows is not None:
            return self._record(text)
        if (self.options and text not in dict(self.options())) or (self.kind == "line" and len(text) > self.longest):
            raise FieldNotUnderstood(field=self.title, given=text[:40])
        return text

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise FieldNotUnderstood(field=self.title, given=text) from None

    def _record(self, text: str) -> Model:
        assert self.rows is not None
        found = self.rows().filter(pk=number).first() if (number := whole(text)) is not None else None
        if not isinstance(found, Model):
            raise FieldNotUnderstood(field=self.title, given=text)
        return found

    def choices(self) -> Sequence[Option]:
        if self.rows is not None:
            return [(str(row.pk), named(row)) for row in self.rows()]
        return list(self.options()) if self.options else []


def named(row: Any) -> str:  # a record of any kind
    """How a record is called in a list to choose from: by its English name where the reader has English."""
    english = getattr(row, "name_en", "")
    return str(english) if english and spoken() == "en" else str(row)


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with what stands in it now, and what is wrong with that."""

    entry: Entry
    value: str
    error: CityCircleError | None = None

    @property
    def choices(self) -> Sequence[Option]:
        return self.entry.choices()


class FormPage(Page):
    """A page that asks for the fields of one action and carries it out.

    Subclasses name `action` and `entries`, give what stands in the fields at first (`initial`), make the action from
    the values (`make`), and say where to go afterwards (`onward`).
    """

    action: ClassVar[type[Action[Any]]]
    entries: ClassVar[tuple[Entry, ...]]
    template = "pages/form.html"
    explanation: ClassVar[Text | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "action" in cls.__dict__:
            cls.title = cls.__dict__.get("title", cls.action.title)
            cls.who = cls.__dict__.get("who", cls.action.who)

    @abstractmethod
    def make(self, values: Mapping[str, Any]) -> Action[Any]:
        """The action, from the values by name."""

    def initial(self) -> Mapping[str, object]:
        return {}

    @abstractmethod
    def onward(self, result: Any) -> str:  # what the action gives
        """The address to go to when it is done."""

    def seen(self) -> int | None:
        """The version of the thing that the person has on the screen, where two may edit it at once."""
        return getattr(self.subject, "version", None)

    def context(self) -> dict[str, Any]:
        first = {name: _plain(value) for name, value in self.initial().items()}
        fields = [Filled(entry, first.get(entry.name, "")) for entry in self.entries]
        return {
            "fields": fields,
            "seen": self.seen(),
            "asks_reason": self.action.needs_reason,
            "explanation": self.explanation,
            "takes_file": any(entry.kind == "file" for entry in self.entries),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        given = {entry.name: request.POST.get(entry.name, "") for entry in self.entries}
        values: dict[str, Any] = {}
        wrong: dict[str, CityCircleError] = {}
        for entry in self.entries:
            try:
                values[entry.name] = entry.read(given[entry.name])
            except CityCircleError as error:
                wrong[entry.name] = error
        if wrong:
            return self._again(given, wrong, next(iter(wrong.values())))
        try:
            result = self.do(self.make(values), request.POST.get("reason", ""))
        except CityCircleError as error:
            return self._again(given, {}, error)
        messages.success(request, DONE.say(what=self.title))
        return redirect(self.onward(result))

    def _again(
        self, given: Mapping[str, str], wrong: Mapping[str, CityCircleError], error: CityCircleError
    ) -> HttpResponse:
        fields = [Filled(entry, given[entry.name], wrong.get(entry.name)) for entry in self.entries]
        differences = error.differences if isinstance(error, EditedMeanwhile) else ()
        reason = self.request.POST.get("reason", "")
        seen = getattr(self.subject, "version", None) if not differences else _current(self.subject)
        return self.show(422, fields=fields, error=error, differences=differences, reason=reason, seen=seen)

    @property
    def version(self) -> int | None:
        """The version that came back with the form."""
        return whole(self.request.POST.get("seen", ""))


def _current(thing: Any) -> int | None:  # a record of any kind
    thing.refresh_from_db(fields=["version"])
    version: int = thing.version
    return version


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, tuple | list):
        return "\n".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)
