"""Accounts and posts for the programs of the security administrator."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema

from citycircle.accounts.actions import people as actions
from citycircle.accounts.actions import posts
from citycircle.accounts.models import Delegation, Holding, Person, Post
from citycircle.core.messages import Text
from citycircle.records.hand_over.actions import HandOverPost
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "people"


class PersonShape(Schema):
    """An account. Neither password nor second factor ever leaves the service."""

    id: int
    sign_in_name: str
    name: str
    name_en: str
    is_active: bool
    version: int


class HoldingShape(Schema):
    """Who holds which post, from when to when."""

    id: int
    person: int
    post: int
    organisation: int
    role: str
    title: str
    deputy: bool
    valid_from: date | None
    valid_to: date | None


class PostShape(Schema):
    """A seat at an organisation with one role, whoever sits on it."""

    id: int
    organisation: int
    role: str
    title: str
    phone: str
    valid_from: date | None
    valid_to: date | None


class DelegationShape(Schema):
    """Who stands in for the holder of a post, from when to when."""

    id: int
    post: int
    stand_in: int
    valid_from: date | None
    valid_to: date | None


def shape(one: Person) -> dict[str, Any]:
    return {name: getattr(one, name) for name in PersonShape.model_fields}


def holding_shape(one: Holding) -> dict[str, Any]:
    post = one.post
    return {
        "id": one.id,
        "person": one.person_id,
        "post": one.post_id,
        "organisation": post.organisation_id,
        "role": post.role,
        "title": post.title,
        "deputy": one.deputy,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }


def post_shape(one: Post) -> dict[str, Any]:
    return {name: getattr(one, name) for name in PostShape.model_fields} | {"organisation": one.organisation_id}


def delegation_shape(one: Delegation) -> dict[str, Any]:
    return {
        "id": one.id,
        "post": one.post_id,
        "stand_in": one.stand_in_id,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }


@reading(router, "", noun=NOUN, who=actions.GRANTS_ACCOUNTS, title=Text("人员", "People"), response=Listed[PersonShape])
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Person.objects.all(), after, limit, shape)


@reading(
    router,
    "/holdings",
    noun=NOUN,
    who=actions.GRANTS_ACCOUNTS,
    title=Text("任职", "Posts held"),
    response=Listed[HoldingShape],
)
def holdings(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Holding.objects.select_related("post"), after, limit, holding_shape)


@reading(
    router,
    "/posts",
    noun=NOUN,
    who=actions.GRANTS_ACCOUNTS,
    title=Text("岗位", "Posts"),
    response=Listed[PostShape],
)
def every_post(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Post.objects.all(), after, limit, post_shape)


@reading(
    router,
    "/posts/delegations",
    noun=NOUN,
    who=actions.GRANTS_ACCOUNTS,
    title=Text("代办", "Stand-ins"),
    response=Listed[DelegationShape],
)
def delegations(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Delegation.objects.all(), after, limit, delegation_shape)


offer(router, "/register", actions.RegisterPerson, noun=NOUN)
offer(router, "/amend", actions.AmendPerson, noun=NOUN)
offer(router, "/close", actions.CloseAccount, noun=NOUN)
offer(router, "/reopen", actions.ReopenAccount, noun=NOUN)
offer(router, "/posts/create", posts.CreatePost, noun=NOUN)
offer(router, "/posts/close", posts.ClosePost, noun=NOUN)
offer(router, "/posts/appoint", posts.Appoint, noun=NOUN)
offer(router, "/posts/leave", posts.EndHolding, noun=NOUN)
offer(router, "/posts/hand-over", HandOverPost, noun=NOUN)
offer(router, "/posts/delegate", posts.Delegate, noun=NOUN)
offer(router, "/posts/end-delegation", posts.EndDelegation, noun=NOUN)
