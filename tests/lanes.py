"""Which tests stay together where they run in several lanes (`--dist loadgroup`): a file, or what shares one making.

A plugin of every test (see conftest.py).
"""

from __future__ import annotations

from pathlib import Path

import pytest

TOGETHER = (Path("tests/journeys/month"),)
"""Folders whose files share something that takes long to make."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        file = item.path.relative_to(config.rootpath)
        lane = next((folder for folder in TOGETHER if folder in file.parents), file)
        item.add_marker(pytest.mark.xdist_group(str(lane)))
