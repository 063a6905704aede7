"""Organisations as a person types them into a field: by full name, alias or collective name, several parted by 、."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from citycircle.accounts import naming
from citycircle.accounts.models import Organisation
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.plans.models import Plan

_BETWEEN = re.compile(r"\s*[、,，;；]\s*(?![^(（]*[)）])")
"""Between two names; what stands in brackets belongs to one: 各县(市、区)政府."""


class NotInRegister(CityCircleError):
    what = Text("名录中找不到“{name}”。", "The register does not know “{name}”.")
    why = Text("只有名录中的单位可以承担任务。", "Only organisations of the register bear duties.")
    then = Text(
        "请从提示的名称中选择，或先在名录中增加单位或别名。",
        "Please choose one of the names offered, or add the organisation or its alias to the register first.",
    )


def names_in(words: str) -> list[str]:
    """The names in a field, in order, each once.

    >>> names_in(" 市教育局、 各县(市、区)政府；东埠区 ")
    ['市教育局', '各县(市、区)政府', '东埠区']
    """
    return list(dict.fromkeys(name for name in _BETWEEN.split(words.strip()) if name))


class Called:
    """What the names in several fields of one plan's page mean: read at once, in the city of the plan, then beyond."""

    def __init__(self, plan: Plan, fields: Iterable[str], today: date) -> None:
        names = list(dict.fromkeys(name for words in fields for name in names_in(words)))
        day = plan.issued_on or today
        meant = naming.read(names, city=plan.city, day=day) if names else {}
        beyond = [name for name, one in meant.items() if not one.organisations]
        if beyond and plan.city is not None:
            meant |= naming.read(beyond, city=None, day=day)
        self._meant = {name: one.organisations for name, one in meant.items()}
        self._rows = Organisation.objects.in_bulk({key for keys in self._meant.values() for key in keys})

    def of(self, words: str) -> list[Organisation]:
        """The organisations that the names of one field mean, in order, each once. Raises NotInRegister."""
        found: dict[int, Organisation] = {}
        for name in names_in(words):
            if not self._meant[name]:
                raise NotInRegister(name=name)
            found |= {key: self._rows[key] for key in self._meant[name]}
        return list(found.values())
