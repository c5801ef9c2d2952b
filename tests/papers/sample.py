"""Data of each printed paper as its gatherer gives them, for tests of templates alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.papers.typeset import seal

MADE_AT = dt.datetime(2026, 11, 17, 2, 32, tzinfo=dt.UTC)

SHARED: dict[str, Any] = {
    "letterhead": ["Kementerian Kesehatan Republik Indonesia", "Biro Kepegawaian"],
    "address": "Jalan H.R. Rasuna Said Blok X5, Jakarta",
    "number": "OT.02.01/4/3318/2026",
    "case_number": "P-2026-0041",
    "place_and_date": "Jakarta, 17 November 2026",
    "classification": "OT.02.01",
    "security": {"code": "B", "label": "Biasa/Terbuka"},
    "facts": [{"label": "Permintaan", "lines": ["P-2026-0041, Perbaikan masa kerja"]}],
    "approval": {
        "verb": "Disetujui di Alur oleh",
        "capacity": "Plh. Kasubbag PKDIK",
        "on_behalf": "a.n. Rina S.",
        "appointment": "KP.03/12/2026",
        "name": "Budi",
        "nip": "198001010000000001",
        "at": "Selasa, 17 November 2026, 09.32 WIB",
    },
}


def blocks(text: str) -> list[dict[str, Any]]:
    return [{"kind": "paragraph", "text": text}]


def papers(text: str = "Telusuri perbedaan masa kerja.", **changes: Any) -> dict[str, dict[str, Any]]:
    """The sealed data of every paper that is sealed, by template; `text` is what a person typed in it."""
    shared = SHARED | changes
    own: dict[str, dict[str, Any]] = {
        "catatan": {
            "title": "Catatan Instruksi",
            "opening": "Agar dilaksanakan.",
            "text": blocks(text),
            "points": [],
            "deadline": None,
            "attachments": [],
            "disposition": _disposition(text),
        },
        "periksa": {
            "title": "Lembar hasil pemeriksaan",
            "verdict": "Dikoreksi",
            "text": blocks(text),
            "points": [_point(text)],
            "rounds": [{"number": "1", "text": text, "rounds": [_round(text, "1"), _round(text, "2")]}],
        },
        "uji-coba": {
            "title": "Berita acara uji coba",
            "opening": "Pada hari ini",
            "references": ["SOP OT.02.01/4/4739/2019"],
            "methods": "Demonstrasi.",
            "tests": [{"number": "1", "name": text, "expected": text, "result": "Lulus", "note": text}],
            "conclusion": "Seluruh 1 butir uji lulus.",
            "closing": "Demikian.",
        },
        "unggah": {"title": "Bukti unggah", "rows": [{"label": "Cadangan", "blocks": blocks(text)}], "seen": []},
        "jawaban": {
            "title": "Surat jawaban",
            "urgency": "Segera",
            "subject": "Jawaban atas permintaan",
            "addressee": ["Kepala RSUP Nusa Bakti"],
            "opening": "Menunjuk surat Saudara.",
            "result": "telah selesai dikerjakan",
            "paragraphs": [text],
            "reason": blocks(text),
            "rows": [["Nomor permintaan", "P-2026-0041"]],
            "copies": ["Kabag"],
            "closing": "Terima kasih.",
        },
        "tanda-terima": {"title": "Tanda terima surat", "scan": {"name": text, "sha256": "a" * 64}},
    }
    return {name: seal(shared | data) for name, data in own.items()}


def bundle_front(text: str) -> dict[str, Any]:
    """The data of a bundle's front, which is not sealed."""
    row = {"title": text, "detail": text, "name": text, "sha256": "a" * 64, "size": "12 kB", "page": "7", "fault": text}
    return SHARED | {
        "title": "Riwayat permintaan",
        "number": "P-2026-0041",
        "subject": text,
        "chain": "b" * 64,
        "table": {"title": "Kronologi", "heads": ["1", "2", "3", "4", "5"], "rows": [[text] * 5]},
        "contents": [row],
        "others": [row],
    }


def _disposition(text: str) -> dict[str, Any]:
    return {
        "boxes": [{"label": "Surat dari", "text": "RSUP Nusa Bakti"}, {"label": "Nomor surat", "text": "1"}],
        "urgency": [{"text": "Segera", "is_ticked": True}],
        "security": [{"text": "Rahasia", "is_ticked": False}],
        "subject": "Masa kerja",
        "forwarded_to": "Kasubbag",
        "asked": [{"text": "Proses lebih lanjut", "is_ticked": True}],
        "text": blocks(text),
    }


def _point(text: str) -> dict[str, Any]:
    return {"number": "1", "text": text, "place": "hal. 3", "answer": text, "state": "Belum tepat", "reason": text}


def _round(text: str, number: str) -> dict[str, str]:
    return {"round": number, "answer": text, "state": "Belum tepat", "reason": text}
