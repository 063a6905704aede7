"""Where the service takes its settings from: the environment first, then one `citycircle.toml` in the data folder.

Standard library only, so that `citycircle check` can say what is wrong before Django starts.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

YES = frozenset({"1", "yes", "true", "on", "是"})
NO = frozenset({"0", "no", "false", "off", "否", ""})

SQLITE_AT_CONNECT = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA mmap_size=134217728;PRAGMA cache_size=-64000;"
)
"""Measured without one lock error for four writing processes; see docs/decisions/sqlite-and-postgresql.md."""


class SettingNotUnderstood(CityCircleError):
    what = Text(
        "设置项 {name} 的值“{value}”无法识别。", "The setting {name} has a value that is not understood: {value!r}."
    )
    why = Text("服务不会猜测设置。", "The service does not guess at settings.")
    then = Text("请改为：{expected}。", "Please use {expected}.")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings as the administrator wrote them: `data` is the folder that holds everything."""

    data: Path
    written: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.written.get(name, default)

    def claim(self, name: str, *, default: bool) -> bool:
        """A yes or a no.

        >>> Configuration(Path(), {"https": "no"}).claim("https", default=True)
        False
        """
        value = self.written.get(name)
        if value is None:
            return default
        if value.lower() in YES | NO:
            return value.lower() in YES
        raise SettingNotUnderstood(name=name, value=value, expected="yes / no")

    def number(self, name: str, default: int) -> int:
        value = self.written.get(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit():
            return int(value)
        raise SettingNotUnderstood(name=name, value=value, expected=Text("一个整数", "a whole number"))

    def listed(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Values separated by commas."""
        value = self.written.get(name)
        return [part.strip() for part in value.split(",") if part.strip()] if value is not None else list(default)

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """Network addresses or ranges, with commas.

        >>> Configuration(Path(), {"admin_addresses": "10.1.2.0/24, 10.9.8.7"}).networks("admin_addresses")
        [IPv4Network('10.1.2.0/24'), IPv4Network('10.9.8.7/32')]
        """
        try:
            return [ip_network(one) for one in self.listed(name)]
        except ValueError as error:
            raise SettingNotUnderstood(name=name, value=self.text(name), expected="10.1.2.0/24, 10.9.8.7") from error


def configuration(environment: Mapping[str, str] = os.environ) -> Configuration:
    """Read the environment (`CITYCIRCLE_…`) over `citycircle.toml`.

    >>> configuration({"CITYCIRCLE_DATA": "/nowhere", "CITYCIRCLE_HOSTS": "a.example, b.example"}).listed("hosts")
    ['a.example', 'b.example']
    """
    data = Path(environment.get("CITYCIRCLE_DATA", "citycircle-data")).absolute()
    file = Path(environment.get("CITYCIRCLE_CONFIGURATION", data / "citycircle.toml"))
    written = {name: _as_text(value) for name, value in _read(file).items()}
    prefix = "CITYCIRCLE_"
    written |= {
        name.removeprefix(prefix).lower(): value for name, value in environment.items() if name.startswith(prefix)
    }
    return Configuration(data, written)


def database(address: str, data: Path) -> dict[str, Any]:
    """Django's description of the database: SQLite in the data folder, or the PostgreSQL that one address names.

    >>> database("postgres://clerk:s%40crem@db.example:5433/circle?sslmode=require", Path("/data"))["NAME"]
    'circle'
    >>> database("", Path("/data"))["NAME"].name
    'citycircle.sqlite3'

    Raises SettingNotUnderstood for an address of another kind.
    """
    if not address:
        return _sqlite(data / "citycircle.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingNotUnderstood(
            name="database_url", value=_without_password(address), expected="postgres://USER:PASSWORD@HOST:5432/NAME"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _without_password(address: str) -> str:
    """The address as it may stand on a screen or in a log.

    >>> _without_password("mysql://clerk:s%40cret@db.example/circle")
    'mysql://clerk:•••@db.example/circle'
    """
    return re.sub(r"(://[^:/@]*):.*@", r"\1:•••@", address)


def _sqlite(file: Path) -> dict[str, Any]:
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_AT_CONNECT}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options, "CONN_MAX_AGE": 60}


def _read(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingNotUnderstood(name=str(file), value=str(error), expected="TOML (UTF-8)") from error


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(str(part) for part in value)
    return str(value)
