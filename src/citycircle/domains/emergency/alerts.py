"""An alert in the Common Alerting Protocol 1.2, in Chinese and in English, that a neighbour's system can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args
from xml.etree import ElementTree as ET  # only writes; nothing from outside is parsed here

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice, Kind, Series, Words
from citycircle.core.kinds_of_number import Whole
from citycircle.core.kinds_of_time import Moment
from citycircle.core.messages import Language, Text, listed
from citycircle.core.terms import OFFICE_TIME

from .levels import WARNING

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LANGUAGE_TAGS: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}


def _words_of(*keys: str) -> Choice:
    return Choice({key: Text(key, key) for key in keys})


def _token(zh: str, en: str) -> Words:
    return Words(pattern=r"[^\s,<&]+", expected=Text(f"不含空格和逗号的{zh}", f"{en} without blanks or commas"))


CATEGORIES = (
    *("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health"),
    *("Env", "Transport", "Infra", "CBRNE", "Other"),
)
DIVISION = Words(pattern=r"\d{6}", expected=Text("6位行政区划代码", "a division code of six digits"))
FIELDS: Mapping[str, tuple[Kind, bool]] = {
    "identifier": (_token("标识", "an identifier"), True),
    "sender": (_token("发布者标识", "a sender"), True),
    "sent": (Moment(), True),
    "status": (_words_of("Actual", "Exercise", "System", "Test", "Draft"), True),
    "msgType": (_words_of("Alert", "Update", "Cancel", "Ack", "Error"), True),
    "references": (Words(), False),
    "category": (_words_of(*CATEGORIES), True),
    "urgency": (_words_of("Immediate", "Expected", "Future", "Past", "Unknown"), True),
    "certainty": (_words_of("Observed", "Likely", "Possible", "Unlikely", "Unknown"), True),
    "level": (Whole(low=1, high=4), True),
    "effective": (Moment(), False),
    "expires": (Moment(), False),
    "divisions": (Series(DIVISION), False),
}
"""What an alert says once; names are those of the protocol, `level` and `divisions` are ours."""

SAID: Mapping[str, bool] = {
    "event": True,
    "headline": True,
    "description": True,
    "instruction": False,
    "senderName": False,
    "areaDesc": True,
}
"""What an alert says in both languages, and whether it must."""

NEEDS_REFERENCES = ("Update", "Cancel")


class AlertIncomplete(CityCircleError):
    what = Text("警报缺少 {missing}。", "The alert lacks {missing}.")
    why = Text("缺少这些内容的报文，对方系统无法接收。", "Without it another system cannot take the message.")
    then = Text(
        "请补充；每句话请同时写中文(zh)和英文(en)。",
        "Please add it; each sentence is written in Chinese (zh) and English (en).",
    )


class AlertFieldUnknown(CityCircleError):
    what = Text("警报中有不认识的项目 {names}。", "The alert has unknown entries: {names}.")
    why = Text(
        "多写的内容不会进入报文，可能是写错了名称。", "They would not reach the message; a name may be misspelt."
    )
    then = Text("可用的项目：{known}。", "Known entries: {known}.")


class AlertEndsBeforeItBegins(CityCircleError):
    what = Text("失效时间 {expires} 不晚于 {since}。", "It expires at {expires}, not after {since}.")
    why = Text("这样的警报一发出就已失效。", "Such an alert is over when it is sent.")
    then = Text("请核对生效、失效时间。", "Please check the two times.")


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert, read strictly: `values` by the protocol's names, `sentences` in both languages."""

    values: Mapping[str, Any]
    sentences: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Alert:
        """Read an alert from a mapping such as a YAML file holds.

        Raises AlertIncomplete, AlertFieldUnknown, AlertEndsBeforeItBegins, and what the kinds of values raise.
        """
        unknown = [name for name in given if name not in FIELDS and name not in SAID]
        if unknown:
            raise AlertFieldUnknown(names=listed(unknown), known=listed([*FIELDS, *SAID]))
        sentences = {name: Text(given[name]["zh"], given[name]["en"]) for name in SAID if _both(given.get(name))}
        values = {
            name: kind.read(given[name], name) for name, (kind, _) in FIELDS.items() if given.get(name) is not None
        }
        missing = [name for name, (_, must) in FIELDS.items() if must and name not in values]
        missing += [name for name, must in SAID.items() if name not in sentences and (must or name in given)]
        if values.get("msgType") in NEEDS_REFERENCES and "references" not in values:
            missing.append("references")
        if missing:
            raise AlertIncomplete(missing=listed(missing))
        since = _placed(values.get("effective", values["sent"]))
        if "expires" in values and _placed(values["expires"]) <= since:
            raise AlertEndsBeforeItBegins(expires=values["expires"], since=since)
        return cls(values, sentences)


def _both(entry: object) -> bool:
    return isinstance(entry, Mapping) and all(entry.get(language) for language in get_args(Language))


def as_xml(alert: Alert) -> bytes:
    """The alert as a CAP 1.2 message, UTF-8, one info block for each language.

    Severity follows the level by the table of the rule `emergency.warning` on the day of sending.
    Source: OASIS, Common Alerting Protocol Version 1.2, clauses 3.2.1–3.2.4.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("alert"))
    for name, text in _heads(alert.values):
        ET.SubElement(root, _tag(name)).text = text
    warning = WARNING(on=_placed(alert.values["sent"]).date(), level=alert.values["level"])
    for language in LANGUAGE_TAGS:
        info = ET.SubElement(root, _tag("info"))
        for name, text in _told(alert, language, warning["severity"]):
            ET.SubElement(info, _tag(name)).text = text
        _parameter(info, "warningLevel", str(alert.values["level"]))
        _parameter(info, "warningColour", str(warning["colour"]))
        area = ET.SubElement(info, _tag("area"))
        ET.SubElement(area, _tag("areaDesc")).text = alert.sentences["areaDesc"].say(language)
        for division in alert.values.get("divisions", ()):
            _parameter(area, "GB/T 2260", division, element="geocode")
    ET.indent(root)
    message: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return message + b"\n"


def _heads(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("identifier", "sender", "sent", "status", "msgType"):
        yield name, _moment(values[name]) if name == "sent" else values[name]
    yield "scope", "Public"
    if "references" in values:
        yield "references", values["references"]


def _told(alert: Alert, language: Language, severity: str) -> Iterator[tuple[str, str]]:
    """The elements of an info block in the order that the schema asks."""
    values, sentences = alert.values, alert.sentences
    yield "language", LANGUAGE_TAGS[language]
    yield "category", values["category"]
    yield "event", sentences["event"].say(language)
    yield "urgency", values["urgency"]
    yield "severity", severity
    yield "certainty", values["certainty"]
    for name in ("effective", "expires"):
        if name in values:
            yield name, _moment(values[name])
    for name in ("senderName", "headline", "description", "instruction"):
        if name in sentences:
            yield name, sentences[name].say(language)


def _parameter(parent: ET.Element, name: str, value: str, *, element: str = "parameter") -> None:
    pair = ET.SubElement(parent, _tag(element))
    ET.SubElement(pair, _tag("valueName")).text = name
    ET.SubElement(pair, _tag("value")).text = value


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _placed(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME)


def _moment(moment: datetime) -> str:
    """Date and time with an offset and no Z, as the protocol asks."""
    return _placed(moment).isoformat(timespec="seconds")
