"""The readable protocol of a draw (Markdown), for the file and for whoever wants to recompute it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from citycircle.core.messages import Language, Text
from citycircle.mechanisms.draws.detection import detection_power
from citycircle.mechanisms.draws.lots import key_of
from citycircle.mechanisms.draws.records import Draw
from citycircle.mechanisms.draws.rosters import Roster
from citycircle.mechanisms.draws.rules import KINDS

SHOWN = 200
"""How many exclusions are printed; the record holds them all."""

TITLE = Text("抽取记录：{title}", "Record of a draw: {title}")
FIXED = Text("一、事先固定的内容", "1. Fixed beforehand")
ANNOUNCED = Text("公布时间：{at}；公布人：{by}。", "Announced: {at}, by {by}.")
ROSTER = Text("名册：{entries}条，指纹 `{fingerprint}`。", "Roster: {entries} entries, fingerprint `{fingerprint}`.")
BASIS = Text("依据：{sentence}", "Basis: {sentence}")
COMMITTED = Text("{party}于{at}承诺：`{commitment}`", "{party} committed at {at}: `{commitment}`")
ONE_PARTY = Text(
    "提示：只有一方承诺。该方在承诺前可以反复试种子，挑选结果；要由各方共同取信，请至少两方各自承诺后再抽取。",
    "Note: only one party committed. Before it did, it could have tried seeds until it liked the result; for a draw "
    "that all sides can trust, let at least two commit.",
)
RULES = Text("抽取规则", "Rules")
RULE_HEAD = Text("| 类型 | 名称 | 字段 | 取值 | 数量 | 理由 |", "| kind | name | field | values | number | reason |")
DRAWS = Text("二、抽取结果", "2. Drawn")
ROUND = Text("第{number}轮（{at}）", "Round {number} ({at})")
DRAWN_HEAD = Text("| 序号 | 编号 | 分组 | 签号（前16位） |", "| no. | id | stratum | lot (first 16 digits) |")
OUT = Text("回避与排除（{count}个）", "Kept out ({count})")
OUT_HEAD = Text("| 编号 | 理由 |", "| id | reason |")
MORE = Text("其余{count}个见记录文件。", "The other {count} stand in the record.")
PASSED = Text("签号在前但未取（{count}个）", "Passed over although the lot came first ({count})")
REFUSED = Text("{id}于{at}退出：{reason}", "{id} withdrew at {at}: {reason}")
SEATED = Text("三、最终名单", "3. Final list")
PROOF = Text("四、揭示与复算", "4. Revealed, and how to recompute")
SEED = Text("{party}于{at}揭示种子：`{seed}`", "{party} revealed its seed at {at}: `{seed}`")
KEY = Text(
    "抽取密钥：`{key}`。任一编号的签号可复算：`printf '%s' '{key}:编号' | sha256sum`。",
    "Key of the draw: `{key}`. The lot of any id can be recomputed: `printf '%s' '{key}:ID' | sha256sum`.",
)
SECRET = Text("种子尚未揭示。", "The seeds are not revealed yet.")
POWER = Text("五、抽样的发现能力", "5. What this sample can find")
POWER_LINE = Text(
    "若可抽取的{population}个中有{faulty}个不实，抽取{sample}个至少发现一个的概率为{percent}%（超几何分布，精确值）。",
    "If {faulty} of the {population} that could be drawn were false, a sample of {sample} would find at least one with "
    "a probability of {percent} % (hypergeometric, exact).",
)
FAULTY = (1, 3, 5, 10)


def protocol(draw: Draw, language: Language | None = None, *, roster: Roster | None = None, label: str = "") -> str:
    """Write the protocol. With the roster and the name of a column, people stand beside their identifiers."""
    names = {name: entry.get(label, "") for name, entry in roster.entries.items()} if roster and label else {}
    lines = [f"# {TITLE.say(language, title=draw.title)}", "", *_fixed(draw, language)]
    lines += ["", f"## {DRAWS.say(language)}", *_rounds(draw, names, language)]
    lines += ["", f"## {SEATED.say(language)}", ""]
    lines += [f"- {_named(name, names)} · {stratum}" for name, stratum in draw.seated.items()]
    lines += ["", f"## {PROOF.say(language)}", "", *_proof(draw, language), *_power(draw, language)]
    return "\n".join(lines) + "\n"


def power_lines(draw: Draw) -> list[tuple[int, int, int, Fraction]]:
    """For a sample by share: could be drawn, faulty, drawn, probability; empty for any other draw."""
    first = next((event for event in draw.events if event["kind"] == "draw"), None)
    if first is None or not any(rule.kind == "share" for rule in draw.rules):
        return []
    always = {rule.name or "必选" for rule in draw.rules if rule.kind == "always"}
    certain = sum(one["stratum"] in always for one in first["drawn"])
    population = draw.size - len(first["excluded"]) - certain
    sample = len(first["drawn"]) - certain
    several = [faulty for faulty in FAULTY if faulty <= population]
    return [(population, faulty, sample, detection_power(population, faulty, sample)) for faulty in several]


def _named(name: str, names: Mapping[str, str]) -> str:
    return f"{name} {names[name]}" if names.get(name) else name


def _fixed(draw: Draw, language: Language | None) -> Iterator[str]:
    first = draw.events[0]
    yield from [f"## {FIXED.say(language)}", "", f"- {ANNOUNCED.say(language, at=first['at'], by=first['by'])}"]
    yield f"- {ROSTER.say(language, entries=draw.size, fingerprint=draw.roster)}"
    for sentence in first.get("basis", ()):
        yield f"- {BASIS.say(language, sentence=Text(sentence['zh'], sentence['en']))}"
    for event in draw.events:
        if event["kind"] == "commit":
            yield f"- {COMMITTED.say(language, **_text(event, 'party', 'at', 'commitment'))}"
    if len(draw.commitments) == 1:
        yield f"- **{ONE_PARTY.say(language)}**"
    yield from ["", f"### {RULES.say(language)}", "", RULE_HEAD.say(language), "|---|---|---|---|---|---|"]
    for rule in draw.rules:
        cells = (KINDS.options[rule.kind].say(language), rule.name, rule.field, "; ".join(rule.values), rule.number)
        yield f"| {' | '.join(cells)} | {rule.reason.say(language)} |"


def _rounds(draw: Draw, names: Mapping[str, str], language: Language | None) -> Iterator[str]:
    for event in draw.events:
        if event["kind"] == "refuse":
            yield from ["", REFUSED.say(language, **_text(event, "id", "at", "reason"))]
        if event["kind"] != "draw":
            continue
        yield from [
            "",
            f"### {ROUND.say(language, number=event['round'], at=event['at'])}",
            "",
            DRAWN_HEAD.say(language),
        ]
        yield "|---|---|---|---|"
        for place, one in enumerate(event["drawn"], start=1):
            yield f"| {place} | {_named(one['id'], names)} | {one['stratum']} | `{one['lot'][:16]}` |"
        yield from _reasons(PASSED, event["passed_over"], names, language)
        if event["round"] == 1:
            yield from _reasons(OUT, event["excluded"], names, language)


def _reasons(
    head: Text, several: list[dict[str, str]], names: Mapping[str, str], language: Language | None
) -> Iterator[str]:
    if not several:
        return
    yield from ["", head.say(language, count=len(several)), "", OUT_HEAD.say(language), "|---|---|"]
    for one in several[:SHOWN]:
        yield f"| {_named(one['id'], names)} | {Text(one['reason_zh'], one['reason_en']).say(language)} |"
    if len(several) > SHOWN:
        yield from ["", MORE.say(language, count=len(several) - SHOWN)]


def _proof(draw: Draw, language: Language | None) -> Iterator[str]:
    if set(draw.seeds) != set(draw.commitments):
        yield SECRET.say(language)
        return
    for event in draw.events:
        if event["kind"] == "reveal":
            yield f"- {SEED.say(language, **_text(event, 'party', 'at', 'seed'))}"
    yield f"- {KEY.say(language, key=key_of(draw.seeds, draw.roster, draw.rules_fingerprint))}"


def _power(draw: Draw, language: Language | None) -> Iterator[str]:
    lines = power_lines(draw)
    if lines:
        yield from ["", f"## {POWER.say(language)}", ""]
    for population, faulty, sample, power in lines:
        percent = f"{float(power * 100):.1f}"
        yield f"- {POWER_LINE.say(language, population=population, faulty=faulty, sample=sample, percent=percent)}"


def _text(event: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(event[name]) for name in names}
