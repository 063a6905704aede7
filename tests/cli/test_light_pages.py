"""The page of light policies is written from the tables; if this fails, run `make docs`."""

from pathlib import Path

import pytest

from citycircle.cli import light_pages
from citycircle.mechanisms.lights.tables import BANDS, POLICIES

REFERENCE = Path(__file__).parents[2] / "docs/reference"


@pytest.mark.parametrize(("name", "page"), light_pages.pages().items())
def test_the_page_of_lights_is_current(name, page):
    assert (REFERENCE / name).read_text("utf-8") == page


def test_every_policy_and_band_stands_on_it():
    page = light_pages.pages()["lights.zh-CN.md"]
    assert all(f"`{row['policy']}`" in page for row in POLICIES.rows)
    assert all(row["word_zh"] in page for row in BANDS.rows)
