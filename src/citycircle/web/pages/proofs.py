"""Proof by page: filed as a number, a file or both; read, withdrawn with a reason, and destroyed after its keeping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase
from django.urls import path, reverse

from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place
from citycircle.core.messages import Text, spoken
from citycircle.core.terms import add_months
from citycircle.mechanisms.tasks.rules import TaskRules
from citycircle.mechanisms.tasks.vocabulary import PROOF_ENDINGS, PROOF_KINDS
from citycircle.records.month.actions.proofs import DiscardProof, FileProof, WithdrawProof, megabytes_on
from citycircle.records.month.models import Part, Proof, Report
from citycircle.records.month.proofs import past_keeping, proofs_within
from citycircle.records.month.reach import READS_MONTH, parts_within
from citycircle.records.month.report_reach import reports_within
from citycircle.records.month.rights import FILLS, SIGNS
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.proof_rows import size_said
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.uploads import file_of, has_file

LIMITS = Text(
    "只收 {endings}，不超过{limit}MB；按内容识别，带密级标志的会被拦截，不留副本。现在提交的保管至{until}。",
    "Taken are {endings}, up to {limit} MB; the content decides. A file with a secrecy mark is stopped and not kept. "
    "What is filed now is kept until {until}.",
)
ENOUGH = Text(
    "文号或文件，有一项即可，也可都有。从不要求照片。",
    "A number or a file: one of them is enough, both are welcome. No photograph is ever needed.",
)
VOUCHED = Text(
    "扫描件、图片或旧版文档：本人确认该文件不涉密",
    "A scan, picture or old document: I confirm that this file holds no secret",
)
PAST = Text("到期佐证", "Proof past its keeping")


class _ProofForm(FormPage):
    """A piece of proof of one part, or of one report on it."""

    action = FileProof
    who = FILLS | SIGNS
    explanation = ENOUGH

    @property
    def entries(self) -> tuple[Entry, ...]:  # type: ignore[override]  # the limits are those of the day
        day = self.request.viewer.day
        years = int(TaskRules().limit("proof_keep_years", day))
        hint = LIMITS.fill(
            endings=" ".join(PROOF_ENDINGS), limit=megabytes_on(day), until=add_months(day, 12 * years).isoformat()
        )
        return (
            Entry("kind", Text("佐证类型", "Kind"), "choice", options=lambda: list(PROOF_KINDS.items())),
            Entry("reference", Text("文号、合同号或登记号", "Its number"), required=False),
            Entry("words", Text("说明", "A note"), "text", required=False),
            Entry("vouched", VOUCHED, "yes", required=False),
            Entry("file", Text("文件", "File"), "file", required=False, hint=hint, accept=",".join(PROOF_ENDINGS)),
        )

    def keeper(self) -> Organisation:
        """Whose proof it is, and who keeps its file."""
        owner: Organisation = self.subject.organisation
        return owner

    def piece(self, **values: Any) -> FileProof:
        """The proof of what this page is about."""
        return FileProof(part=self.subject, **values)

    def seen(self) -> int | None:
        return None

    def make(self, values: Mapping[str, Any]) -> FileProof:
        request = self.request
        given = {name: values[name] for name in ("kind", "reference", "words", "vouched")}
        wanted = self.piece(**given)
        sent = has_file(request)
        wanted.check(has_file=sent)
        if not sent:
            return wanted
        file = file_of(
            request, self.keeper(), accepted=lambda looked: wanted.check_looked(looked, request.viewer.day)
        )  # fmt: skip
        return self.piece(**given, file=file)


class ProofOfPart(_ProofForm):
    def find(self, **keys: Any) -> Part:
        part: Part = found(parts_within(self.request.viewer).select_related("task__plan", "organisation__city"), **keys)
        return part

    def onward(self, result: Proof) -> str:
        return f"{reverse('part', args=[self.subject.pk])}#proof-{result.pk}"


class ProofOfReport(_ProofForm):
    def find(self, **keys: Any) -> Report:
        rows = reports_within(self.request.viewer).select_related(
            "part__task__plan", "part__organisation", "organisation__city"
        )
        report: Report = found(rows, **keys)
        return report

    def piece(self, **values: Any) -> FileProof:
        return FileProof(part=self.subject.part, report=self.subject, **values)

    def onward(self, result: Proof) -> str:
        return f"{reverse('report', args=[self.subject.pk])}#proof-{result.pk}"


class _OfProof:
    """Finding a proof that the viewer may see."""

    request: Any

    def find(self, **keys: Any) -> Proof:
        rows = proofs_within(self.request.viewer).select_related(
            "file", "part__task__plan", "part__organisation", "organisation__city"
        )
        proof: Proof = found(rows, **keys)
        return proof


class ProofFile(_OfProof, Page):
    """The file of a proof as it came in, byte for byte; also of a withdrawn one."""

    title = Text("下载佐证文件", "Download the file of a proof")
    who = READS_MONTH

    def place(self) -> Place | None:
        """Whoever sees the task or the report sees its proof; `find` held to that."""
        return None

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        proof: Proof = self.subject
        if proof.file is None or proof.discarded_at is not None or not proof.file.file.is_file():
            raise NotThere
        response = FileResponse(proof.file.file.open("rb"), content_type="application/octet-stream")
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(proof.file.name)}"
        return response


class _OnProof(_OfProof, FormPage):
    """An act on one proof that needs nothing but its reason."""

    entries = ()

    def seen(self) -> int | None:
        return None

    def onward(self, result: Proof) -> str:
        return f"{reverse('part', args=[result.part_id])}#proof-{result.pk}"


class WithdrawIt(_OnProof):
    action = WithdrawProof
    explanation = Text(
        "撤回后仍可查看，标明“已撤回”和原因；办结申请不再附上它。",
        "It stays readable, marked as withdrawn with the reason; a request to close no longer carries it.",
    )

    def make(self, _values: Mapping[str, Any]) -> WithdrawProof:
        return WithdrawProof(proof=self.subject)


class DiscardIt(_OnProof):
    action = DiscardProof
    explanation = Text(
        "文件销毁后不能恢复；文号、说明、文件名和指纹仍保存。以前的备份中仍有该文件，直到备份轮换。",
        "The file cannot be had again; number, note, name and fingerprint stay. Older backups hold it until they go.",
    )

    def make(self, _values: Mapping[str, Any]) -> DiscardProof:
        return DiscardProof(proof=self.subject)

    def onward(self, result: Proof) -> str:
        return reverse("proofs_past_keeping")


class PastKeeping(ListPage):
    """The files of one's own organisations that need not be kept any longer; a head signs their destruction."""

    title = PAST
    who = SIGNS
    sheet = Sheet(
        PAST,
        (
            Column("until", Text("保管至", "Kept until"), lambda one: one.keep_until, ("keep_until",)),
            Column("task", Text("任务", "Task"), lambda one: str(one.part.task), kind="wide",
                   search=("part__task__title", "part__task__code"),
                   link=lambda one: reverse("part", args=[one.part_id])),
            Column("file", Text("文件", "File"), lambda one: one.file.name, search=("file__name",),
                   link=lambda one: reverse("proof_file", args=[one.pk])),
            Column("size", Text("大小", "Size"), lambda one: size_said(one.file.size)),
            Column("who", Text("单位", "Organisation"), lambda one: one.organisation.called(spoken())),
            Column("act", Text("办理", "Act"), lambda _: DiscardProof.title,
                   link=lambda one: reverse("discard_proof", args=[one.pk])),
        ),
        order=("keep_until", "pk"),
        empty=Text("没有保管期满的佐证文件。", "No file of proof is past its keeping."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Proof]:
        viewer = self.request.viewer
        rows = past_keeping(viewer.day).filter(organisation__in=viewer.organisations)
        return rows.select_related("file", "part__task", "organisation")


urlpatterns = [
    path("parts/<int:pk>/proof", ProofOfPart.as_view(), name="file_proof"),
    path("reports/<int:pk>/proof", ProofOfReport.as_view(), name="file_report_proof"),
    path("proofs/<int:pk>/file", ProofFile.as_view(), name="proof_file"),
    path("proofs/<int:pk>/withdraw", WithdrawIt.as_view(), name="withdraw_proof"),
    path("proofs/<int:pk>/discard", DiscardIt.as_view(), name="discard_proof"),
    path("proofs/past-keeping/", PastKeeping.as_view(), name="proofs_past_keeping"),
]
