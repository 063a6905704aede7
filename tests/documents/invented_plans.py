"""Plans of the invented region in every habit of numbering and notation of duties, with what must be read in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

DIGITS = "〇一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

OFFICES = (
    "市交通运输局", "市财政局", "市自然资源和规划局", "市水利局",
    "市市场监管局（市知识产权局）", "各县（市、区）人民政府", "开发区·港区", "市发展改革委",
    "汀河新区管委会", "市委网信办", "市公积金中心", "市港航集团",
)  # fmt: skip
TITLES = (
    "打通汀河大道",
    "共建同城码头",
    "推进公交互通",
    "联合保护汀河",
    "共享医疗资源",
    "统一信用标准",
    "建设创新走廊",
    "扩大对外开放",
)
BODIES = (
    "新建道路12.5公里，达到2.0版标准。",
    "PM2.5浓度下降3.2%以上，一、二、三产融合发展。",
    "落实《汀河同城化规划（2026—2030年）》，支持各县（市、区）开展试点（含开发区）。",
    "2026年底前完成投资1.5亿元，G60沿线新增站点2座。",
    "推动十四五重大项目落地，新增客运班线3条、货运班线2条。",
    "建立“一网通办”机制（不含涉密事项），办结率达98.5%。",
)
CHAPTERS = ("推进设施互联", "推进产业协作", "推进生态共治", "推进服务共享")
SECTIONS = ("完善交通网络", "共建产业平台", "改善流域环境", "便利群众生活")


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else DIGITS[tens] + "十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


Style = Callable[[int], str]
OUTER: dict[str, Style] = {
    "一、": lambda n: f"{chinese(n)}、",
    "第一章": lambda n: f"第{chinese(n)}章　",
    "第一部分": lambda n: f"第{chinese(n)}部分　",
}
MIDDLE: dict[str, Style] = {
    "（一）": lambda n: f"（{chinese(n)}）",
    "(一)": lambda n: f"({chinese(n)})",
}
INNER: dict[str, Style] = {
    "（一）": lambda n: f"（{chinese(n)}）",
    "第一条": lambda n: f"第{chinese(n)}条　",
    "1.": lambda n: f"{n}.",
    "1．": lambda n: f"{n}．",
    "1、": lambda n: f"{n}、",
    "（1）": lambda n: f"（{n}）",
}
PARTS: dict[str, Style] = {
    "①": lambda n: CIRCLED[n - 1],
    "一是": lambda n: f"{chinese(n)}是",
}


@dataclass(frozen=True)
class Duties:
    """A printed notation of duties and what it says."""

    printed: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A task as it must be read."""

    path: tuple[str, ...]
    number: str
    title: str | None
    duties: Duties
    parts: int
    role: str = "task"


@dataclass(frozen=True)
class Invented:
    """A text and the tasks in it."""

    text: str
    items: tuple[Item, ...]


@st.composite
def duties(draw: st.DrawFn) -> Duties:
    names = draw(st.lists(st.sampled_from(OFFICES), min_size=2, max_size=6, unique=True))
    cut = draw(st.integers(1, min(2, len(names) - 1)))
    lead, rest = tuple(names[:cut]), tuple(names[cut:])
    left, right = draw(st.sampled_from(["（）", "()", "〔〕", "【】", "[]", "﹝﹞"]))
    first, others = "、".join(lead), "、".join(rest)
    kind = draw(st.integers(0, 5))
    inside = (
        f"牵头单位：{first}；责任单位：{others}",
        f"{first}牵头，{others}按职责分工负责",
        f"{first}牵头，{others}配合",
        f"牵头单位:{first},配合单位:{others}",
        f"{'、'.join(names)}按职责分工负责",
        f"责任单位：{'、'.join(names)}",
    )[kind]
    printed = left + inside + right
    if kind in (2, 3):
        return Duties(printed, lead, rest, rest)
    if kind in (4, 5):
        return Duties(printed, (), tuple(names))
    return Duties(printed, lead, rest)


@st.composite
def plans(draw: st.DrawFn) -> Invented:
    """A plan in one consistent manner: its levels, its numbering, whether numbers run on, whether lines are broken."""
    outer, inner = draw(st.sampled_from(sorted(OUTER))), draw(st.sampled_from(sorted(INNER)))
    middle = draw(st.sampled_from([None, *sorted(MIDDLE)])) if inner not in ("（一）", "第一条") else None
    running, end = draw(st.booleans()), draw(st.sampled_from(["\n", "\n\n", "\n　　", ""]))
    parts, titled = draw(st.sampled_from([None, *sorted(PARTS)])), draw(st.booleans())
    head = ["汀河都市圈同城化行动计划（2026—2028年）", "为加快同城化，制定本计划。"]
    lines: list[str] = []
    items: list[Item] = []
    if opened := draw(st.booleans()):
        lines += [
            OUTER[outer](1) + "总体要求",
            "（一）指导思想。坚持新发展理念。",
            "（二）主要目标。到2028年基本建成。",
        ]
    number = 0
    for chapter in range(1 + opened, draw(st.integers(4, 5))):
        heading = OUTER[outer](chapter) + CHAPTERS[chapter - 1]
        lines.append(heading)
        number = number if running else 0
        # On one line a chapter of a single part cannot be told from a bracket within its heading.
        for section in range(draw(st.integers(1 if end else 2, 3)) if middle else 1):
            path = [heading]
            if middle:
                path.append(MIDDLE[middle](section + 1) + SECTIONS[section])
                lines.append(path[-1])
                number = number if running else 0
            for _ in range(draw(st.integers(1 if end else 2, 3))):
                number += 1
                line, item = draw(_items(tuple(path), INNER[inner](number), parts, titled=titled))
                lines.append(line)
                items.append(item)
    if draw(st.booleans()):
        heading = OUTER[outer](chapter + 1) + "保障措施"
        lines += [heading, "（一）加强领导。建立联席会议。", "（二）强化督查。按季通报进展。"]
        items += [
            Item((heading,), f"（{n}）", title, Duties(""), 0, "safeguard")
            for n, title in zip("一二", ("加强领导", "强化督查"), strict=True)
        ]
    return Invented("\n".join(head) + "\n" + end.join(lines) + "\n", tuple(items))


@st.composite
def _items(draw: st.DrawFn, path: tuple[str, ...], marker: str, parts: str | None, *, titled: bool) -> tuple[str, Item]:
    title = draw(st.sampled_from(TITLES)) if titled else None
    bodies = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3))
    found = draw(duties())
    body, count = "".join(bodies), 0
    if parts and titled and len(bodies) > 1:
        body = "".join(PARTS[parts](n) + text for n, text in enumerate(bodies, start=1))
        count = len(bodies)
    return f"{marker}{title + '。' if title else ''}{body}{found.printed}", Item(path, marker, title, found, count)
