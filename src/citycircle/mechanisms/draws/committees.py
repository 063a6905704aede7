"""How a committee for evaluating bids must be made up, before anybody is drawn for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Whole, Words, YesNo
from citycircle.core.messages import Text
from citycircle.core.parameters import Row, Table
from citycircle.core.quantities import ceiling_of_ratio
from citycircle.mechanisms.draws.rules import DrawRule

COMMITTEE = Table(
    Path(__file__).parent / "parameters" / "committee.csv",
    Text("评标委员会组成", "Composition of a bid evaluation committee"),
    {"committee": Words()},
    {
        "fewest": Whole(low=1),
        "odd": YesNo(),
        "experts_of": Whole(low=1),
        "experts_at_least": Whole(low=1),
    },
)


class CommitteeUnlawful(CityCircleError):
    """A committee of this size or make-up may not evaluate bids."""

    what = Text(
        "评标委员会{members}人、其中专家{experts}人，不符合规定。",
        "A committee of {members} with {experts} experts is not lawful.",
    )
    why = Text(
        "{source}：成员须为{fewest}人以上单数，专家不少于{needed}人。",
        "{source}: an odd number of members, {fewest} or more, and at least {needed} experts.",
    )
    then = Text(
        "请调整抽取人数或招标人代表人数。", "Please change the numbers of the experts drawn or of the representatives."
    )


def experts_needed(members: int, *, on: date) -> int:
    """How many of the members must be experts.

    >>> [experts_needed(members, on=date(2026, 11, 24)) for members in (5, 7, 9)]
    [4, 5, 6]
    """
    return _needed(COMMITTEE.edition(on).row("bid_evaluation"), members)


def check_committee(members: int, experts: int, *, on: date) -> Row:
    """Let a lawful make-up pass and return the row it rests on.

    >>> check_committee(5, 4, on=date(2026, 11, 24)).source.clause
    '第三十七条'

    Raises CommitteeUnlawful, NoRuleInForce.
    """
    law = COMMITTEE.edition(on).row("bid_evaluation")
    even = law["odd"] and members % 2 == 0
    if members < law["fewest"] or even or not _needed(law, members) <= experts <= members:
        raise CommitteeUnlawful(
            members=members,
            experts=experts,
            fewest=law["fewest"],
            needed=_needed(law, members),
            source=Text(f"《{law.source.title}》{law.source.clause}", f"{law.source.title}, {law.source.clause}"),
        )
    return law


def check_committee_rules(rules: tuple[DrawRule, ...], *, on: date) -> Row | None:
    """Check the rules of a draw that is for a committee (it names representatives of the tenderer), else None.

    Raises CommitteeUnlawful.
    """
    named = [rule for rule in rules if rule.kind == "representatives"]
    if not named:
        return None
    experts = sum(rule.count for rule in rules if rule.kind == "stratum")
    return check_committee(experts + sum(rule.count for rule in named), experts, on=on)


def _needed(law: Row, members: int) -> int:
    return ceiling_of_ratio(Decimal(members * law["experts_at_least"]), Decimal(law["experts_of"]))
