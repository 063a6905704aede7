"""Templates by their codes: the city's own, dated rows first, then the built-in ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.planning.lists.templates import (
    ListTemplate,
    as_words,
    built_in,
    built_in_codes,
    template_from,
)
from citycircle.records.lists import models
from citycircle.records.lists.reach import templates_within

Words = tuple[Mapping[str, str], Sequence[Mapping[str, str]]]


def template_of(code: str, *, on: date) -> ListTemplate:
    """The template of a code on a day. Raises NoSuchTemplate, and what `template_from` raises."""
    own = models.ListTemplate.objects.on(on).filter(code=code).order_by("-valid_from", "-pk").first()
    return template_of_row(own) if own else built_in(code, on=on)


def template_of_row(row: models.ListTemplate) -> ListTemplate:
    """A city's own template. Raises what `template_from` raises."""
    return template_from(row.code, row.content["list"], row.content["columns"])


def content_of(template: ListTemplate) -> dict[str, Any]:
    """A template as a row keeps it."""
    head, columns = as_words(template)
    return {"list": head, "columns": columns}


def choices(viewer: Viewer) -> list[tuple[str, Text | str]]:
    """Codes and names of the templates that this viewer may use today."""
    own: QuerySet[models.ListTemplate] = templates_within(viewer).filter(
        pk__in=models.ListTemplate.objects.on(viewer.day).values("pk")
    )
    named: list[tuple[str, Text | str]] = [
        (row.code, Text(f"{row.name}（{row.code}）", f"{row.name_en or row.name} ({row.code})")) for row in own
    ]
    for code in built_in_codes(on=viewer.day):
        name = built_in(code, on=viewer.day).name
        named.append((code, Text(f"{name.zh}（{code}）", f"{name.en} ({code})")))
    return named
