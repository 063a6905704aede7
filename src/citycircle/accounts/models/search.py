"""What is searched: for each thing one row with its words, kept in the transaction that changes the thing.

The index over the words is made by the migration: FTS5 on SQLite, GIN over an array on PostgreSQL, neither of which
needs anything installed (docs/decisions/search.md).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

WORDS_TABLE = "accounts_searchwords"
"""The FTS5 table beside ours on SQLite."""


@lru_cache(1 << 16)
def as_kept(pair: str) -> str:
    """A pair of characters as plain ASCII, so that no tokenizer or locale of a database has an opinion on it.

    >>> as_kept("同城")
    '540cx57ce'
    """
    return "x".join(f"{ord(sign):x}" for sign in pair)


if TYPE_CHECKING:
    _Text = models.TextField[str, str]
    _Lookup = Lookup[Any]
else:
    _Text, _Lookup = models.TextField, Lookup  # they take no parameters at run time


class WordsField(_Text):
    """Pairs of characters, with spaces between them; filtered by `words__hold=[…]`, all of which must be there."""


@WordsField.register_lookup
class Hold(_Lookup):
    lookup_name = "hold"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, _ = self.process_lhs(compiler, connection)
        key = f'{column.rpartition(".")[0]}."id"'
        found = f"SELECT rowid FROM {WORDS_TABLE} WHERE {WORDS_TABLE} MATCH %s"  # noqa: S608  (a name of ours)
        return f"{key} IN ({found})", [" ".join(self._kept())]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, _ = self.process_lhs(compiler, connection)
        return f"string_to_array({column}, ' ') @> %s::text[]", [self._kept()]

    def _kept(self) -> list[str]:
        return sorted(as_kept(pair) for pair in self.rhs)


class SearchEntry(models.Model):
    """One thing that can be found. City, organisation and person are numbers by which a viewer's reach is asked."""

    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    """Everything it is found by, folded: what the index proposes is looked up here again."""
    words = WordsField()
    city = models.BigIntegerField(null=True)
    organisation = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)

    if TYPE_CHECKING:
        id: int

    class Meta:
        # The number first: with the kind first SQLite would read all of a kind rather than what the words found.
        constraints = (models.UniqueConstraint(fields=["number", "kind"], name="search_entry_once"),)

    def __str__(self) -> str:
        return self.title
