"""The reference page names every kind of repair, every reason, every class and every doubt, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from citycircle.documents.conflicts import NOTES
from citycircle.documents.coverage import CLASSES
from citycircle.documents.repair.mend import KINDS
from citycircle.documents.shell import REASONS

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize(("page", "language"), [("repairs.md", "en"), ("repairs.zh-CN.md", "zh")])
def test_the_page_is_complete(page: str, language: Literal["zh", "en"]) -> None:
    rows = [row for row in (REFERENCE / page).read_text("utf-8").splitlines() if row.startswith("| ")]
    cells = {tuple(cell.strip(" `") for cell in row.strip("|").split("|"))[:2] for row in rows}
    for code, name in (KINDS | REASONS | CLASSES).items():
        assert (code, name.say(language)) in cells
    for code, note in NOTES.items():
        assert (code, note.zh if language == "zh" else note.en) in cells
