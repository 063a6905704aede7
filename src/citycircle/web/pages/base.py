"""What every page is: it says who may open it, and asks that before anything else."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views import View

from citycircle.accounts.actions.base import Action, Result, carry_out, note_refusal
from citycircle.accounts.errors import NotAllowed, NotFromHere, NotThere, SignInNeeded
from citycircle.accounts.rights import Place, Right
from citycircle.accounts.signing_in import still_to_do
from citycircle.core.messages import Text
from citycircle.web.requests import Request

FIRST = {"password": "change_password", "second_factor": "set_up_second_factor"}
"""Where somebody is sent who has to do something before anything else."""


class Page(View):
    """One page. Subclasses name `title`, `who` and `template`, and find their `subject` if they show one thing.

    A thing that lies outside the viewer's reach is answered like one that does not exist. `get` and `post` come after
    the question of rights; writing is `self.do(SomeAction(...))`, which asks again.
    """

    title: ClassVar[Text]
    who: ClassVar[Right]
    template: ClassVar[str]
    while_restricted: ClassVar[bool] = False
    """Open also to somebody who first has to change the password or bind an authenticator."""

    request: Request
    """The middleware has put viewer, person and now on it."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.subject = None
        if request.person and not self.while_restricted:
            outside = request.session.get("outside", False)
            first = still_to_do(request.person, request.viewer, request.now, outside=outside)
            if first is not None:
                return redirect(FIRST[first])
        if request.viewer.is_held_back and not self.while_restricted:
            raise NotFromHere(address=request.viewer.address)
        if not self.who.allows(request.viewer):
            self._note_refusal()
            raise NotAllowed(action=self.title) if request.viewer.is_known else SignInNeeded
        self.subject = self.find(**kwargs)
        place = self.place()
        if place is not None and not self.who.allows(request.viewer, place):
            self._note_refusal()
            raise NotThere
        return super().dispatch(request, *args, **kwargs)

    subject: Any
    action: ClassVar[type[Action[Any]] | None] = None
    """What a page writes, where it is one thing: a try that is refused at the door leaves a line in the log."""

    def _note_refusal(self) -> None:
        if self.request.method == "POST" and self.action is not None and self.request.viewer.is_known:
            note_refusal(self.action, by=self.request.viewer, at=self.request.now)

    def find(self, **_keys: Any) -> Any:
        """The thing that the address names; None for a page about many things."""
        return None

    def place(self) -> Place | None:
        """Where the thing belongs; rights are asked there."""
        return getattr(self.subject, "place", None)

    def do(self, action: Action[Result], reason: str = "") -> Result:
        """Carry out an action for the person who is looking."""
        return carry_out(action, by=self.request.viewer, at=self.request.now, reason=reason)

    def context(self) -> dict[str, Any]:
        """What the template needs besides the roof and the title."""
        return {}

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        context = {"title": self.title, "subject": self.subject, **self.context(), **more}
        return render(self.request, self.template, context, status=status)

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        return self.show()


def found(rows: models.QuerySet[Any], **keys: Any) -> Any:
    """The one row with these keys. Raises NotThere."""
    thing = rows.filter(**keys).first()
    if thing is None:
        raise NotThere
    return thing
