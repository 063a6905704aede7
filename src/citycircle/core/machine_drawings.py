"""Draw a machine from its declaration: as Mermaid text, and as a picture of our own.

The picture puts the states side by side as posts and every step on a row of its own, so that forty steps between
fifteen states never cross a label. It carries no style sheet: colours follow the page it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from citycircle.core.machines import Machine, State, Step
from citycircle.core.messages import Language, Text, listed

SMALL, LARGE, LINE = 11, 13, 16
LEFT, POST, ROW, MARGIN = 400, 118, 40, 12
BOLD = 1.1
"""How much wider bold letters run."""
WIDE = 0x2E80
"""From here on characters take a whole square (Chinese and its punctuation)."""

BEGINS = Text("发起", "filed")
SELF = Text("状态不变", "stays")
NEEDS = Text("需{papers}", "with {papers}")
BRACKETS = Text("{name}（{roles}）", "{name} ({roles})")


def mermaid(machine: Machine, language: Language = "zh") -> str:
    """Write a machine as a Mermaid state diagram, for papers that render it.

    Every state, step, right and clock of the declaration is in it; see tests/core/test_machines.py.
    """
    lines = ["stateDiagram-v2"]
    for state in machine.states:
        words = "<br/>".join(_plain(line) for line in _post(machine, state, language))
        lines.append(f'    state "{words}" as {state.name}')
    lines.append(f"    [*] --> {machine.initial}: {BEGINS.say(language)}")
    for step in machine.steps:
        label = _plain(_label(machine, step, language))
        lines += [f"    {source} --> {step.goes_to(source)}: {label}" for source in step.sources]
    lines += [f"    {state.name} --> [*]" for state in machine.states if state.final]
    return "\n".join(lines) + "\n"


def svg(machine: Machine, language: Language = "zh") -> str:
    """Draw a machine as an SVG picture that prints on paper and follows light and dark pages."""
    posts = [_post(machine, state, language) for state in machine.states]
    wrapped = [list(_lines(lines)) for lines in posts]
    head = MARGIN + 32 + max(len(lines) for lines in wrapped) * LINE
    width = LEFT + POST * len(machine.states) + MARGIN
    height = head + ROW * len(machine.steps) + 2 * MARGIN
    title = escape(machine.title.say(language))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{title}" font-family="system-ui, sans-serif" font-size="{SMALL}" '
        'fill="currentColor" stroke="none">'
    )
    parts = [
        opening,
        f"<title>{title}</title>",
        f'<text x="{MARGIN}" y="{MARGIN + LARGE}" font-size="{LARGE + 2}" font-weight="bold">{title}</text>',
    ]
    for index, lines in enumerate(wrapped):
        parts += _draw_post(machine.states[index], lines, _x(index), head, height)
    for row, step in enumerate(machine.steps):
        parts += _draw_step(machine, step, head + ROW * row + ROW // 2 + MARGIN, language)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _post(machine: Machine, state: State, language: Language) -> list[str]:
    """What stands on a post: the state, who holds it, how long."""
    lines = [state.title.say(language)]
    if state.holder:
        lines.append(machine.roles[state.holder].say(language))
    if state.clock:
        lines.append(machine.clock(state.clock).text.say(language))
    return lines


def _label(machine: Machine, step: Step, language: Language) -> str:
    roles = listed(machine.roles[role] for role in step.roles)
    return BRACKETS.say(language, name=step.title, roles=roles)


def _below(machine: Machine, step: Step, language: Language) -> str:
    """The small line of a step: who, what it needs, where it stands."""
    who = listed(machine.roles[role] for role in step.roles)
    needs = [NEEDS.say(language, papers=listed(machine.papers[paper] for paper in step.needs))] if step.needs else []
    return " · ".join([who.say(language), *needs, *([step.clause.say(language)] if step.clause else [])])


def _plain(words: str) -> str:
    """Signs that Mermaid would read as its own."""
    return words.replace(":", "：").replace(";", "；").replace('"', "”").replace("#", "＃")


def _x(index: int) -> int:
    return LEFT + POST * index + POST // 2


def _lines(post: list[str]) -> Iterator[tuple[str, bool]]:
    """The lines of a post as they fit, the title bold."""
    title, *rest = post
    yield from ((part, True) for part in _wrap(title, POST - 14, SMALL * BOLD))
    yield from ((part, False) for line in rest for part in _wrap(line, POST - 14, SMALL))


def _draw_post(state: State, lines: list[tuple[str, bool]], x: int, head: int, height: int) -> Iterator[str]:
    top, radius = MARGIN, 4 if state.holder else 14
    yield (
        f'<rect x="{x - POST // 2 + 4}" y="{top + 24}" width="{POST - 8}" height="{head - top - 24}" rx="{radius}" '
        f'fill="none" stroke="currentColor" stroke-width="{2 if state.final else 1}"/>'
    )
    for number, (line, bold) in enumerate(lines):
        weight = ' font-weight="bold"' if bold else ""
        yield f'<text x="{x}" y="{top + 40 + LINE * number}" text-anchor="middle"{weight}>{escape(line)}</text>'
    yield (
        f'<line x1="{x}" y1="{head}" x2="{x}" y2="{height - MARGIN}" stroke="currentColor" stroke-opacity="0.25" '
        'stroke-dasharray="2 4"/>'
    )


def _draw_step(machine: Machine, step: Step, y: int, language: Language) -> Iterator[str]:
    places = {state.name: _x(index) for index, state in enumerate(machine.states)}
    yield f'<text x="{MARGIN}" y="{y}" font-size="{LARGE}">{_fitted(step.title.say(language), LARGE)}</text>'
    below = _fitted(_below(machine, step, language), SMALL)
    yield f'<text x="{MARGIN}" y="{y + 14}" fill-opacity="0.65">{below}</text>'
    starts = [places[source] for source in step.sources]
    yield from (f'<circle cx="{x}" cy="{y}" r="4"/>' for x in starts)
    if not step.target:
        hint = f"<title>{escape(SELF.say(language))}</title>"
        loop = "c 24 -10 24 18 2 8"
        yield from (
            f'<path d="M {x + 4} {y - 4} {loop}" fill="none" stroke="currentColor">{hint}</path>' for x in starts
        )
        return
    yield from _arrow(starts, places[step.target], y)


def _arrow(starts: list[int], end: int, y: int) -> Iterator[str]:
    """One line through all its starts, with a head at the end from each side that has one."""
    for side in (-1, 1):
        far = [x for x in starts if (x - end) * side > 0]
        if far:
            farthest = max(far, key=lambda x: abs(x - end))
            yield f'<line x1="{farthest}" y1="{y}" x2="{end}" y2="{y}" stroke="currentColor"/>'
            tip = end + side * 9
            yield f'<path d="M {end} {y} L {tip} {y - 4} L {tip} {y + 4} Z"/>'


def _width(words: str, size: float) -> float:
    return sum(size if ord(sign) >= WIDE else size * 0.56 for sign in words)


def _fitted(words: str, size: int) -> str:
    """Words as they fit before the posts; where they do not, the whole of them shows on pointing at it."""
    room = LEFT - 20
    if _width(words, size) <= room:
        return escape(words)
    short = words
    while short and _width(short + "…", size) > room:
        short = short[:-1]
    return f"{escape(short)}…<title>{escape(words)}</title>"


def _wrap(words: str, room: int, size: float) -> list[str]:
    """Break between words, and between any two Chinese characters."""
    lines, line = [], ""
    for piece in pieces(words):
        if line and _width((line + piece).rstrip(), size) > room:
            lines.append(line.strip())
            line = ""
        line += piece
    return [*lines, line.strip()]


def pieces(words: str) -> Iterator[str]:
    """Where a line may break: after a space and after every wide sign."""
    piece = ""
    for sign in words:
        piece += sign
        if sign == " " or ord(sign) >= WIDE:
            yield piece
            piece = ""
    if piece:
        yield piece
