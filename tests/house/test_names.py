"""Names are words that a city official would use; sentences are polite."""

import ast
import re
from pathlib import Path

import citycircle

SRC = Path(citycircle.__file__).parent
NO_FILE_IS_CALLED = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "tools", "stuff"}
# Words of this work in pinyin, as programmers would shorten them.
PINYIN = re.compile(
    r"(?:^|_)(?:renwu|danwei|mubiao|zhibiao|xiangmu|qiantou|zeren|jihua|fangan|biaoge|taizhang|duban|shenhe|bumen|chengshi|"
    r"dushiquan|wenjian|shijian|mingcheng)(?:_|$)"
)
IMPOLITE = re.compile("警告|非法操作|严重错误|必须立即|否则后果|通报批评")


def modules():
    return sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)


def identifiers(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno


def sentences(tree):
    """The Chinese half of every Text that is written down whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, node.lineno


def test_no_module_has_a_name_that_says_nothing():
    assert [str(path.relative_to(SRC)) for path in modules() if path.stem in NO_FILE_IS_CALLED] == []


def test_no_pinyin_in_code():
    found = [
        f"{path.relative_to(SRC)}:{line} {name}"
        for path in modules()
        for name, line in identifiers(ast.parse(path.read_text("utf-8")))
        if PINYIN.search(name.lower())
    ]
    assert found == []
    assert PINYIN.search("read_renwu")


def test_sentences_are_polite():
    found = [
        f"{path.relative_to(SRC)}:{line} {sentence}"
        for path in modules()
        for sentence, line in sentences(ast.parse(path.read_text("utf-8")))
        if IMPOLITE.search(sentence)
    ]
    assert found == []
