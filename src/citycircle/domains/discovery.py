"""Find the domains: every package in this folder that says DOMAIN, and every one that another distribution offers.

Nothing is listed anywhere. Another distribution names its domain in the entry-point group `citycircle.domains`.
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from citycircle import domains as home
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.rules import Domain, Rule

if TYPE_CHECKING:
    from citycircle.mechanisms.cases.types import Offered

GROUP = "citycircle.domains"


class NoSuchRule(CityCircleError):
    what = Text("没有名为“{name}”的规则。", "There is no rule named “{name}”.")
    why = Text("规则按全名查找，不作猜测。", "A rule is found by its whole name and never guessed.")
    then = Text(
        "相近的规则：{near}。全部规则请运行 citycircle rules。",
        "Similar: {near}. Run citycircle rules for all of them.",
    )


class TwoDomainsOneName(CityCircleError):
    what = Text("有两个名为“{slug}”的领域：{packages}。", "Two domains are named “{slug}”: {packages}.")
    why = Text("同名规则会互相遮盖。", "A rule of one would hide a rule of the other.")
    then = Text("请给其中一个文件夹改名。", "Please rename one of the folders.")


def find_domains() -> dict[str, Domain]:
    """Every domain by its slug, in alphabetical order. Raises TwoDomainsOneName."""
    here = (f"{home.__name__}.{found.name}" for found in iter_modules(home.__path__) if found.ispkg)
    offered: list[object] = [getattr(import_module(package), "DOMAIN", None) for package in here]
    offered += [point.load() for point in entry_points(group=GROUP)]
    domains: dict[str, Domain] = {}
    for domain in offered:
        if not isinstance(domain, Domain):
            continue
        other = domains.setdefault(domain.slug, domain)
        if other.package != domain.package:
            raise TwoDomainsOneName(slug=domain.slug, packages=listed([other.package, domain.package]))
    return dict(sorted(domains.items()))


def find_rules() -> dict[str, Rule]:
    """Every rule of every domain by its whole name."""
    return {rule.name: rule for domain in find_domains().values() for rule in domain.rules}


def find_case_types() -> dict[str, Offered]:
    """Every kind of case by its name: those of the mechanisms and those that the domains offer."""
    from citycircle.mechanisms.cases import two_way  # noqa: PLC0415  # a rule needs no case
    from citycircle.mechanisms.orders import order  # noqa: PLC0415
    from citycircle.mechanisms.reports import report  # noqa: PLC0415
    from citycircle.mechanisms.tasks import task  # noqa: PLC0415

    offered = [kind for domain in find_domains().values() for kind in domain.offered("CASE_TYPES")]
    own = (*two_way.CASE_TYPES, *task.CASE_TYPES, *report.CASE_TYPES, *order.CASE_TYPES)
    return {kind.name: kind for kind in (*own, *offered)}


def find_rule(name: str) -> Rule:
    """The rule of that name. Raises NoSuchRule with the names that are most alike."""
    domain = _at_home(name.partition(".")[0])
    rules = {rule.name: rule for rule in domain.rules} if domain else {}
    if name not in rules:
        rules = find_rules()
    if name not in rules:
        ends_alike = [known for known in rules if known.endswith(f".{name}")]
        near = ends_alike or get_close_matches(name, rules, n=3, cutoff=0.4)
        raise NoSuchRule(name=name, near=listed(near) if near else "—")
    return rules[name]


def domain_of(rule: Rule) -> Domain:
    """The domain that offers a rule."""
    slug = rule.name.partition(".")[0]
    return _at_home(slug) or find_domains()[slug]


def _at_home(slug: str) -> Domain | None:
    """The domain in this folder with that slug: one rule does not wait for all the others to be loaded."""
    if slug not in {found.name for found in iter_modules(home.__path__) if found.ispkg}:
        return None
    domain = getattr(import_module(f"{home.__name__}.{slug}"), "DOMAIN", None)
    return domain if isinstance(domain, Domain) else None
