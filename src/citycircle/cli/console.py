"""The two streams of a console: nothing printed to them may ever break a reading."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from citycircle.core.messages import Language


def prepare() -> None:
    """Let every stream answer a character that it cannot show (a GBK console and ㎡ or é) with a stand-in.

    UnicodeEncodeError is how Windows consoles usually greet Chinese programs.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def exact_output() -> Iterator[TextIO]:
    """Standard output as UTF-8 with line ends as they are, for answers that go into files and other programs.

    On a terminal people read: there the console's own encoding counts.
    """
    stream = sys.stdout
    if not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        yield stream
        return
    encoding, errors = stream.encoding, stream.errors
    stream.reconfigure(encoding="utf-8", errors="surrogatepass", newline="")
    try:
        yield stream
        stream.flush()
    finally:
        stream.reconfigure(encoding=encoding, errors=errors or "replace")


def chosen_language() -> Language:
    """The language that the environment asks for: CITYCIRCLE_LANG, else the locale, else Chinese."""
    for name in ("CITYCIRCLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wish = os.environ.get(name, "")[:2].lower()
        if wish in {"zh", "en"}:
            return "zh" if wish == "zh" else "en"
    return "zh"


def is_screen(stream: TextIO) -> bool:
    """Whether a person looks at a terminal that can move its cursor and change its type."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    # Old Windows consoles print control codes as rubbish; newer ones say who they are.
    return os.name != "nt" or any(os.environ.get(name) for name in ("WT_SESSION", "ANSICON", "TERM"))


def emphasised(text: str, stream: TextIO) -> str:
    """A text whose first line and whose lines that open a list stand in bold, for a screen without NO_COLOR."""
    if not is_screen(stream) or os.environ.get("NO_COLOR"):
        return text
    first, *rest = text.split("\n")
    lines = [f"\x1b[1m{line}\x1b[0m" if line.endswith((":", "\uff1a")) else line for line in rest]
    return "\n".join([f"\x1b[1m{first}\x1b[0m", *lines])


BETWEEN_LINES = 0.25
"""Seconds between two sayings of the same step."""


class Progress:
    """Says on standard error what is being done; at a terminal one line is rewritten, elsewhere each step gets its own.

    A step that repeats (page 3 of 64) is said again only four times a second, so a log stays readable.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._stream = sys.stderr
        self._live = is_screen(self._stream)
        self._said = ""
        self._at = 0.0

    def __call__(self, step: object, done: int | None = None, total: int | None = None) -> None:
        if self.quiet:
            return
        words = str(step)
        counted = f"{words} {done}/{total}" if done is not None and total else words
        now = time.monotonic()
        if words == self._said and (not self._live or (now - self._at < BETWEEN_LINES and done != total)):
            return
        self._said, self._at = words, now
        self._stream.write(f"\r\x1b[2K{counted}" if self._live else f"{counted}\n")
        self._stream.flush()

    def finish(self) -> None:
        """Leave the terminal's line clean for what follows."""
        if self._live and self._said:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
        self._said = ""
