"""Proof by page: a number, a file or both, its limits said first; who may read it; withdrawn but readable."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.region import NOW

from citycircle.accounts.models.audit import AuditLine
from citycircle.records.files.models import StoredFile
from citycircle.records.month.models import Proof

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def paper(words="验收合格。"):
    document = docx.Document()
    document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def mine(region, do):
    """A part that was handed out, with its report for March."""
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.actions.parts import OpenParts
    from citycircle.records.plans.models import Duty, Plan, Task

    plan = Plan.objects.create(code="P1", title="要点", state="issued", organisation=region["office"], made_at=NOW)
    task = Task.objects.create(plan=plan, key="1", code="P1-1", order=1, title="校车互认", state="issued")
    Duty.objects.create(task=task, kind="lead", name="市教育局", organisation=region["lanchuan_edu"])
    made = do(OpenParts(plan=plan, document="3号"))[0]
    do(OpenMonth(office=region["lanchuan"], month=date(2026, 3, 1), due=date(2027, 3, 27)))
    made.refresh_from_db()
    return made


@pytest.fixture
def send(enter, somebody, mine):
    def post(data=None, name="验收意见.docx", who=("jing", "filler", "lanchuan_edu"), address="", **given):
        from citycircle.accounts.models import Person

        person = Person.objects.filter(sign_in_name=who[0]).first() or somebody(*who)[0]
        form = {"kind": "acceptance", **given}
        if data is not None:
            form["file"] = SimpleUploadedFile(name, data)
        return enter(person).post(address or f"/parts/{mine.pk}/proof", form)

    return post


def got(client, address):
    """Status and bytes of a download, its file closed again."""
    answer = client.get(address)
    data = b"".join(answer.streaming_content) if answer.streaming else b""
    answer.close()
    return answer.status_code, data


def test_the_form_says_its_limits_and_that_no_photograph_is_needed(enter, somebody, mine):
    page = enter(somebody("jing", "filler", "lanchuan_edu")[0]).get(f"/parts/{mine.pk}/proof").content.decode()
    for words in ("20MB", ".docx", "从不要求照片", "密级标志", "保管至", 'enctype="multipart/form-data"'):
        assert words in page


@pytest.mark.parametrize("given", [{"reference": "澜教〔2026〕12号"}, {}, {"reference": "3号", "words": "原件存档"}])
def test_a_number_or_a_file_or_both_is_filed_and_the_file_comes_back_as_it_was(send, mine, given, client):
    data = paper()
    sent = send(None if given == {"reference": "澜教〔2026〕12号"} else data, **given)
    assert sent.status_code == 302, sent.content.decode()
    proof = Proof.objects.get()
    assert proof.reference == given.get("reference", "")
    page = client.get(f"/parts/{mine.pk}").content.decode()
    assert "保管至" in page
    if proof.file is None:
        assert client.get(f"/proofs/{proof.pk}/file").status_code == 404
        return
    assert "验收意见.docx" in page
    assert got(client, f"/proofs/{proof.pk}/file") == (200, data)
    answer = client.get(f"/proofs/{proof.pk}/file")
    answer.close()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "既无文号"),
        ({"data": b"MZ\x90\x00" * 40, "name": "验收.pdf"}, "不接收"),
        ({"data": paper(), "name": "验收.exe"}, "文件类型"),
        ({"data": "一、说明".encode(), "name": "说明.txt"}, "文件类型"),
        ({"data": paper("机密★1年\n正文")}, "密级标志"),
        ({"data": PNG, "name": "现场.png"}, "本人确认该文件不涉密"),
        ({"data": paper(), "kind": "photo"}, "佐证类型"),
    ],
)
def test_what_is_refused_says_why_and_no_file_is_kept(send, given, words):
    answer = send(**given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not StoredFile.objects.exists()
    assert not Proof.objects.exists()


def test_the_size_is_looked_at_before_anything_is_kept(send, monkeypatch):
    from citycircle.records.month.actions import proofs

    monkeypatch.setattr(proofs, "MEGABYTE", 1)
    answer = send(paper())
    assert answer.status_code == 422
    assert "大于20MB" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_file_past_the_limit_of_uploads_is_answered_with_a_sentence(send, settings):
    settings.UPLOAD_LIMIT = 1 << 10
    answer = send(paper() * 2, reference="3号")
    assert answer.status_code == 422
    assert not Proof.objects.exists()


def test_a_picture_is_taken_when_a_person_vouches_and_never_asked_for(send):
    assert send(PNG, name="现场.png", vouched="yes").status_code == 302
    assert Proof.objects.get().file.text_seen is False


def test_a_report_takes_proof_too_and_shows_it(send, mine, client, enter, somebody):
    report = mine.reports.get()
    assert send(paper(), address=f"/reports/{report.pk}/proof").status_code == 302
    proof = Proof.objects.get()
    assert (proof.report, proof.part) == (report, mine)
    for address in (f"/reports/{report.pk}/proof", f"/parts/{mine.pk}"):
        assert client.get(address).status_code == 200
    assert "验收意见.docx" in client.get(f"/parts/{mine.pk}").content.decode()


def test_withdrawn_proof_stays_readable_as_withdrawn_with_its_reason(send, mine, client):
    send(paper(), reference="3号")
    proof = Proof.objects.get()
    address = f"/proofs/{proof.pk}/withdraw"
    assert "撤回后仍可查看" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "版本有误"}).status_code == 302
    page = client.get(f"/parts/{mine.pk}").content.decode()
    for words in ("已撤回", "版本有误", "验收意见.docx"):
        assert words in page
    assert f'href="{address}"' not in page
    assert got(client, f"/proofs/{proof.pk}/file")[0] == 200
    assert client.post(address, {"reason": "再次"}).status_code == 422
    row = client.get("/api/v1/reports/proofs").json()["rows"][0]
    assert (row["file"], row["sha256"], row["withdrawn_reason"]) == ("验收意见.docx", proof.file.sha256, "版本有误")


def test_strangers_neither_read_nor_file_nor_withdraw(send, somebody, enter, mine):
    send(paper(), reference="3号")
    proof = Proof.objects.get()
    read = {"drc": ("lanchuan_drc", "filler", 404), "ban": ("lanchuan", "office_reviewer", 200),
            "he": ("heyang_drc", "filler", 404), "heban": ("heyang", "office_reviewer", 404),
            "quan": ("office", "office_reviewer", 200)}  # fmt: skip
    for name, (place, role, status) in read.items():
        client = enter(somebody(name, role, place)[0])
        assert got(client, f"/proofs/{proof.pk}/file")[0] == status, name
        assert client.post(f"/parts/{mine.pk}/proof", {"kind": "document", "reference": "1"}).status_code in {403, 404}
        assert client.post(f"/proofs/{proof.pk}/withdraw", {"reason": "x"}).status_code in {403, 404}, name
        assert client.post(f"/proofs/{proof.pk}/discard", {"reason": "x"}).status_code in {403, 404}, name
    proof.refresh_from_db()
    assert proof.withdrawn_at is None
    assert Proof.objects.count() == 1


def test_a_file_goes_only_after_its_keeping_by_a_heads_signature(
    send, mine, somebody, enter, django_capture_on_commit_callbacks
):
    send(paper(), reference="3号")
    proof = Proof.objects.get()
    head = enter(somebody("ju", "organisation_head", "lanchuan_edu")[0])
    assert head.post(f"/proofs/{proof.pk}/discard", {"reason": "到期"}).status_code == 422
    Proof.objects.update(keep_until=date(2020, 1, 1))
    assert head.post(f"/proofs/{proof.pk}/discard", {"reason": "到期"}).status_code == 422  # not closed yet
    type(mine).objects.update(state="closed")
    assert "验收意见.docx" in head.get("/proofs/past-keeping/").content.decode()
    assert proof.file.file.is_file()
    with django_capture_on_commit_callbacks(execute=True):
        assert head.post(f"/proofs/{proof.pk}/discard", {"reason": "到期"}).status_code == 302
    assert not proof.file.file.exists()
    assert "验收意见.docx" not in head.get("/proofs/past-keeping/").content.decode()
    assert "文件已销毁" in head.get(f"/parts/{mine.pk}").content.decode()
    assert head.get(f"/proofs/{proof.pk}/file").status_code == 404
    assert (
        f"sha256:{proof.file.sha256}" in AuditLine.objects.filter(action="proof.discard", outcome="done").get().changes
    )


def test_bytes_stay_while_anything_else_needs_them(send, mine):
    from citycircle.records.month.proofs import forget_bytes

    send(paper(), reference="3号")
    first = Proof.objects.get()
    again = Proof.objects.create(part=mine, organisation=mine.organisation, kind="document", file=first.file,
                                 filed_at=NOW)  # fmt: skip
    Proof.objects.filter(pk=first.pk).update(discarded_at=NOW)
    assert not forget_bytes(first.file.sha256)
    assert first.file.file.is_file()
    Proof.objects.filter(pk=again.pk).update(discarded_at=NOW)
    assert forget_bytes(first.file.sha256)
    assert not first.file.file.exists()


def test_heads_are_told_once_and_nothing_is_destroyed(send, mine, somebody, service):
    from citycircle.records.month.daily import tell_of_past_keeping
    from citycircle.records.notices.models import Notice

    class Job:
        by = service

        def say(self, *_):
            pass

    send(paper(), reference="3号")
    somebody("ju", "organisation_head", "lanchuan_edu")
    Proof.objects.update(keep_until=date(2020, 1, 1))
    assert tell_of_past_keeping(Job()) == {"files": 0, "notices": 0}
    type(mine).objects.update(state="closed")
    assert tell_of_past_keeping(Job()) == {"files": 1, "notices": 1}
    assert tell_of_past_keeping(Job()) == {"files": 1, "notices": 0}
    assert Notice.objects.get().link == "/proofs/past-keeping/"
    assert Proof.objects.get().file.file.is_file()


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_file_of_a_proof(send, tmp_path):
    import tarfile

    from citycircle.records.keeping.backup import back_up

    send(paper(), reference="3号")
    sha = StoredFile.objects.get().sha256
    back_up(tmp_path / "b.tar.gz", at=datetime(2026, 3, 3, tzinfo=UTC))
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        names = archive.getnames()
    assert f"files/{sha[:2]}/{sha}" in names
    assert "tables/records.proof.jsonl" in names
