"""Writes a package: the chains of a case and its letter, papers, files, seals, a page to read, how to check it."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from alur.papers.chronology import chronology
from alur.papers.packages import names
from alur.papers.packages.chains import destroyed_files
from alur.papers.packages.checking import named_files
from alur.papers.wording import instant_words
from alur.records.canonical import GENESIS
from alur.records.emptying import DESTROYED
from alur.records.heads import office_day
from alur.records.lines import Line, chains_of
from alur.records.models import Case, DocumentVersion, Seal, SealStamp, SubjectKind
from alur.records.storage import clean_name, open_file

CHUNK = 1024 * 1024
EPOCH = (1980, 1, 1, 0, 0, 0)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """A finished package: how many lines, files and seals are in it."""

    lines: int
    files: int
    seals: int


def make_package(
    case: Case, path: Path, *, by: str, at: dt.datetime, progress: Progress = lambda done, total: None
) -> Made:
    """Write the package of a case to this path. The same record, `by` and `at` give the same bytes.

    Files of a destroyed case are left out and told as destroyed.
    Raises FileNotFoundError when a file that the record names is gone, OSError when the storage does not answer.
    """
    lines = chains_of(SubjectKind.CASE, [case.pk])[case.pk]
    letter = chains_of(SubjectKind.LETTER, [case.letter_id])[case.letter_id]
    gone = destroyed_files(_plain(lines))
    named = named_files(_plain(lines)) | named_files(_plain(letter))
    files = {sha256: name for sha256, name in named.items() if sha256 not in gone}
    seals = _seals_of([*lines, *letter])
    facts = _Facts(case, lines, letter, {sha256: _file_path(sha256, name) for sha256, name in files.items()}, seals)
    total = len(files) + 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in facts.members(by, at).items():
            package.writestr(_member(name), content, zipfile.ZIP_DEFLATED)
        for place, (sha256, name) in enumerate(facts.files.items(), 1):
            progress(place, total)
            with open_file(sha256) as source, package.open(_member(name), "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
    progress(total, total)
    return Made(len(lines) + len(letter), len(files), len(seals))


@dataclass(frozen=True)
class _Facts:
    case: Case
    lines: list[Line]
    letter: list[Line]
    files: dict[str, str]
    seals: list[Seal]

    def members(self, by: str, at: dt.datetime) -> dict[str, bytes]:
        """All but the files, by name."""
        papers = list(self._papers())
        manifest = self._manifest(papers) | {"made_at": at.astimezone(dt.UTC).isoformat(), "made_by": by}
        page = {
            "case": self.case,
            "letter": self.case.letter,
            "papers": papers,
            "story": chronology(self.case),
            "seals": [(seal, names.seal_path(seal.number, seal.day.isoformat())) for seal in self.seals],
            "has_files": bool(self.files),
            "scan": self.files.get(self.case.letter.scan_id or ""),
            "manifest": manifest,
            "destroyed": next((line for line in self.lines if line.kind == DESTROYED), None),
            "made": instant_words(at, settings.TIME_ZONE),
            "by": by,
            "office": settings.OFFICE,
            "names": names,
            "genesis": GENESIS,
        }
        sums = "".join(f"{sha256}  {name}\n" for sha256, name in self.files.items())
        found = {
            names.README: render_to_string("packages/readme.txt", page).encode(),
            names.INDEX: render_to_string("packages/index.html", page).encode(),
            names.MANIFEST: json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True).encode(),
            names.CASE_LINES: b"".join(line.canonical() + b"\n" for line in self.lines),
            names.LETTER_LINES: b"".join(line.canonical() + b"\n" for line in self.letter),
            names.PROCEDURE: self.case.edition.text.encode(),
            names.FILE_SUMS: sums.encode(),
        }
        for seal in self.seals:
            found[names.seal_path(seal.number, seal.day.isoformat())] = seal.text.encode()
        for stamp in SealStamp.objects.filter(seal__in=self.seals).select_related("seal"):
            name = names.seal_path(stamp.seal.number, stamp.seal.day.isoformat())
            found[f"{name.removesuffix('.txt')}.tst"] = bytes(stamp.token)
        return found

    def _manifest(self, papers: list[dict[str, Any]]) -> dict[str, Any]:
        paths = [names.seal_path(seal.number, seal.day.isoformat()) for seal in self.seals]
        return {
            "format": names.FORMAT,
            "case": self.case.number,
            "procedure": self.case.procedure.number,
            "chain": f"{SubjectKind.CASE}:{self.case.pk}",
            "lines": len(self.lines),
            "head": self.lines[-1].hash if self.lines else GENESIS,
            "letter_chain": f"{SubjectKind.LETTER}:{self.case.letter_id}",
            "letter_lines": len(self.letter),
            "letter_head": self.letter[-1].hash if self.letter else GENESIS,
            "papers": [
                {key: paper[key] for key in ("paper", "version", "number", "name", "files")} for paper in papers
            ],
            "seals": [
                {"number": seal.number, "day": seal.day.isoformat(), "digest": seal.digest, "path": path}
                for seal, path in zip(self.seals, paths, strict=True)
            ],
        }

    def _papers(self) -> Any:
        versions = DocumentVersion.objects.filter(document__case=self.case).select_related("document", "made_by")
        for version in versions.prefetch_related("files").order_by("made_at", "pk"):
            yield {
                "paper": version.document.paper,
                "name": version.document.name,
                "version": version.number,
                "number": version.official_number,
                "state": version.get_state_display(),
                "made_at": instant_words(version.made_at, settings.TIME_ZONE),
                "made_by": f"{version.made_by.name}, {version.made_as}",
                "files": [
                    {"path": self.files.get(file.file_id, ""), "name": file.name, "sha256": file.file_id}
                    for file in sorted(version.files.all(), key=lambda row: row.position)
                ],
            }


def _plain(lines: list[Line]) -> list[dict[str, Any]]:
    return [{"kind": line.kind, "data": line.data} for line in lines]


def _seals_of(lines: list[Line]) -> list[Seal]:
    """The seals of the days on which one of these lines was written."""
    days = {office_day(line.at) for line in lines}
    return list(Seal.objects.filter(day__in=days).order_by("number"))


def _file_path(sha256: str, name: str) -> str:
    return f"{names.FILES}{sha256}-{clean_name(name).replace(' ', '_')}"


def _member(name: str) -> zipfile.ZipInfo:
    """A member without the clock or the rights of this machine."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
