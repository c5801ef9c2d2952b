"""Which papers Alur prints: for each form its template, its title and where its words come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from alur.papers import gathering
from alur.papers.answer import answer
from alur.papers.release import release_record, trial_report
from alur.records.models import DocumentVersion
from alur.sop.document import Form

TRIAL, UPLOAD, ANSWER = "uji-coba", "unggah", "jawaban"
# Papers that stand in no procedure file, since they follow from what happened.
NAMES = {TRIAL: "Berita acara uji coba", UPLOAD: "Bukti unggah", ANSWER: "Surat jawaban"}
KEYS = {TRIAL: "berita-acara-uji-coba", UPLOAD: "bukti-unggah", ANSWER: "surat-jawaban"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A printed paper: its template, and what gathers its data. `title` is "" where the paper's own name is used."""

    template: str
    gather: Callable[[DocumentVersion], dict[str, Any]]
    title: str = ""


KINDS: dict[str, Kind] = {
    Form.NOTE: Kind("catatan", gathering.data_of),
    Form.VERDICT: Kind("periksa", gathering.data_of, gathering.VERDICT_TITLE),
    TRIAL: Kind("uji-coba", trial_report),
    UPLOAD: Kind("unggah", release_record),
    ANSWER: Kind("jawaban", answer),
}


def kind_of(version: DocumentVersion) -> Kind:
    """How this version is printed. Raises ValueError for a form that is not printed."""
    if version.form not in KINDS:
        raise ValueError(f"A paper of form {version.form} is not printed")
    return KINDS[version.form]
