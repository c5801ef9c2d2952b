"""The database's own refusal to change what is only ever added to: lines are never updated, deleted or truncated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A table that only grows. `sentence` is what the database answers, `meets` finds an old line that a new one hits.

    `admits` is a condition on OLD under which a line may be deleted nevertheless: a row of another table that tells
    of it. On SQLite that table must not be altered while the trigger is in place.

    INSERT OR REPLACE deletes without asking the delete trigger, so on SQLite such an insert is refused as well.
    """

    table: str
    name: str
    sentence: str
    meets: str = "id = NEW.id"
    admits: str = ""

    def install(self, connection: Any) -> None:
        """Put the triggers in place, on SQLite or PostgreSQL."""
        statements = self._on_sqlite() if connection.vendor == "sqlite" else self._on_postgresql()
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def remove(self, connection: Any) -> None:
        """Take the triggers away: to undo their migration, or to empty a test database."""
        is_sqlite = connection.vendor == "sqlite"
        kinds = ("replace", "update", "delete") if is_sqlite else ("change", "truncate")
        place = "" if is_sqlite else f" ON {self.table}"
        with connection.cursor() as cursor:
            for kind in kinds:
                cursor.execute(f"DROP TRIGGER IF EXISTS {self.name}_no_{kind}{place}")

    def _on_sqlite(self) -> list[str]:
        met = f" WHEN EXISTS (SELECT 1 FROM {self.table} WHERE {self.meets})"
        unless = f" WHEN NOT {self.admits}" if self.admits else ""
        return [
            f"CREATE TRIGGER {self.name}_no_{kind} BEFORE {event} ON {self.table}{when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            for kind, event, when in (
                ("replace", "INSERT", met),
                ("update", "UPDATE", ""),
                ("delete", "DELETE", unless),
            )
        ]

    def _on_postgresql(self) -> list[str]:
        function = f"records_{self.name}_refuse()"
        unless = f"IF TG_OP = 'DELETE' THEN IF {self.admits} THEN RETURN OLD; END IF; END IF; " if self.admits else ""
        return [
            f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {unless}RAISE EXCEPTION '{self.sentence}'; END $$",
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
REMOVABLE_SECURITY_EVENTS = replace(
    SECURITY_EVENTS, admits="EXISTS (SELECT 1 FROM records_securityremoval WHERE OLD.at < until)"
)
SECURITY_REMOVALS = AppendOnly(
    "records_securityremoval", "removal", "catatan pengeluaran baris keamanan tidak dapat diubah atau dihapus"
)
ALL = (ENTRIES, REMOVABLE_SECURITY_EVENTS, READINGS, SECURITY_REMOVALS)


def install(connection: Any) -> None:
    """Put all triggers in place."""
    for table in ALL:
        table.install(connection)


def remove(connection: Any) -> None:
    """Take all triggers away (to empty a test database)."""
    for table in ALL:
        table.remove(connection)
