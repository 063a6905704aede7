"""The page of light policies, cadences and the ladder, written from their tables, so that it cannot be out of date.

`python -m citycircle.cli.light_pages docs/reference` writes it; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from citycircle.core.kinds import Label
from citycircle.core.messages import Language, Text, listed, said, speaking
from citycircle.core.parameters import CERTAINTY, Row, Table
from citycircle.mechanisms.burden.forms import MINUTES
from citycircle.mechanisms.cadences.chain import CHAIN_RULES
from citycircle.mechanisms.cadences.default_terms import DEFAULT_TERMS
from citycircle.mechanisms.cadences.ladder_tables import LADDER_DAYS, LADDER_LEVELS
from citycircle.mechanisms.cadences.quotas import QUOTAS
from citycircle.mechanisms.cadences.recurrences import CADENCES, HANDING_ON
from citycircle.mechanisms.lights.colours import WORDS
from citycircle.mechanisms.lights.measures import MEASURES
from citycircle.mechanisms.lights.tables import BANDS, CASE_LIGHTS, CONSEQUENCES, POLICIES, measures_of, title_of

NAMES: dict[Language, str] = {"en": "lights.md", "zh": "lights.zh-CN.md"}
HEAD = Text(
    "# 亮灯、报送周期和催办阶梯\n\n[English](lights.md)\n\n"
    "本页由程序生成（`make docs`），与程序所用的参数表一致。各地做法各不相同，都是带日期和出处的数据；"
    "各市可以另立自己的政策。\n"
    "“原文未列明”的分档由本系统补足，亮灯时会注明。灯总是同时给出颜色、文字和一句算式；"
    "等待他方的事项亮灰灯并列入对方的待办。\n"
    "系统算出的灯、人工改定的灯和理由分别保存。单位可被评价，个人从不排名。",
    "# Lights, cadences and the ladder\n\n[中文](lights.zh-CN.md)\n\n"
    "This page is made by the program (`make docs`) from the tables it works with. Practice differs from city to city "
    "and is data with a day and a source; a city may add policies of its own.\n"
    "A band that the source leaves open is filled by this product, and its light says so. A light is always a colour, "
    "a word and one sentence of arithmetic; what waits for somebody else is grey and stands on the other's list.\n"
    "The computed light, the one set by a person and the reason are kept apart. Organisations may be judged, persons "
    "are never ranked.",
)
POLICY_HEAD = Text(
    "| 指标 | 分档 | 灯 | 说明 | 原文未列明 |\n|---|---|---|---|---|",
    "| measure | band | light | word | source leaves it open |\n|---|---|---|---|---|",
)
SOURCE = Text("依据：{source}［{sure}］，自{since}起。", "Source: {source} [{sure}], since {since}.")
MEASURED = Text("指标：{required}；可选：{optional}。", "Measures: {required}; optional: {optional}.")
NONE = Text("无", "none")
YES = Text("是", "yes")
PLAIN_TABLES: tuple[Table, ...] = (
    CASE_LIGHTS, CONSEQUENCES, CADENCES, HANDING_ON, QUOTAS, DEFAULT_TERMS, CHAIN_RULES, LADDER_DAYS, LADDER_LEVELS,
    MINUTES,
)  # fmt: skip


def pages() -> dict[str, str]:
    """Both pages by file name."""
    found = {}
    for language, name in NAMES.items():
        with speaking(language):
            blocks = [HEAD.say(), *("\n".join(_policy(row)) for row in POLICIES.rows)]
            blocks += ["\n".join(_table(table)) for table in PLAIN_TABLES]
            found[name] = "\n\n".join(blocks) + "\n"
    return found


def _policy(row: Row) -> Iterator[str]:
    yield f"## {title_of(row)}\n"
    measured = MEASURED.say(required=_titles(row["required"]), optional=_titles(row["optional"]))
    yield f"`{row['policy']}`. {measured}"
    yield f"{_source(row)}\n"
    yield POLICY_HEAD.say()
    for name in measures_of(row):
        for band in BANDS.rows:
            if (band["policy"], band["measure"]) == (row["policy"], name):
                yield _line(_band(band))


def _titles(names: Iterable[str]) -> Text:
    titles = [MEASURES[name].title for name in names]
    return listed(titles) if titles else NONE


def _band(band: Row) -> Iterator[Label]:
    measure = MEASURES[band["measure"]]
    yield measure.title
    yield band["bounds"].say(measure.unit)
    yield WORDS[band["colour"]]
    yield Text(band["word_zh"], band["word_en"])
    yield YES if band["source_silent"] else ""


def _table(table: Table) -> Iterator[str]:
    spoken = Text("zh", "en").say()
    names = [name for name in table.columns if not name.endswith(("_zh", "_en")) or name.endswith(f"_{spoken}")]
    yield f"## {table.title}\n"
    yield f"`{table.name}`\n"
    heads = [name.removesuffix(f"_{spoken}") for name in names]
    yield _line([*(f"`{name}`" for name in heads), Text("依据", "source")])
    yield "|" + "---|" * (len(names) + 1)
    for row in table.rows:
        yield _line([*(table.columns[name].show(row[name]) for name in names), _source(row)])


def _source(row: Row) -> str:
    return SOURCE.say(source=row.source, sure=CERTAINTY[row.certainty], since=row.valid_from)


def _line(cells: Iterable[Label]) -> str:
    return "| " + " | ".join(said(cell).replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    """Write both pages into the folder that is named."""
    folder = Path(sys.argv[1])
    for name, page in pages().items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
