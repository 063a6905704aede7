"""Nothing of the five real plans is built in: the reader knows the genre, not the documents."""

import ast
import json
import re
from pathlib import Path

import pytest

import citycircle

SRC = Path(citycircle.__file__).parent
# The official tables of division codes and the sources of rules name real places and have nothing to do with reading.
NOT_THE_READER = ("core/codes", "domains", "core/parameters")
READER = ("documents", "language", "paper", "demo", "cli", "core")
# Departments that every city has under this name; in examples and demo data they are nobody's in particular.
GENERIC = re.compile(
    r"(?:市|各)(?:[委府])?[\u4e00-\u9fff(、)]{1,10}(?:局|委|部|单位|部门|政府|公积金中心)|产业链相关单位"
)
SET_PHRASES = 14
"""Shorter stretches are the common stock of the genre."""

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def gold(shared):
    return [json.loads(path.read_text("utf-8")) for path in sorted((shared / "plans/gold").glob("*.json"))]


@pytest.fixture(scope="module")
def sources():
    return {
        path.relative_to(SRC).as_posix(): path.read_text("utf-8", "replace")
        for path in SRC.rglob("*")
        if path.suffix in {".py", ".txt", ".csv", ".json", ".yaml", ".html", ".md"} and path.is_file()
    }


def of_the_reader(sources):
    return {
        name: text for name, text in sources.items() if name.startswith(READER) and not name.startswith(NOT_THE_READER)
    }


def places(gold):
    """Names of cities and counties that the titles, issuers and organisations of the plans print."""
    words = " ".join(
        str(value)
        for plan in gold
        for value in (*plan["document"].values(), *plan["org_units"])
        if isinstance(value, str)
    )
    found = set(re.findall(r"([\u4e00-\u9fff]{2,3}?)(?:市|县|区|港区|海关|都市圈|城市圈|新港)", words))
    return {
        name
        for name in found
        if not re.search(r"各|全|市|县|区|建设|示范|发展|推进|经济|物流|融入|本|我|开发|城|工业", name)
    }


def distinctive(gold):
    return {unit for plan in gold for unit in plan["org_units"] if not GENERIC.fullmatch(unit)} - {
        "各县(市、区)政府",
        "市各有关单位",
    }


def test_the_collected_names_are_worth_looking_for(gold):
    assert len(places(gold)) >= 5
    assert len(distinctive(gold)) >= 10


def test_no_place_of_the_plans_is_known_to_the_reader(gold, sources):
    found = [(name, file) for file, text in of_the_reader(sources).items() for name in places(gold) if name in text]
    assert found == []


def test_no_body_of_the_plans_is_known_anywhere(gold, sources):
    outside = {name: text for name, text in sources.items() if not name.startswith(NOT_THE_READER)}
    found = [(unit, file) for file, text in outside.items() for unit in distinctive(gold) if unit in text]
    assert found == []


def test_no_department_of_the_plans_is_a_constant_of_the_reader(gold, sources):
    units = {unit for plan in gold for unit in plan["org_units"]} - {"各县(市、区)政府"}
    found = []
    for file, text in of_the_reader(sources).items():
        if not file.endswith(".py") or file.startswith(("demo", "cli")):
            continue
        tree = ast.parse(text)
        documentation = {id(node.body[0].value) for node in ast.walk(tree) if documented(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                found += [f"{file}:{node.lineno} {unit}" for unit in units if unit in node.value]
    assert found == []


def documented(node):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr)


def test_no_advertiser_of_the_plans_is_known(shared, sources):
    """The token is found as the reader finds it: a foreign word with a colon that comes back."""
    text = (shared / "plans/001_f9238b450ce1738d.txt").read_text("utf-8")
    tokens = {token for token in re.findall(r"[\u4e00-\u9fffA-Za-z]{4,12}(?=:)", text) if text.count(f"{token}:") >= 2}
    foreign = {token for token in tokens if re.search("[A-Za-z]{3}", token) and re.search("[\u4e00-\u9fff]{2}", token)}
    foreign = {token for token in foreign if not any(other != token and other in token for other in foreign)}
    assert foreign
    parts = foreign | {part for token in foreign for part in re.findall(r"[A-Z][a-z]{4,}|^[\u4e00-\u9fff]{2}", token)}
    assert [(part, file) for file, text in sources.items() for part in parts if part in text] == []


def test_no_sentence_of_the_plans_is_in_the_project(shared, sources):
    pieces = set()
    for path in (shared / "plans").glob("*.txt"):
        bare = re.sub(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+\)", "", path.read_text("utf-8"))
        for sentence in re.split(r"[,;:。、\s()“”《》〔〕]+", bare):
            if len(sentence) >= SET_PHRASES and re.search("[\u4e00-\u9fff]", sentence):
                pieces.add(sentence)
    assert len(pieces) > 200
    found = [(piece, file) for file, text in sources.items() for piece in pieces if piece in text]
    assert found == []
