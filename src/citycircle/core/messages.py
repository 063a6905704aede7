"""Every sentence the product says, in both languages, beside the code that says it.

The floors below the service need no catalogue: a sentence that lacks one of its languages cannot be built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_speaking: ContextVar[Language] = ContextVar("speaking", default="zh")


class Text:
    """One sentence or word in polite office Chinese and in English, with named places for values.

    >>> hello = Text("请于{day}前报送。", "Please report by {day}.")
    >>> hello.say("en", day="5 March")
    'Please report by 5 March.'
    >>> hello.say(day="3月5日")
    '请于3月5日前报送。'

    A value may itself be a Text; it is said in the same language. Raises KeyError for a value not given.
    """

    # Written out, because importing `dataclasses` takes longer than all else that a single rule needs (bench/rules.py).
    __slots__ = ("en", "zh")

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.zh, self.en) == (other.zh, other.en)

    def __hash__(self) -> int:
        return hash((self.zh, self.en))

    def __repr__(self) -> str:
        return f"Text(zh={self.zh!r}, en={self.en!r})"

    def say(self, language: Language | None = None, /, **values: object) -> str:
        language = language or _speaking.get()
        sentence = self.zh if language == "zh" else self.en
        if not values:
            return sentence
        return sentence.format(**{name: said(value, language) for name, value in values.items()})

    def fill(self, **values: object) -> Text:
        """The sentence with its values put in, in both languages at once.

        >>> Text("请于{day}前报送。", "Please report by {day}.").fill(day="3.5").en
        'Please report by 3.5.'
        """
        return Text(self.say("zh", **values), self.say("en", **values))

    def __str__(self) -> str:
        return self.say()


def said(value: object, language: Language | None = None) -> str:
    """Say a value that may be a Text; anything else is printed as it is."""
    return value.say(language) if isinstance(value, Text) else str(value)


COMMA = Text("、", ", ")
SEMICOLON = Text("；", "; ")


def listed(words: Iterable[object], between: Text = COMMA) -> Text:
    """Several words as a list, with the comma of each language; phrases that hold commas with a SEMICOLON.

    >>> listed(["a", Text("乙", "b")]).say("en"), listed(["甲", "乙"]).say("zh")
    ('a, b', '甲、乙')
    """
    several = list(words)
    return Text(*(between.say(each).join(said(word, each) for word in several) for each in LANGUAGES))


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Let every sentence inside the block be said in one language."""
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def spoken() -> Language:
    """The language in which sentences are said here; Chinese unless somebody chose."""
    return _speaking.get()
