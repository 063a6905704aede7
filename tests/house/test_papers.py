"""The papers of the house: in both languages, complete, and free of addresses that a city cannot reach."""

import re
import subprocess
from pathlib import Path

import pytest

from citycircle.cli import dispatch, option_pages, service_pages
from citycircle.cli.parser import Parser

ROOT = Path(__file__).resolve().parents[2]
BOTH = ("README", "CHANGELOG", "CONTRIBUTING", "SECURITY")
REGISTRIES = re.compile(
    r"pypi\.(?:org|python)|pythonhosted|test\.pypi|npmjs|registry\.|/simple/|mirrors?\.[a-z]+\.|index-url|jsdelivr|unpkg|cdnjs",
    re.IGNORECASE,
)


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this copy of the project is no git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def english_papers():
    """What users read; the decisions are English, and listed in both languages."""
    papers = [*(ROOT / f"{name}.md" for name in BOTH), ROOT / "docs/README.md"]
    for folder in ("start", "how-to", "reference"):
        papers += [path for path in (ROOT / "docs" / folder).rglob("*.md") if not path.name.endswith(".zh-CN.md")]
    return papers


def test_every_paper_has_its_twin():
    missing = [
        str(path.relative_to(ROOT))
        for path in english_papers()
        if not path.with_name(f"{path.name.removesuffix('.md')}.zh-CN.md").exists()
    ]
    assert missing == []


def test_no_chinese_paper_stands_alone():
    lonely = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "docs").rglob("*.zh-CN.md")
        if not path.with_name(path.name.replace(".zh-CN.md", ".md")).exists()
    ]
    assert lonely == []


@pytest.mark.parametrize("ending", [".md", ".zh-CN.md"])
def test_the_index_leads_to_every_paper(ending):
    index = (ROOT / f"docs/README{ending}").read_text("utf-8")
    listed = set(re.findall(r"\]\(([^)#]+)", index))
    papers = [path for folder in ("start", "how-to", "reference") for path in (ROOT / "docs" / folder).glob("*.md")]
    own = [path for path in papers if path.name.endswith(".zh-CN.md") is (ending == ".zh-CN.md")]
    assert [f"{path.parent.name}/{path.name}" for path in own if f"{path.parent.name}/{path.name}" not in listed] == []


def test_links_between_papers_lead_somewhere():
    papers = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")]
    links = [(path, target) for path in papers for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8"))]
    assert links
    broken = [
        f"{path.relative_to(ROOT)} → {target}"
        for path, target in links
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_is_listed_in_both_languages():
    folder = ROOT / "docs/decisions"
    for listing in ("README.md", "README.zh-CN.md"):
        text = (folder / listing).read_text("utf-8")
        assert [
            path.name
            for path in sorted(folder.glob("*.md"))
            if f"({path.stem}." not in text and path.stem != "README" and not path.name.endswith(".zh-CN.md")
        ] == []


@pytest.mark.parametrize(("name", "page"), option_pages.pages().items())
def test_every_verb_and_option_is_documented(name, page):
    """The page is written from the verbs themselves; if this fails, run `make docs`."""
    assert (ROOT / "docs/reference" / name).read_text("utf-8") == page


def test_roles_and_doors_are_documented_as_they_are():
    """Written from rights and doors; if this fails, run `make docs`. tests/rights.csv holds the rights themselves."""
    made = service_pages.pages()
    assert {name: (ROOT / "docs/reference" / name).read_text("utf-8") for name in made} == made


def test_the_page_of_options_holds_every_option():
    page = option_pages.pages()["options.md"]
    for name, verb in dispatch.verbs().items():
        parser = Parser(prog=name)
        verb.add_arguments(parser)
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for action in parser._actions:
            assert all(f"`{option}`" in section for option in action.option_strings if option not in {"-h", "--help"})


def test_no_registry_is_named():
    found = []
    for path in tracked():
        if path == Path(__file__).resolve() or path.suffix in {".png", ".xlsx", ".docx", ".pdf"} or not path.is_file():
            continue
        for at, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if REGISTRIES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{at} {line.strip()[:80]}")
    assert found == []


def test_the_locks_hold_hashes_and_no_address():
    for name in ("requirements.lock", "bench/requirements.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "http" not in text
        pins = re.findall(r"^\S+==\S+", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)


def test_the_lock_holds_what_the_project_names():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + [
        each for group in project["project"]["optional-dependencies"].values() for each in group
    ]
    wanted += project["dependency-groups"]["test"] + project["dependency-groups"]["check"]
    locked = set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    names = {re.match(r"[A-Za-z0-9._-]+", each)[0].lower().replace("_", "-") for each in wanted}
    assert names - locked == set()
