"""One way to read promises out of a few invented sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citycircle.core.plans import Document
from citycircle.documents.commitments.read import Commitments, Passage, read_commitments
from citycircle.documents.mended import Mended

YEAR_PLAN = Document(title="2030年工作要点", effective_from_year=2030, effective_to_year=2030)
Promises = Callable[..., Commitments]


@pytest.fixture(scope="session")
def promises() -> Promises:
    """Read the promises of a text that stands in one task, or under the headings given."""

    def read(text: str, *headings: str, document: Document = YEAR_PLAN) -> Commitments:
        passage = Passage(0, len(text), None if headings else "t1", headings or ("一、重点任务",), "task")
        return read_commitments(Mended.of(text), [passage], document)

    return read
