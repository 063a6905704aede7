"""Lists and what stands on them. A task is filed once; a list only points at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.planning.lists.facts import FACTS
from citycircle.planning.lists.templates import built_in_codes, template_from
from citycircle.records.lists import models
from citycircle.records.lists.errors import ListClosed, TemplateNamedTwice
from citycircle.records.lists.models import Listing, TaskList
from citycircle.records.lists.reach import KEEPS_LISTS
from citycircle.records.lists.templates import content_of, template_of
from citycircle.records.plans.models import Task
from citycircle.records.plans.reach import tasks_within


@dataclass(frozen=True, kw_only=True)
class CreateList(Action[TaskList]):
    """Make a list: its name, for whom it is, and the template it is printed by."""

    name: ClassVar[str] = "list.create"
    title: ClassVar[Text] = Text("新建清单", "Make a list")
    who: ClassVar[Right] = KEEPS_LISTS

    organisation: Organisation
    called: str
    called_en: str = ""
    template: str = "T1"
    superior: Organisation | None = None
    circle: Hierarchy | None = None
    field: str = ""
    year: int | None = None

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> TaskList:
        """Raises NoSuchTemplate."""
        template_of(self.template, on=ground.day)
        made = TaskList(organisation=self.organisation, name=self.called, name_en=self.called_en,
                        template=self.template, superior=self.superior, circle=self.circle, field=self.field,
                        year=self.year)  # fmt: skip
        return ground.create(made)


@dataclass(frozen=True, kw_only=True)
class _OnList(Action[Any]):
    who: ClassVar[Right] = KEEPS_LISTS

    list: TaskList

    def subject(self) -> TaskList:
        return self.list

    def check_open(self) -> None:
        """Raises ListClosed."""
        if self.list.closed_at is not None:
            raise ListClosed(list=self.list)


@dataclass(frozen=True, kw_only=True)
class ChangeList(_OnList):
    """Rename a list, give it another template, say for whom it is."""

    name: ClassVar[str] = "list.change"
    title: ClassVar[Text] = Text("修改清单", "Change a list")

    called: str
    called_en: str = ""
    template: str = "T1"
    superior: Organisation | None = None
    circle: Hierarchy | None = None
    field: str = ""
    year: int | None = None
    seen: int | None = None

    def perform(self, ground: Ground) -> TaskList:
        """Raises NoSuchTemplate, ListClosed, EditedMeanwhile."""
        self.check_open()
        template_of(self.template, on=ground.day)
        return ground.change(self.list, seen=self.seen, name=self.called, name_en=self.called_en, field=self.field,
                             template=self.template, superior=self.superior, circle=self.circle,
                             year=self.year)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CloseList(_OnList):
    """Close a list: it is read from now on and nothing else."""

    name: ClassVar[str] = "list.close"
    title: ClassVar[Text] = Text("停用清单", "Close a list")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> TaskList:
        """Raises ListClosed."""
        self.check_open()
        return ground.change(self.list, closed_at=ground.at)


@dataclass(frozen=True, kw_only=True)
class PutOnList(_OnList):
    """Put tasks on a list, under a part of it where it has parts; those that stand on it already stay as they are."""

    name: ClassVar[str] = "list.put"
    title: ClassVar[Text] = Text("列入清单", "Put tasks on a list")

    tasks: tuple[Task, ...]
    heading: str = ""

    def perform(self, ground: Ground) -> int:
        """How many were put on it. Raises NotThere for a task that is not in reach, ListClosed."""
        self.check_open()
        wanted = [task.pk for task in self.tasks]
        seen = tasks_within(ground.by).filter(pk__in=wanted, is_dropped=False)
        if seen.count() != len(set(wanted)):
            raise NotThere
        there = set(Listing.objects.filter(list=self.list).values_list("task", flat=True))
        last = Listing.objects.filter(list=self.list).count()
        fresh = [pk for pk in dict.fromkeys(wanted) if pk not in there]
        ground.create_many(
            [Listing(list=self.list, task_id=pk, order=last + at, heading=self.heading) for at, pk in enumerate(fresh)]
        )
        ground.change(self.list, name=self.list.name)
        return len(fresh)


@dataclass(frozen=True, kw_only=True)
class TakeOffList(_OnList):
    """Take a task off a list; the task itself stays where it is filed."""

    name: ClassVar[str] = "list.take_off"
    title: ClassVar[Text] = Text("移出清单", "Take a task off a list")

    task: Task

    def perform(self, ground: Ground) -> TaskList:
        """Raises NotThere, ListClosed."""
        self.check_open()
        listing = Listing.objects.filter(list=self.list, task=self.task).first()
        if listing is None:
            raise NotThere
        ground.remove(listing)
        return ground.change(self.list, name=self.list.name)


@dataclass(frozen=True, kw_only=True)
class WriteOwnCell(_OnList):
    """Fill a cell that the list keeps itself: a remark, a leader in charge, a column of one's own."""

    name: ClassVar[str] = "list.write"
    title: ClassVar[Text] = Text("填写清单栏目", "Fill a cell of a list")

    task: Task
    column: str
    words: str

    def perform(self, ground: Ground) -> Listing:
        """Raises NotThere for a task or a column that the list does not have, ListClosed."""
        self.check_open()
        listing = Listing.objects.filter(list=self.list, task=self.task).first()
        fact = FACTS.get(self.column.split(":")[0])
        if listing is None or fact is None or fact.kind != "own":
            raise NotThere
        own = {name: words for name, words in listing.own.items() if name != self.column}
        if self.words.strip():
            own[self.column] = self.words.strip()
        ground.change(listing, own=own)
        ground.change(self.list, name=self.list.name)
        return listing


@dataclass(frozen=True, kw_only=True)
class KeepTemplate(Action[models.ListTemplate]):
    """Keep a superior's table as a template, from a day on; an earlier one of the same code ends the day before.

    `head` and `columns` are lines of `name=value`, a column a line with its values parted by `|`.
    """

    name: ClassVar[str] = "list.template"
    title: ClassVar[Text] = Text("保存清单模板", "Keep a list template")
    who: ClassVar[Right] = KEEPS_LISTS

    organisation: Organisation
    code: str
    head: str = ""
    columns: str = ""
    superior: Organisation | None = None
    source: str = ""
    valid_from: date | None = None

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> models.ListTemplate:
        """Raises TemplateNamedTwice, the errors of `template_from`."""
        others = models.ListTemplate.objects.filter(code=self.code)
        if self.code in built_in_codes(on=ground.day) or others.exclude(organisation=self.organisation).exists():
            raise TemplateNamedTwice(code=self.code)
        columns = [_pairs(line.split("|")) for line in self.columns.splitlines() if line.strip()]
        template = template_from(self.code, _pairs(self.head.splitlines()), columns)
        since = self.valid_from or ground.day
        for earlier in others.filter(valid_to=None):
            ground.change(earlier, valid_to=date.fromordinal(max(since.toordinal() - 1, 1)))
        row = models.ListTemplate(code=self.code, name=template.name.zh, name_en=template.name.en, source=self.source,
                                  organisation=self.organisation, superior=self.superior, valid_from=since,
                                  content=content_of(template))  # fmt: skip
        return ground.create(row)


def _pairs(parts: list[str]) -> dict[str, str]:
    """Parts of the form name=value.

    >>> _pairs(["fact=title", " heading_zh = 任务 ", ""])
    {'fact': 'title', 'heading_zh': '任务'}
    """
    pairs = (part.partition("=") for part in parts if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def lines_of(content: dict[str, Any]) -> tuple[str, str]:
    """A kept template as the two texts that `KeepTemplate` reads."""
    head = "\n".join(f"{name}={value}" for name, value in content["list"].items() if value)
    columns = "\n".join(
        "|".join(f"{name}={value}" for name, value in column.items() if value) for column in content["columns"]
    )
    return head, columns
