"""One family of errors: each says what happened, why it matters and what to do next, in both languages."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from citycircle.core.messages import Language, Text, said, spoken


class CityCircleError(Exception):
    """Something a person can act on. Subclasses name the situation and fill the three sentences.

    >>> class MonthAlreadyClosed(CityCircleError):
    ...     what = Text("{month}已锁定。", "{month} is locked.")
    ...     why = Text("锁定后的数字已用于通报。", "Its figures already stand in an issued notice.")
    ...     then = Text("请填写更正单。", "Please file a correction slip.")
    >>> error = MonthAlreadyClosed(month="2026-03")
    >>> error.say("en")
    '2026-03 is locked. Its figures already stand in an issued notice. Please file a correction slip.'
    >>> error.code
    'month_already_closed'
    """

    what: ClassVar[Text]
    why: ClassVar[Text]
    then: ClassVar[Text]

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(type(self).__name__)

    @property
    def code(self) -> str:
        """The name of the situation, as machines see it."""
        return self.code_of_class()

    @classmethod
    def code_of_class(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def sentences(self, language: Language | None = None) -> tuple[str, str, str]:
        """What happened, why it matters, what to do next."""
        what, why, then = (text.say(language, **self.details) for text in (self.what, self.why, self.then))
        return what, why, then

    def say(self, language: Language | None = None) -> str:
        """The three sentences in one line."""
        parts = [sentence for sentence in self.sentences(language) if sentence]
        return ("" if (language or spoken()) == "zh" else " ").join(parts)

    def as_json(self, language: Language | None = None) -> dict[str, Any]:
        """The one JSON shape of every error."""
        what, why, then = self.sentences(language)
        details = {name: said(value, language) for name, value in self.details.items()}
        return {"error": {"code": self.code, "what": what, "why": why, "then": then, "details": details}}

    def __str__(self) -> str:
        return self.say()


def situation(code: str) -> Text | None:
    """What a code of the log or of an interface means, with … where the details were; None for one nobody raises now.

    Only situations of modules that are loaded are known.

    >>> class NothingLeft(CityCircleError):
    ...     what = Text("{what}已用完。", "No {what} is left.")
    >>> situation("nothing_left").en, situation("nobody_knows")
    ('No … is left.', None)
    """
    waiting = list(CityCircleError.__subclasses__())
    while waiting:
        one = waiting.pop()
        if one.code_of_class() == code and hasattr(one, "what"):
            return Text(*(re.sub(r"\{[^}]*\}", "…", words) for words in (one.what.zh, one.what.en)))
        waiting += one.__subclasses__()
    return None
