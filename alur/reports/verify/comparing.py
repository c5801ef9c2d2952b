"""Compares rows of the tables with the facts that the lines gave, and puts each difference into a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from alur.reports.verify.replaying import Fact, Facts

LABELS = {
    "strand": "untai",
    "step": "langkah",
    "round": "putaran",
    "role": "peran",
    "assignee": "petugas",
    "opened_at": "saat dibuka",
    "opened_by": "pembuka",
    "seen_at": "saat pertama dibaca",
    "unopened_since": "menunggu dibuka sejak",
    "waited_seconds": "menunggu dibuka (detik)",
    "paused_since": "saat dijeda",
    "paused_until": "dijeda sampai",
    "paused_seconds": "lama dijeda (detik)",
    "standard_seconds": "mutu baku (detik)",
    "is_wall_clock": "jam kalender",
    "due_at": "tenggat",
    "closed_at": "saat ditutup",
    "closed_by": "penutup",
    "decision": "keputusan",
    "used_seconds": "waktu terpakai (detik)",
    "is_late": "terlambat",
    "calendar_version": "versi kalender",
    "number": "nomor",
    "result": "hasil",
    "title": "hal",
    "kind": "jenis",
    "unit": "unit",
    "application": "aplikasi",
    "url": "alamat",
    "name": "nama",
    "released_at": "saat dirilis",
    "security": "keamanan",
    "reason": "alasan",
    "note": "keterangan",
    "starts_at": "mulai",
    "until": "akhir yang ditetapkan",
    "ends_at": "sampai",
    "letter": "surat",
    "file": "berkas bukti",
    "file_name": "nama berkas bukti",
    "paused_by": "yang menjeda",
    "resumed_by": "yang melanjutkan",
    "form": "bentuk",
    "state": "keadaan",
    "official_number": "nomor naskah",
    "content": "isi",
    "examines": "kertas yang diperiksa",
    "made_at": "saat dibuat",
    "made_by": "pembuat",
    "made_as": "jabatan pembuat",
    "visit": "kunjungan",
    "files": "berkas",
    "prints": "cetakan",
    "series": "deret nomor",
    "running": "urutan nomor",
    "code": "kode periksa",
    "voiding": "pembatalan",
    "signatures": "tanda tangan cetakan",
    "raised_in": "kunjungan pemeriksa",
    "place": "tempat",
    "severity": "bobot",
    "text": "koreksi",
    "answer": "jawaban",
    "answered_in": "kunjungan penjawab",
    "answered_by": "penjawab",
    "user": "orang",
    "letter_number": "nomor surat",
    "set_at": "saat ditahan",
    "set_by": "penahan",
    "lift_reason": "alasan pencabutan",
    "lift_letter_number": "nomor surat pencabutan",
    "lifted_at": "saat dicabut",
    "lifted_by": "pencabut",
    "done_at": "saat dilaksanakan",
    "destroyed_at": "saat dimusnahkan",
}
LONGEST = 60


def differences(kept: Facts, rows: Mapping[Any, Mapping[str, Any]], name: Callable[[Any], str]) -> Iterator[str]:
    """Rows too many, rows too few, and values that differ; `name` says what a key is called."""
    for key in [key for key in rows if key not in kept]:
        yield f"{name(key)} ada pada tabel, tetapi tidak ada catatannya"
    for key, fact in kept.items():
        if key not in rows:
            yield f"{name(key)} tercatat pada #{fact.first_entry}, tetapi tidak ada pada tabel"
            continue
        if fact.values == rows[key]:
            continue
        for sentence in value_differences(fact, rows[key]):
            yield f"{name(key)}: {sentence}"


def value_differences(fact: Fact, row: Mapping[str, Any]) -> Iterator[str]:
    """The values of one row that differ from its lines."""
    for key, value in fact.values.items():
        if row[key] != value:
            yield (
                f"{LABELS.get(key, key)} pada tabel ({shown(row[key])}) berbeda dari catatan "
                f"#{fact.entry_of(key)} ({shown(value)})"
            )


def shown(value: Any) -> str:
    """A value as a sentence shows it: local time, ya/tidak, long texts cut."""
    if value is None or value == "":
        return "kosong"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H.%M.%S")
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
