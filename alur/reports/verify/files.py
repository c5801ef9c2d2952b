"""Examines stored files: every one is there, and its bytes still have the SHA-256 under which it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from alur.records.emptying import DESTROYED
from alur.records.models import (
    PRINTS,
    DisposalItem,
    DisposalState,
    Entry,
    Letter,
    Pause,
    PrintJob,
    PrintState,
    StoredFile,
    SubjectKind,
    VersionFile,
)
from alur.records.storage import ALLOWED, open_file, path_of, stored_names, whole_size
from alur.reports.verify.tally import Tally, portions

PORTION = 1000
AWAY = "Penyimpanan berkas tidak dapat dihubungi; berkas selebihnya tidak diperiksa"


def file_problems(files: QuerySet[StoredFile], tally: Tally) -> Iterator[str]:
    """Files that are missing or changed, with the papers that name them. Each file is read once."""
    destroyed = _Destroyed()
    for portion in portions(files.distinct()):
        endings = _endings_of([file.pk for file in portion])
        for file in portion:
            try:
                size = whole_size(file.sha256)
            except OSError as error:
                yield f"{AWAY} ({error})."
                return
            tally.files += 1
            if file.destroyed_at:
                if problem := destroyed.problem(file, size is not None):
                    yield f"{_where(file)}: {problem}."
            elif size is None:
                yield f"{_where(file)}: {_fault(file)}."
            elif size != file.size:
                yield f"{_where(file)}: ukuran pada tabel ({file.size} bita) berbeda dari berkasnya ({size} bita)."
            types = {ALLOWED[ending] for ending in endings.get(file.pk, ()) if ending in ALLOWED}
            if types and file.media_type not in types:
                yield f"{_where(file)}: jenis berkas pada tabel ({file.media_type}) tidak sesuai dengan namanya."


def _endings_of(keys: list[str]) -> dict[str, set[str]]:
    """How the names of these files end, wherever they are named."""
    found: dict[str, set[str]] = defaultdict(set)
    for model, file, name in (
        (VersionFile, "file", "name"),
        (Letter, "scan", "scan_name"),
        (Pause, "file", "file_name"),
    ):
        rows = model._default_manager.filter(**{f"{file}__in": keys}).order_by()
        for key, text in rows.values_list(f"{file}_id", name):
            found[key].add(text.rpartition(".")[2].lower())
    return found


class _Destroyed:
    """What the lines say of destroyed files: which ones, and which of them a running list may still hold in storage."""

    def __init__(self) -> None:
        self.is_read = False
        self.named: set[str] = set()
        self.leaving: set[str] = set()

    def problem(self, file: StoredFile, is_kept: bool) -> str:
        """Destroyed is not lost: the bytes must be gone, and a line of a destroyed case must name them."""
        if not self.is_read:
            self._read()
        if file.sha256 not in self.named:
            return f"berkasnya ({file.sha256[:12]}…) ditandai dimusnahkan tanpa catatan pemusnahan"
        if is_kept and file.sha256 not in self.leaving:
            return f"berkasnya ({file.sha256[:12]}…) tercatat dimusnahkan, tetapi masih tersimpan"
        return ""

    def _read(self) -> None:
        self.is_read = True
        running = DisposalItem.objects.filter(disposal__state=DisposalState.RUNNING, done_at__isnull=False)
        leaving = set(running.values_list("case", flat=True))
        lines = Entry.objects.filter(kind=DESTROYED, subject_kind=SubjectKind.CASE)
        for case, data in lines.values_list("subject_id", "data").iterator(chunk_size=500):
            self.named.update(data["files"])
            if case in leaving:
                self.leaving.update(data["files"])


def orphans() -> list[str]:
    """Files in storage that no row names, left by a start or an upload that was killed. Raises OSError.

    A file lies in storage before its row does, so what is found without a row is looked for once more at the end.
    """
    found: list[str] = []
    names = stored_names()
    while portion := list(islice(names, PORTION)):
        found += _without_row(portion)
    return [name for start in range(0, len(found), PORTION) for name in _without_row(found[start : start + PORTION])]


def _without_row(names: list[str]) -> list[str]:
    keys = [name.rpartition("/")[2] for name in names]
    asked = [key.partition(".")[0] for name, key in zip(names, keys, strict=True) if name.startswith(PRINTS)]
    ready = PrintJob.objects.filter(pk__in=[key for key in asked if key.isdecimal()], state=PrintState.READY)
    prints = {job.path for job in ready} if asked else set()
    kept = {path_of(key) for key in StoredFile.objects.filter(pk__in=keys).values_list("pk", flat=True)}
    return [name for name in names if name not in kept and name not in prints]


def _fault(file: StoredFile) -> str:
    short = f"{file.sha256[:12]}…"
    try:
        open_file(file.sha256).close()
    except FileNotFoundError:
        return f"berkasnya ({short}) tidak ada pada penyimpanan"
    return f"isi berkasnya berbeda dari SHA-256-nya ({short})"


def _where(file: StoredFile) -> str:
    rows = VersionFile.objects.filter(file=file).select_related("version__document__case").order_by("pk")
    places = [f"{row.version.document.case.number} “{row.version.document.name}” ({row.name})" for row in rows[:3]]
    if not places:
        letters = Letter.objects.filter(scan=file).order_by("pk")[:3]
        places = [f"Surat agenda {row.agenda_number}/{row.agenda_year} ({row.scan_name})" for row in letters]
    if not places:
        pauses = Pause.objects.filter(file=file).select_related("visit__case").order_by("pk")[:3]
        places = [f"{row.visit.case.number} bukti jeda ({row.file_name})" for row in pauses]
    return ", ".join(places) or "Berkas yang tidak dirujuk"
