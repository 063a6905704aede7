"""What the reader of commitments is given and what it gives back; every span counts in the mended text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from citycircle.core.plans import Commitment, Decoy, Diagnostic, Milestone, Project, Role, Target


class Passage(NamedTuple):
    """A stretch of the mended text under one path: a task with its title, an introduction, the preamble (no task)."""

    start: int
    end: int
    task: str | None
    path: tuple[str, ...]
    role: Role | None = None
    deadline: str | None = None
    """The deadline printed for the whole passage (a bracket at its end, a column of its table), word for word."""
    cell: bool = False
    """Whether the passage is a cell of a table: its row may say the same thing in another cell."""


@dataclass(frozen=True, slots=True)
class Commitments:
    """Everything that the passages promise, in document order."""

    targets: tuple[Target, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    projects: tuple[Project, ...] = ()
    decoys: tuple[Decoy, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
