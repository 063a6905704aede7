"""Which tasks wait for a person to say who answers for them.

Nothing is settled by the service: a task without a lead, or with two, goes back to the office, whose answer stands in
the log with its reason (S-002 of the plans' needs: “flags tasks with several leads or none for an explicit decision”).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from citycircle.core.messages import Text, listed
from citycircle.planning.ledger import Item, Ledger, Party

Need = Literal["unknown_name", "nobody", "no_lead", "several_leads", "lead_elsewhere"]
NEEDS: tuple[Need, ...] = get_args(Need)

NEED_NAMES: Mapping[Need, Text] = {
    "unknown_name": Text("名称待认定", "name to be decided"),
    "nobody": Text("没有责任单位", "nobody named"),
    "no_lead": Text("没有牵头单位", "no lead"),
    "several_leads": Text("多个牵头单位", "several leads"),
    "lead_elsewhere": Text("牵头单位不在本市", "lead of another city"),
}

_SENTENCES: Mapping[Need, Text] = {
    "unknown_name": Text(
        "{who}尚未对应到名录中的单位，请先认定名称。",
        "{who} has not been found in the register; please decide the name first.",
    ),
    "nobody": Text(
        "没有写明任何责任单位，请明确由谁牵头、谁负责。",
        "No organisation is named; please say who leads and who answers.",
    ),
    "no_lead": Text(
        "没有写明牵头单位，请在{who}中确定或另行指定。",
        "No lead is named; please choose among {who}, or name another organisation.",
    ),
    "several_leads": Text(
        "牵头单位有{who}，请确定一家，或明确为共同牵头。",
        "{who} all lead; please choose one, or declare them joint leads.",
    ),
    "lead_elsewhere": Text(
        "牵头单位{who}不在本市，须商对方同意。", "{who} belongs to another city, whose consent is needed."
    ),
}


@dataclass(frozen=True, slots=True)
class Open:
    """One question about one task: which kind it is, and the organisations it is about."""

    key: str
    need: Need
    parties: tuple[Party, ...] = ()

    @property
    def sentence(self) -> Text:
        """The question as a clerk reads it."""
        return _SENTENCES[self.need].fill(who=listed(f"“{party.name}”" for party in self.parties))


def open_questions(
    ledger: Ledger, settled: Mapping[str, Collection[Need]] | None = None, *, leads_elsewhere: bool = True
) -> tuple[Open, ...]:
    """Every question that is still open, in the order of the ledger. Safeguards bind everybody and are not asked.

    An organisation that stands in a task twice (by name, and behind 各市教育局) is no question: the strongest counts.

    `settled` names for a task the questions that a person has answered (joint leads, for one); a name that nobody knows
    cannot be settled this way. In the plan of the whole region every city may lead (`leads_elsewhere` does not apply).

    >>> drc, edu = Party("1", "市发改委"), Party("2", "市教育局")
    >>> two = Item("t1", "1", "办学", "", leads=(drc, edu))
    >>> [each.need for each in open_questions(Ledger("要点", (two,)))]
    ['several_leads']
    >>> open_questions(Ledger("要点", (two,)), {"t1": {"several_leads"}})
    ()
    """
    answered = settled or {}
    home = ledger.place if leads_elsewhere else ""
    return tuple(
        question
        for item in ledger.items
        if item.role == "task"
        for question in _of(item, home)
        if question.need == "unknown_name" or question.need not in answered.get(item.key, ())
    )


def _of(item: Item, home: str) -> Iterator[Open]:
    everybody = (*item.leads, *item.responsible, *item.cooperating)
    if unknown := tuple(dict.fromkeys(party for party in everybody if not party.code)):
        yield Open(item.key, "unknown_name", unknown)
    if not everybody:
        yield Open(item.key, "nobody")
    elif not item.leads:
        yield Open(item.key, "no_lead", (*item.responsible, *item.cooperating))
    if len({identity(party) for party in item.leads}) > 1:
        yield Open(item.key, "several_leads", item.leads)
    if away := tuple(party for party in item.leads if home and party.city and party.city != home):
        yield Open(item.key, "lead_elsewhere", away)


def identity(party: Party) -> str:
    """What makes two parties the same organisation: the code; before the name is decided the name in its city.

    >>> identity(Party("990100-EDU", "市教育局")), identity(Party("", "市教育局", "990100"))
    ('990100-EDU', '990100 市教育局')
    """
    return party.code or f"{party.city} {party.name}".strip()
