"""Rewrites of a plan that do not change what it says: the reading must stay the same.

Each rewrite takes a text with its annotation and gives both, changed alike. They guard the reader against learning five
files by heart: names, brackets, numbering style, punctuation, line breaks and the order of chapters are all replaced.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import rjieba

Annotation = dict[str, Any]
HAN = "\u4e00-\u9fff"
CHAPTERS = "一二三四五六七八九十"
INVENTED_PLACES = (
    "澜川 禾阳 松渚 临汀 石泷 东埠 望汀 栖云 禾城 稻溪 渚南 白鹭 "
    "汀口 芦湾 泷北 岩坪 云渡 青砚 沙棠 竹屿 杉原 枫浦 槐里 棠溪 "
    "柳渡 荻港 苇泽 梧桥"
)
INVENTED_OFFICES = (
    "统筹 航渡 营造 农桑 学务 康养 工贸 匠作 文博 林泽 财计 户籍 "
    "园地 应变 度量 数通 水务治理 商旅 民生 法务 才俊 邮驿 宣介 协作 "
    "口岸 规画 稽核 交邮 环保守护 体健 档册 招引 仓储 稻作 渔牧 桥隧 "
    "信息 税计 疾控防护 评审 志愿 物流调度 能源调度 粮储 烟火 电讯"
)


@dataclass(frozen=True)
class Case:
    """A text and what a person read in it."""

    text: str
    gold: Annotation

    def replaced(self, mapping: dict[str, str]) -> Case:
        """Replace whole words, longest first, in the text and in the annotation."""
        if not mapping:
            return self
        words = re.compile("|".join(re.escape(word) for word in sorted(mapping, key=len, reverse=True)))

        def other(match: re.Match[str]) -> str:
            return mapping[match[0]]

        gold = words.sub(other, json.dumps(self.gold, ensure_ascii=False))
        return Case(words.sub(other, self.text), json.loads(gold))


def organisations_renamed(case: Case) -> Case:
    """Give every office another name that keeps its kind (局, 委, 中心 …)."""
    offices = sorted({name for task in case.gold["tasks"] for name in (*task["lead"], *task["responsible"])})
    shape = re.compile(rf"^(市|县|区)?([{HAN}]{{2,9}}?)(局|委|办|中心|集团|分局|部|公司|银行)$")
    stems = sorted({match[2] for name in offices if (match := shape.match(name))})
    names = dict(zip(stems, INVENTED_OFFICES.split(), strict=False))
    mapping = {
        name: f"{match[1] or ''}{names[match[2]]}{match[3]}"
        for name in offices
        if (match := shape.match(name)) and match[2] in names
    }
    return case.replaced(mapping)


def places_renamed(case: Case) -> Case:
    """Give every place with a name of two characters another one."""
    words = Counter(word for word, kind in rjieba.tag(case.text) if kind == "ns" and len(word) == 2)
    places = [word for word, times in words.items() if times > 1 and word[-1] not in "省市县区国江河湖海港"]
    return case.replaced(dict(zip(places, INVENTED_PLACES.split(), strict=False)))


def brackets_swapped(case: Case) -> Case:
    """Print the brackets of duties in another style."""
    text = case.text
    styles = ("【】", "（）", "[]", "﹝﹞")
    brackets = [task["unit_bracket"] for task in case.gold["tasks"] if task.get("unit_bracket")]
    for at, bracket in enumerate(brackets):
        left, right = styles[at % len(styles)]
        text = text.replace(bracket, left + bracket[1:-1] + right)
    return Case(text, case.gold)


def numbers_restyled(case: Case) -> Case:
    """Print `1.` as `1、`."""
    text, at = case.text, 0
    for task in case.gold["tasks"]:
        if not task["number"].isdigit():
            continue
        printed = f"{task['number']}.{task['item_start'][:6]}"
        place = text.find(printed, at)
        if place >= 0:
            text = f"{text[:place]}{task['number']}、{text[place + len(task['number']) + 1 :]}"
            at = place
    return Case(text, case.gold)


def punctuation_restored(case: Case) -> Case:
    """Print full-width commas, semicolons, colons and brackets wherever Chinese stands beside them."""
    wide = dict(zip(",;:()", "，；：（）", strict=True))
    text = re.sub(rf"(?<=[{HAN}”》)）])[,;:(]", lambda mark: wide[mark[0]], case.text)
    text = re.sub(rf"[)](?=[{HAN}，；：。、\n]|$)", "）", text)
    text = re.sub(r"\(([一二三四五六七八九十]+)[)）]", r"（\1）", text)
    return Case(text, case.gold)


def line_breaks_removed(case: Case) -> Case:
    """Take out the line ends before an item marker and after a full stop inside the plan."""
    first = case.text.find("\n" + case.gold["headings"][0]["marker"])
    last = case.text.find(case.gold["tasks"][-1].get("item_start", "")[:10])
    head, body, tail = case.text[: first + 1], case.text[first + 1 : last], case.text[last:]
    body = re.sub(r"(?<=[。〕)）])\s*\n\s*(?=(?:\d{1,2}[.、]|\([一二三四五六七八九十]+\)))", "", body)
    return Case(head + body + tail, case.gold)


def chapters_reordered(case: Case) -> Case:
    """Turn round the order of the longest run of sister chapters, its first and last excepted, and number all anew."""
    headings = case.gold["headings"]
    runs = [list(run) for _, run in groupby(headings, key=lambda heading: heading["level"])]
    sisters = max([[h for h in headings if h["level"] == 1], *runs], key=len)
    lines = [heading["marker"] + heading["title"] for heading in sisters]
    places = [case.text.find(line) for line in lines]
    if len(sisters) < 4 or -1 in places:
        return case
    after = [
        h for h in headings if h["level"] < sisters[0]["level"] and headings.index(h) > headings.index(sisters[-1])
    ]
    end = case.text.find("\n" + after[0]["marker"] + after[0]["title"]) + 1 if after else len(case.text)
    bodies = [case.text[a:b] for a, b in pairwise([*places, end])]
    order = [0, *range(len(sisters) - 2, 0, -1), len(sisters) - 1]
    moved = _Moved(case.gold, sisters)
    middle = "".join(moved.body(bodies[old], old, new) for new, old in enumerate(order))
    return Case(case.text[: places[0]] + middle + case.text[end:], moved.annotation())


class _Moved:
    """The annotation of a plan whose chapters changed places."""

    def __init__(self, gold: Annotation, sisters: list[Annotation]) -> None:
        self.gold, self.sisters = gold, sisters
        self.level = sisters[0]["level"] - 1
        tasks = [task["number"] for task in gold["tasks"] if task["role"] == "task"]
        self.running = len(set(tasks)) == len(tasks)
        self.number = 0
        self.lines: dict[str, str] = {}
        self.numbers: dict[str, str] = {}

    def body(self, body: str, old: int, new: int) -> str:
        heading = self.sisters[old]
        line = heading["marker"] + heading["title"]
        marker = re.sub(rf"[{CHAPTERS}]", CHAPTERS[new], heading["marker"])
        self.lines[line] = marker + heading["title"]
        body = self.lines[line] + body[len(line) :]
        for task in self.gold["tasks"]:
            if self.running and line in task["path"] and task["number"].isdigit():
                self.number += 1
                self.numbers[task["number"]] = str(self.number)
                start = task["item_start"][:8]
                body = body.replace(f"{task['number']}.{start}", f"{self.number}.{start}", 1)
        return body

    def annotation(self) -> Annotation:
        gold: Annotation = json.loads(json.dumps(self.gold))
        for record in (*gold["tasks"], *gold["targets"], *gold["milestones"], *gold["projects"]):
            record["path"] = [self.lines.get(line, line) for line in record.get("path") or []]
            for name in ("number", "task_number"):
                if record.get(name) in self.numbers:
                    record[name] = self.numbers[record[name]]
        for heading in gold["headings"]:
            line = heading["marker"] + heading["title"]
            if line in self.lines:
                heading["marker"] = self.lines[line][: len(heading["marker"])]
        return gold


REWRITES: dict[str, Callable[[Case], Case]] = {
    rewrite.__name__: rewrite
    for rewrite in (
        organisations_renamed, places_renamed, brackets_swapped, numbers_restyled, punctuation_restored,
        line_breaks_removed, chapters_reordered,
    )
}  # fmt: skip


def all_together(case: Case) -> Case:
    """Every rewrite, one after the other."""
    for name in ("chapters_reordered", "brackets_swapped", "numbers_restyled"):
        case = REWRITES[name](case)
    for name in ("organisations_renamed", "places_renamed", "line_breaks_removed", "punctuation_restored"):
        case = REWRITES[name](case)
    return case


REWRITES["all_together"] = all_together
