"""Who may: small predicates over a viewer and a place, put together with `&`, `|` and `~`.

They know no database and no request, so that pages, actions and the rights matrix ask the very same question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from citycircle.accounts.roles import ROLES, Reach, Role


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing belongs: its organisation, and that organisation's city (None: the region as a whole)."""

    organisation: int
    city: int | None = None


REGION = Place(0, None)
"""The region as a whole: reached by regional posts, by no post of one city."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role that a viewer has today, through one post at one organisation."""

    role: Role
    at: Place
    post: int = 0
    deputy: bool = False
    inherited: frozenset[int] = frozenset()
    """Organisations that this one succeeded: what they filed is its own to answer for."""

    def reaches(self, place: Place) -> bool:
        """Whether the role sees as far as a place.

        >>> Grant(Role.SUPERVISOR, Place(7, city=1)).reaches(Place(9, city=1))
        True
        >>> Grant(Role.SUPERVISOR, Place(7, city=1)).reaches(Place(9, city=2))
        False
        """
        match ROLES[self.role].reach:
            case Reach.OWN:
                return self.stands_for(place.organisation)
            case Reach.CITY:
                return self.at.city is None or self.at.city == place.city
            case Reach.REGION:
                return True

    def stands_for(self, organisation: int) -> bool:
        """Whether the organisation is that of the post, or one that it succeeded."""
        return organisation == self.at.organisation or organisation in self.inherited


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at a page or acts, on one day. A visitor has no number and no grants."""

    person: int | None
    name: str
    day: date
    grants: tuple[Grant, ...] = ()
    post: str = ""
    """The posts in words, as the audit log copies them."""
    address: str = ""
    """The network address the request came from."""
    is_held_back: bool = False
    """An administrator who asks from an address where administrators may not work; those roles are not in `grants`."""
    is_service: bool = False
    """The service itself: `init`, the clock, a command on the server."""

    @property
    def is_known(self) -> bool:
        return self.person is not None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def organisations(self) -> frozenset[int]:
        """The organisations at which the viewer holds a post, and those that they succeeded."""
        return frozenset().union(*({grant.at.organisation} | grant.inherited for grant in self.grants))

    @property
    def cities(self) -> frozenset[int]:
        """The cities in which the viewer holds a post."""
        return frozenset(grant.at.city for grant in self.grants if grant.at.city is not None)

    @property
    def is_regional(self) -> bool:
        """Whether a post of the viewer stands at a body of the whole region."""
        return any(grant.at.city is None for grant in self.grants)

    def holds(self, roles: Iterable[Role], place: Place | None = None) -> bool:
        """Whether one of the roles is held, and reaches the place if one is named."""
        wanted = frozenset(roles)
        return any(grant.role in wanted and (place is None or grant.reaches(place)) for grant in self.grants)

    def works_at(self, place: Place) -> bool:
        return place.organisation in self.organisations

    def in_city(self, place: Place) -> bool:
        """Whether a post of the viewer stands in the very city of the place (a regional office is in none)."""
        return any(grant.at.city is not None and grant.at.city == place.city for grant in self.grants)


@dataclass(frozen=True, slots=True)
class Right:
    """A claim about a viewer and a place. Without a place it asks whether the viewer may at all, somewhere.

    >>> clerk = Viewer(1, "沈亦", date(2026, 3, 2), (Grant(Role.FILLER, Place(5, city=1)),))
    >>> fills = holding(Role.FILLER)
    >>> fills.allows(clerk), fills.allows(clerk, Place(5, city=1)), fills.allows(clerk, Place(6, city=1))
    (True, True, False)
    >>> (fills | anybody).allows(clerk, Place(6, city=1))
    True
    """

    test: Callable[[Viewer, Place | None], bool]

    def allows(self, viewer: Viewer, place: Place | None = None) -> bool:
        return self.test(viewer, place)

    def __or__(self, other: Right) -> Right:
        return Right(lambda viewer, place: self.test(viewer, place) or other.test(viewer, place))

    def __and__(self, other: Right) -> Right:
        return Right(lambda viewer, place: self.test(viewer, place) and other.test(viewer, place))

    def __invert__(self) -> Right:
        return Right(lambda viewer, place: not self.test(viewer, place))


anybody = Right(lambda _viewer, _place: True)
"""Visitors too."""
signed_in = Right(lambda viewer, _place: viewer.is_known)
only_the_service = Right(lambda viewer, _place: viewer.is_service)
"""`init`, the clock, a command on the server; no person."""
in_own_city = Right(lambda viewer, place: place is None or viewer.in_city(place))
"""No action of one city changes the status of another city's part, not even by the regional office."""
at_own_organisation = Right(lambda viewer, place: viewer.is_known and (place is None or viewer.works_at(place)))


def holding(*roles: Role) -> Right:
    """The viewer holds one of these roles, and it reaches the place."""
    return Right(lambda viewer, place: viewer.holds(roles, place))
