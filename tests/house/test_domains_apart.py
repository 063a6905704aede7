"""Domains do not see each other: what two of them need moves down. No list of domains is kept, so this looks."""

import ast
from pathlib import Path

import pytest

from citycircle import domains

HOME = Path(domains.__path__[0])
FOLDERS = sorted(path.name for path in HOME.iterdir() if (path / "__init__.py").exists())


def imported(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.level, node.module
        elif isinstance(node, ast.Import):
            yield from ((0, name.name) for name in node.names)


def test_the_check_sees_an_import():
    assert list(imported("from citycircle.domains.market import bids\nimport json")) == [
        (0, "citycircle.domains.market"),
        (0, "json"),
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_domain_imports_no_other(folder):
    others = [f"citycircle.domains.{name}" for name in FOLDERS if name != folder]
    found = [
        f"{path.relative_to(HOME)}: {module}"
        for path in sorted((HOME / folder).rglob("*.py"))
        for level, module in imported(path.read_text("utf-8"))
        if level > 1 or any(module == other or module.startswith(f"{other}.") for other in others)
    ]
    assert found == []
