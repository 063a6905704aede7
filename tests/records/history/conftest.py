"""The fixtures of lists serve here too: a plan of 澜川市 and its office's reviewer."""

from tests.records.lists.conftest import act, clock, keeper, plan  # noqa: F401
