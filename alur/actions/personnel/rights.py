"""Who may keep units, positions and people, and what every change of them must bring along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from alur.actions import recording
from alur.actions.texts import text_faults
from alur.records.models import Appointment, Counter, Duty
from alur.records.standing import Standing

REASON_LIMIT = 500


def may_manage(*, by: Standing) -> list[str]:
    """Why this person may not change units, positions, people or appointments."""
    if by.as_duty(Duty.ADMINISTRATOR) is None:
        return ["Pengguna dan jabatan dikelola administrator; Anda tidak memegang tugas itu hari ini."]
    return []


def reason_faults(reason: str | None) -> list[str]:
    """What is wrong with the reason that every change of something kept needs; None asks about the rest only."""
    if reason is None:
        return []
    if len(reason.strip()) < 5:
        return ["Alasan perubahan belum ditulis, sekurang-kurangnya 5 huruf; alasan itu masuk catatan kantor."]
    return [f"Alasan: {fault}" for fault in text_faults(reason, limit=REASON_LIMIT)]


def needed(label: str, text: str, limit: int) -> list[str]:
    """What is wrong with a text that must be there."""
    if not text.strip():
        return [f"{label} belum diisi."]
    return [f"{label}: {fault}" for fault in text_faults(text, limit=limit)]


def is_repeat(token: str, kind: str) -> bool:
    """Takes the office's lock; True when this very press has been done already. Raises Refused for a stale form."""
    Counter.objects.hold("kantor")
    return recording.earlier(token, kind) is not None


def leaves_no_administrator(at: dt.datetime, *, without: Iterable[Appointment]) -> list[str]:
    """Why these appointments may not stop now: somebody must be administrator without an end."""
    lost = [row.pk for row in without if row.position.duty == Duty.ADMINISTRATOR]
    return no_administrator(at, without=lost) if lost else []


def no_administrator(at: dt.datetime, *, without: Iterable[int] = ()) -> list[str]:
    """Why it cannot stay so: nobody, leaving out these appointments, is administrator today without an end."""
    today = timezone.localdate(at)
    others = Appointment.objects.current(today).filter(
        position__duty=Duty.ADMINISTRATOR, user__is_active=True, ends_on__isnull=True
    )
    if others.exclude(pk__in=list(without)).exists():
        return []
    return [
        "Ini administrator terakhir tanpa batas waktu; tanpa administrator tidak ada yang dapat mengelola pengguna. "
        "Tetapkan administrator lain dahulu."
    ]


def clean(values: dict[str, Any]) -> dict[str, Any]:
    """The values with spaces at the ends, and doubled ones, taken out of their texts."""
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in values.items()}
