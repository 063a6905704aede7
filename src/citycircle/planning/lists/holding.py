"""Which tasks a list is likely made for: policies, matters, projects. Proposed by words; a person decides."""

from __future__ import annotations

import re

from citycircle.planning.lists.template_words import Holds

_POLICIES = re.compile(r"政策|措施|办法|意见|细则|条例|标准|制度|机制")
_WORKS = re.compile(r"项目|工程|开工|竣工|通车|建成|新建|改扩建|线路|大桥|园区")


def suits(title: str, text: str, holds: Holds, *, names_works: bool = False) -> bool:
    """Whether a task looks like what a list holds; `names_works` says that it names works of its own.

    >>> suits("制定飞地园区共建办法", "", "policies"), suits("建成澜禾快速路", "", "works")
    (True, True)
    """
    is_policy = bool(_POLICIES.search(title or text))
    is_works = names_works or bool(_WORKS.search(title or text))
    return {"tasks": True, "policies": is_policy, "works": is_works, "matters": not is_policy and not is_works}[holds]
