"""Real plans, damaged by script in every way we know, are read as if they had come clean."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from types import ModuleType

import pytest
from opencc import OpenCC

from citycircle.documents.reading import read
from citycircle.documents.repair.mend import mend
from citycircle.documents.writers.json import as_json

Damage = Callable[[str, random.Random], str]
PINYIN = ("fā", "jiàn", "shè", "chǎn", "yè", "lián", "wù", "qū", "xīn", "huì ", "zhǎng", "lǜ")
HAN = "\u4e00-\u9fff"


def pinyin(text: str, dice: random.Random) -> str:
    """Every fifth kind of character carries its debris everywhere, as a converter does it."""
    chosen = {
        letter: dice.choice(PINYIN) for letter in sorted(set(re.findall(f"[{HAN}]", text))) if dice.random() < 0.2
    }
    return "".join(f"{letter}({chosen[letter]})" if letter in chosen else letter for letter in text)


def traditional(text: str, dice: random.Random) -> str:
    return OpenCC("s2t").convert(text)


def page_numbers(text: str, dice: random.Random) -> str:
    """A page number in the middle of a word, every nine hundred characters."""
    page = iter(range(1, 1000))
    places = [match.start() for match in re.finditer(f"(?<=[{HAN}]{{6}})(?=[{HAN}]{{6}})", text)]
    cut, last = [], 0
    for place in places:
        if place - last > 900:
            cut.append(place)
            last = place
    return "".join(f"{text[a:b]}—{next(page)}—" for a, b in zip([0, *cut], cut, strict=False)) + text[last:]


def wrapped(text: str, dice: random.Random) -> str:
    """Printed at a width of thirty-six characters."""
    return "\n".join(line[at : at + 36] for line in text.split("\n") for at in range(0, max(len(line), 1), 36))


def invisible(text: str, dice: random.Random) -> str:
    return re.sub(
        f"(?<=[{HAN}])(?=[{HAN}])", lambda _: dice.choice(("", "", "", "\u200b", "\u00ad", "\ue5e5", "\ufffd")), text
    )


def wide(text: str, dice: random.Random) -> str:
    """Digits and letters in full width."""
    return re.sub("[0-9A-Za-z]", lambda match: chr(ord(match[0]) + 0xFEE0), text)


def spaced(text: str, dice: random.Random) -> str:
    """One character in forty is followed by a stray space where its word stands elsewhere whole."""
    words = re.findall(f"(?=([{HAN}]{{3}}))", text)
    often = {word for word in words if words.count(word) > 2}
    return re.sub(
        f"(?<=[{HAN}]{{2}})(?=[{HAN}]{{2}})",
        lambda match: " " if text[match.start() - 1 : match.start() + 2] in often and dice.random() < 0.05 else "",
        text,
    )


def watermarked(text: str, dice: random.Random) -> str:
    """A line of the printer's cuts long sentences."""
    return re.sub(
        f"([,，、][{HAN}]{{5}})(?=[{HAN}]{{5}}[{HAN}、,，]{{30}})",
        lambda match: match[1] + ("\n内部资料 请勿外传\n" if dice.random() < 0.15 else ""),
        text,
    )


def windows_lines(text: str, dice: random.Random) -> str:
    return text.replace("\n", "\r\n")


def entities(text: str, dice: random.Random) -> str:
    return text.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("—", "&mdash;").replace(" ", "&nbsp;")


def radicals(text: str, dice: random.Random) -> str:
    """What some PDF writers print for common characters."""
    return text.translate(str.maketrans("一二人口工文方日水火用立行金长高黄龙", "⼀⼆⼈⼝⼯⽂⽅⽇⽔⽕⽤⽴⾏⾦⻓⾼⻩⻰"))


DAMAGES: tuple[Damage, ...] = (
    pinyin, traditional, page_numbers, wrapped, invisible, wide, spaced, watermarked, windows_lines, entities, radicals,
)  # fmt: skip


@pytest.fixture(scope="session")
def clean(shared) -> dict[str, tuple[str, dict]]:
    """The mended texts of the real plans beside their annotations."""
    folder = shared / "plans"
    return {
        path.stem: (
            mend(path.read_text("utf-8")).text,
            json.loads((folder / "gold" / f"{path.stem}.json").read_text("utf-8")),
        )
        for path in sorted(folder.glob("*.txt"))
    }


def figures(scorer: ModuleType, clean: dict, damage: Damage | None) -> dict[str, float]:
    tallies = {name: scorer.Tally() if name in scorer.TALLIES else scorer.Share() for name in scorer.ORDER}
    for name, (text, gold) in clean.items():
        found = damage(text, random.Random(name)) if damage else text
        answer = json.loads(json.dumps(as_json(read(found.encode(), name=f"{name}.txt"))))
        scorer.score(gold, scorer.joined(answer), tallies, name)
    return {name: tally.f1 for name, tally in tallies.items()}


@pytest.fixture(scope="session")
def as_clean(scorer, clean) -> dict[str, float]:
    return figures(scorer, clean, None)


@pytest.mark.shared
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_plan_reads_like_a_clean_one(damage: Damage, scorer, clean, as_clean) -> None:
    found = figures(scorer, clean, damage)
    lost = {
        name: (round(as_clean[name], 3), round(value, 3))
        for name, value in found.items()
        if value < as_clean[name] - 0.01
    }
    assert lost == {}
