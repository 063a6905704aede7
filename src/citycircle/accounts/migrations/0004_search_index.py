"""The index over the words of search entries: FTS5 kept by triggers on SQLite, GIN on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FORGET = "INSERT INTO accounts_searchwords (accounts_searchwords, rowid, words) VALUES ('delete', old.id, old.words);"
ENTER = "INSERT INTO accounts_searchwords (rowid, words) VALUES (new.id, new.words);"
TABLE = """CREATE VIRTUAL TABLE accounts_searchwords USING fts5(words, content='accounts_searchentry',
           content_rowid='id', detail='none', columnsize=0, tokenize='ascii')"""
TRIGGERS = {
    "accounts_searchwords_added": f"AFTER INSERT ON accounts_searchentry BEGIN {ENTER} END",
    "accounts_searchwords_removed": f"AFTER DELETE ON accounts_searchentry BEGIN {FORGET} END",
    "accounts_searchwords_changed": f"AFTER UPDATE ON accounts_searchentry BEGIN {FORGET} {ENTER} END",
}
INDEX = "CREATE INDEX accounts_searchwords ON accounts_searchentry USING gin (string_to_array(words, ' '))"


def make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        editor.execute(INDEX)
        return
    editor.execute(TABLE)
    for name, does in TRIGGERS.items():
        editor.execute(f"CREATE TRIGGER {name} {does}")


def drop(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        editor.execute("DROP INDEX accounts_searchwords")
        return
    for name in TRIGGERS:
        editor.execute(f"DROP TRIGGER {name}")
    editor.execute("DROP TABLE accounts_searchwords")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_search_entry")]
    operations = [migrations.RunPython(make, drop)]
