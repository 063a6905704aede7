"""The reader against the mere tokenising of the same text, and against one bare pass of a compiled expression.

    python bench/reader.py [--times 1 10 100]

A plan of our own region is read at one, ten and a hundred times its length (more tasks of the same kind, numbered on).
Reading is the whole job: repair, outline, duties, commitments, coverage. Ratios are medians over interleaved runs.
"""

from __future__ import annotations

import argparse
import logging
import re
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version

import jieba
import rjieba

from citycircle.documents.reading import read

CHAPTERS = "一二三四五六七八"
SENTENCES = (
    "{n}.打通第{n}号跨市通道。①加快推进澜川至禾阳快速路改建工程，力争{year}年底前建成通车。②新增跨市公交线路{m}条以上，日均客流达到{k}万人次。"
    "〔牵头单位：市交通运输局；责任单位：市发展改革委、市财政局，各县(市、区)政府、汀河新区管委会〕",
    "{n}.推进汀河联防联控。开展跨界断面联合监测每年不少于{m}次，水质优良比例达到{k}%以上，完成排污口整治{m}个。"
    "（市生态环境局牵头，市水利局、各县（市、区）政府按职责分工负责）",
    "{n}.共建科技创新走廊。支持澜川大学与松渚高新区共建联合实验室{m}家，技术合同成交额突破{k}亿元，增速不低于全省平均水平。"
    "（市科技局、市工业和信息化局按职责分工）",
)
EXPRESSION = re.compile(r"[一二三四五六七八九十]+、|\d+\.|[〔（(][^〕）)]*[〕）)]|\d+(?:\.\d+)?%?|\d{4}年")


def plan(times: int, tasks: int = 36) -> str:
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


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    rjieba.cut("先把词典装入内存")
    print(f"jieba {version('jieba')}, rjieba {version('rjieba')}; medians of {args.runs} interleaved runs, seconds")
    print(f"{'length':>8} {'chars':>9} {'ours':>8} {'jieba':>8} {'rjieba':>8} {'one pass':>8}   jieba/ours  µs/char")
    for times in args.times:
        text = plan(times)
        found = text.encode()
        tasks = len(read(found, name="plan.txt").plans[0].tasks)
        assert tasks == 36 * times, f"{tasks} tasks read instead of {36 * times}"
        assert "".join(jieba.cut(text)) == "".join(rjieba.cut(text)) == text
        jobs: dict[str, Callable[[], object]] = {
            "ours": lambda found=found: read(found, name="plan.txt"),
            "jieba": lambda text=text: list(jieba.cut(text)),
            "rjieba": lambda text=text: list(rjieba.cut(text)),
            "one pass": lambda text=text: EXPRESSION.findall(text),
        }
        measured: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(args.runs if times < 50 else max(1, args.runs // 2)):
            for name, job in jobs.items():
                measured[name].append(seconds(job))
        median = {name: statistics.median(values) for name, values in measured.items()}
        row = " ".join(f"{median[name]:8.4f}" for name in jobs)
        print(
            f"{times:>7}× {len(text):>9} {row}   {median['jieba'] / median['ours']:>9.2f}× "
            f"{median['ours'] / len(text) * 1e6:>8.2f}"
        )


if __name__ == "__main__":
    main()
