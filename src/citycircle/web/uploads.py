"""An upload to a page: whose it is, and the sentence when it was too large or missing."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Right, Viewer
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.files.actions import take_in
from citycircle.records.files.guard import Looked, UploadTooLarge
from citycircle.records.files.models import StoredFile
from citycircle.web.requests import Request
from citycircle.web.wording import whole


class NoFileArrived(CityCircleError):
    what = Text("没有收到文件。", "No file arrived.")
    why = Text("", "")
    then = Text("请选择文件后再提交。", "Please choose a file and submit again.")


class KeeperNotChosen(CityCircleError):
    what = Text("没有选定由哪个单位归口。", "It was not said which organisation keeps it.")
    why = Text("", "")
    then = Text("请选择您所在的单位。", "Please choose your own organisation.")


def own_organisations(viewer: Viewer, right: Right) -> QuerySet[Organisation]:
    """The organisations at which a post of the viewer stands that gives this right there."""
    own = {grant.at.organisation for grant in viewer.grants if right.allows(viewer, grant.at)}
    return Organisation.objects.on(viewer.day).filter(pk__in=own).order_by("code")


def keeper_chosen(request: Request, right: Right) -> Organisation:
    """The organisation chosen in a form; the only one there is needs no choice. Raises KeeperNotChosen."""
    rows = own_organisations(request.viewer, right)
    chosen = whole(request.POST.get("organisation", ""))
    if chosen is None and rows.count() == 1:
        return rows[0]
    keeper = rows.filter(pk=chosen or 0).first()
    if keeper is None:
        raise KeeperNotChosen
    return keeper


def has_file(request: Request) -> bool:
    """Whether a file came with the form, or was on its way and too large."""
    return bool(request.FILES.get("file") or request.META.get("citycircle.upload_too_large"))


def file_of(
    request: Request, keeper: Organisation, accepted: Callable[[Looked], None] | None = None
) -> StoredFile:  # fmt: skip
    """The file of a form, looked at and kept; `accepted` may refuse it, by raising, before it is kept.

    Raises NoFileArrived, UploadTooLarge, and what `take_in` raises.
    """
    if request.META.get("citycircle.upload_too_large"):
        raise UploadTooLarge(limit=int(settings.UPLOAD_LIMIT) >> 20)
    file = request.FILES.get("file")
    if file is None:
        raise NoFileArrived
    data, name = file.read(), file.name or ""
    return take_in(data, name, organisation=keeper, by=request.viewer, at=request.now, accepted=accepted)
