"""Lembar disposisi: what Tata Naskah Dinas asks for when a letter is passed on, filled from letter and record."""

from __future__ import annotations

from typing import Any

from alur.papers.source import Source, receiver, security, sender_words
from alur.papers.wording import written_blocks
from alur.records.models import Security, Urgency
from alur.sop.document import Form
from alur.worktime.wording import long_date

URGENCIES = (Urgency.VERY_URGENT, Urgency.URGENT, Urgency.NORMAL)
ASKED = ("Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasikan")
ASKED_HERE = "Proses lebih lanjut"


def disposition(source: Source) -> dict[str, Any] | None:
    """The sheet's boxes for a note by which a letter is passed on; None for any other note.

    A letter is passed on by the note of a step that takes a paper of form surat in.
    """
    papers = {paper.key: paper.form for paper in source.procedure.papers}
    step = source.step
    if step is None or not source.opened or Form.LETTER not in [papers.get(item.paper) for item in step.inputs]:
        return None
    letter = source.case.letter
    return {
        "boxes": [
            {"label": "Surat dari", "text": sender_words(letter)},
            {"label": "Diterima tanggal", "text": long_date(letter.received_on)},
            {"label": "Nomor surat", "text": letter.number},
            {"label": "Nomor agenda", "text": f"{letter.agenda_number}/{letter.agenda_year}"},
            {"label": "Tanggal surat", "text": long_date(letter.dated_on)},
            {"label": "Kode klasifikasi", "text": letter.classification or "–"},
        ],
        "urgency": [{"text": item.label, "is_ticked": letter.urgency == item} for item in URGENCIES],
        "security": [
            {"text": label, "is_ticked": source.case.security == code}
            for code, label in Security.choices
            if code != Security.OPEN or source.case.security == Security.OPEN
        ],
        "mark": security(source.case.security),
        "subject": letter.subject,
        "forwarded_to": receiver(source),
        "asked": [{"text": text, "is_ticked": text == ASKED_HERE} for text in ASKED],
        "text": written_blocks(str(source.version.content.get("text", ""))),
    }
