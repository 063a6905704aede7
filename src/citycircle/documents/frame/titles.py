"""The title of a plan: on lines of its own, run into the text behind it, inside 《》 or inside 印发…的通知."""

from __future__ import annotations

import re

from citycircle.core.plans import Span
from citycircle.documents.frame import dates

NOUN = (
    "行动方案|行动计划|实施方案|工作方案|工作要点|重点工作|重点任务|主要任务|任务分工|责任分工|责任分解|(?:任务|责任|目标|工作)?分解(?:方案|表)?|分工表|一览表|(?:任务|责任|工作|清单|进展|进度|调度|推进|项目)(?:情况)?(?:月|季|年|统计|汇总|安排)?(?:报表|表|卡)|月报表?|"
    "实施意见|意见|规划|纲要|计划|方案|办法|细则|措施|举措|清单|安排|要点|任务|分工|政策|决定|规定|台账|工作报告|工作部署|合作协议|备忘录|路线图|民生实事|实事项目|折子工程|三年行动|专项行动|攻坚行动|行动"
)
"""What a plan calls itself, at the end of its title."""
_BRACKET = r"\s?[(（〔【][^()（）〔〕【】\n]{1,60}[)）〕】]"
_BRACKETS = rf"(?:{_BRACKET}){{0,3}}"
_WHOLE = re.compile(rf"(?:(?:{NOUN})(?:的通知)?|关于[^。]{{4,140}}的(?:通知|意见|决定|函|报告|批复)){_BRACKETS}$")
_END = re.compile(rf"(?:{NOUN}){_BRACKETS}")
_OPENER = re.compile(
    r"\s*(?:为(?!主|重|目标)|根据|按照|依据|遵照|依照|围绕|以习近平|坚持|贯彻|落实|认真贯彻|全面贯彻|深入贯彻|今年|当前|近年来|本(?:方案|计划|要点)|"
    r"(?:20\d\d|二〇..)年[,，是、的全我]|第一[章部条]|一、|[(（]一[)）]|1[.．、]|各[省市县区乡镇]|[^\n。]{0,40}[:：]\n|$|\n)"
)
_SENTENCE = re.compile(r"[。；;！？!?：:]")
_NOTICE = re.compile(
    r"(?:(?:印发|转发|下发)\s{0,4}[《〈<]?|(?:公布|发布)\s?[《〈<])(?P<title>[^\n。]{2,100}?(?:\n[^\n。]{2,100}?)??)[》〉>]?\s{0,4}的(?:通知|函|决定)"
)
_STRONG = re.compile(rf"(?:方案|计划|要点|清单){_BRACKETS}$")
_DATED = re.compile(r"\s*[(（]\s*20\d\d\s?年\s?\d{1,2}\s?月[^()（）]{0,30}[)）]|\s*[(（][^()（）]*号\s?[)）]")
_STATED = re.compile(r"\s*[(（][^()（）]*(?:牵头|下同|责任单位)[^()（）]*[)）]")
"""A rule in brackets below a title: (列第一位的为牵头单位，下同)."""
_INNER = r"[^《》]{4,160}(?:〈[^〈〉]*〉[^《》]{0,60})?"
_QUOTED = re.compile(rf"《(?P<title>{_INNER})》")
_SENT = re.compile(
    rf"(?:现(?:就|将|把)?[^。《\n]{{0,40}}|将)《(?P<one>{_INNER})》[^。《\n]{{0,30}}发|《(?P<two>{_INNER})》\s?(?:[(（][^()（）]*[)）])?\s?(?:已|业)经"
)
_FIRST = re.compile(r"(?:附\s?件\s?[\d一二三四五六]{0,2}\s?[:：]?\s*(?=[\u4e00-\u9fff]{6}))?(?P<title>[^\s#*＃])")
LONGEST = 160
_SHORT = 30
SHORTEST = 6
_CUT = re.compile(r"\d+\s?次|[\s。：:；;，,>»|】\]*#_]|\d{4}-\d{2}-\d{2}(?:\s?\d{2}[:：]\d{2}(?:[:：]\d{2})?)?")
_AS = re.compile(
    r"\s*为(?!深入|贯彻|全面|加快|认真|进一步|落实|推进|推动|做好|切实|更好|扎实|促进|主动|积极|抢抓|确保|充分|有效|实现|加强|提升|打造|构建|助力|高|大力|着力|加)"
)
"""…计划为引领: 为 that means as, not in order to."""
_NO_TITLE = re.compile("特?制定|本|坚持|以|将|把|该|按照|根据|贯彻|落实|以及|等|和|及")


def folded(title: str) -> str:
    """A title with nothing but its words, to compare two printings of it."""
    return re.sub(r"[\W_]", "", title)


def at(text: str, start: int, end: int) -> Span | None:
    """The title that begins at the first words behind `start`: up to four lines, or the head of a longer line.

    >>> text = "澜川市2025年同城化工作要点为深入贯彻落实会议精神,制定本要点。"
    >>> span = at(text, 0, len(text))
    >>> text[span.start:span.end]
    '澜川市2025年同城化工作要点'
    """
    first = _FIRST.search(text, start, end)
    if not first:
        return None
    begin = first.start("title")
    lines = text[begin : min(end, begin + LONGEST + 40)].split("\n")
    found = _on_lines(begin, lines) or _run_on(text, begin, end)
    return found and _without_date(text, found)


def _without_date(text: str, span: Span) -> Span:
    """A date, number or rule in brackets behind a title is no part: …方案(2025年3月5日通过); a report's month is."""
    last = re.search(r"(?<!表)[(（][^()（）]*[)）]$", text[span.start : span.end])
    if last and (_DATED.match(last.group()) or _STATED.match(last.group())):
        return Span(span.start, span.start + len(text[span.start : span.start + last.start()].rstrip()))
    return span


def _on_lines(begin: int, lines: list[str]) -> Span | None:
    found: str | None = None
    for count, line in enumerate(lines[:6]):
        if dates.WRITTEN.search(line):
            break
        taken = "\n".join(lines[: count + 1]).rstrip()
        ends = len(taken) > LONGEST or _SENTENCE.search(re.sub(_BRACKET, "", line)) or (count and _is_item(line))
        if ends or (found and line.strip() and not _goes_on(found, line)):
            break
        if line.strip() and _WHOLE.search(taken):
            found = taken
    return Span(begin, begin + len(found)) if found else None


def _goes_on(found: str, line: str) -> bool:
    """Say whether a title that could end above takes in one more line: a bracket, or a noun above 规划 or 意见."""
    only_bracket = re.fullmatch(rf"\s*{_BRACKET}\s*", line) and not _DATED.match(line)
    return bool(only_bracket or (not _STRONG.search(found) and len(line) <= _SHORT and _STRONG.search(line.strip())))


def _is_item(line: str) -> bool:
    return bool(re.match(r"\s*(?:[一二三四五六七八九十]+、|第[一二三]|[(（][一二]|\d+[.．、])", line))


def _run_on(text: str, begin: int, end: int) -> Span | None:
    stop = min(end, begin + LONGEST, *(match.start() for match in [_SENTENCE.search(text, begin, end)] if match))
    for match in _END.finditer(text, begin, min(end, stop + 1)):
        if "《" in text[begin : match.start()] and "》" not in text[begin : match.end()]:
            return None
        if match.end() - begin >= SHORTEST and _OPENER.match(text, match.end(), end):
            return Span(begin, match.end())
    return None


def within(text: str, start: int, end: int) -> Span | None:
    """The last title in a stretch without line ends, where it is cut off by signs before and by a preamble behind.

    >>> text = "点击:12次 汀河同城化行动方案(2025—2027年)为加快同城化,制定本方案。"
    >>> span = within(text, 0, len(text))
    >>> text[span.start:span.end]
    '汀河同城化行动方案(2025—2027年)'
    """
    found = None
    for match in _END.finditer(text, start, end):
        if _OPENER.match(text, match.end(), end) and not _AS.match(text, match.end(), end):
            before = text[max(start, match.start() - LONGEST) : match.start()]
            begin = match.start() - len(before) + max((cut.end() for cut in _CUT.finditer(before)), default=0)
            if match.end() - begin >= SHORTEST and not _NO_TITLE.match(text, begin):
                found = _without_date(text, Span(begin, match.end()))
    return found


def in_notice(text: str, start: int, end: int) -> Span | None:
    """The title inside 印发…的通知."""
    match = _NOTICE.search(text, start, end)
    return Span(*match.span("title")) if match else None


def issued(text: str, start: int, end: int) -> Span | None:
    """The plan that a letter sends out: 现将《…》印发, 《…》已经…同意; else the first plan it quotes."""
    sent = _SENT.search(text, start, end)
    if sent:
        return Span(*sent.span("one" if sent["one"] else "two"))
    return next(iter(quoted(text, start, end)), None)


def quoted(text: str, start: int, end: int) -> list[Span]:
    """The titles inside 《》 that name a plan."""
    found = (match for match in _QUOTED.finditer(text, start, end) if _WHOLE.search(match["title"]))
    return [Span(*match.span("title")) for match in found]
