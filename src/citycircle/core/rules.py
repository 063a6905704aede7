"""A rule declared once: the command line, table mode, the documentation, the audit and the pages all read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Finding, Working
from citycircle.core.kinds import Kind, Label
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Table

if TYPE_CHECKING:
    from citycircle.core.workdays import Calendar

DAY_FIELD = Text("日期", "Day")
_DAY = Day()


class MissingInput(CityCircleError):
    what = Text("缺少 {fields}。", "{fields} is missing.")
    why = Text("规则“{rule}”须有这些输入才能计算。", "The rule “{rule}” cannot answer without it.")
    then = Text("请补充，格式为 名称=值。", "Please add it as name=value.")


class UnknownInput(CityCircleError):
    what = Text("规则“{rule}”没有名为 {fields} 的输入。", "The rule “{rule}” has no input named {fields}.")
    why = Text(
        "多写的输入不会被默默忽略，以免写错名称而不自知。",
        "It is not ignored in silence, for it may be a slip of the pen.",
    )
    then = Text("可用的输入：{known}。", "Its inputs are: {known}.")


class Field(NamedTuple):
    """An input or an output of a rule: its name for machines, its title for people, and its kind.

    An input that is not `required` may be left out; the rule's function then gets None.
    """

    name: str
    kind: Kind
    title: Text
    note: Text | None = None
    required: bool = True


class Rule:
    """One question that can be asked with values and a day, and answered with steps and a clause.

    `local` is the name within the domain; the whole name puts the domain's folder before it, so that a folder can be
    copied. `function` takes a Working and the inputs by name, and returns `work.answer(sentence, outputs)`.
    `counts_days` says that the answer depends on the day itself (a deadline) and not only on the tables in force.
    Every one of `tables` must have rows on the day, whatever the inputs, or the rule refuses; those it `may_use` are
    consulted where they apply.
    """

    def __init__(
        self,
        *,
        local: str,
        title: Text,
        about: Text,
        inputs: tuple[Field, ...],
        outputs: tuple[Field, ...],
        tables: tuple[Table, ...],
        function: Callable[..., Answer],
        may_use: tuple[Table, ...] = (),
        counts_days: bool = False,
    ) -> None:
        self.local = local
        self.title = title
        self.about = about
        self.inputs = inputs
        self.outputs = outputs
        self.tables = tables
        self.function = function
        self.may_use = may_use
        self.counts_days = counts_days

    @cached_property
    def name(self) -> str:
        folder = self.function.__module__.rpartition(".")[0]
        return f"{folder.rpartition('.')[2]}.{self.local}"

    def __call__(
        self,
        *,
        on: date | str,
        tables: Mapping[str, Table] | None = None,
        calendar: Calendar | None = None,
        **given: object,
    ) -> Finding:
        """Answer with values by keyword: `SUB_INDEX(on="2026-03-01", pollutant="pm25", …)`."""
        return self.answer(given, on=on, tables=tables, calendar=calendar)

    def answer(
        self,
        given: Mapping[str, object],
        *,
        on: date | str,
        tables: Mapping[str, Table] | None = None,
        calendar: Calendar | None = None,
    ) -> Finding:
        """Answer with values from text or of the right type, for the day of the observation.

        `tables` holds tables that a city amended, by name; working days follow `calendar`, else the national notices.
        Raises CityCircleError of some kind for every refusal.
        """
        work = Working(_DAY.read(on, DAY_FIELD), tables, calendar=calendar)
        inputs = self.read(given)
        for table in self.tables:
            work.edition(table)
        outputs, sentence = self.function(work, **inputs)
        return Finding(
            self,
            work,
            inputs={name: value for name, value in inputs.items() if value is not None},
            outputs={name: value for name, value in outputs.items() if value is not None},
            sentence=sentence,
        )

    def era(self, on: date, tables: Mapping[str, Table] | None = None) -> tuple[int, ...]:
        """Two days of one era have the same rows in force in every table of the rule."""
        used = self.tables + self.may_use
        return tuple((tables or {}).get(table.name, table).period(on) for table in used)

    def read(self, given: Mapping[str, object]) -> dict[str, Any]:
        """Read the inputs strictly. Raises MissingInput, UnknownInput, and what the kinds raise."""
        unknown = [name for name in given if name not in self._inputs]
        if unknown:
            raise UnknownInput(rule=self.title, fields=listed(unknown), known=listed(self._inputs))
        missing = [field.name for field in self.inputs if field.required and given.get(field.name) is None]
        if missing:
            raise MissingInput(rule=self.title, fields=listed(missing))
        return {
            field.name: None if given.get(field.name) is None else field.kind.read(given[field.name], field.title)
            for field in self.inputs
        }

    @cached_property
    def _inputs(self) -> dict[str, Field]:
        return {field.name: field for field in self.inputs}

    @staticmethod
    def shown(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Label]:
        """The values as people read them; a value that is absent shows as a dash."""
        return {field.name: field.kind.show(values[field.name]) if field.name in values else "—" for field in fields}

    @staticmethod
    def as_json(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
        return {field.name: field.kind.as_json(values[field.name]) for field in fields if field.name in values}


class Domain(NamedTuple):
    """A field of the cities' common life: `DOMAIN = Domain(__name__, Text(…), modules=("air",))` in its package.

    Cheap to import: a module is loaded when one of its rules is asked. Modules declare `RULES = (…)` and whatever
    else a domain offers (`CASE_TYPES = (…)`), and `offered` collects them by that name.
    """

    package: str
    title: Text
    modules: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.package.rpartition(".")[2]

    def offered(self, name: str) -> tuple[Any, ...]:
        """What the modules of the domain declare under a name, in order."""
        modules = (import_module(f"{self.package}.{module}") for module in self.modules)
        return tuple(thing for module in modules for thing in getattr(module, name, ()))

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.offered("RULES")
