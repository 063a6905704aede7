"""The coverage matrix, two plans side by side and one year against another, from the rows of plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from citycircle.accounts.models import Organisation
from citycircle.planning.ledger import Ledger
from citycircle.planning.tracing.beside import Side
from citycircle.planning.tracing.coverage import Coverage, coverage
from citycircle.planning.tracing.duplicates import Duplicate, duplicates
from citycircle.planning.tracing.years import YearOnYear, year_on_year
from citycircle.records.links.models import LinkState
from citycircle.records.links.reach import links_between, pairs_of
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan


@dataclass(frozen=True)
class Matrix:
    """How far a plan answers an upper one, with the numbers of the rows behind the keys."""

    coverage: Coverage
    ledger: Ledger
    tasks: Mapping[str, int]
    clauses: Mapping[str, int]

    @cached_property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Tasks of the plan that seem to be one; looked for only when somebody wants to see them."""
        return duplicates(self.ledger)


def matrix_of(plan: Plan, above: Plan) -> Matrix:
    """Lay a plan against an upper one by its links: accepted ones count, proposed ones stand apart."""
    links = links_between(plan, above)
    here, there = ledger_of(plan), ledger_of(above)
    name = plan.city.name if plan.city else ""
    found = coverage(
        here, there, pairs_of(links, LinkState.ACCEPTED), pairs_of(links, LinkState.PROPOSED), name=name
    )  # fmt: skip
    return Matrix(found, here, _numbers(plan), _numbers(above))


def side_of(plan: Plan) -> Side:
    """A city's plan with the names by which another plan means that city: itself and its counties."""
    city = plan.city
    counties = Organisation.objects.filter(city=city, kind="county").values_list("name", flat=True) if city else ()
    return Side(ledger_of(plan), city.name if city else plan.title, tuple(counties))


def years_of(old: Plan, new: Plan) -> tuple[YearOnYear, ...]:
    """One year's plan against the next; tasks that were carried forward are known, the others are matched by words."""
    known = new.tasks.filter(is_dropped=False, continues__plan=old).values_list("key", "continues__key")
    return year_on_year(ledger_of(old), ledger_of(new), dict(known))


def _numbers(plan: Plan) -> dict[str, int]:
    return dict(plan.tasks.filter(is_dropped=False).values_list("key", "pk"))
