"""The four dated tables of a light policy: what is measured, its bands, cases without a number, what follows.

A city's own policy is rows of the same shape under a name of its own; `Policies.amended` lays them on top, strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice, Series, Words, YesNo
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Edition, NoRuleInForce, Row, Table, table_beside
from citycircle.mechanisms.lights.bands import Bounds, check_partition
from citycircle.mechanisms.lights.colours import COLOUR
from citycircle.mechanisms.lights.measures import MEASURES

EVERY = "*"
"""The policy whose cases hold for all that say nothing of their own."""
_NAME = Words(
    r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", Text("小写字母、数字和下划线", "lower-case letters, digits and underscores")
)
_ANY_NAME = Words(r"\*|[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", Text("政策名称或 *", "the name of a policy, or *"))
MEASURE = Choice({name: measure.title for name, measure in MEASURES.items()})
CASES = {
    "done": Text("已完成", "done"),
    "waiting": Text("等待他方", "waits for somebody else"),
    "disputed": Text("职责待定", "duty not decided"),
    "not_comparable": Text("不可比", "not comparable"),
    "missing": Text("数据未报", "facts missing"),
}
SUBJECTS = {
    "task": Text("任务", "task"),
    "project": Text("项目", "project"),
    "indicator": Text("指标", "indicator"),
    "slip": Text("督查单", "supervision slip"),
    "organisation": Text("单位（不含个人）", "organisation (never a person)"),
}

POLICIES = table_beside(
    __file__,
    "policies",
    Text("亮灯政策", "Light policies"),
    key={"policy": _NAME},
    value={
        "title_zh": Words(),
        "title_en": Words(),
        "subject": Choice(SUBJECTS),
        "required": Series(MEASURE),
        "optional": Series(MEASURE),
        "among": Whole(),
    },
)
BANDS = table_beside(
    __file__,
    "bands",
    Text("亮灯分档", "Bands of light policies"),
    key={"policy": _NAME, "measure": MEASURE, "number": Whole(low=1)},
    value={
        "bounds": Bounds(),
        "colour": COLOUR,
        "word_zh": Words(),
        "word_en": Words(),
        "source_silent": YesNo(),
    },
)
"""`source_silent` marks a band that the source leaves open and this product fills; its light says so."""
CASE_LIGHTS = table_beside(
    __file__,
    "cases",
    Text("特殊情形的灯", "Lights of cases without a number"),
    key={"policy": _ANY_NAME, "case": Choice(CASES)},
    value={"colour": COLOUR, "word_zh": Words(), "word_en": Words()},
)
CONSEQUENCES = table_beside(
    __file__,
    "consequences",
    Text("亮灯后续措施", "What follows from lights"),
    key={"policy": _NAME, "colour": COLOUR, "count": Whole(low=1)},
    value={
        "running": YesNo(),
        "points": Number(low=None),
        "act_zh": Words(),
        "act_en": Words(),
        "document_zh": Words(empty=True),
        "document_en": Words(empty=True),
    },
)
"""`running` counts lights that follow one another, else all of the year. `points` are an organisation's."""


class MeasuresUnclear(CityCircleError):
    """A policy measures nothing, or has bands for a measure that it does not name."""

    what = Text(
        "“{policy}”的指标与分档不一致：{measures}。", "“{policy}”: measures and bands do not agree: {measures}."
    )
    why = Text(
        "没有指标就没有灯；未列明的分档不会被使用。",
        "Without a measure there is no light, and stray bands are never used.",
    )
    then = Text(
        "请在政策的“必需”或“可选”指标中列出，并为每项指标写明分档。",
        "Please name each measure as required or optional and give each its bands.",
    )


class Policies(NamedTuple):
    """The tables of light policies as they are used together: those of the package, with a city's own rows on top."""

    policies: Table = POLICIES
    bands: Table = BANDS
    cases: Table = CASE_LIGHTS
    consequences: Table = CONSEQUENCES

    def amended(self, texts: Mapping[str, str], *, file: str) -> Policies:
        """The tables with a city's own rows on top, all of them checked together.

        `texts` are CSV texts by the name of the table (`policies`, `bands`, `cases`, `consequences`); `file` names
        them in a refusal. Raises ParameterFileFaulty, BandsLeaveGap, BandsOverlap, MeasuresUnclear.
        """
        unknown = set(texts) - set(self._fields)
        if unknown:
            raise ValueError(f"no such table: {sorted(unknown)}")
        more = {name: getattr(self, name).amended_by(text, file=file) for name, text in texts.items()}
        amended = self._replace(**more)
        amended.check()
        return amended

    def check(self) -> None:
        """Hold that on every day each policy in force has all its bands. Raises as `amended` does."""
        for day in sorted({*self.policies.turns, *self.bands.turns}):
            for row in _rows(self.policies, day):
                self._check_policy(row, day)

    def names(self, on: date) -> tuple[str, ...]:
        """The policies in force on a day, in the order of their tables."""
        return tuple(row["policy"] for row in _rows(self.policies, on))

    def _check_policy(self, row: Row, day: date) -> None:
        policy, title = row["policy"], title_of(row)
        named = measures_of(row)
        banded = list(dict.fromkeys(each["measure"] for each in _rows(self.bands, day) if each["policy"] == policy))
        stray = [name for name in banded if name not in named]
        if stray or not named or len(set(named)) < len(named):
            raise MeasuresUnclear(policy=title, measures=_titles(stray or named))
        for name in named:
            intervals = [
                each["bounds"] for each in _rows(self.bands, day) if (each["policy"], each["measure"]) == (policy, name)
            ]
            check_partition(intervals, policy=title, measure=MEASURES[name].title)


PACKAGE = Policies()


def measures_of(row: Row) -> list[str]:
    """The measures of a policy, the required ones first."""
    return [*row["required"], *row["optional"]]


def title_of(row: Row) -> Text:
    """What a policy is called."""
    return Text(row["title_zh"], row["title_en"])


def word_of(row: Row) -> Text:
    """The word of a band or case."""
    return Text(row["word_zh"], row["word_en"])


def _titles(names: Iterable[str]) -> Text:
    titles = [MEASURES[name].title for name in names]
    return listed(titles) if titles else Text("无", "none")


def _rows(table: Table, day: date) -> tuple[Row, ...]:
    return edition.rows if (edition := _edition(table, day)) else ()


def _edition(table: Table, day: date) -> Edition | None:
    try:
        return table.edition(day)
    except NoRuleInForce:
        return None
