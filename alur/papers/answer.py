"""Surat jawaban: tells the requester how the request ended, whatever the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from alur.papers.release import released_on
from alur.papers.source import ON_BEHALF, Source, numbered_before, sender_words, shared
from alur.papers.wording import instant_words, written_blocks
from alur.records.models import Case, DocumentVersion, Entry, Result, SubjectKind
from alur.sop.document import Form
from alur.worktime.wording import long_date

ENDINGS = ("performed", "withdrawn", "cancelled")


def answer(version: DocumentVersion) -> dict[str, Any]:
    """The data of a case's surat jawaban, from the line that ended the case."""
    source, case = Source(version), version.document.case
    ending = ending_of(case)
    letter = case.letter
    return shared(source, verb="Diterbitkan melalui Alur oleh") | {
        "title": "Surat jawaban",
        "urgency": letter.get_urgency_display(),
        "subject": f"Jawaban atas permintaan {case.title}",
        "addressee": sender_words(letter).split(", ", 1) if letter.sender else [f"Pimpinan {letter.unit.name}"],
        "opening": f"Menunjuk surat Saudara nomor {letter.number} tanggal {long_date(letter.dated_on)} hal "
        f"{letter.subject}, yang kami terima pada {long_date(letter.received_on)} dengan nomor agenda "
        f"{letter.agenda_number}/{letter.agenda_year}, bersama ini kami sampaikan hal-hal sebagai berikut.",
        "result": _result_words(case, ending),
        "paragraphs": _told(case, ending),
        "reason": written_blocks(_reason(ending)),
        "rows": _course(case),
        "copies": _copies(version),
        "closing": "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
    }


def ending_of(case: Case) -> Entry:
    """The line that ended the case. Raises Entry.DoesNotExist for a case that runs."""
    lines = Entry.objects.of(SubjectKind.CASE, case.pk).filter(kind__in=ENDINGS).exclude(data__result="")
    return lines.select_related("by").reverse()[:1].get()


def _result_words(case: Case, ending: Entry) -> str:
    words = {
        Result.DONE: "telah selesai dikerjakan",
        Result.REJECTED: "tidak dapat dipenuhi",
        Result.WITHDRAWN: "diakhiri karena ditarik oleh Saudara",
        Result.CANCELLED: "dibatalkan",
    }
    result = str(ending.data.get("result"))
    return words.get(Result(result) if result in Result.values else Result.OPEN, f"berakhir dengan hasil: {result}")


def _told(case: Case, ending: Entry) -> list[str]:
    """What follows from the ending, beyond its result."""
    data = ending.data
    if ending.kind == "withdrawn":
        dated_on = dt.date.fromisoformat(data["dated_on"]) if data.get("dated_on") else None
        day = f" tanggal {long_date(dated_on)}" if dated_on else ""
        return [f"Pengakhiran ini sesuai surat penarikan Saudara nomor {data.get('letter_number', '')}{day}."]
    releases = DocumentVersion.objects.filter(document__case=case, form=Form.RELEASE).select_related("document")
    told = []
    if data.get("result") == Result.DONE:
        name = case.application.name if case.application else "Aplikasi"
        for release in releases.order_by("-pk")[:1]:
            content = release.content
            told.append(
                f"{name} versi {content.get('version', '')} dapat dibuka pada {content.get('url', '')} "
                f"sejak {released_on(release)}."
            )
        told.append(
            "Bila masih ada yang belum sesuai, sampaikan kepada kami dengan surat yang menyebut nomor permintaan "
            f"{case.number}."
        )
    return told


def _reason(ending: Entry) -> str:
    """Why a request did not end as asked: the reason given, or the note of the person who ended it."""
    data: Mapping[str, Any] = ending.data
    if ending.kind == "cancelled":
        return str(data.get("reason") or "")
    return str(data.get("note") or "") if ending.kind == "performed" and data.get("result") != Result.DONE else ""


def _copies(version: DocumentVersion) -> list[str]:
    """The officials who passed the request on, other than who answers for the letter."""
    notes = numbered_before(version, Form.NOTE)
    titles = dict.fromkeys(note.made_as.partition(ON_BEHALF)[0] for note in notes)
    return [title for title in titles if title != version.made_as.partition(ON_BEHALF)[0]]


def _course(case: Case) -> list[list[str]]:
    """When the request was received, opened and ended."""
    rows = [
        ["Nomor permintaan", case.number],
        ["Surat diterima", long_date(case.letter.received_on)],
        ["Mulai dikerjakan", instant_words(case.opened_at, settings.TIME_ZONE)],
    ]
    if case.closed_at is not None:
        rows.append(["Berakhir", instant_words(case.closed_at, settings.TIME_ZONE)])
    return rows
