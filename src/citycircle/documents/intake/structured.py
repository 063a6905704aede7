"""JSON files: a reading of our own, rows of a ledger, or the answer of some service that holds the text in a field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from citycircle.documents.intake.composing import Composer, Placed, grid_of
from citycircle.documents.intake.decoding import Decoded
from citycircle.documents.intake.errors import JsonBroken, JsonWithoutText, NestedTooDeep
from citycircle.documents.intake.notes import note, shortened
from citycircle.documents.source import Source

Json: TypeAlias = Any
"""What `json.loads` may give: any nesting of objects, lists, texts and numbers."""
MEDIA_TYPE = "application/json"
_DEPTH_LIMIT = 200
_SHORTEST_TEXT = 40
_LONGEST_CELL = 800
_MARKUP = re.compile(r"(?i)<(?:p|div|br|table|span|h[1-6]|body|html)\b")
_TITLE_NAMES = ("title", "subject", "headline", "标题", "名称", "题名")
"""Field names under which services give the title of a document."""


def open_json(text: Decoded, name: str, *, strict: bool) -> Source | None:
    """Read JSON; None where it is not JSON after all and nobody said it was.

    Raises JsonBroken, JsonWithoutText, NestedTooDeep.
    """
    try:
        found = json.loads(text.text)
    except json.JSONDecodeError as error:
        if not strict:
            return None
        raise JsonBroken(name=name, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise NestedTooDeep(name=name, limit=_DEPTH_LIMIT) from error
    except ValueError as error:
        # An integer of thousands of digits is refused by Python itself.
        raise JsonBroken(name=name, line=1, column=1) from error
    source = _own_reading(found, name) or _rows(found, name) or _article(found, name)
    if source is None:
        raise JsonWithoutText(name=name)
    return replace(source, name=name, media_type=MEDIA_TYPE, encoding=text.encoding)


def _own_reading(found: Json, name: str) -> Source | None:
    """What `citycircle read --format json` wrote: the tasks again, as the table that they are."""
    plans = found if isinstance(found, list) else [found]
    if not plans or not all(map(_is_own, plans)):
        return None
    page = Composer()
    for plan in plans:
        for key in ("title", "doc_number", "issuer", "issued_on"):
            if text := _words(plan["document"].get(key)):
                page.line(text)
        page.table(_own_table(plan))
    page.notes.append(note("I040", fields="document, tasks"))
    return page.source(name, MEDIA_TYPE)


def _is_own(plan: Json) -> bool:
    return isinstance(plan, dict) and isinstance(plan.get("document"), dict) and isinstance(plan.get("tasks"), list)


def _own_table(plan: Mapping[str, Json]) -> Iterator[Placed]:
    """The tasks of a reading as a table: a column for each heading above them, a row for each target."""
    tasks = [task for task in plan["tasks"] if isinstance(task, dict)]
    depth = max((len(task.get("path") or ()) for task in tasks), default=0)
    fields = [f"领域（{level}）" for level in range(1, depth + 1)]
    extras = list(dict.fromkeys(_words(each.get("heading")) for task in tasks for each in _records(task, "extras")))
    heads = ["序号", *fields, *_OWN_COLUMNS, *(f"原{head}" if head in _OWN_COLUMNS else head for head in extras)]
    yield from (Placed(head, 0, at) for at, head in enumerate(heads))
    targets = [each for each in plan.get("targets") or () if isinstance(each, dict)]
    row = 1
    for task in tasks:
        own = [each for each in targets if each.get("task") is not None and each.get("task") == task.get("id")]
        height = max(1, len(own))
        said = _own_cells(task, depth, extras)
        yield from (Placed(text, row, at, height) for at, text in said.items() if text)
        at = len(fields) + 1 + _OWN_COLUMNS.index("指标")
        for below, target in enumerate(own):
            for column, text in enumerate((target.get("indicator"), _amount(target), target.get("unit")), start=at):
                if text := _words(text):
                    yield Placed(text, row + below, column)
        row += height


_OWN_COLUMNS = ["重点任务", "工作内容", "指标", "目标值", "计量单位", "牵头单位", "责任单位", "配合单位", "完成时限"]
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "approx": "约", "increase": "新增"}


def _own_cells(task: Mapping[str, Json], depth: int, extras: Sequence[str]) -> dict[int, str]:
    """The cells of a task by their column, without its targets."""
    path = [_words(each) for each in task.get("path") or ()]
    path += ["/"] * (depth - len(path))
    body = _words(task.get("text"))
    parts = (f"{_words(each.get('marker'))}{_words(each.get('text'))}" for each in _records(task, "subitems"))
    helping = task.get("cooperating") or []
    bound = [name for name in task.get("responsible") or () if name not in helping]
    said = {
        "重点任务": _words(task.get("title")),
        "工作内容": "\n".join([body, *(part for part in parts if part not in body)]).strip(),
        "牵头单位": _words(task.get("lead") or []),
        "责任单位": _words(bound),
        "配合单位": _words(helping),
        "完成时限": _words(task.get("deadline")),
    }
    cells = {0: _words(task.get("number")), **dict(enumerate(path, start=1))}
    cells |= {depth + 1 + at: said[head] for at, head in enumerate(_OWN_COLUMNS) if head in said}
    for each in _records(task, "extras"):
        cells[depth + 1 + len(_OWN_COLUMNS) + extras.index(_words(each.get("heading")))] = _words(each.get("text"))
    return cells


def _records(task: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    found = task.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _amount(target: Mapping[str, Json]) -> str:
    """The value of a target with the sign that says how it compares."""
    low, high = _words(target.get("value")), _words(target.get("value_high"))
    return f"{low}—{high}" if high else _SIGNS.get(_words(target.get("op")), "") + low


def _words(value: Json) -> str:
    """A value as the words of a cell; a list of plain values one after the other, as names stand in a cell."""
    if isinstance(value, list):
        return "、".join(filter(None, map(_words, value))) if not any(map(_is_nested, value)) else ""
    if value is None or isinstance(value, dict):
        return ""
    return str(value).strip()


def _is_nested(value: Json) -> bool:
    return isinstance(value, dict | list)


def _rows(found: Json, name: str) -> Source | None:
    """A list of rows: objects with equal keys, or lists under a first list of headings."""
    rows, path = _longest_list(found)
    if rows is None:
        return None
    if all(isinstance(row, dict) for row in rows):
        headings = list(dict.fromkeys(key for row in rows for key in row))
        texts = [headings, *([_words(row.get(key)) for key in headings] for row in rows)]
    else:
        texts = [[_words(value) for value in row] for row in rows]
    in_rows = sum(len(text) for row in texts for text in row)
    in_all = sum(len(value) for value, _ in _walk(found) if isinstance(value, str))
    # A list of attachments beside an article is no ledger.
    if in_rows * 2 < in_all or any(_MARKUP.search(text) or len(text) > _LONGEST_CELL for row in texts for text in row):
        return None
    page = Composer()
    for title in _titles_beside(found):
        page.line(title)
    page.table(grid_of(texts))
    page.notes.append(note("I040", fields=path or "[]"))
    return page.source(name, MEDIA_TYPE)


def _titles_beside(found: Json) -> Iterator[str]:
    """The title that stands beside a list of rows or above it, not inside a row."""
    for value, path in _walk(found, 3):
        if isinstance(value, str) and "[" not in path and path.rsplit(".", 1)[-1].lower() in _TITLE_NAMES:
            yield " ".join(value.split())
            return


def _longest_list(found: Json) -> tuple[list[Json] | None, str]:
    """The list of rows, at the top or one step down (`{"data": {"rows": […]}}`)."""
    best: list[Json] | None = None
    best_path = ""
    for value, path in _walk(found, 3):
        is_rows = (
            isinstance(value, list)
            and len(value) > 1
            and (all(isinstance(row, dict) for row in value) or all(isinstance(row, list) for row in value))
        )
        if is_rows and (best is None or len(value) > len(best)):
            best, best_path = value, path
    return best, best_path


def _walk(found: Json, depth: int = _DEPTH_LIMIT, path: str = "") -> Iterator[tuple[Json, str]]:
    stack: list[tuple[Json, str, int]] = [(found, path, depth)]
    while stack:
        value, path, depth = stack.pop()
        yield value, path
        if depth == 0:
            continue
        if isinstance(value, dict):
            stack += reversed([(each, f"{path}.{key}".lstrip("."), depth - 1) for key, each in value.items()])
        elif isinstance(value, list):
            stack += reversed([(each, f"{path}[{at}]", depth - 1) for at, each in enumerate(value)])


def _article(found: Json, name: str) -> Source | None:
    """The answer of a service: its title, and its longest text fields in order."""
    texts = [(value, path) for value, path in _walk(found) if isinstance(value, str) and value.strip()]
    longest = max((len(value) for value, _ in texts), default=0)
    used = [(value, path) for value, path in texts if len(value) >= max(_SHORTEST_TEXT, longest // 4)]
    if not used:
        return None
    used = _without_repeats(used)
    title = next((each for each in texts if each[1].rsplit(".", 1)[-1].lower() in _TITLE_NAMES), None)
    if title is not None and title not in used and not any(title[0].strip() in value[:500] for value, _ in used):
        used.insert(0, title)
    source = _joined(used, name)
    unused = [path for value, path in texts if (value, path) not in used]
    notes = [*source.notes, note("I040", fields="、".join(path for _, path in used))]
    if unused:
        notes.append(note("I041", fields=shortened("、".join(unused), 200)))
    return replace(source, notes=tuple(notes))


def _without_repeats(used: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Services give a text often twice, with markup and without: the one with markup knows more."""
    kept: dict[str, tuple[str, str]] = {}
    for value, path in used:
        key = re.sub(r"<[^>]{0,500}>|&\w+;|\s+", "", value)[:200]
        if key not in kept or (_MARKUP.search(value) and not _MARKUP.search(kept[key][0])):
            kept[key] = value, path
    return list(kept.values())


def _joined(used: Sequence[tuple[str, str]], name: str) -> Source:
    from citycircle.documents.intake.pages import read_page  # noqa: PLC0415 - only where a field holds markup

    if any(_MARKUP.search(value) for value, _ in used):
        html = "".join(value if _MARKUP.search(value) else f"<pre>{_as_html(value)}</pre>" for value, _ in used)
        return read_page(html, name)
    page = Composer()
    for value, _ in used:
        for line in value.splitlines() or ("",):
            page.line(line)
    return page.source(name, MEDIA_TYPE)


def _as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
