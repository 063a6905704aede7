"""The Python examples of the READMEs and of the how-to are run as they stand, beside the invented documents."""

import re
from pathlib import Path

import pytest

from citycircle.demo.documents import CITY_POINTS, write_documents

ROOT = Path(__file__).resolve().parents[2]
PAPERS = [*ROOT.glob("README*.md"), *(ROOT / "docs/how-to").glob("use-from-python*.md")]
EXAMPLES = [
    pytest.param(code, id=f"{path.relative_to(ROOT)}:{at}")
    for path in sorted(PAPERS)
    for at, code in enumerate(re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL))
]


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_example_runs(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_documents(tmp_path)
    for name in ("plan.docx", "方案.docx"):
        (tmp_path / name).write_bytes((tmp_path / CITY_POINTS).read_bytes())
    exec(compile(code, "example", "exec"), {"__name__": "example"})


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_output_that_the_readme_shows_is_what_comes_out(name, tmp_path):
    from citycircle.documents.naming import named
    from citycircle.documents.reading import read
    from citycircle.documents.writers import summary
    from citycircle.paper.organisation_files import read_register

    plan, *_, register = write_documents(tmp_path)
    reading = read(plan, organisations=read_register(register))
    printed = summary.write(reading, named(reading.plans[0], read_register(register)))
    shown = re.search(r"```\n(汀河都市圈.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    for line in filter(None, shown[1].splitlines()):
        assert line.rstrip("…").rstrip() in printed, line
