"""The pages on roles and on the API, written from the rights and doors themselves, so that they cannot be out of date.

`python -m citycircle.cli.service_pages docs/reference` writes them; a test compares, as another holds the code to
tests/rights.csv.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citycircle.core.messages import Language, Text, speaking

if TYPE_CHECKING:
    from citycircle.accounts.rights import Right
    from citycircle.accounts.roles import Role

LANGUAGES: dict[Language, str] = {"en": ".md", "zh": ".zh-CN.md"}
COMMA, STOP = Text("、", ", "), Text("。", ".")
REACHES = {
    "all": Text("各处", "everywhere"),
    "city": Text("在本市", "in the own city"),
    "own": Text("在本单位", "at the own organisation"),
}
ROLES_HEAD = Text(
    "# 角色与权限\n\n[English](roles.md)\n\n"
    "本页由程序生成（`make docs`），与代码中的权限一致；测试逐项核对每个角色、每个操作、每个页面。\n\n"
    "角色属于岗位，不属于个人：谁在任，谁有权；离任次日即无权。B岗和代办人员与任职人员权限相同，只是不能再委托他人。"
    "“本市”指岗位所在单位的城市；单位属于全圈的（如都市圈办），“本市”即全圈。权限在每次请求、每个操作中核对。"
    "三名管理员彼此分开，也不兼业务岗位。标“动态口令”的角色，登录时另需动态口令。",
    "# Roles and rights\n\n[中文](roles.zh-CN.md)\n\n"
    "This page is made by the program (`make docs`) from the rights in the code; a test tries every role against every "
    "action and page.\n\n"
    "A role belongs to a post, not to a person: whoever holds the post today has it, and from the day after leaving no "
    "more. A deputy or stand-in may do what the holder may, except naming another stand-in. “The own city” is the city "
    "of the post's organisation; for a body of the whole region (the circle's office) it is the whole region. Rights "
    "are checked in each action, at each request. The three administrators are kept apart from each other and from "
    "working posts. Roles marked “authenticator” are asked for its code at every sign-in.",
)
API_HEAD = Text(
    "# 接口\n\n[English](api.md)\n\n"
    "本页由程序生成（`make docs`）。怎样取得令牌、怎样调用，见[使用接口](../how-to/use-the-api.zh-CN.md)。\n"
    "机器可读的完整说明（OpenAPI 3.1）在 `/api/v1/openapi.json`，不登录也能读取。\n\n"
    "路径前面都有 `/api/v1`。权限与网页相同（[角色与权限](roles.zh-CN.md)）；令牌另须含“范围”一列的范围。"
    "带 `*` 的内容必须给出；人员、单位等以编号表示；每个 POST 都可以附 `reason`（理由），不认识的内容会被拒绝。",
    "# API\n\n[中文](api.zh-CN.md)\n\n"
    "This page is made by the program (`make docs`). How to get a token and how to ask: [use the API]"
    "(../how-to/use-the-api.md).\nThe whole description for machines (OpenAPI 3.1) is at `/api/v1/openapi.json`; "
    "reading it asks for no sign-in.\n\n"
    "Each path begins with `/api/v1`. Rights are those of the pages ([roles](roles.md)); a token needs the scope as "
    "well. What has a `*` must be given; people, organisations and other records are given by number; each POST takes "
    "a `reason`; what is not known is refused.",
)
API_COLUMNS = Text(
    "| 地址 | 说明 | 范围 | 内容 |\n|---|---|---|---|", "| Address | What | Scope | Takes |\n|---|---|---|---|"
)


def pages() -> dict[str, str]:
    """The pages by file name. Django has to be awake."""
    found = {}
    for language, ending in LANGUAGES.items():
        with speaking(language):
            found[f"roles{ending}"] = "\n\n".join([ROLES_HEAD.say(), *_roles()]) + "\n"
            found[f"api{ending}"] = "\n\n".join([API_HEAD.say(), *_rooms()]) + "\n"
    return found


def reach(who: Right, role: Role) -> str | None:
    """How far a right carries a role: everywhere, in the own city, at the own organisation, or not at all."""
    from citycircle.accounts.rights import Grant, Place, Viewer

    here, beside, elsewhere = Place(10, city=1), Place(11, city=1), Place(20, city=2)
    viewer = Viewer(1, "", date(2026, 3, 2), (Grant(role, here),))
    far = {"all": elsewhere, "city": beside, "own": here}
    return next((word for word, place in far.items() if who.allows(viewer, place)), None)


def _roles() -> Iterator[str]:
    from citycircle.accounts.roles import ROLES, TWO_FACTORS, Role

    rights = _rights()
    common = [title for title, reaches in rights.items() if set(reaches.values()) == {"all"}]
    everybody = Text("## 登录的每个人", "## Everybody who has signed in")
    yield f"{everybody}\n\n{COMMA.say().join(common)}{STOP}"
    for role in Role:
        described = ROLES[role]
        marks = Text(" · 动态口令", " · authenticator").say() if role in TWO_FACTORS else ""
        lines = [f"## {described.title}\n", f"`{role.value}`{marks}{Text('：', ': ')}{described.duty}{STOP}"]
        for word, where in REACHES.items():
            own = [title for title, reaches in rights.items() if reaches[role] == word and title not in common]
            if own:
                lines.append(f"\n- {where}{Text('：', ': ')}{COMMA.say().join(own)}{STOP}")
        yield "\n".join(lines).replace("\n\n-", "\n-").replace(f"{STOP}\n-", f"{STOP}\n\n-", 1)


def _rights() -> dict[str, dict[Role, str | None]]:
    """What there is to do or see, by its title, with the reach of each role."""
    from citycircle.accounts.actions.catalogue import load
    from citycircle.accounts.rights import anybody, only_the_service
    from citycircle.accounts.roles import Role

    things = [(action.title, action.who) for _, action in sorted(load().items())]
    things += [(view.title, view.who) for view in _views()]
    return {
        title.say(): {role: reach(who, role) for role in Role}
        for title, who in things
        if who is not anybody and who is not only_the_service
    }


def _views() -> Iterator[Any]:
    """The classes of the pages, the API left aside."""
    from django.urls import get_resolver

    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop(0)
        if getattr(pattern, "namespace", None) == "api":
            continue
        if hasattr(pattern, "url_patterns"):
            waiting.extend(pattern.url_patterns)
        else:
            yield pattern.callback.view_class  # type: ignore[attr-defined]  # as Django's as_view() sets it


def _rooms() -> Iterator[str]:
    from citycircle.web.api.doors import DOORS
    from citycircle.web.api.roof import api

    description = api.get_openapi_schema()
    nouns: dict[str, list[str]] = {}
    for door in DOORS.values():
        operation = description["paths"][_in_openapi(door.path)][door.method.lower()]
        takes = COMMA.say().join(_takes(operation, description)) or "—"
        nouns.setdefault(door.path.split("/")[1], []).append(
            f"| `{door.method} {door.path.replace('int:pk', 'number')}` | {door.title} | `{door.scope}` | {takes} |"
        )
    for noun, rows in sorted(nouns.items()):
        yield "\n".join([f"## {noun}\n", API_COLUMNS.say(), *rows])


def _in_openapi(path: str) -> str:
    return "/api/v1" + path.replace("{int:", "{")


def _takes(operation: dict[str, Any], description: dict[str, Any]) -> Iterator[str]:
    """Each parameter or field with its type; a `*` marks what must be given."""
    for one in operation["parameters"]:
        if one["in"] == "query":
            yield f"`{one['name']}`{'*' if one.get('required') else ''} {_type(one['schema'])}"
    body = operation.get("requestBody")
    if body is None:
        return
    schema = next(iter(body["content"].values()))["schema"]  # JSON, or a form where a file goes along
    if "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for field, kind in schema["properties"].items():
        if field != "reason":
            yield f"`{field}`{'*' if field in schema.get('required', ()) else ''} {_type(kind, description)}"


WORDS = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "number"),
    "boolean": Text("是或否", "yes or no"),
    "date": Text("日期", "day"),
    "date-time": Text("时刻", "moment"),
    "binary": Text("文件", "file"),
    "object": Text("名称和值", "names and values"),
}


def _type(kind: dict[str, Any], description: dict[str, Any] | None = None) -> str:
    if "anyOf" in kind:
        return _type(next(one for one in kind["anyOf"] if one.get("type") != "null"), description)
    if kind.get("type") == "array":
        return Text("{one}列表", "list of: {one}").say(one=_type(kind["items"], description))
    if "$ref" in kind:
        assert description is not None  # a reference stands in bodies only
        values = description["components"]["schemas"][kind["$ref"].rpartition("/")[2]]["enum"]
        return Text("取值{values}之一", "one of {values}").say(values="/".join(values))
    return WORDS[kind.get("format", kind["type"])].say()


def main() -> None:
    """Write the pages into the folder that is named."""
    import tempfile

    from citycircle.cli import service

    with tempfile.TemporaryDirectory() as data:
        os.environ["CITYCIRCLE_DATA"] = data
        service.wake(None)
        folder = Path(sys.argv[1])
        for name, page in pages().items():
            (folder / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
