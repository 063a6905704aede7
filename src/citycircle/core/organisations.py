"""The organisations of a region, each with the time in which it existed, and the names that documents call them by.

Files of organisations are read by `core.organisation_lists`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed

Kind = Literal[
    "circle",
    "province",
    "city",
    "county",
    "township",
    "zone",
    "office",
    "department",
    "enterprise",
    "institution",
    "collective",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_NAMES: Mapping[Kind, Text] = {
    "circle": Text("都市圈", "metropolitan circle"),
    "province": Text("省", "province"),
    "city": Text("市", "city"),
    "county": Text("县（市、区）", "county or district"),
    "township": Text("乡镇（街道）", "township"),
    "zone": Text("开发区", "development zone"),
    "office": Text("领导小组办公室", "joint office"),
    "department": Text("部门", "department"),
    "enterprise": Text("企业", "enterprise"),
    "institution": Text("事业单位", "institution"),
    "collective": Text("集合单位", "collective name"),
}  # fmt: skip

_COLLECTIVE = re.compile(r"各|(?:有关|相关|成员|责任)(?:单位|部门)")
_FOLDED = str.maketrans({"\uff08": "(", "\uff09": ")", "\uff0c": ",", "\u2022": "·", "\u30fb": "·"})


class NameUnknown(CityCircleError):
    what = Text("名录中没有“{name}”。", "The register does not know “{name}”.")
    why = Text(
        "不认识的名称不能自动成为新单位。", "A name that nobody knows never becomes a new organisation by itself."
    )
    then = Text(
        "请核对名称，或在名录中增加单位或别名。", "Please check the name, or add the organisation or the alias."
    )


class NameNotInForce(CityCircleError):
    what = Text(
        "“{name}”在{on}不存在，承接单位：{successor}。", "“{name}” did not exist on {on}; successor: {successor}."
    )
    why = Text("机构调整前后的任务不能混记。", "Tasks before and after a reorganisation must not be mixed.")
    then = Text("请改用当日有效的名称。", "Please use the name in force on that day.")


class NameAmbiguous(CityCircleError):
    what = Text("“{name}”可指{candidates}。", "“{name}” may mean {candidates}.")
    why = Text("几个市都有同名部门。", "Several cities have a department of that name.")
    then = Text("请写明所在的市。", "Please say which city is meant.")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation, or one collective name, for the time from `valid_from` through `valid_to`."""

    code: str
    name: str
    kind: Kind
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    members: tuple[str, ...] = ()

    def exists(self, on: date | None) -> bool:
        """Whether it existed on a day; without a day the question is whether it ever did."""
        if on is None:
            return True
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def names(self) -> tuple[str, ...]:
        """Its name and every alias."""
        return (self.name, *self.aliases)


def folded(name: str) -> str:
    """A name without what differs between two spellings of it: spaces and the width of brackets.

    >>> folded("开发区 ·铁路局（筹）")
    '开发区·铁路局(筹)'
    """
    return re.sub(r"\s+", "", name).translate(_FOLDED)


def is_collective(name: str) -> bool:
    """Whether a name stands for several organisations that a list has to tell.

    >>> is_collective("各县(市、区)政府"), is_collective("市直各部门"), is_collective("市教育局")
    (True, True, False)
    """
    return bool(_COLLECTIVE.search(name))


class Register:
    """Organisations by code and by the names that documents call them.

    >>> register = Register([
    ...     Organisation("990100", "澜川市", "city"),
    ...     Organisation("990100-DRC", "澜川市发展和改革委员会", "department", aliases=("市发改委",), parent="990100"),
    ... ])
    >>> register.resolve("市发改委", on=date(2026, 3, 1)).code
    '990100-DRC'
    """

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._by_code = {each.code: each for each in organisations}
        self._by_name: dict[str, list[Organisation]] = defaultdict(list)
        for each in self._by_code.values():
            for name in dict.fromkeys(map(folded, each.names())):
                self._by_name[name].append(each)

    def __iter__(self) -> Iterator[Organisation]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __getitem__(self, code: str) -> Organisation:
        return self._by_code[code]

    def ancestors(self, organisation: Organisation) -> Iterator[Organisation]:
        """The organisation itself, its parent, and so on upwards."""
        at: Organisation | None = organisation
        while at is not None:
            yield at
            at = self._by_code.get(at.parent or "")

    def resolve(self, name: str, *, on: date | None, within: str | None = None) -> Organisation:
        """The organisation that bore a name on a day (None: at any time).

        `within` is the code of the city or circle in which the document speaks: every city has its 市教育局.
        Raises NameUnknown, NameNotInForce (and tells the successor) and NameAmbiguous; it never guesses.
        """
        known = [each for each in self._by_name.get(folded(name), ()) if self._lies_within(each, within)]
        if not known:
            raise NameUnknown(name=name)
        now = [each for each in known if each.exists(on)]
        if len(now) == 1:
            return now[0]
        if now:
            raise NameAmbiguous(name=name, candidates=listed(each.name for each in now))
        heirs = [self._by_code[each.successor].name for each in known if each.successor]
        raise NameNotInForce(name=name, on=on, successor=listed(heirs) if heirs else Text("无", "none"))

    def _lies_within(self, organisation: Organisation, code: str | None) -> bool:
        return code is None or any(each.code == code for each in self.ancestors(organisation))

    def successor(self, organisation: Organisation, *, on: date) -> Organisation | None:
        """Who carries on its work on a day: itself while it exists, else the heir of the heirs; None if nobody does."""
        at: Organisation | None = organisation
        while at is not None and not at.exists(on):
            at = self._by_code.get(at.successor or "")
        return at

    def expand(self, organisation: Organisation, *, on: date | None) -> tuple[Organisation, ...]:
        """Whom a collective name meant on a day; a single organisation means itself.

        A collective name without members (市各有关单位) expands to nothing: a person has to tell.
        """
        if organisation.kind != "collective":
            return (organisation,)
        found: dict[str, Organisation] = {}
        for member in organisation.members:
            for each in self._meant(member, organisation):
                if each.exists(on):
                    found.update((inner.code, inner) for inner in self.expand(each, on=on))
        return tuple(found.values())

    def _meant(self, member: str, collective: Organisation) -> Iterable[Organisation]:
        if not member.startswith("kind="):
            return (self._by_code[member],)
        kind = member.removeprefix("kind=")
        return (each for each in self if each.kind == kind and self._lies_within(each, collective.parent))
