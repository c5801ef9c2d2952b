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
    While `unless` holds of the OLD row, an update passes that leaves all `fixed` columns as they are.
    """

    table: str
    name: str
    sentence: str
    meets: str = "id = NEW.id"
    fixed: tuple[str, ...] = ()
    unless: str = ""
    admits: str = ""

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

    def is_installed(self, connection: Any) -> bool:
        """True when every trigger of this table stands."""
        return _stand(connection, self.names(connection.vendor))

    def _on_sqlite(self) -> list[str]:
        met = f" WHEN EXISTS (SELECT 1 FROM {self.table} WHERE {self.meets})"
        unless = f" WHEN NOT {self.admits}" if self.admits else ""
        return [
            f"CREATE TRIGGER {self.name}_no_{kind} BEFORE {event} ON {self.table}{when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            for kind, event, when in (
                ("replace", "INSERT", met),
                ("update", "UPDATE", f" WHEN NOT ({self._passes('IS')})" if self.unless else ""),
                ("delete", "DELETE", unless),
            )
        ]

    def _passes(self, same: str) -> str:
        return " AND ".join([*(f"OLD.{column} {same} NEW.{column}" for column in self.fixed), f"({self.unless})"])

    def _on_postgresql(self) -> list[str]:
        function = f"records_{self.name}_refuse()"
        passes = f"IF TG_OP = 'DELETE' THEN IF {self.admits} THEN RETURN OLD; END IF; END IF; " if self.admits else ""
        if self.unless:
            allowed = self._passes("IS NOT DISTINCT FROM")
            passes += f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; "
        return [
            f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {passes}RAISE EXCEPTION '{self.sentence}'; END $$",
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
# The content of a destroyed case goes while its destruction stands and the line that ends it is not written yet.
EMPTIABLE_ENTRIES = replace(
    ENTRIES,
    fixed=(
        *("id", "subject_kind", "subject_id", "number", "at", "kind", "by_id", "by_nip", "acting_as"),
        *("previous", "hash", "token"),
    ),
    unless="EXISTS (SELECT 1 FROM records_destruction d WHERE "
    "((OLD.subject_kind = 'permintaan' AND d.case_id = OLD.subject_id) "
    "OR (OLD.subject_kind = 'surat' AND d.letter_id = OLD.subject_id)) "
    "AND NOT EXISTS (SELECT 1 FROM records_entry e WHERE e.subject_kind = 'permintaan' "
    "AND e.subject_id = d.case_id AND e.kind = 'destroyed'))",
)
SECURITY_EVENTS = AppendOnly("records_securityevent", "security", "catatan keamanan tidak dapat diubah atau dihapus")
READINGS = AppendOnly("records_reading", "reading", "riwayat baca tidak dapat diubah atau dihapus")
DESTRUCTIONS = AppendOnly(
    "records_destruction",
    "destruction",
    "catatan pemusnahan tidak dapat diubah atau dihapus",
    "id = NEW.id OR case_id = NEW.case_id OR letter_id = NEW.letter_id OR item_id = NEW.item_id",
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A table that takes a row only while `condition` holds of it (NEW); `sentence` is what the database answers."""

    table: str
    name: str
    sentence: str
    condition: str

    def names(self, vendor: str) -> list[str]:
        """What the trigger is called on this database."""
        return [self.name]

    def install(self, connection: Any) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE TRIGGER {self.name} BEFORE INSERT ON {self.table} WHEN NOT ({self.condition}) "
                    f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
                )
                return
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION records_{self.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {self.condition} THEN RETURN NEW; END IF; RAISE EXCEPTION '{self.sentence}'; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER {self.name} BEFORE INSERT ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION records_{self.name}()"
            )

    def remove(self, connection: Any) -> None:
        place = "" if connection.vendor == "sqlite" else f" ON {self.table}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {self.name}{place}")

    def is_installed(self, connection: Any) -> bool:
        return _stand(connection, [self.name])


DESTRUCTION_ALLOWED = Allowed(
    "records_destruction",
    "destruction_allowed",
    "pemusnahan tanpa daftar yang disetujui, atau arsipnya sedang ditahan",
    "EXISTS (SELECT 1 FROM records_disposalitem i JOIN records_disposal d ON d.id = i.disposal_id "
    "JOIN records_case c ON c.id = i.case_id WHERE i.id = NEW.item_id AND i.case_id = NEW.case_id "
    "AND c.letter_id = NEW.letter_id AND c.closed_at IS NOT NULL AND i.removed_at IS NULL "
    "AND d.kind = 'musnah' AND d.state = 'berjalan' AND d.decided_by_id <> d.proposed_by_id) "
    "AND NOT EXISTS (SELECT 1 FROM records_hold h WHERE h.case_id = NEW.case_id AND h.lifted_at IS NULL)",
)
REMOVABLE_SECURITY_EVENTS = replace(
    SECURITY_EVENTS, admits="EXISTS (SELECT 1 FROM records_securityremoval WHERE OLD.at < until)"
)
SECURITY_REMOVALS = AppendOnly(
    "records_securityremoval", "removal", "catatan pengeluaran baris keamanan tidak dapat diubah atau dihapus"
)
SEALS = AppendOnly(
    "records_seal", "seal", "segel tidak dapat diubah atau dihapus", "id = NEW.id OR number = NEW.number"
)
SEAL_STAMPS = AppendOnly(
    "records_sealstamp",
    "seal_stamp",
    "cap waktu tidak dapat diubah atau dihapus",
    "id = NEW.id OR seal_id = NEW.seal_id",
)
BACKUPS = AppendOnly("records_backup", "backup", "riwayat cadangan tidak dapat diubah atau dihapus")
ALL = (
    EMPTIABLE_ENTRIES,
    REMOVABLE_SECURITY_EVENTS,
    READINGS,
    SECURITY_REMOVALS,
    DESTRUCTIONS,
    DESTRUCTION_ALLOWED,
    SEALS,
    SEAL_STAMPS,
    BACKUPS,
)


def install(connection: Any) -> None:
    """Put all triggers in place."""
    for table in ALL:
        table.install(connection)


def remove(connection: Any) -> None:
    """Take all triggers away (to empty a test database)."""
    for table in ALL:
        table.remove(connection)


def _stand(connection: Any, names: list[str]) -> bool:
    """True when there is a trigger of each of these names."""
    found = (
        "sqlite_master WHERE type = 'trigger' AND name" if connection.vendor == "sqlite" else "pg_trigger WHERE tgname"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {found} IN ({', '.join('%s' for _ in names)})", names)
        return bool(cursor.fetchone()[0] == len(names))
