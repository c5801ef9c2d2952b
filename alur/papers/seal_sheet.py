"""Lembar segel: a day's seal on one page, with the digest in groups and as a QR code."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from alur.papers.source import fact, letterhead
from alur.papers.typeset import qr_of
from alur.papers.wording import instant_words
from alur.records.canonical import grouped
from alur.records.models import Seal, SealStamp
from alur.worktime.wording import long_date


def seal_sheet(seal: Seal) -> dict[str, Any]:
    """The data of a seal's page. Its foot bears the digest of the seal itself."""
    carried = f"ALUR SEGEL {seal.number} {seal.day.isoformat()} SHA-256 {seal.digest.upper()}"
    stamp = SealStamp.objects.filter(seal=seal).first()
    office = settings.OFFICE
    return {
        **letterhead(()),
        "title": "Segel harian",
        "number": str(seal.number),
        "foot_number": f"Segel {seal.number}",
        "case_number": "",
        "place_and_date": "",
        "classification": "",
        "security": {"code": "B", "label": ""},
        "facts": [
            fact("Hari", long_date(seal.day)),
            fact("Dibuat", instant_words(seal.made_at, settings.TIME_ZONE)),
            fact("Rantai catatan", f"{seal.chains} rantai bertambah hari itu"),
            fact("Catatan baru", str(seal.lines)),
        ],
        "groups": grouped(seal.digest),
        "before": grouped(seal.previous),
        "stamp": f"Dicap waktu oleh {stamp.authority}, {instant_words(stamp.stamped_at, settings.TIME_ZONE)}."
        if stamp
        else "",
        "digest": seal.digest,
        "qr": qr_of(carried),
        "qr_alt": f"Kode QR berisi: {carried}",
        "code": "",
        "check_at": "",
        "check": "Periksa: unduh naskah segel dari halaman Segel di Alur, lalu hitung SHA-256-nya dengan sha256sum.",
        "signature": "Segel dibuat oleh Alur sendiri, tanpa campur tangan orang.",
        "approval": {"name": office["name"]},
    }
