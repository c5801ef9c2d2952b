"""Examines letters: each one's chain, and the agenda against what was recorded when it came in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from alur.records.emptying import vouched
from alur.records.lines import Line, chains_of
from alur.records.models import Entry, Letter, SubjectKind
from alur.reports.verify.chain import chain_problems
from alur.reports.verify.comparing import shown
from alur.reports.verify.numbers import Numbers, written
from alur.reports.verify.tally import Tally, portions

LABELS = {
    "agenda": "nomor agenda",
    "number": "nomor surat",
    "dated_on": "tanggal surat",
    "received_on": "tanggal diterima",
    "unit": "unit",
    "sender": "penanda tangan",
    "subject": "hal",
    "summary": "ringkasan",
    "classification": "klasifikasi",
    "attachments": "lampiran",
    "origin_reference": "rujukan",
    "kind": "jenis",
    "urgency": "sifat",
    "security": "keamanan",
    "application": "aplikasi",
    "scan": "pindaian",
    "scan_name": "nama berkas",
}


def letter_problems(tally: Tally, numbers: Numbers) -> Iterator[str]:
    """What is wrong with the letters, and the agenda numbers that their lines gave."""
    for portion in portions(Letter.objects.prefetch_related("circle")):
        lines = chains_of(SubjectKind.LETTER, [letter.pk for letter in portion])
        for letter in portion:
            tally.entries += len(lines[letter.pk])
            numbers.take(lines[letter.pk])
            if problems := list(_problems_of(letter, lines[letter.pk])):
                numbers.excuse(written(f"agenda/{letter.agenda_year}", letter.agenda_number))
            for problem in problems:
                yield f"Surat agenda {letter.agenda_number}/{letter.agenda_year}: {problem}."
    yield from _lone_entries()


def _problems_of(letter: Letter, entries: list[Line]) -> Iterator[str]:
    if not entries:
        yield "tidak mempunyai catatan sama sekali"
        return
    if broken := list(chain_problems(entries, vouched(entries))):
        yield from broken
        return
    if (letter.registered_at, letter.registered_by_id) != (entries[0].at, entries[0].by_id):
        yield "pencatat atau saat dicatat pada tabel berbeda dari catatan #1"
    yield from _circle_problems(letter, entries)
    row = _row(letter)
    for key, value in entries[0].data.items():
        if key in row and row[key] != value:
            yield f"{LABELS[key]} pada tabel ({shown(row[key])}) berbeda dari catatan #1 ({shown(value)})"


def _circle_problems(letter: Letter, entries: list[Line]) -> Iterator[str]:
    """The circle that the lines tell of, against the table."""
    told: dict[int, list[Any]] = {}
    for entry in entries:
        data = entry.data
        if entry.kind == "circle-named":
            told[data["naming"]] = [data["user"], data["reason"], entry.at, entry.by_id, "", None, None]
        elif entry.kind == "circle-ended" and data["naming"] in told:
            told[data["naming"]][4:] = [data["reason"], entry.at, entry.by_id]
    names = ("user_id", "reason", "named_at", "named_by_id", "end_reason", "ended_at", "ended_by_id")
    kept = {row.pk: [getattr(row, name) for name in names] for row in letter.circle.all()}
    for naming in sorted(told | kept):
        if told.get(naming) != kept.get(naming):
            yield f"lingkaran: sebutan {naming} pada tabel berbeda dari catatan surat"


def _lone_entries() -> Iterator[str]:
    missing = ~Exists(Letter.objects.filter(pk=OuterRef("subject_id")))
    for entry in Entry.objects.filter(missing, subject_kind=SubjectKind.LETTER, kind="registered"):
        yield f"Surat agenda {entry.data.get('agenda')}: catatannya ada, tetapi suratnya tidak ada pada tabel."


def _row(letter: Letter) -> dict[str, Any]:
    written_on = ("number", "sender", "subject", "summary", "classification", "attachments", "origin_reference")
    keys = (*written_on, "kind", "urgency", "security", "scan_name")
    return {key: getattr(letter, key) for key in keys} | {
        "agenda": f"{letter.agenda_number}/{letter.agenda_year}",
        "dated_on": letter.dated_on.isoformat(),
        "received_on": letter.received_on.isoformat(),
        "unit": letter.unit_id,
        "application": letter.application_id,
        "scan": letter.scan_id,
    }
