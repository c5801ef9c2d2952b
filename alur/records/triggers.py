"""The database's own refusal to change the record: entries can be added, never updated, deleted or truncated."""

from __future__ import annotations

from typing import Any

SENTENCE = "catatan perjalanan tidak dapat diubah atau dihapus"

# INSERT OR REPLACE deletes without asking the delete trigger, so an insert that meets an old line is refused as well.
MEETS = (
    "SELECT 1 FROM records_entry WHERE id = NEW.id OR token = NEW.token "
    "OR (subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND number = NEW.number)"
)
SQLITE = {
    "entry_no_replace": f"BEFORE INSERT ON records_entry WHEN EXISTS ({MEETS}) "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    "entry_no_update": f"BEFORE UPDATE ON records_entry BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    "entry_no_delete": f"BEFORE DELETE ON records_entry BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
}

POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION records_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
    "CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON records_entry "
    "FOR EACH ROW EXECUTE FUNCTION records_entry_refuse()",
    "CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON records_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION records_entry_refuse()",
)


def install(connection: Any) -> None:
    """Put the triggers in place, on SQLite or PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, body in SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")
        else:
            for statement in POSTGRESQL:
                cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take the triggers away (to undo the migration, and to empty a test database)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS entry_no_change ON records_entry")
            cursor.execute("DROP TRIGGER IF EXISTS entry_no_truncate ON records_entry")
