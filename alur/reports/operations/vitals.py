"""The signs of life: what Alur needs in order to serve, each with the sentence that says how it stands.

The health address, the page Operasi and the watch read these same functions, so that they cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max

from alur.records import health
from alur.records.models import BackupOutcome, Heartbeat, IncidentKind, Job, JobState, Sign, SignOfLife
from alur.reports.backups import LastBackup, last_backup
from alur.reports.postings import posting_trouble
from alur.reports.seals import last_seal, unsealed_since
from alur.worktime.wording import long_date, number

STILL = dt.timedelta(minutes=10)
AHEAD = dt.timedelta(minutes=2)
FEW_ROOM, NO_ROOM = 0.10, 0.02


@dataclass(frozen=True, slots=True)
class Vital:
    """One sign of life. `fact` is half a sentence; `serves` is False when Alur cannot do its work without it."""

    kind: IncidentKind
    name: str
    fact: str
    is_well: bool
    serves: bool = True
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Pulse:
    """When worker, clock and watch were last seen; None for never."""

    worker: dt.datetime | None
    clock: dt.datetime | None
    watch: dt.datetime | None
    workers: int = 0


def pulse() -> Pulse:
    """Two queries. A worker that left in good order was seen when it left."""
    beats = Heartbeat.objects.values_list("seen_at", flat=True)
    alive = list(beats)
    signs = dict(SignOfLife.objects.values_list("part", "seen_at"))
    left = signs.get(Sign.WORKER)
    return Pulse(
        worker=max(alive, default=left),
        clock=signs.get(Sign.CLOCK),
        watch=signs.get(Sign.WATCH),
        workers=len(alive),
    )


def vitals(*, at: dt.datetime) -> list[Vital]:
    """All of them; without a database what lies in it is left out. Twelve queries, and a probe of the storage."""
    fault = health.database_fault()
    found = [Vital(IncidentKind.DATABASE, "Basis data", fault or "menjawab", not fault, serves=not fault)]
    if not fault:
        found += [*signs(pulse(), at=at), dead_jobs(), seal(at=at)]
        found += [backup(last_backup(at), at=at), postings(at=at)]
    return [*found, storage(), disk()]


def signs(seen: Pulse, *, at: dt.datetime) -> list[Vital]:
    """Worker and clock. A still worker takes the clock with it, so then only the worker is named as ill."""
    worker, clock = _still(seen.worker, at), _still(seen.clock, at)
    age = (at - seen.clock).total_seconds() if seen.clock else None
    return [
        Vital(
            IncidentKind.WORKER,
            "Pekerja latar",
            _seen("terlihat", seen.worker, at),
            not worker,
            not worker,
            (at - seen.worker).total_seconds() if seen.worker else None,
        ),
        Vital(IncidentKind.CLOCK, "Jam", _seen("berdetak", seen.clock, at), worker or not clock, not clock, age),
    ]


def dead_jobs() -> Vital:
    """Jobs that were given up and that nobody has looked at yet."""
    dead = Job.objects.filter(state=JobState.DEAD).count()
    fact = f"{number(dead)} tugas menunggu keputusan pengelola" if dead else "tidak ada"
    return Vital(IncidentKind.DEAD_JOBS, "Tugas gagal", fact, not dead, value=dead)


def seal(*, at: dt.datetime) -> Vital:
    """The last seal; ill when a past day has none two hours after it should. Three queries."""
    last, late = last_seal(), unsealed_since(at=at)
    fact = f"hari terakhir yang disegel {long_date(last.day)} (segel {last.number})" if last else "belum ada segel"
    if late:
        fact = f"hari {long_date(late)} seharusnya sudah disegel; {fact}"
    return Vital(IncidentKind.SEAL, "Segel", fact, late is None, value=float(last.number) if last else 0.0)


def backup(last: LastBackup, *, at: dt.datetime) -> Vital:
    """The last good backup: ill when it is too old, and when the newest backup or drill did not come out well."""
    is_good = last.newest is None or last.newest.outcome == BackupOutcome.GOOD
    fact = f"yang baik terakhir {ago(last.backup.at, at)}" if last.backup else "belum ada yang baik"
    if last.newest and not is_good:
        fact = f"{fact}; {last.newest.get_kind_display().lower()} terakhir tidak baik"
    age = last.age.total_seconds() if last.age is not None else None
    return Vital(IncidentKind.BACKUP, "Cadangan", fact, is_good and not last.is_too_old, value=age)


def postings(*, at: dt.datetime) -> Vital:
    """Mails and messages that were given up within a day, or that do not get out."""
    trouble = posting_trouble(at=at)
    facts = [f"{number(trouble.failed)} gagal dalam 24 jam terakhir"] if trouble.failed else []
    if trouble.stuck:
        facts.append(f"{number(trouble.stuck)} tertahan dan dicoba lagi sendiri")
    fact = ", ".join(facts) or "tidak ada yang gagal dalam 24 jam terakhir"
    return Vital(IncidentKind.POSTINGS, "Kiriman", fact, not facts, value=trouble.failed + trouble.stuck)


def storage() -> Vital:
    """The storage of files."""
    fault = health.storage_fault()
    return Vital(IncidentKind.STORAGE, "Penyimpanan berkas", fault or "menjawab", not fault, serves=not fault)


def disk() -> Vital:
    """The room on the disk of data and files."""
    room = health.disk_room()
    percent = f"{number(round(room.share * 100, 1))}% kosong"
    return Vital(IncidentKind.DISK, "Cakram", percent, room.share >= FEW_ROOM, room.share >= NO_ROOM, room.free)


def last_finished() -> dt.datetime | None:
    """When a job last came to its end."""
    found: dt.datetime | None = Job.objects.filter(state=JobState.DONE).aggregate(last=Max("finished_at"))["last"]
    return found


def _still(seen: dt.datetime | None, at: dt.datetime) -> bool:
    """Too long ago. An instant that lies ahead was written before the clock was set back: nobody has come since."""
    return seen is None or at - seen >= STILL or seen - at > AHEAD


def _seen(verb: str, seen: dt.datetime | None, at: dt.datetime) -> str:
    if seen is None:
        return f"belum pernah {verb}"
    return f"terakhir {verb} {ago(seen, at)}"


def ago(seen: dt.datetime, at: dt.datetime) -> str:
    """How long ago, in the one unit that says it best."""
    seconds = int((at - seen).total_seconds())
    if seconds < -AHEAD.total_seconds():
        return "pada saat yang belum tiba; jam mesin dimundurkan"
    if seconds < 60:
        return f"{max(seconds, 0)} detik lalu"
    if seconds < 7200:
        return f"{seconds // 60} menit lalu"
    return f"{number(seconds // 3600)} jam lalu" if seconds < 2 * 86400 else f"{number(seconds // 86400)} hari lalu"
