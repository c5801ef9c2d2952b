"""Tanda terima: says that a letter was received and entered in the agenda, by whom and when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from alur.papers.source import fact, letterhead, security, sender_words, signer
from alur.papers.wording import instant_words
from alur.records.models import Entry, Letter, SubjectKind
from alur.worktime.wording import long_date


def receipt(letter: Letter) -> dict[str, Any]:
    """The data of a letter's tanda terima, not sealed yet. It carries the agenda number, no number of its own."""
    office = settings.OFFICE
    agenda = f"{letter.agenda_number}/{letter.agenda_year}"
    acting_as = (
        Entry.objects.of(SubjectKind.LETTER, letter.pk)
        .filter(kind="registered")
        .values_list("acting_as", flat=True)
        .first()
    )
    received_on = timezone.localdate(letter.registered_at)
    return {
        **letterhead(()),
        "title": "Tanda terima surat",
        "number": "",
        "case_number": f"agenda {agenda}",
        "place_and_date": f"{office['place']}, {long_date(received_on)}",
        "classification": letter.classification,
        "security": security(letter.security),
        "facts": [
            fact("Nomor agenda", agenda),
            fact("Surat dari", sender_words(letter)),
            fact("Nomor surat", letter.number),
            fact("Tanggal surat", long_date(letter.dated_on)),
            fact("Hal", letter.subject),
            fact("Lampiran", str(letter.attachments) if letter.attachments else "tidak ada"),
            fact("Sifat", letter.get_urgency_display()),
            fact("Diterima tanggal", long_date(letter.received_on)),
            fact("Dicatat", instant_words(letter.registered_at, settings.TIME_ZONE)),
        ],
        "scan": {"name": letter.scan_name, "sha256": letter.scan_id} if letter.scan_id else None,
        "approval": {
            "verb": "Diterima dan dicatat di Alur oleh",
            **signer(acting_as or "Petugas surat"),
            "appointment": "",
            "name": letter.registered_by.name,
            "nip": letter.registered_by.nip,
            "at": instant_words(letter.registered_at, settings.TIME_ZONE),
        },
    }
