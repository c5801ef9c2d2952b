"""The database's own refusal to change what is only ever added to: lines are never updated, deleted or truncated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A table that only grows. `sentence` is what the database answers, `meets` finds an old line that a new one hits.

    INSERT OR REPLACE deletes without asking the delete trigger, so on SQLite such an insert is refused as well.
    """

    table: str
    name: str
    sentence: str
    meets: str = "id = NEW.id"

    def install(self, connection: Any) -> None:
        """Put the triggers in place, on SQLite or PostgreSQL."""
        statements = self._on_sqlite() if connection.vendor == "sqlite" else self._on_postgresql()
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def remove(self, connection: Any) -> None:
        """Take the triggers away: to undo their migration, or to empty a test database."""
        place = "" if connection.vendor == "sqlite" else f" ON {self.table}"
        with connection.cursor() as cursor:
            for name in self.names(connection.vendor):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")

    def names(self, vendor: str) -> list[str]:
        """What the triggers are called on this database."""
        kinds = ("replace", "update", "delete") if vendor == "sqlite" else ("change", "truncate")
        return [f"{self.name}_no_{kind}" for kind in kinds]

    def _on_sqlite(self) -> list[str]:
        met = f" WHEN EXISTS (SELECT 1 FROM {self.table} WHERE {self.meets})"
        return [
            f"CREATE TRIGGER {self.name}_no_{kind} BEFORE {event} ON {self.table}{when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            for kind, event, when in (
                ("replace", "INSERT", met),
                ("update", "UPDATE", ""),
                ("delete", "DELETE", ""),
            )
        ]

    def _on_postgresql(self) -> list[str]:
        function = f"records_{self.name}_refuse()"
        return [
            f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.sentence}'; END $$",
            f"CREATE TRIGGER {self.name}_no_change BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}",
            f"CREATE TRIGGER {self.name}_no_truncate BEFORE TRUNCATE ON {self.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}",
        ]


ENTRIES = AppendOnly(
    "records_entry",
    "entry",
    "catatan perjalanan tidak dapat diubah atau dihapus",
    "id = NEW.id OR token = NEW.token "
    "OR (subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND number = NEW.number)",
)
SECURITY_EVENTS = AppendOnly("records_securityevent", "security", "catatan keamanan tidak dapat diubah atau dihapus")
READINGS = AppendOnly("records_reading", "reading", "riwayat baca tidak dapat diubah atau dihapus")
SEALS = AppendOnly(
    "records_seal", "seal", "segel tidak dapat diubah atau dihapus", "id = NEW.id OR number = NEW.number"
)
SEAL_STAMPS = AppendOnly(
    "records_sealstamp",
    "seal_stamp",
    "cap waktu tidak dapat diubah atau dihapus",
    "id = NEW.id OR seal_id = NEW.seal_id",
)
ALL = (ENTRIES, SECURITY_EVENTS, READINGS, SEALS, SEAL_STAMPS)


def install(connection: Any) -> None:
    """Put all triggers in place."""
    for table in ALL:
        table.install(connection)


def remove(connection: Any) -> None:
    """Take all triggers away (to empty a test database)."""
    for table in ALL:
        table.remove(connection)
