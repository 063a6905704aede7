"""Text files that a command reads and writes: whole or refused, in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

from citycircle.core.errors import CityCircleError
from citycircle.core.files import why_not
from citycircle.core.messages import Text


class TextNotReadable(CityCircleError):
    what = Text("无法读取 {file}：{reason}。", "{file} cannot be read: {reason}.")
    why = Text("该文件的内容决定结果，不作猜测。", "What stands in it decides the result, and nothing is guessed.")
    then = Text("请核对文件路径和编码（UTF-8）。", "Please check the path and the encoding (UTF-8).")


def text_of(file: str | Path) -> str:
    """The whole text of a file in UTF-8, without a mark at its start. Raises TextNotReadable."""
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TextNotReadable(file=file, reason=why_not(error)) from error


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place and move it there, so that it is whole or as it was. Raises FileNotWritable."""
    from citycircle.paper.record_files import FileNotWritable

    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        raise FileNotWritable(file=path, reason=why_not(error)) from error
