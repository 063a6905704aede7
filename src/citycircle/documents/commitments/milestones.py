"""What is to be so by a date, without a number: 2030年6月建成通车, 到2030年基本形成….

A date printed with 到, 前 or 底 governs the clauses behind it in the sentence; a bare year only a clause that says
something is finished. Under the goals of a plan the date also reaches later sentences, where only what is said to be
finished counts, because the rest describes.
"""

from __future__ import annotations

import re

from citycircle.core.plans import Document, Milestone, Span
from citycircle.documents.commitments.deadlines import completed
from citycircle.documents.commitments.governing import Timed
from citycircle.documents.commitments.indicators import without_dates
from citycircle.documents.commitments.passages import Passage
from citycircle.language.strengths import strength

_FINISHED = re.compile(
    r"建成|竣工|完工|投产|投用|投运|通车|通航|开航|运营|启用|开工|启动|验收|完成|实现|形成|出台|印发|发布|上线|组建|设立|挂牌|获批|"
    r"建立|落地|达标|消除|解决|全覆盖|投入使用|开通|取得|纳入|动工|签约"
)
_WHOLLY = re.compile(
    r"(?:(?:基本|初步|全面|全部|率先|如期|努力|加快|总体|彻底)(?:建成|实现|解决|消除|完成|建立)|(?:基本|初步|全面|总体)形成|建成)"
)
_MEANS = re.compile(
    r"^(?:通过(?![^,，]{0,8}(?:验收|评审|审批|认定|审核|考核|复核))|以|按照?|根据|围绕|依托|坚持|为|在.{1,24}[下上中]$|对|结合|由|从|针对|经过|即|包括|如|将)"
)
_UNDER_WAY = re.compile(
    r"(?:加快|积极|大力|持续|共同|切实|认真|不断|进一步)*(?:建设(?!成)|推进|推动|规划|谋划|研究|探索|支持|鼓励|加强|争取|实施|开展|强化|深化)"
    r"|各[^,，]{1,12}要|.*落实到位$"
)
"""Acts that go on; a date earlier in the sentence promises no end of them."""
_BARE = re.compile(
    r"(?:全面|顺利|如期|正式|基本|全部|主体)*(?:建成|竣工|通过|投用|投产|投运|通车|通航|完工|开工|开航|验收|启用|运营)"
    r"(?:国家|省级|投用|投产|通车|验收|使用|运营|并|和|投入)*$"
)
_SELF = re.compile(r"见附[件表]|(?:制定|制订)本|特制|本(?:方案|计划|要点|规划|意见|通知)|现(?:制定|将|印发|就)")
_FORBIDDEN = re.compile(r"不得|严禁|禁止|不再")
_SHORTEST = 4


def milestone(timed: Timed, passage: Passage, document: Document, work: str = "") -> Milestone | None:
    """The dated state or act of a clause that has no target, if it promises one.

    `work` is the one last named in the sentence; it is what a bare 全面建成 speaks of.
    """
    moment = timed.moment()
    if moment is None or timed.past:
        return None
    clause = timed.clause
    what = without_dates(clause.text)
    if len(what) < _SHORTEST or _MEANS.match(what) or _SELF.search(what) or not _promised(timed, what):
        return None
    implied = None if moment.is_printed else completed(moment, document)
    deadline = moment.value() or (implied.value if implied else None)
    if deadline is None:
        return None
    return Milestone(
        task=passage.task,
        path=passage.path,
        what=f"{work}{what}" if _BARE.match(what) else what,
        deadline=deadline,
        quote=clause.text,
        span=Span(clause.start, clause.end),
        strength=strength(clause.text),
        deadline_implied=implied,
    )


def _promised(timed: Timed, what: str) -> bool:
    moment = timed.moment()
    assert moment is not None
    if not timed.moments and _FORBIDDEN.search(what):
        return False  # a rule from then on, no state by then
    if timed.is_inherited():
        return bool(_WHOLLY.search(what))
    if moment.bound == "by" and moment.is_printed:
        return bool(timed.moments) or not _UNDER_WAY.match(what)
    if moment.bound == "within" and "《" in what:
        return False  # 2030年3月,国家印发《…》 tells what happened
    return bool(timed.moments or timed.led or moment.bound == "by") and bool(_FINISHED.search(what))
