"""What a person hands in when a step is closed, as values. Pages and programs fill these; `perform` judges them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FileRef:
    """An uploaded file that is already stored."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class PaperContent:
    """What is handed in for one output paper. Which keys `fields` needs follows from the paper's form:

    catatan: text · berkas: note (optional), files · periksa: note (optional; verdict and points come from the handover)
    sistem: repository + commit, or a package among the files; how_to_try · keadaan: text, date (ISO)
    daring: version, url, server, backup, rollback, tests: a list of name, expected, result (lulus | gagal), note
    barang: is_ready (bool), note
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[FileRef] = ()


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A correction point as the checker writes it; the number is given when it is recorded.

    A remark (`is_strict` False) neither holds the way forward nor must be answered.
    """

    text: str
    place: str = ""
    is_strict: bool = True


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """The checker's word on one answered point; a reason is needed when it is not accepted."""

    is_accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything handed in with a decision. Numbers are correction point numbers of the case."""

    note: str = ""
    papers: Mapping[str, PaperContent] = field(default_factory=dict)
    points: Sequence[NewPoint] = ()
    answers: Mapping[int, str] = field(default_factory=dict)
    verdicts: Mapping[int, PointVerdict] = field(default_factory=dict)
    appointee_id: int | None = None
