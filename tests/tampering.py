"""Changes that somebody makes behind the record's back: which tables and columns, and one random change at a time.

COVERED names the tables of which verify proves every column but the ones in LEFT_COLUMNS. LEFT_TABLES prove nothing by
their nature; a test holds the three to all tables that there are.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

from alur.records import models as tables
from alur.records import triggers
from alur.records.models import Counter, StoredFile
from alur.records.storage import path_of

COVERED = (
    "Application",
    "Appointment",
    "Assessment",
    "Assignment",
    "CalendarVersion",
    "Case",
    "CircleMember",
    "CorrectionPoint",
    "Counter",
    "DataRequest",
    "DayOff",
    "Decree",
    "DecreeLine",
    "Destruction",
    "Disposal",
    "DisposalItem",
    "Document",
    "DocumentVersion",
    "Edition",
    "Entry",
    "Hold",
    "Leave",
    "Letter",
    "Pause",
    "PauseReason",
    "Position",
    "Procedure",
    "Qualification",
    "Reading",
    "Release",
    "RetentionRule",
    "Role",
    "Seal",
    "SealStamp",
    "SecurityEvent",
    "SecurityRemoval",
    "StoredFile",
    "Timetable",
    "Unit",
    "UnitZone",
    "User",
    "VersionFile",
    "Visit",
    "Voiding",
)
LEFT_TABLES = {
    "Allowance": "counts how often an address asked",
    "Backup": "that a copy was made; the copy proves itself by its own manifest",
    "Brake": "counts guesses at the door",
    "Delivery": "what was told to whom, and by which way",
    "Draft": "what is typed and not handed in",
    "DraftFile": "what is uploaded and not handed in",
    "Factor": "a person's own second factor; its changes are in the security log",
    "Feed": "a person's subscription",
    "HeldForm": "what was typed when a proof of who it is was asked for",
    "Heartbeat": "which worker is alive",
    "Incident": "what was wrong with Alur itself, not with the record",
    "Job": "the queue",
    "KeptFigures": "figures of reports, counted again from the record whenever one wishes",
    "KeptVisits": "the same, by step",
    "LoginSession": "who is logged in",
    "NoticeChoice": "how a person wishes to be told",
    "Notice": "what was told to whom",
    "PasswordLink": "one-time links",
    "Posting": "mails and messages on their way",
    "PrintJob": "prints on their way, made from the record",
    "Probe": "what was seen on the way; what counts of it is copied into the paper",
    "RecoveryCode": "a person's own codes",
    "SealMail": "that a mail was handed over",
    "SignOfLife": "which part is alive",
    "TemplateFault": "why a template was not used",
    "VisitWatch": "when somebody is to be reminded next",
    "WorkMove": "how far a move of work has come; the lines of the cases tell who has it",
}
# Surrogate keys cannot be changed without what points to them; tokens are keys against a second press.
EVERYWHERE = {"id", "token"}
LEFT_COLUMNS = {
    "User": {"password", "last_login", "email", "nik", "theme", "unread_notices"},  # erasable, or a choice
    "Leave": {"reason"},  # erasable
    "DataRequest": {"text", "answer"},  # erasable
    "Decree": {"replanned_to", "replanned_at"},  # how far the re-planning is
    "StoredFile": {"sha256", "stored_at"},  # the key; when the bytes came is told by the line that names them
    "Counter": {"name"},  # the key; the row "kantor" is a lock, and holds nothing
}


@dataclass(frozen=True)
class Told:
    """One change in words, and of which kind: a value changed, a row deleted or doubled, a file."""

    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"

    @property
    def is_about_files(self) -> bool:
        """Whether only whoever reads the files can see it."""
        return self.kind.startswith("file") or self.words.startswith(("StoredFile", "VersionFile", "Letter", "Pause"))


class _Undo(Exception):
    """Takes a change back."""


class Tamperer:
    """Makes random changes, each within a `with`, and undoes them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.models = [getattr(tables, name) for name in COVERED]

    @contextmanager
    def change(self) -> Iterator[Told]:
        """One change, undone at the end."""
        if self.chance.random() < 0.1:
            with self._file() as told:
                yield told
            return
        try:
            with transaction.atomic():
                triggers.remove(connection)
                told = self._row()
                triggers.install(connection)
                yield told
                raise _Undo
        except _Undo:
            pass

    @contextmanager
    def _file(self) -> Iterator[Told]:
        file = self.chance.choice(list(StoredFile.objects.order_by("pk")))
        path = Path(settings.FILES_ROOT) / path_of(file.pk)
        whole = path.read_bytes()
        try:
            if self.chance.random() < 0.2:
                path.unlink()
                yield Told("file gone", file.pk)
            else:
                place = self.chance.randrange(len(whole))
                path.write_bytes(
                    whole[:place] + bytes([whole[place] ^ 1 << self.chance.randrange(8)]) + whole[place + 1 :]
                )
                yield Told("file changed", f"{file.pk} byte {place}")
        finally:
            path.write_bytes(whole)

    def _row(self) -> Told:
        """A change that the database itself lets through; what it refuses is no change."""
        while True:
            model = self.chance.choice(self.models)
            rows = model._default_manager.exclude(pk="kantor") if model is Counter else model._default_manager.all()
            pks = list(rows.order_by("pk").values_list("pk", flat=True))
            if not pks:
                continue
            pk = self.chance.choice(pks)
            try:
                with transaction.atomic():
                    told = self._done(model, pk)
                    if told is not None:
                        connection.check_constraints()
                        return told
            except (IntegrityError, models.ProtectedError):
                continue

    def _done(self, model: type[models.Model], pk: Any) -> Told | None:
        roll = self.chance.random()
        rows = model._default_manager.filter(pk=pk)
        if roll < 0.08:
            with connection.cursor() as cursor:
                key = model._meta.pk.column
                cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE "{key}" = %s', [pk])
            return Told("row deleted", f"{model.__name__} {pk}")
        if roll < 0.14 and model is not StoredFile and model is not Counter:
            row = rows.get()
            row.pk = None
            row.save(force_insert=True)
            return Told("row doubled", f"{model.__name__} {pk}")
        left = EVERYWHERE | LEFT_COLUMNS.get(model.__name__, set())
        field = self.chance.choice([item for item in model._meta.concrete_fields if item.name not in left])
        was = getattr(rows.get(), field.attname)
        now = self._other(field, was)
        if now == was:
            return None
        rows.update(**{field.attname: now})
        return Told("value changed", f"{model.__name__} {pk} {field.attname}: {str(was)[:80]!r} → {str(now)[:80]!r}")

    def _other(self, field: Any, was: Any) -> Any:
        """Another value of the same type, now and then none at all."""
        if field.null and was is not None and self.chance.random() < 0.2:
            return None
        if isinstance(field, models.ForeignKey | models.OneToOneField):
            others = field.related_model._default_manager.exclude(pk=was).order_by("pk").values_list("pk", flat=True)
            return self.chance.choice(list(others)) if others else was
        match field:
            case models.BooleanField():
                return not was
            case models.DateTimeField():
                step = dt.timedelta(microseconds=self.chance.choice((1, -1, 60_000_000, 86_400_000_000)))
                return (was + step) if was else dt.datetime(2026, 1, 5, 3, tzinfo=dt.UTC)
            case models.DateField():
                return (was + dt.timedelta(days=self.chance.choice((-1, 1, 30)))) if was else dt.date(2026, 1, 5)
            case models.IntegerField():
                return max(0, (was or 0) + self.chance.choice((-1, 1, 2, 1000)))
            case models.JSONField():
                return self._other_json(was)
            case models.BinaryField():
                return bytes([bytes(was)[0] ^ 1]) + bytes(was)[1:]
        text = str(was or "")
        if not text:
            return "x"
        place = self.chance.randrange(len(text))
        return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]

    def _other_json(self, was: Any) -> Any:
        """The same data with one leaf changed, added or taken away."""
        if isinstance(was, dict) and was and self.chance.random() < 0.8:
            key = self.chance.choice(sorted(was))
            if self.chance.random() < 0.2:
                return {name: value for name, value in was.items() if name != key}
            return was | {key: self._other_json(was[key])}
        if isinstance(was, list) and was:
            place = self.chance.randrange(len(was))
            return [*was[:place], self._other_json(was[place]), *was[place + 1 :]]
        if isinstance(was, dict):
            return was | {"x": 1}
        if isinstance(was, bool) or was is None:
            return not was
        return was + 1 if isinstance(was, int | float) else f"{was}x"
