"""The words of headings: which announce no tasks, which announce safeguards, and where a heading ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_GENERAL = (
    r"(?:指导思想|基本原则|工作原则|实施原则|发展原则|总体要求|总体思路|总体目标|总体考虑|总体布局|总体部署|主要目标|"
    r"发展目标|工作目标|行动目标|建设目标|目标任务|目标要求|任务目标|年度目标|预期目标|主要预期目标|发展主要目标|目标指标|主要指标|具体目标|阶段目标|近期目标|远期目标|"
    r"目标定位|目标愿景|目标|发展愿景|发展定位|战略定位|功能定位|总体定位|基本思路|工作思路|发展思路|主要思路|基本要求|"
    r"发展基础|现实基础|工作基础|发展现状|基本情况|现状分析|面临形势|形势分析|发展形势|发展环境|重要意义|重大意义|编制背景|"
    r"工作背景|编制依据|制定依据|规划范围|规划期限|适用范围|实施范围|实施期限|规划背景|规划依据|前言|引言|序言|发展背景|背景意义)"
)
_GENERAL_TITLE = re.compile(
    rf"^(?:[“\"]?(?:20\d{{2}}|十[一二三四五六七八九]五)[”\"]?[^，,。]{{0,8}}?)?(?:明确|把握|准确把握|统一|坚持|规划)?{_GENERAL}"
    rf"(?:(?:和|与|及|以及|、){_GENERAL})*[。.:：]?$"
)
_GENERAL_END = re.compile(r"^.{2,20}的?(?:总体要求|指导思想|基本原则|总体思路|总体目标|主要目标|工作目标)$")
_GENERAL_START = re.compile(rf"{_GENERAL}(?:(?:和|与|及|以及|、){_GENERAL})*")
_SIGNAL_START = re.compile(
    r"(?:重点任务|主要任务|工作任务|重点工作|主要措施|工作措施|重点举措|主要举措|工作举措|任务举措|实施步骤|工作步骤|进度安排|任务分工|"
    r"保障措施|保障机制|组织保障|组织实施|组织领导|规划实施|实施保障|工作要求|工作保障|有关要求|相关要求)"
)
_SAFEGUARD = re.compile(
    r"保障(?:措施|机制|体系|政策|实施|落实)|(?:组织|实施|工作|政策|规划|制度|机制|强化|加强)保障|保障(?:规划|计划|方案)|"
    r"规划(?:的)?实施|组织实施|组织领导|组织推进|(?:工作|有关|相关|实施|纪律|组织)要求|(?:推进|工作|落实|实施|推动)机制|"
    r"(?:抓好|狠抓|强化|确保|推动|加强)(?:工作|规划|方案|任务|组织|督导|督查|督促)?落实|"
    r"保障与?实施|监督(?:检查|考核|评估)|督(?:导|查|促)(?:考核|评估|落实|检查|问效)?$|附则"
)
_PLAIN_SAFEGUARD = re.compile(
    r"保障(?:措施|机制)|(?:组织|实施|规划|强化|加强|工作)保障|规划(?:的)?实施|组织实施|组织领导|保障(?:规划|计划|方案)|工作要求|附则"
)
_OTHER_SAFEGUARDS = re.compile(
    r"(?:社会|民生|要素|能源|住房|医疗|就业|生活|粮食|水源|用地|供应|基本|权益|安全|法治|服务|交通|水安全)保障"
)
_BODY = re.compile(r"(?![和与及、，,。的])(?=.{6,}).{0,80}?[，,。；;]")
"""A body behind a heading that is known by its words: a clause or more, not the rest of a longer heading."""
_FORGOTTEN = 60
"""So far behind a heading's start an open bracket or quotation mark was forgotten."""
_USUAL_LENGTHS = range(8, 25)
_USUAL_ENDINGS = frozenset({
    "建设", "发展", "体系", "行动", "能力", "水平", "机制", "格局", "工程", "一体", "合作", "保障", "实施", "区域",
    "改革", "协同", "共享", "互通", "高地", "融合", "治理", "转型", "升级", "创新",
})  # fmt: skip
OPENERS = (
    "围绕", "按照", "坚持", "统筹", "积极", "以", "为", "充分", "深入", "全面", "加快", "推进", "推动", "根据",
    "聚焦", "立足", "抢抓", "把握", "紧扣", "依托", "落实", "贯彻", "通过", "到20", "发挥", "加强", "创新", "支持",
    "完善", "建立", "着力", "大力", "各", "进一步", "严格", "对照", "认真", "结合", "顺应", "牢固", "主动", "持续",
    "强化", "优化", "打造", "实施", "健全", "深化", "力争", "构建", "促进", "在",
)  # fmt: skip
"""Words with which the body under a heading tends to open."""


@lru_cache(4096)
def is_general(title: str) -> bool:
    """Whether a heading announces aims, principles or background rather than tasks.

    >>> [is_general(title) for title in ("指导思想", "总体要求和主要目标", "“十五五”时期发展目标", "推进交通互联")]
    [True, True, True, False]
    """
    title = re.sub(r"\s+", "", title)
    return bool(_GENERAL_TITLE.match(title) or _GENERAL_END.match(title))


@lru_cache(4096)
def is_safeguard(title: str) -> bool:
    """Whether a heading of a closing chapter announces how the plan is to be carried through.

    >>> [is_safeguard(title) for title in ("保障措施", "切实加强规划保障实施", "强化社会保障")]
    [True, True, False]
    """
    title = re.sub(r"\s+", "", title)
    return bool(_SAFEGUARD.search(_OTHER_SAFEGUARDS.sub("", title)))


@lru_cache(4096)
def is_plainly_safeguard(title: str) -> bool:
    """Whether a heading can announce nothing but safeguards, even where its paragraphs name who leads.

    >>> is_plainly_safeguard("保障措施"), is_plainly_safeguard("健全推进机制")
    (True, False)
    """
    title = re.sub(r"\s+", "", title)
    return bool(_PLAIN_SAFEGUARD.search(_OTHER_SAFEGUARDS.sub("", title)))


def announced(line: str) -> int:
    """How many characters a heading takes that is known by its words, where the body follows without a break; or 0.

    >>> announced("指导思想以新发展理念为引领，坚持创新"), announced("推进交通互联"), announced("目标设定")
    (4, 0, 0)
    """
    match = _GENERAL_START.match(line) or _SIGNAL_START.match(line)
    if match is None or not _BODY.match(line, match.end()):
        return 0
    return match.end()


def first_stop(text: str, start: int, end: int, stops: str = "。") -> int:
    """The first full stop outside quotation marks and brackets, or `end`.

    >>> first_stop("推进“一证通”。建桥。", 0, 11)
    7
    """
    depth = 0
    for at in range(start, end):
        sign = text[at]
        if sign in "“《（(〔【":
            depth += 1
        elif sign in "”》）)〕】":
            depth = max(0, depth - 1)
        elif sign in stops and (depth == 0 or at - start > _FORGOTTEN):
            return at
    return end


def glued_ends(lines: Sequence[str]) -> list[int]:
    """Where headings end that run into their body without any sign, judged by the headings beside them.

    Sister headings tend to end alike, and a body tends to open with one of a few words.

    >>> lines = ["开展产业联动行动围绕制造强市，主动", "开展设施互通行动统筹推进交通、能源，加快"]
    >>> [line[:end] for line, end in zip(lines, glued_ends(lines))]
    ['开展产业联动行动', '开展设施互通行动']
    """
    cuts = [_possible_cuts(line) for line in lines]
    endings = Counter(line[cut - 2 : cut] for line, places in zip(lines, cuts, strict=True) for cut in places)
    ends = []
    for line, places in zip(lines, cuts, strict=True):
        best = max(places, key=lambda cut: (_weight(line, cut, endings, len(lines)), -cut), default=0)
        ends.append(best if best and _weight(line, best, endings, len(lines)) > 1 else 0)
    return ends


def _possible_cuts(line: str) -> list[int]:
    stop = re.search(r"[，,。；;：:]", line)
    limit = min(stop.start() if stop else len(line), 36)
    return [at for at in range(5, limit) if line.startswith(OPENERS, at)]


def _weight(line: str, cut: int, endings: Counter[str], lines: int) -> float:
    ending = line[cut - 2 : cut]
    shared = endings[ending]
    known = ending in _USUAL_ENDINGS
    return (2.0 * shared / lines if shared > 1 else 0) + (1.2 if known else 0) + (0.4 if cut in _USUAL_LENGTHS else 0)
