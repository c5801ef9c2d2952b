"""Binds PDFs into one: a front with a table of contents, then the files, with bookmarks and page numbers through.

The bundle makes no claim to be archival: uploads come as they are. Tags of front and files are kept for screen readers.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pikepdf

from alur.papers.attachments import Attachment
from alur.papers.stamping import stamp_pages
from alur.papers.structure import join_structure
from alur.records.storage import CHUNK, open_file

Front = Callable[[Sequence[int], Mapping[str, str]], bytes]
PORTION = 100
UNREADABLE = "tidak dapat dibaca sebagai PDF; berkas aslinya tersimpan di Alur"
LOCKED = "berkata sandi; berkas aslinya tersimpan di Alur"
MISSING = "tidak ditemukan pada penyimpanan; hubungi pengelola"


@dataclass(frozen=True, slots=True)
class Bound:
    """A bundle that lies in a file: its pages, size in bytes and SHA-256, and why the office's own template was not
    used for its front ("" when it was, or there is none).
    """

    pages: int
    size: int
    sha256: str
    fault: str = ""


def bind(
    front: Front,
    attachments: Sequence[Attachment],
    into: Path,
    *,
    label: str,
    made_at: dt.datetime,
    progress: Callable[[int, int], None],
) -> Bound:
    """Write front and attachments as one PDF into a file. A file that cannot be bound is named in the front instead.

    `front(starts, faults)` typesets the front: the first page of each file that is bound, in their order, and why the
    others are not, by SHA-256. `progress(done, total)` is told after each file.
    """
    total = 2 * len(attachments) + 2
    counts, faults = _counted(attachments, lambda done: progress(done, total))
    bound = [item for item in attachments if item.sha256 in counts]
    lengths = [counts[item.sha256] for item in bound]
    first = _page_count(front([1] * len(bound), faults)) + 1
    starts = [first + sum(lengths[:place]) for place in range(len(bound))]
    into.write_bytes(front(starts, faults))
    for begin in range(0, len(bound), PORTION):
        _append(into, bound[begin : begin + PORTION])
        progress(min(len(attachments) + begin + PORTION, total - 1), total)
    _finish(into, label, list(zip(bound, starts, strict=True)), made_at)
    progress(total, total)
    return Bound(first - 1 + sum(lengths), into.stat().st_size, _sha256_of(into))


def _counted(attachments: Sequence[Attachment], told: Callable[[int], None]) -> tuple[dict[str, int], dict[str, str]]:
    """The number of pages of each file, or why it cannot be bound, by SHA-256."""
    counts: dict[str, int] = {}
    faults: dict[str, str] = {}
    for place, item in enumerate(attachments, 1):
        try:
            with open_file(item.sha256) as handle, pikepdf.open(cast(BinaryIO, handle)) as pdf:
                counts[item.sha256] = len(pdf.pages)
                if not pdf.pages:
                    raise pikepdf.PdfError("no pages")
        except FileNotFoundError:
            faults[item.sha256] = MISSING
        except pikepdf.PasswordError:
            faults[item.sha256] = LOCKED
        except (pikepdf.PdfError, ValueError, RuntimeError):
            counts.pop(item.sha256, None)
            faults[item.sha256] = UNREADABLE
        told(place)
    return counts, faults


def _append(into: Path, attachments: Sequence[Attachment]) -> None:
    """Add the pages of these files. They stay open until the bundle is saved: the copy is made then."""
    with ExitStack() as opened, pikepdf.open(into, allow_overwriting_input=True) as bundle:
        for item in attachments:
            handle = cast(BinaryIO, opened.enter_context(open_file(item.sha256)))
            source = opened.enter_context(pikepdf.open(handle))
            before = len(bundle.pages)
            bundle.pages.extend(source.pages)
            join_structure(bundle, source, before)
        bundle.save(into)


def _finish(into: Path, label: str, parts: Sequence[tuple[Attachment, int]], made_at: dt.datetime) -> None:
    with pikepdf.open(into, allow_overwriting_input=True) as bundle:
        with bundle.open_metadata(set_pikepdf_as_editor=False) as marks:
            for claim in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"):
                marks.pop(claim, None)
        with bundle.open_outline() as outline:
            outline.root.clear()
            outline.root.append(pikepdf.OutlineItem("Sampul, daftar isi, dan kronologi", 0))
            outline.root.extend(pikepdf.OutlineItem(f"{item.title}, {item.detail}", page - 1) for item, page in parts)
        bundle.Root.PageMode = pikepdf.Name.UseOutlines
        stamp_pages(bundle, label, made_at)
        bundle.save(into, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def _sha256_of(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as handle:
        for chunk in iter(lambda: handle.read(CHUNK), b""):
            sha.update(chunk)
    return sha.hexdigest()
