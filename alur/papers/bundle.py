"""Bundles: riwayat permintaan and buku agenda, a front typeset from the record with its files bound behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings

from alur.papers.attachments import Attachment, papers_of, scans_of
from alur.papers.binding import Bound, bind
from alur.papers.chronology import chronology
from alur.papers.source import fact as fact_row
from alur.papers.source import letterhead, request_facts, security
from alur.papers.stationery import print_paper
from alur.papers.wording import instant_words
from alur.records.models import Case, Entry, Letter, SubjectKind, document_of
from alur.worktime.wording import long_date

Progress = Callable[[int, int], None]


def bind_history(case: Case, into: Path, *, by: str, at: dt.datetime, progress: Progress) -> Bound:
    """Write the riwayat permintaan of a case: cover, table of contents, chronology, papers and uploads."""
    last = Entry.objects.of(SubjectKind.CASE, case.pk).reverse()[:1].get()
    procedure = document_of(case.edition_id)
    number = procedure.number or procedure.name
    result = f"{case.result_label}, {instant_words(case.closed_at, settings.TIME_ZONE)}" if case.closed_at else ""
    data = {
        **letterhead(procedure.unit),
        "title": "Riwayat permintaan",
        "number": case.number,
        "subject": case.title,
        "security": security(case.security),
        "facts": [
            *request_facts(case)[1:],
            fact_row("Aplikasi", case.application.name if case.application else "–"),
            fact_row("Prosedur", f"SOP {number}, edisi ke-{case.edition.number}"),
            fact_row("Dibuka", instant_words(case.opened_at, settings.TIME_ZONE)),
            fact_row("Keadaan", result or "Masih berjalan"),
            fact_row("Disusun", instant_words(at, settings.TIME_ZONE), f"atas permintaan {by}"),
            fact_row("Catatan terakhir", f"nomor {last.number}"),
        ],
        "chain": last.hash,
        "table": {
            "title": "Kronologi",
            "heads": ["No.", "Waktu", "Peristiwa", "Oleh", "Keterangan"],
            "rows": [[row[key] for key in ("number", "at", "what", "who", "detail")] for row in chronology(case)],
        },
    }
    return _bound("riwayat", data, papers_of(case), into, label=f"Riwayat {case.number}", at=at, progress=progress)


def bind_agenda(
    letters: Sequence[Letter], year: int, into: Path, *, by: str, at: dt.datetime, progress: Progress
) -> Bound:
    """Write a year's buku agenda surat masuk with the scans of its letters."""
    data = {
        **letterhead(()),
        "title": "Buku agenda surat masuk",
        "number": f"Tahun {year}",
        "subject": "",
        "security": security(""),
        "facts": [
            fact_row("Jumlah surat", str(len(letters))),
            fact_row("Disusun", instant_words(at, settings.TIME_ZONE), f"atas permintaan {by}"),
        ],
        "chain": "",
        "table": {
            "title": "Daftar surat",
            "heads": ["No.", "Diterima", "Surat", "Asal", "Hal"],
            "rows": [_agenda_row(letter) for letter in letters],
        },
    }
    label = f"Agenda {year}"
    return _bound("riwayat", data, scans_of(letters), into, label=label, at=at, progress=progress)


def _agenda_row(letter: Letter) -> list[str]:
    return [
        str(letter.agenda_number),
        long_date(letter.received_on),
        f"{letter.number}, {long_date(letter.dated_on)}",
        letter.unit.name,
        letter.subject,
    ]


def _bound(
    template: str,
    data: Mapping[str, Any],
    attachments: Sequence[Attachment],
    into: Path,
    *,
    label: str,
    at: dt.datetime,
    progress: Progress,
) -> Bound:
    pdfs = [item for item in attachments if item.is_pdf]
    template_fault = ""

    def front(starts: Sequence[int], faults: Mapping[str, str]) -> bytes:
        nonlocal template_fault
        bound = [item for item in pdfs if item.sha256 not in faults]
        others = [item for item in attachments if item not in bound]
        contents = {
            "contents": [item.row(start) for item, start in zip(bound, starts, strict=True)],
            "others": [item.row(None) | {"fault": faults.get(item.sha256, "")} for item in others],
        }
        printed = print_paper(template, {**data, **contents}, made_at=at)
        template_fault = printed.fault
        return printed.pdf

    made = bind(front, pdfs, into, label=label, made_at=at, progress=progress)
    return replace(made, fault=template_fault)
