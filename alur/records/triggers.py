"""The database's own refusal to change the record and the security log: lines are added, never updated or deleted."""

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


SECURITY_SENTENCE = "catatan keamanan tidak dapat diubah atau dihapus"
SECURITY_SQLITE = {
    "security_no_replace": "BEFORE INSERT ON records_securityevent "
    "WHEN EXISTS (SELECT 1 FROM records_securityevent WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{SECURITY_SENTENCE}'); END",
    "security_no_update": "BEFORE UPDATE ON records_securityevent "
    f"BEGIN SELECT RAISE(ABORT, '{SECURITY_SENTENCE}'); END",
    "security_no_delete": "BEFORE DELETE ON records_securityevent "
    f"BEGIN SELECT RAISE(ABORT, '{SECURITY_SENTENCE}'); END",
}
SECURITY_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION records_security_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SECURITY_SENTENCE}'; END $$",
    "CREATE TRIGGER security_no_change BEFORE UPDATE OR DELETE ON records_securityevent "
    "FOR EACH ROW EXECUTE FUNCTION records_security_refuse()",
    "CREATE TRIGGER security_no_truncate BEFORE TRUNCATE ON records_securityevent "
    "FOR EACH STATEMENT EXECUTE FUNCTION records_security_refuse()",
)


def install(connection: Any) -> None:
    """Put all triggers in place, on SQLite or PostgreSQL."""
    install_entries(connection)
    install_security(connection)


def install_entries(connection: Any) -> None:
    """Put the triggers of the record in place."""
    _create(connection, SQLITE, POSTGRESQL)


def install_security(connection: Any) -> None:
    """Put the triggers of the security log in place."""
    _create(connection, SECURITY_SQLITE, SECURITY_POSTGRESQL)


def _create(connection: Any, sqlite: dict[str, str], postgresql: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, body in sqlite.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")
        else:
            for statement in postgresql:
                cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take all triggers away (to empty a test database)."""
    remove_entries(connection)
    remove_security(connection)


def remove_entries(connection: Any) -> None:
    """Take the triggers of the record away (to undo their migration)."""
    _drop(connection, SQLITE, "records_entry", ("entry_no_change", "entry_no_truncate"))


def remove_security(connection: Any) -> None:
    """Take the triggers of the security log away (to undo their migration)."""
    _drop(connection, SECURITY_SQLITE, "records_securityevent", ("security_no_change", "security_no_truncate"))


def _drop(connection: Any, sqlite: dict[str, str], table: str, postgresql: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in sqlite:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            for name in postgresql:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
