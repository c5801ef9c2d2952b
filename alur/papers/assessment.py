"""An assessment of an SOP as paper: Tabel 7 of monitoring, or the evaluation form, with figures and judgements."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from alur.papers.source import fact, letterhead, security, signer
from alur.papers.wording import instant_words
from alur.records.models import Assessment, AssessmentKind, document_of
from alur.records.number_format import parts_of
from alur.worktime.wording import long_date


def assessment_data(form: Assessment) -> dict[str, Any]:
    """The data of an issued form's paper, not sealed yet. Raises ValueError for a draft."""
    if form.issued_at is None or form.issued_by is None:
        raise ValueError("A draft is not printed")
    office, document = settings.OFFICE, document_of(form.edition_id)
    counted_at = dt.datetime.fromisoformat(form.content["counted_at"])
    is_monitoring = form.kind == AssessmentKind.MONITORING
    return {
        **letterhead(document.unit),
        "title": AssessmentKind(form.kind).label,
        "number": form.official_number,
        "case_number": f"SOP {document.number or document.name}",
        "code": form.code,
        "place_and_date": f"{office['place']}, {long_date(timezone.localdate(form.issued_at))}",
        "classification": parts_of(form.series)[0],
        "security": security("B"),
        "facts": [
            fact("SOP", f"{document.number} {document.name}".strip()),
            fact("Edisi", str(form.edition.number)),
            fact("Periode", f"{long_date(form.starts_on)} sampai {long_date(form.ends_on)}"),
            fact("Dihitung", instant_words(counted_at, settings.TIME_ZONE)),
            *(fact(label, words) for label, words in form.content["facts"]),
        ],
        "heads": HEADS[is_monitoring],
        "rows": [_row(row) for row in form.content["rows"]],
        "conclusion": form.content.get("conclusion", ""),
        "approval": {
            "verb": "Dinilai dan ditetapkan di Alur oleh",
            **signer(form.issued_as),
            "appointment": "",
            "name": form.issued_by.name,
            "nip": form.issued_by.nip,
            "at": instant_words(form.issued_at, settings.TIME_ZONE),
        },
    }


# Source: PermenPAN-RB 35/2012, Tabel 7; the evaluation answers yes or no.
HEADS = {
    True: {
        "subject": "Prosedur",
        "good": "Berjalan dengan baik",
        "bad": "Tidak berjalan dengan baik",
        "last": "Paraf penilai",
    },
    False: {"subject": "Kriteria", "good": "Ya", "bad": "Tidak", "last": "Paraf penilai"},
}


def _row(row: dict[str, str]) -> dict[str, Any]:
    return {
        "number": row["number"],
        "text": row["text"],
        "is_good": row["verdict"] == "baik",
        "is_bad": row["verdict"] == "tidak",
        "figures": row["figures"],
        "note": row["note"],
        "action": row["action"],
    }
