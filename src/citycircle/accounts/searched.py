"""What people, posts, organisations and printed names are found by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citycircle.accounts.actions.names import DECIDES_NAMES
from citycircle.accounts.actions.people import GRANTS_ACCOUNTS
from citycircle.accounts.models import Alias, Holding, Organisation, Person, Post, ReadName
from citycircle.accounts.rights import signed_in
from citycircle.accounts.search.kinds import Found, Kind, Touched, Watched, everywhere, itself, own_cities, searched
from citycircle.core.messages import Text

NAMES = ("name", "name_en")


def _organisation(one: Organisation) -> Found:
    aliases = tuple(alias.name for alias in one.aliases.all())
    about = f"{one.code} · {one.city.name}" if one.city and one.city_id != one.pk else one.code
    return Found(one.name, (one.code, *aliases), one.name_en, about, one.place)


def _person(one: Person) -> Found:
    return Found(one.name, (one.sign_in_name,), one.name_en, one.sign_in_name, person=one.pk)


def _post(one: Post) -> Found:
    """Found by who holds it and who once did: history stays with the post."""
    people = [held.person for held in one.holdings.all()]
    names = tuple(name for person in people for name in (person.name, person.name_en))
    about = "、".join(dict.fromkeys(person.name for person in people))
    return Found(str(one), (one.phone, *names), about=about, place=one.place)


def _read_name(one: ReadName) -> Found:
    return Found(one.name, (one.found_in,), about=one.found_in, place=one.city.place if one.city else None)


def _of_alias(touched: Sequence[Touched]) -> Iterable[int]:
    return [one.thing.organisation_id for one in touched if isinstance(one.thing, Alias)]


def _of_holding(touched: Sequence[Touched]) -> Iterable[int]:
    return [one.thing.post_id for one in touched if isinstance(one.thing, Holding)]


def _posts_of_person(touched: Sequence[Touched]) -> Iterable[int]:
    changed = [one.number for one in touched if one.fields is not None]  # a new person holds nothing yet
    return Holding.objects.filter(person__in=changed).values_list("post", flat=True) if changed else ()


def _posts_of_organisation(touched: Sequence[Touched]) -> Iterable[int]:
    changed = [one.number for one in touched if one.fields is not None]  # a new organisation has no posts yet
    return Post.objects.filter(organisation__in=changed).values_list("pk", flat=True) if changed else ()


ORGANISATIONS = searched(
    Kind(
        "organisation",
        Text("单位", "Organisations"),
        10,
        rows=lambda: Organisation.objects.select_related("city").prefetch_related("aliases"),
        entered=_organisation,
        watches=(
            itself(Organisation, *NAMES, "code", "city"),
            Watched(Alias, frozenset({"name"}), _of_alias),
        ),
        who=signed_in,
        within=everywhere,
        route="organisation",
    )
)
POSTS = searched(
    Kind(
        "post",
        Text("岗位", "Posts"),
        20,
        rows=lambda: Post.objects.select_related("organisation").prefetch_related("holdings__person"),
        entered=_post,
        watches=(
            itself(Post, "title", "phone", "organisation"),
            Watched(Holding, frozenset({"person"}), _of_holding),
            Watched(Person, frozenset(NAMES), _posts_of_person),
            Watched(Organisation, frozenset({"name", "city"}), _posts_of_organisation),
        ),
        who=signed_in,
        within=own_cities,
        route="organisation",
        key="organisation",
    )
)
PEOPLE = searched(
    Kind(
        "person",
        Text("人员", "People"),
        30,
        rows=Person.objects.all,
        entered=_person,
        watches=(itself(Person, *NAMES, "sign_in_name"),),
        who=GRANTS_ACCOUNTS,
        within=everywhere,
        route="person",
    )
)
READ_NAMES = searched(
    Kind(
        "name",
        Text("文件中的名称", "Names as printed"),
        40,
        rows=lambda: ReadName.objects.select_related("city"),
        entered=_read_name,
        watches=(itself(ReadName, "name", "found_in"),),
        who=DECIDES_NAMES,
        within=own_cities,
        route="name",
    )
)
