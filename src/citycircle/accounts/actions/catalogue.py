"""Finding every action by looking: the `actions` modules and packages below `accounts` and `records`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from citycircle.accounts.actions.base import ACTIONS, Action

HOMES = ("citycircle.accounts", "citycircle.records")


def load() -> dict[str, type[Action[object]]]:
    """Import every module named `actions`, or standing in a package of that name, and return what registered itself."""
    for home in HOMES:
        package = import_module(home)
        for module in pkgutil.walk_packages(package.__path__, f"{home}."):
            if "actions" in module.name.split("."):
                import_module(module.name)
    return ACTIONS
