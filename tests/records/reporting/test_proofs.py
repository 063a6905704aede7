"""Proof is a number or a file, with limits; a photograph is never needed, and nothing disappears."""

from __future__ import annotations

import pytest


@pytest.fixture
def kept(region, people):
    from tests.region import NOW

    from citycircle.records.files.models import StoredFile

    def make(name="验收.pdf", size=1000, whose="lanchuan_edu"):
        return StoredFile.objects.create(
            sha256="0" * 64, name=name, size=size, media_type="application/pdf", text_seen=True,
            organisation=region[whose], kept_at=NOW,
        )  # fmt: skip

    return make


def test_a_reference_number_is_proof_enough(parts, people, act):
    from citycircle.records.month.actions.proofs import FileProof, WithdrawProof, pieces_of

    part = parts["1", "990100-EDU"]
    proof = act(FileProof(part=part, kind="document", reference="澜教〔2026〕12号"), people["clerk"], 5)
    assert proof.keep_until.isoformat() == "2036-03-07"
    assert pieces_of(part) == [{"kind": "document", "reference": "澜教〔2026〕12号", "file": ""}]
    act(WithdrawProof(proof=proof), people["clerk"], 6)
    proof.refresh_from_db()
    assert proof.withdrawn_at is not None
    assert pieces_of(part) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "document"}, "既无文号"),
        ({"kind": "photo", "reference": "1"}, "不在目录中"),
        ({"kind": "contract", "file": {"name": "程序.exe"}}, "文件类型"),
        ({"kind": "contract", "file": {"size": 21 * 1024 * 1024}}, "大于20MB"),
        ({"kind": "contract", "file": {"whose": "heyang_drc"}}, "其他单位"),
        ({"kind": "contract", "file": {}}, ""),
    ],
)
def test_a_file_has_its_limits(parts, people, act, kept, values, words):  # noqa: PLR0917
    from citycircle.records.month.actions.proofs import FileProof
    from citycircle.records.month.errors import ProofUnusable

    given = {**values, **({"file": kept(**values["file"])} if "file" in values else {})}
    action = FileProof(part=parts["1", "990100-EDU"], **given)
    if not words:
        assert act(action, people["clerk"], 5).file.name == "验收.pdf"
        return
    with pytest.raises(ProofUnusable) as no:
        act(action, people["clerk"], 5)
    assert words in no.value.say("zh")


def test_nobody_files_proof_for_another(parts, people, act):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions.proofs import FileProof

    for stranger in ("their_clerk", "reviewer", "drc_clerk"):
        with pytest.raises(NotAllowed):
            act(FileProof(part=parts["1", "990100-EDU"], kind="document", reference="1"), people[stranger], 5)
