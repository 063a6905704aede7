"""What a report text says that can be held on to: figures, dates, stages that were reached; and what it leaves open.

Labels of the month itself (截至11月底), names with digits in them (G42, 12345热线, 《2026年要点》) and words that only
look like numbers (进一步, 一批) are no content, and a stage that is still being pushed (正在加快完成) is not reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from citycircle.language.dates import Moment, find_dates
from citycircle.language.numerals import Numeral, find_numbers
from citycircle.language.units import Unit, read_unit

_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_NAMES = re.compile(
    r"《[^》]*》|[“\"](?:\d[+＋]\w[^”\"]*)[”\"]|\d(?:[+＋][\dNn]+)+|[A-Za-z]+-?\d[\d.]*|\d+(?:\.\d+)?[GgKk](?![A-Za-z])"
    r"|第\s?[\d一二三四五六七八九十]+(?:项|条|号|届|次|期|章|款|方面|部分)|123(?:45|15|28)|\d+号(?:线|楼|路|桥墩?|文)"
    r"|(?:24|1|一|半|2|两)小时(?=自助|通勤|交通|生活|经济|服务|城市)|[一二三四五六七八九十]+(?:是|要)(?=[\u4e00-\u9fff])"
    r"|(?:^|(?<=[。；;\n]))\s*[(（]?\d{1,2}[)）.、．](?!\d)"
)
_IDIOMS = re.compile(
    r"进一步|一体化|一系列|一批|一定|统一|逐一|之一|唯一|同一|一致|一律|一并|第[一二三]|万无一失|十分|一方面|另一方面|千方百计"
    r"|一网|一件事|一卡|一码|一张|一图|一表|三张清单|一事|一企|一次性|多规合一|百日|双随机|四好|双向|两山"
)
_CLAUSES = re.compile(r"[^，,；;。\n！!]+")
_REACHED = re.compile(
    r"完成|建成|开工|竣工|完工|通车|开通|投运|投用|投产|签订|签署|签约|印发|出台|发布|验收|获批|批复|立项|招标结束|中标|封顶|贯通"
    r"|合龙|上线|揭牌|挂牌|摘牌|启用|交付|入库|下达|拨付|移交|公示|备案|召开|举办|举行|开幕|进场|办结|达成|到位|到岗|核发|反馈|来函"
    r"|未获(?:同意|批准|通过)|未通过|流标|流拍|推迟|停工|终止|试运[行营]|成功|送审|报送|采纳|取得(?:用地|施工|规划|许可|批复|土地|环评)"
    r"|成立(?!.{0,4}(?:专班|领导小组|工作组|小组|机制))"
    r"|(?:审核|审议|审查|评审|审定)通过|通过(?:了)?(?:评审|审查|审议|验收)"
    r"|已(?!经?(?:取得.{0,4}(?:进展|成效|成果)|有序|按|在|将|进入|引起|纳入重|高度|全面铺开|初见|形成.{0,3}(?:格局|氛围|合力|机制)))(?=经?[\u4e00-\u9fff]{2})"
)
_PENDING = re.compile(
    r"未|没有|拟|将|计划|预计|推进|推动|加快|争取|力争|准备|正在|抓紧|筹备|确保|待|有望|即将|着手|做好|谋划|研究|围绕|对照|按照"
    r"|为|力促|督促|协调|努力|全力|继续|持续"
)
_AHEAD = re.compile(
    r"下一?步|下月|下阶段|接下来|下一阶段|拟于|计划(?:于|在)|预计|将于|将在|(?:力争|争取|确保)[^，。；]{0,14}前|\d月(?:底|中旬|上旬|下旬|\d+日)前"
)
_FINISHED = re.compile(
    r"全面完成|全部完成(?!.{0,6}的?前提)|已办结|竣工验收|申请办结|申请销号|正式(?:通车|运营|投用|启用)|投入运营"
)
_EMPTY = re.compile(
    r"下一?步|下月|下阶段|接下来|我们?局|我单位|将|拟|要|继续|持续|加快|有序|稳步|扎实|大力|积极|全力|按(?:照|既定)?|计划|推进|推动|做好"
    r"|开展|相关|各项|工作|落实|进一步|加大|加强|力度|跟踪|项目|建设|实施|确保|取得|实效|成效|抓好|抓紧|协调|配合|落到实处|落实到位"
    r"|落地|见效|任务|进度|前期|要求|有关|部门|单位|沟通|对接|密切|紧盯|目标|节点|时间|不断|深入|统筹|认真|尽快|早日|服务|保障|监督"
    r"|指导|调度|强化|责任|压实|狠抓|亲自|抓|力争|保持|联系|情况|方案|完善|扩大|成果|巩固|提升|水平|质量|高|事项|乘势而上|再接再厉"
    r"|久久为功|善作善成|真抓实干|凝心聚力|奋力|深化|合作|交流|融合|发展|打造|一流|的|和|与|并|及|中|等|好"
)
"""Words that fill a next step without saying what it is."""
_SIGNS = re.compile(r"[\s，,。；;：:、！!？?（）()“”\"'‘’—\-·…]+")
_LONG_STEP = 4
"""Characters that remain of a next step when all empty words are taken out; fewer say nothing."""


class Content(NamedTuple):
    """What a text says that can be held on to."""

    figures: tuple[str, ...]
    dates: tuple[str, ...]
    reached: tuple[str, ...]


class Figure(NamedTuple):
    """A number of a text with the unit behind it, and the words in front of it."""

    numeral: Numeral
    unit: Unit | None
    before: str


def content(text: str, month: str) -> Content:
    """Find figures, dates other than labels of the month (2026-11) itself, and stages reached.

    >>> content("截至11月底，工作有序推进，进一步加大力度。", "2026-11")
    Content(figures=(), dates=(), reached=())
    >>> content("11月3日完成招标，累计完成投资3.2亿元。", "2026-11")
    Content(figures=('3.2亿元',), dates=('11-03',), reached=('11月3日完成招标', '累计完成投资3.2亿元'))
    """
    numbers = tuple(f"{each.numeral.text}{each.unit.text if each.unit else ''}" for each in figures(text))
    dates = tuple(_said(moment) for moment in find_dates(text.translate(_WIDE)) if _tells(moment, month))
    return Content(numbers, dates, tuple(_reached(text)))


def figures(text: str) -> Iterator[Figure]:
    """Every number that counts or measures something, with its unit; dates, names and idioms are left out."""
    plain = text.translate(_WIDE)
    for pattern in (_NAMES, _IDIOMS):
        plain = pattern.sub(lambda found: " " * len(found[0]), plain)
    for moment in find_dates(plain):
        plain = plain[: moment.start] + " " * (moment.end - moment.start) + plain[moment.end :]
    for numeral in find_numbers(plain):
        unit = read_unit(plain, numeral.end)
        if numeral.is_chinese and not numeral.share and (unit is None or numeral.value < 2):  # noqa: PLR2004 - 一家
            continue
        yield Figure(numeral, unit, plain[: numeral.start])


def says_what_follows(text: str, next_step: str) -> bool:
    """Whether a next step is named: in its own cell with some substance or a date, or at the end of the text."""
    if not next_step.strip():
        return bool(_AHEAD.search(text.translate(_WIDE)))
    step = next_step.translate(_WIDE)
    if any(moment.month is not None or moment.bound == "by" for moment in find_dates(step)) or next(
        figures(step), None
    ):
        return True
    return len(_SIGNS.sub("", _EMPTY.sub("", step))) >= _LONG_STEP


def says_finished(text: str) -> bool:
    """Whether a text says that nothing is left to do."""
    return bool(_FINISHED.search(text))


def same_content(text: str, last: str, month: str) -> bool:
    """Whether a text holds no figure, date or stage that last month's did not hold, labels of both months aside."""
    return _held(text, month) == _held(last, month)


def _held(text: str, month: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    numbers = tuple(f"{each.numeral.text}{each.unit.text if each.unit else ''}" for each in figures(text))
    dates = tuple(_said(moment) for moment in find_dates(text.translate(_WIDE)) if _tells(moment, month, near=1))
    return numbers, dates, tuple(_bare(clause, month) for clause in _reached(text))


def likeness(text: str, last: str, month: str) -> tuple[int, int]:
    """How like last month's a text is, as equal characters of all; labels of the month and signs are left out.

    >>> likeness("截至11月底，工作有序推进。", "截至10月底，工作有序推进", "2026-11")
    (12, 12)
    """
    one, two = _bare(text, month), _bare(last, month)
    total = len(one) + len(two)
    return total - Indel.distance(one, two), total


def _bare(text: str, month: str) -> str:
    plain = text.translate(_WIDE)
    for moment in reversed(find_dates(plain)):
        if moment.month is not None and not moment.day and not _tells(moment, month, near=1):
            plain = plain[: moment.start] + plain[moment.end :]
    return _SIGNS.sub("", plain)


def _tells(moment: Moment, month: str, *, near: int = 0) -> bool:
    """Whether a date is more than a label of the month (or of one before it, `near`)."""
    if moment.every is not None or moment.month is None:
        return False
    if moment.day is not None:
        return True
    number = int(month[-2:])
    return moment.month not in {(number - back - 1) % 12 + 1 for back in range(near + 1)}


def _said(moment: Moment) -> str:
    day = f"-{moment.day:02}" if moment.day else ""
    return f"{moment.month:02}{day}"


def _reached(text: str) -> Iterator[str]:
    for clause in _CLAUSES.findall(text):
        for found in _REACHED.finditer(clause):
            before = clause[: found.start()]
            if before[-2:].endswith(("已", "已经", "均已", "正式", "顺利", "全部")) or not _PENDING.search(before):
                yield clause.strip()
                break
