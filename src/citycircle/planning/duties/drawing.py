"""The load of organisations as plain bars: full, hatched and open, so that they stay apart in greyscale.

No style sheet and no style attribute: the picture stands on pages that allow neither, and follows their colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from citycircle.core.messages import Language, Text, spoken
from citycircle.paper.tables import width_of
from citycircle.planning.duties.shares import DUTIES, DUTY_NAMES, Duty, Load

BAR, STEP, TOP, NAMES, ROOM, END, SIZE = 16, 26, 34, 250, 380, 64, 12
LONGEST_NAME = 34
"""Half characters that fit in the room for names."""

TITLE = Text("各单位任务量", "Tasks per organisation")
_OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" role="img" aria-label="{title}" font-family="system-ui, sans-serif" font-size="{size}" '
    'fill="currentColor" stroke="none">'
)
_HATCHED = (
    '<defs><pattern id="hatched" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="2" height="5" fill="currentColor"/></pattern></defs>'
)
BAR_SAID = Text("{name}：{counts}", "{name}: {counts}")


def load_chart(loads: Sequence[Load], language: Language | None = None) -> str:
    """The loads as an SVG picture, one bar an organisation, in the order given.

    Every bar says its numbers to those who point at it or hear the page. An empty sequence draws the key alone.
    """
    tongue = language or spoken()
    most = max((load.tasks for load in loads), default=1) or 1
    width, height = NAMES + ROOM + END, TOP + STEP * len(loads) + 6
    title = escape(TITLE.say(tongue))
    lines = [
        _OPENING.format(width=width, height=height, title=title, size=SIZE),
        f"<title>{title}</title>",
        _HATCHED,
        *_key(tongue),
    ]
    for row, load in enumerate(loads):
        lines += _bar(load, TOP + STEP * row, ROOM / most, tongue)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _key(language: Language) -> Iterator[str]:
    x = NAMES
    for duty in DUTIES:
        yield _segment(duty, x, 6, 22)
        words = DUTY_NAMES[duty].say(language)
        yield f'<text x="{x + 28}" y="{6 + SIZE}">{escape(words)}</text>'
        x += 28 + width_of(words) * 7 + 20


def _bar(load: Load, y: int, scale: float, language: Language) -> Iterator[str]:
    counts = (
        Text("，", ", ").say(language).join(f"{DUTY_NAMES[duty].say(language)} {load.counts[duty]}" for duty in DUTIES)
    )
    said = escape(BAR_SAID.say(language, name=load.party.name, counts=counts))
    yield f"<g><title>{said}</title>"
    yield f'<text x="{NAMES - 8}" y="{y + SIZE}" text-anchor="end">{escape(_fitted(load.party.name))}</text>'
    x = float(NAMES)
    for duty in DUTIES:
        if load.counts[duty]:
            yield _segment(duty, round(x, 1), y, round(load.counts[duty] * scale, 1))
            x += load.counts[duty] * scale
    yield f'<text x="{round(x + 8, 1)}" y="{y + SIZE}">{load.tasks}</text></g>'


def _segment(duty: Duty, x: float, y: int, width: float) -> str:
    fill = {"lead": "currentColor", "responsible": "url(#hatched)", "cooperating": "none"}[duty]
    return f'<rect x="{x}" y="{y}" width="{width}" height="{BAR}" fill="{fill}" stroke="currentColor"/>'


def _fitted(name: str) -> str:
    if width_of(name) <= LONGEST_NAME:
        return name
    short = name
    while width_of(short) > LONGEST_NAME - 2:
        short = short[:-1]
    return f"{short}…"
