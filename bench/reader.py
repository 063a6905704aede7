"""The reader against the mere tokenising of the same text, and against one bare pass of a compiled expression.

    python bench/reader.py [--times 1 10 100]

Two texts of our own region are read at one, ten and a hundred times their length: `dense`, nothing but tasks of three
sentences, and `plan`, the plan of the demo with its chapter of tasks repeated. `real` are the five plans in ../shared,
where they are at hand, one after the other. Reading is the whole job: repair, outline, duties, commitments, coverage;
a tokeniser only cuts words. Processor time is taken, so that a busy machine counts less; ratios are medians over
interleaved runs.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import jieba
import rjieba

from citycircle.documents.reading import read
from citycircle.language.numerals import write_number

CHAPTERS = "一二三四五六七八"
SENTENCES = (
    (
        "{n}.打通第{n}号跨市通道。①加快推进澜川至禾阳快速路改建工程，力争{year}年底前建成通车。②新增跨市公交线路{m}条以上，"
        "日均客流达到{k}万人次。〔牵头单位：市交通运输局；责任单位：市发展改革委、市财政局，各县(市、区)政府、汀河新区管委会〕"
    ),
    (
        "{n}.推进汀河联防联控。开展跨界断面联合监测每年不少于{m}次，水质优良比例达到{k}%以上，完成排污口整治{m}个。"
        "（市生态环境局牵头，市水利局、各县（市、区）政府按职责分工负责）"
    ),
    (
        "{n}.共建科技创新走廊。支持澜川大学与松渚高新区共建联合实验室{m}家，技术合同成交额突破{k}亿元，增速不低于全省平均水平。"
        "（市科技局、市工业和信息化局按职责分工）"
    ),
)
EXPRESSION = re.compile(r"[一二三四五六七八九十]+、|\d+\.|[〔（(][^〕）)]*[〕）)]|\d+(?:\.\d+)?%?|\d{4}年")
DEMO = Path(__file__).parents[1] / "src/citycircle/demo/plans/regional_three_year_plan.txt"
SHARED = Path(os.environ.get("CITYCIRCLE_SHARED", Path(__file__).parents[2] / "shared")) / "plans"
_LONG = 50
"""Texts of so many times the length are read less often."""
TASKS = {"dense": 36, "plan": 30}


def dense(times: int, tasks: int = 36) -> str:
    """A plan with `tasks` × `times` numbered tasks in eight chapters."""
    lines = ["汀河都市圈同城化发展三年行动方案（2026—2028年）", "为推进汀河都市圈同城化发展，制定本方案。"]
    count = tasks * times
    for number in range(1, count + 1):
        chapter, first = divmod((number - 1) * len(CHAPTERS), count)
        if first < len(CHAPTERS):
            lines.append(f"{CHAPTERS[chapter]}、推进第{CHAPTERS[chapter]}个领域一体化")
        sentence = SENTENCES[number % len(SENTENCES)]
        lines.append(sentence.format(n=number, m=number % 9 + 2, k=number % 80 + 11, year=2026 + number % 3))
    return "\n".join(lines)


def plan(times: int) -> str:
    """The regional plan of the demo with its chapter of thirty tasks `times` times, each copy a chapter of its own."""
    found = DEMO.read_text("utf-8")
    first, last = found.index("二、重点任务"), found.index("三、保障措施")
    tasks = found[first + 2 : last]
    chapters = "".join(f"{write_number(number)}、{tasks}" for number in range(2, times + 2))
    return f"{found[:first]}{chapters}{write_number(times + 2)}、{found[last + 2 :]}"


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def tasks_in(found: bytes) -> int:
    """How many tasks are read, measures of the closing chapter left out."""
    return sum(task.role == "task" for each in read(found, name="plan.txt").plans for task in each.tasks)


def compare(name: str, texts: Sequence[str], runs: int) -> None:
    """One line: every text by ours and by the others, in turns."""
    for text in texts:
        assert "".join(jieba.cut(text)) == "".join(rjieba.cut(text)) == text
    files = [text.encode() for text in texts]
    jobs: dict[str, Callable[[], object]] = {
        "ours": lambda: [read(found, name="plan.txt") for found in files],
        "jieba": lambda: [list(jieba.cut(text)) for text in texts],
        "rjieba": lambda: [list(rjieba.cut(text)) for text in texts],
        "one pass": lambda: [EXPRESSION.findall(text) for text in texts],
    }
    measured: dict[str, list[float]] = {job: [] for job in jobs}
    for _ in range(runs):
        for job, work in jobs.items():
            measured[job].append(seconds(work))
    length = sum(map(len, texts))
    median = {job: statistics.median(values) for job, values in measured.items()}
    ratio = statistics.median(b / a for a, b in zip(measured["ours"], measured["jieba"], strict=True))
    row = " ".join(f"{median[job]:8.4f}" for job in jobs)
    print(f"{name:>12} {length:>9} {row}   {ratio:>9.2f}× {median['ours'] / length * 1e6:>8.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    rjieba.cut("先把词典装入内存")
    versions = ", ".join(f"{name} {version(name)}" for name in ("citycircle", "jieba", "rjieba"))
    print(f"Python {platform.python_version()}; {versions}; medians of {args.runs} interleaved runs, processor seconds")
    print(f"{'text':>12} {'chars':>9} {'ours':>8} {'jieba':>8} {'rjieba':>8} {'one pass':>8}   jieba/ours  µs/char")
    for kind, made in (("dense", dense), ("plan", plan)):
        for times in args.times:
            text = made(times)
            tasks = tasks_in(text.encode())
            assert tasks == TASKS[kind] * times, f"{tasks} tasks read instead of {TASKS[kind] * times}"
            compare(f"{kind} {times}×", [text], args.runs if times < _LONG else max(2, args.runs // 3))
    if real := sorted(SHARED.glob("*.txt")):
        compare("real", [path.read_text("utf-8") for path in real], args.runs)


if __name__ == "__main__":
    main()
