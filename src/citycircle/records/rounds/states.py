"""The states of machine A that a comment round and a baseline bring a task to (`mechanisms.tasks` has the whole)."""

from __future__ import annotations

DRAFTED = "drafted"
COMMENTING = "commenting"
SETTLING = "settling"
ISSUED = "issued"
ACKNOWLEDGED = "acknowledged"
BEFORE_ISSUE = (DRAFTED, "draft", COMMENTING, SETTLING, ISSUED, ACKNOWLEDGED)
"""From here a new version brings a task (back) to "issued"; who is further on signs for it and goes on."""
