"""The catalogue as DCAT-AP 3: one graph of plain statements, written as JSON-LD and as Turtle.

What is shared inside government is not public: an entry is PUBLIC only when it is also open to society, everything else
that is shared is RESTRICTED, and what is not shared NON_PUBLIC. The share attribute itself stands in the rights
statement in its own words. How each item of the guide of 2017 is mapped: docs/how-to/publish-a-catalogue.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

from .words import ATTRIBUTES

EU = "http://publications.europa.eu/resource/authority/"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FREQUENCIES = {
    "realtime": "CONT",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "half_yearly": "ANNUAL_2",
    "yearly": "ANNUAL",
    "irregular": "IRREG",
}
CLASSES = {
    "1": Text("基础信息资源", "basic"),
    "2": Text("主题信息资源", "thematic"),
    "3": Text("部门信息资源", "departmental"),
}
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class AddressNeeded(CityCircleError):
    """The catalogue has no address to name its entries by."""

    what = Text("“{address}”不是可用的目录网址。", "“{address}” is no address for a catalogue.")
    why = Text("DCAT 中每条目录以网址为名。", "In DCAT every entry is named by an address.")
    then = Text(
        "请给出以 http:// 或 https:// 开头的目录网址。", "Please give one that begins with http:// or https://."
    )


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One entry of the data catalogue, as far as DCAT can say it; `items` are data items by name and type (or "")."""

    code: str
    name: str
    summary: str
    provider: str
    provider_code: str
    attribute: str
    format: str
    update_cycle: str
    items: tuple[tuple[str, str], ...] = ()
    conditions: str = ""
    open_to_society: bool = False
    issued: date | None = None
    access: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue: its address, title, description and the organisation that publishes it."""

    address: str
    title: str
    description: str
    publisher: str
    publisher_code: str
    entries: tuple[CatalogueEntry, ...]
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Iri:
    """A name by address."""

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value: text with its language, or a typed value."""

    value: str
    language: str = ""
    datatype: str = ""


Node = dict[str, Any]
"""A resource: `@id` (an address or `_:name`), `@type`, and lists of Iri, Literal or Node by prefixed property."""


def jsonld(catalogue: Catalogue) -> str:
    """Write a catalogue as JSON-LD; its context is inside, so no reader needs the network. Raises AddressNeeded."""
    graph = [_as_jsonld(node) for node in _nodes(catalogue)]
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def turtle(catalogue: Catalogue) -> str:
    """Write the same graph as Turtle. Raises AddressNeeded."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for node in _nodes(catalogue):
        lines += ["", _as_turtle(node)]
    return "\n".join(lines) + "\n"


def _nodes(catalogue: Catalogue) -> Iterator[Node]:
    if not _ADDRESS.fullmatch(catalogue.address):
        raise AddressNeeded(address=catalogue.address)
    base = catalogue.address.rstrip("/") + "/"
    agents = {catalogue.publisher_code or catalogue.publisher: catalogue.publisher}
    agents |= {entry.provider_code or entry.provider: entry.provider for entry in catalogue.entries}
    yield {
        "@id": Iri(base),
        "@type": "dcat:Catalog",
        "dct:title": [Literal(catalogue.title, "zh")],
        "dct:description": [Literal(catalogue.description, "zh")],
        "dct:publisher": [_agent(base, catalogue.publisher_code or catalogue.publisher)],
        "dct:language": [Iri(f"{EU}language/ZHO")],
        "dct:issued": _day(catalogue.issued),
        "dcat:dataset": [_dataset(base, entry) for entry in catalogue.entries],
    }
    yield {"@id": Iri(f"{EU}language/ZHO"), "@type": "dct:LinguisticSystem"}
    for code, name in agents.items():
        yield {"@id": _agent(base, code), "@type": "foaf:Agent", "foaf:name": [Literal(name, "zh")]}
    yield from _concepts(base, catalogue)
    for entry in catalogue.entries:
        yield from _entry(base, entry)


def _concepts(base: str, catalogue: Catalogue) -> Iterator[Node]:
    """What the entries point at, with its type, so that a validator needs no list from elsewhere."""
    for cycle in sorted({entry.update_cycle for entry in catalogue.entries}):
        yield {"@id": Iri(f"{EU}frequency/{FREQUENCIES[cycle]}"), "@type": "dct:Frequency"}
    for rights in sorted({_access_right(entry) for entry in catalogue.entries}):
        yield {"@id": Iri(f"{EU}access-right/{rights}"), "@type": "dct:RightsStatement"}
    for first in sorted({entry.code[:1] for entry in catalogue.entries} & set(CLASSES)):
        words = CLASSES[first]
        yield {
            "@id": Iri(f"{base}class/{first}"),
            "@type": "skos:Concept",
            "skos:prefLabel": [Literal(words.zh, "zh"), Literal(words.en, "en")],
        }


def _entry(base: str, entry: CatalogueEntry) -> Iterator[Node]:
    theme = [Iri(f"{base}class/{entry.code[:1]}")] if entry.code[:1] in CLASSES else []
    distribution = Iri(f"{base}distribution/{quote(entry.code, safe='')}")
    yield {
        "@id": _dataset(base, entry),
        "@type": "dcat:Dataset",
        "dct:identifier": [Literal(entry.code)],
        "dct:title": [Literal(entry.name, "zh")],
        "dct:description": [Literal(entry.summary, "zh")],
        "dct:publisher": [_agent(base, entry.provider_code or entry.provider)],
        "dct:accrualPeriodicity": [Iri(f"{EU}frequency/{FREQUENCIES[entry.update_cycle]}")],
        "dct:accessRights": [Iri(f"{EU}access-right/{_access_right(entry)}")],
        "dct:issued": _day(entry.issued),
        "dcat:theme": theme,
        "dcat:distribution": [distribution],
    }
    yield {
        "@id": distribution,
        "@type": "dcat:Distribution",
        "dcat:accessURL": [Iri(entry.access or _dataset(base, entry).value)],
        "dct:format": [{"@type": "dct:MediaTypeOrExtent", "rdfs:label": [Literal(entry.format, "zh")]}],
        "dct:rights": [{"@type": "dct:RightsStatement", "rdfs:label": _rights(entry)}],
        "csvw:tableSchema": [_schema(entry)] if entry.items else [],
    }


def _rights(entry: CatalogueEntry) -> list[Literal]:
    words = ATTRIBUTES[entry.attribute]
    more = f"：{entry.conditions}" if entry.conditions else ""
    return [Literal(words.zh + more, "zh"), Literal(words.en, "en")]


def _schema(entry: CatalogueEntry) -> Node:
    columns = [
        {
            "@type": "csvw:Column",
            "csvw:name": [Literal(name)],
            "csvw:datatype": [Literal(kind)] if kind else [],
        }
        for name, kind in entry.items
    ]
    return {"@type": "csvw:Schema", "csvw:column": columns}


def _access_right(entry: CatalogueEntry) -> str:
    if entry.attribute == "not_shared":
        return "NON_PUBLIC"
    return "PUBLIC" if entry.open_to_society else "RESTRICTED"


def _dataset(base: str, entry: CatalogueEntry) -> Iri:
    return Iri(f"{base}dataset/{quote(entry.code, safe='')}")


def _agent(base: str, code: str) -> Iri:
    return Iri(f"{base}organisation/{quote(code, safe='')}")


def _day(day: date | None) -> list[Literal]:
    return [Literal(day.isoformat(), datatype="xsd:date")] if day else []


def _as_jsonld(value: Any) -> Any:  # noqa: ANN401  # one of the three kinds of value, or a list of them
    if isinstance(value, Iri):
        return {"@id": value.value}
    if isinstance(value, Literal):
        typed = {"@language": value.language} if value.language else {"@type": value.datatype} if value.datatype else {}
        return {"@value": value.value, **typed}
    if isinstance(value, list):
        return [_as_jsonld(one) for one in value]
    plain = {name: part.value if name == "@id" else part for name, part in value.items() if part or name == "@type"}
    return {name: part if name.startswith("@") else _as_jsonld(part) for name, part in plain.items()}


def _as_turtle(node: Node) -> str:
    return f"<{node['@id'].value}> {_properties(node)} ."


def _properties(node: Node) -> str:
    parts = [f"a {node['@type']}"]
    for name, values in node.items():
        if not name.startswith("@") and values:
            parts.append(f"{name} {', '.join(_term(value) for value in values)}")
    return " ;\n    ".join(parts)


def _term(value: Iri | Literal | Node) -> str:
    if isinstance(value, Iri):
        return f"<{value.value}>"
    if isinstance(value, Literal):
        text = json.dumps(value.value, ensure_ascii=False).replace("\x7f", "\\u007f")
        kind = f"@{value.language}" if value.language else f"^^{value.datatype}" if value.datatype else ""
        return f"{text}{kind}"
    return f"[ {_properties(value)} ]"
