"""The doors of the API: each says who may enter, what it is called, and which scope a token needs for it."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints

from django.db.models import Model
from ninja import Router, Schema
from pydantic import ConfigDict, Field, create_model

from citycircle.accounts.actions.base import Action, carry_out, note_refusal
from citycircle.accounts.errors import NotAllowed, NotFromHere, NotThere, NotYet, ScopeMissing
from citycircle.accounts.rights import Right
from citycircle.accounts.signing_in import needs_second_factor, still_to_do
from citycircle.core.messages import Text
from citycircle.web.requests import Request

PLAIN = (str, int, bool, date)
LONGEST_TEXT = 4000

FIRST = {
    "password": Text("修改密码", "change the password"),
    "second_factor": Text("绑定动态口令", "set up the authenticator"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """One operation: its method and path, who may enter, the scope that a token needs, and what it is called."""

    method: str
    path: str
    who: Right
    scope: str
    title: Text


DOORS: dict[str, Door] = {}


class Done(Schema):
    """What an action made or touched."""

    done: str
    kind: str | None = None
    id: int | None = None
    value: str | int | None = None


class Problem(Schema):
    """The one shape of every error."""

    error: dict[str, Any]


PROBLEMS: dict[int, type[Schema]] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)


def opened(request: Request, door: Door, title: Text) -> None:
    """Let a request through a door. Raises NotFromHere, NotYet, ScopeMissing, NotAllowed."""
    if request.viewer.is_held_back:
        raise NotFromHere(address=request.viewer.address)
    token = getattr(request, "api_token", None)
    if first := _still_to_do(request, by_token=token is not None):
        raise NotYet(first=FIRST[first])
    if token is not None and door.scope not in token.scopes:
        raise ScopeMissing(scope=door.scope)
    if not door.who.allows(request.viewer):
        raise NotAllowed(action=title)


def _still_to_do(request: Request, *, by_token: bool) -> str | None:
    """What pages ask for first is asked for here too; a program's key does not grow old with the password."""
    person = request.person
    outside = not by_token and request.session.get("outside", False)
    first = still_to_do(person, request.viewer, request.now, outside=outside) if person is not None else None
    if person is not None and by_token and first == "password" and not person.must_change_password:
        return "second_factor" if needs_second_factor(request.viewer) and not person.second_factor else None
    return first


def reading(
    router: Router,
    path: str,
    *,
    noun: str,
    who: Right,
    title: Text,
    response: Any,  # a schema, or a list of one
) -> Callable[..., Any]:
    """A GET door: `@reading(router, "", noun="organisations", who=signed_in, …)` over a function of the request."""
    door = _door("GET", path, noun, who, title)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        # The library evaluates annotations in the module of the wrapper, so they are made real here.
        function.__annotations__ = get_type_hints(function, include_extras=True)

        @functools.wraps(function)
        def asked(request: Request, *args: Any, **kwargs: Any) -> Any:  # the function's own
            opened(request, door, title)
            return function(request, *args, **kwargs)

        name = f"{noun}_{function.__name__}"
        return router.get(path, response={200: response, **PROBLEMS}, summary=title.en, operation_id=name)(asked)

    return decorate


def offer(
    router: Router, path: str, action: type[Action[Any]], *, noun: str, **fixed: Callable[[Request], Any]
) -> None:
    """A POST door for an action: the body is made of its fields, records are named by their number.

    `fixed` fields are not asked for but taken from the request, such as the person who asks.
    """
    door = _door("POST", path, noun, action.who, action.title)
    body = body_of(action, leave_out=fixed)

    def perform(request: Request, given: Any) -> Done:  # the body made below
        try:
            opened(request, door, action.title)
        except NotAllowed:
            note_refusal(action, by=request.viewer, at=request.now)
            raise
        values = {
            name: _value(hint, getattr(given, name)) for name, hint in _hints(action).items() if name not in fixed
        }
        values |= {name: take(request) for name, take in fixed.items()}
        result = carry_out(action(**values), by=request.viewer, at=request.now, reason=given.reason)
        return told(action, result)

    perform.__annotations__ = {"request": Request, "given": body, "return": Done}
    operation = action.name.replace(".", "_")
    summary = action.title.en
    router.post(path, response={200: Done, **PROBLEMS}, summary=summary, operation_id=operation)(perform)


def taking(
    router: Router, path: str, action: type[Action[Any]], *, noun: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A POST door with a body of its own, for an action that needs something made first: an upload, pasted text."""
    door = _door("POST", path, noun, action.who, action.title)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        function.__annotations__ = get_type_hints(function, include_extras=True)

        @functools.wraps(function)
        def asked(request: Request, *args: Any, **kwargs: Any) -> Done:  # the function's own
            try:
                opened(request, door, action.title)
            except NotAllowed:
                note_refusal(action, by=request.viewer, at=request.now)
                raise
            return told(action, function(request, *args, **kwargs))

        name = f"{noun}_{function.__name__}"
        make: Callable[..., Any] = router.post(
            path, response={200: Done, **PROBLEMS}, summary=action.title.en, operation_id=name
        )(asked)
        return make

    return decorate


def _door(method: str, path: str, noun: str, who: Right, title: Text) -> Door:
    scope = f"{noun}:{'read' if method == 'GET' else 'write'}"
    door = Door(method, f"/{noun}{path}", who, scope, title)
    return DOORS.setdefault(f"{method} {door.path}", door)


def told(action: type[Action[Any]], result: object) -> Done:
    """The result of an action in plain values."""
    if isinstance(result, Model):
        return Done(done=action.name, kind=str(result._meta.model_name), id=result.pk)  # noqa: SLF001  # Django's documented API
    value = result if isinstance(result, str | int) and not isinstance(result, bool) else None
    return Done(done=action.name, value=value)


class Body(Schema):
    """What every action takes besides its own fields. An unknown field is refused, not ignored."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    reason: str = Field("", max_length=LONGEST_TEXT)


def body_of(action: type[Action[Any]], leave_out: Mapping[str, Any]) -> type[Body]:
    """The schema of an action's fields: plain values as they are, records by number, several as a list."""
    hints = _hints(action)
    known: dict[str, Any] = {}
    for field in fields(action):
        if field.name in leave_out:
            continue
        default: Any = ... if field.default is MISSING else _default(field.default)
        if field.default_factory is not MISSING:
            default = field.default_factory()
        known[field.name] = (_plain(hints[field.name]), default)
    model: type[Body] = create_model(f"{action.__name__}Body", __base__=Body, **known)
    return model


def _hints(action: type[Action[Any]]) -> dict[str, Any]:
    names = {field.name for field in fields(action)}
    return {name: hint for name, hint in get_type_hints(action).items() if name in names}


def _default(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _parts(hint: Any) -> tuple[Any, bool]:  # a type
    """A type without its None, and whether it had one."""
    if get_origin(hint) in {Union, types.UnionType}:
        inner = [one for one in get_args(hint) if one is not type(None)]
        return inner[0], len(inner) < len(get_args(hint))
    return hint, False


def _plain(hint: Any) -> Any:  # a type
    inner, optional = _parts(hint)
    if get_origin(inner) is tuple:
        found: Any = list[_plain(get_args(inner)[0])]  # type: ignore[misc]  # a type made while running
    elif isinstance(inner, type) and issubclass(inner, Model):
        found = int
    else:
        found = inner
    return found | None if optional else found


def _value(hint: Any, given: Any) -> Any:  # any value
    """The value for the action: a number becomes the record. Raises NotThere."""
    inner, _ = _parts(hint)
    if given is None:
        return None
    if get_origin(inner) is tuple:
        return tuple(_value(get_args(inner)[0], one) for one in given)
    if isinstance(inner, type) and issubclass(inner, Model):
        if not -(2**63) <= given < 2**63:
            raise NotThere
        row = inner._default_manager.filter(pk=given).first()  # noqa: SLF001  # Django's documented API
        if row is None:
            raise NotThere
        return row
    return given
