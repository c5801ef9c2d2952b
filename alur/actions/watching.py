"""The watch: opens and closes incidents as the signs of life say, and mails the operator once for each end of one.

It runs apart from the worker (`alur watch`), and its mail goes past the queue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from alur.actions.wording import moment
from alur.records import operator_mail, queue
from alur.records.models import Incident, IncidentKind, Sign

HOLD = dt.timedelta(minutes=2)
OLDEST = dt.timedelta(days=1)
PATIENCE = {
    IncidentKind.WEB: dt.timedelta(minutes=2),
    IncidentKind.STORAGE: dt.timedelta(minutes=2),
    IncidentKind.DATABASE: dt.timedelta(minutes=2),
}
REMEDIES = {
    IncidentKind.DATABASE: "Periksa apakah PostgreSQL berjalan dan terjangkau dari mesin ini; Alur menyambung sendiri.",
    IncidentKind.WEB: "Periksa proses web dan catatannya, lalu jalankan lagi.",
    IncidentKind.WORKER: "Periksa apakah pekerja latar berjalan, lalu jalankan lagi; yang tertunda disusulnya.",
    IncidentKind.CLOCK: "Pekerja hidup tetapi tidak menyelesaikan tugas. Periksa catatannya, lalu jalankan lagi.",
    IncidentKind.STORAGE: "Periksa folder atau layanan penyimpanan berkas. Unggahan ditolak selama itu.",
    IncidentKind.DISK: "Kosongkan ruang pada cakram data, atau perbesar cakramnya.",
    IncidentKind.DEAD_JOBS: "Buka halaman Operasi, baca sebabnya, lalu tekan Coba lagi atau Abaikan.",
    IncidentKind.SEAL: "Lihat Antrean pada halaman Operasi, jalankan ulang pekerja latar, atau jalankan alur seal.",
    IncidentKind.BACKUP: "Jalankan alur backup FOLDER, lalu periksa jadwalnya; sebabnya disebut alur backup --last.",
    IncidentKind.POSTINGS: "Buka halaman Kiriman yang gagal, baca sebabnya, perbaiki, lalu tekan Kirim lagi.",
}


@dataclass(frozen=True, slots=True)
class Ill:
    """What the watch found wrong now; `text` says how it stands."""

    kind: IncidentKind
    text: str


def look_after(ills: Iterable[Ill], *, at: dt.datetime, judged: Iterable[IncidentKind] = tuple(IncidentKind)) -> None:
    """Open an incident for each ill without one, and close those of the judged kinds that are well again."""
    queue.note_sign(Sign.WATCH, at=at)
    found = {ill.kind: ill.text for ill in ills}
    for kind, text in found.items():
        incident, is_new = _open_incidents().get_or_create(kind=kind, defaults={"text": text[:500], "opened_at": at})
        if not is_new and incident.text != text[:500]:
            Incident.objects.filter(pk=incident.pk).update(text=text[:500])
    well = [kind for kind in judged if kind not in found]
    _open_incidents().filter(kind__in=well).update(closed_at=at)


def note_past(
    kind: IncidentKind, text: str, *, opened_at: dt.datetime, told_at: dt.datetime | None, at: dt.datetime
) -> None:
    """Write down an incident that could not be while it lasted: the database itself was away."""
    Incident.objects.create(kind=kind, text=text[:500], opened_at=opened_at, closed_at=at, alarm_sent_at=told_at)


def tell_operator(*, at: dt.datetime) -> list[str]:
    """Send what is to be told: an alarm for each new incident, an all-clear when it is over. Faults, as sentences.

    Whoever sets the hold first sends; a mail that fails is tried again by a later look. What was over before its alarm
    could go out is told in one mail, and nothing is told of what passed within the patience of its kind.
    """
    if operator_mail.why_no_mail():
        return []
    faults = [_tell(incident, at) for incident in _to_tell(at) if _take(incident, at)]
    return [fault for fault in faults if fault]


def alarm_of(kind: IncidentKind, text: str, opened_at: dt.datetime) -> tuple[str, str]:
    """Subject and body of an alarm."""
    lines = [
        f"{kind.label} sejak {moment(opened_at)}: {text}.",
        REMEDIES[kind],
        "Arti tiap alarm dan langkah berikutnya: docs/operator.md, bagian Memantau.",
        *_page(),
        "Dikirim sekali untuk tiap gangguan kepada alamat pada ALUR_OPERATOR_MAIL, dan sekali lagi bila pulih.",
    ]
    return f"GANGGUAN: {kind.label}", "\n\n".join(lines) + "\n"


def clear_of(kind: IncidentKind, opened_at: dt.datetime, closed_at: dt.datetime) -> tuple[str, str]:
    """Subject and body of an all-clear."""
    text = f"{kind.label} sejak {moment(opened_at)}; pulih {moment(closed_at)}."
    return f"PULIH: {kind.label}", "\n\n".join([text, *_page()]) + "\n"


def _open_incidents() -> QuerySet[Incident]:
    return Incident.objects.filter(closed_at__isnull=True)


def _to_tell(at: dt.datetime) -> list[Incident]:
    is_untold = Q(alarm_sent_at__isnull=True) | Q(closed_at__isnull=False)
    rows = Incident.objects.filter(is_untold, clear_sent_at__isnull=True)
    fresh = rows.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=at - OLDEST)).order_by("pk")
    return [row for row in fresh if row.alarm_sent_at or (row.closed_at or at) - row.opened_at >= _patience(row)]


def _patience(incident: Incident) -> dt.timedelta:
    return PATIENCE.get(IncidentKind(incident.kind), dt.timedelta())


def _take(incident: Incident, at: dt.datetime) -> bool:
    """Take the hold; a hold that lies farther ahead than it can was set before the clock was set back."""
    free = Q(trying_until__isnull=True) | Q(trying_until__lte=at) | Q(trying_until__gt=at + 2 * HOLD)
    same = Incident.objects.filter(
        pk=incident.pk, closed_at=incident.closed_at, alarm_sent_at=incident.alarm_sent_at, clear_sent_at=None
    )
    return bool(same.filter(free).update(trying_until=at + HOLD))


def _tell(incident: Incident, at: dt.datetime) -> str:
    kind = IncidentKind(incident.kind)
    if incident.closed_at:
        subject, body = clear_of(kind, incident.opened_at, incident.closed_at)
        done = {"clear_sent_at": at, "alarm_sent_at": incident.alarm_sent_at or at}
    else:
        subject, body = alarm_of(kind, incident.text, incident.opened_at)
        done = {"alarm_sent_at": at}
    fault = operator_mail.send(subject, body)
    kept = {"mail_fault": fault} if fault else {"mail_fault": "", "trying_until": None, **done}
    Incident.objects.filter(pk=incident.pk).update(**kept)
    return fault


def _page() -> list[str]:
    return [f"Halaman Operasi: {settings.PUBLIC_URL}/operasi/"] if settings.PUBLIC_URL else []
