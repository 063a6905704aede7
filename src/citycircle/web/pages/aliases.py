"""Taking away an alias that was entered wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import path

from citycircle.accounts.actions.organisations import RemoveAlias
from citycircle.accounts.models import Alias
from citycircle.accounts.rights import Place
from citycircle.core.messages import Text
from citycircle.web.forms import FormPage
from citycircle.web.pages.base import found
from citycircle.web.pages.organisations import address_of


class Remove(FormPage):
    action = RemoveAlias
    entries = ()
    explanation = Text(
        "删除后，以后的文件不再按此别名认读；此前的记录不变。",
        "Later documents are no longer read by this alias; what was filed before does not change.",
    )

    def find(self, **keys: Any) -> Alias:
        alias: Alias = found(Alias.objects.select_related("organisation__city"), **keys)
        return alias

    def place(self) -> Place:
        place: Place = self.subject.organisation.place
        return place

    def make(self, values: Mapping[str, Any]) -> RemoveAlias:
        return RemoveAlias(alias=self.subject)

    def onward(self, result: None) -> str:
        return address_of(self.subject.organisation)


urlpatterns = [path("aliases/<int:pk>/remove", Remove.as_view(), name="remove_alias")]
