"""The database's own refusal to change who has read what: readings are added, never updated, deleted or truncated."""

from __future__ import annotations

from typing import Any

SENTENCE = "riwayat baca tidak dapat diubah atau dihapus"
REFUSED = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
SQLITE = {
    "reading_no_replace": "BEFORE INSERT ON records_reading "
    f"WHEN EXISTS (SELECT 1 FROM records_reading WHERE id = NEW.id) {REFUSED}",
    "reading_no_update": f"BEFORE UPDATE ON records_reading {REFUSED}",
    "reading_no_delete": f"BEFORE DELETE ON records_reading {REFUSED}",
}
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION records_reading_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
    "CREATE TRIGGER reading_no_change BEFORE UPDATE OR DELETE ON records_reading "
    "FOR EACH ROW EXECUTE FUNCTION records_reading_refuse()",
    "CREATE TRIGGER reading_no_truncate BEFORE TRUNCATE ON records_reading "
    "FOR EACH STATEMENT EXECUTE FUNCTION records_reading_refuse()",
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
            cursor.execute("DROP TRIGGER IF EXISTS reading_no_change ON records_reading")
            cursor.execute("DROP TRIGGER IF EXISTS reading_no_truncate ON records_reading")
