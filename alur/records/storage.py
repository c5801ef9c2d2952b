"""Files under their SHA-256. A file lies whole in storage before any row names it; the same bytes are kept once."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import logging
import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

import filetype
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from alur.records.inspection import fault_in
from alur.records.models import StoredFile
from alur.records.virus_scan import ScannerAway, virus_in

log = logging.getLogger(__name__)

CHUNK = 1024 * 1024
ALLOWED = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "zip": "application/zip",
    "gz": "application/gzip",
    "txt": "text/plain",
    "csv": "text/csv",
    "md": "text/markdown",
}
PLAIN = ("txt", "csv", "md")
INCOMING = "incoming"
PREVIEWS = "pratinjau"  # pictures of pages, made from the files and never named by a row
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class UploadRefused(ValueError):
    """An upload that is not kept; its text is a sentence for the person."""


class StorageAway(UploadRefused):
    """The storage is full or does not answer; nothing was kept, and the same upload may succeed later."""


def path_of(sha256: str) -> str:
    """Where a file lies below the storage root."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def store(chunks: Iterable[bytes], *, name: str, at: dt.datetime, limit: int | None = None) -> StoredFile:
    """Keep an uploaded file of at most `limit` bytes (the office's limit where it is smaller or none is given).

    Raises UploadRefused with a sentence when it is empty, too large, of a kind not allowed, not what its name says, or
    infected; StorageAway when it cannot be kept now.
    """
    with _in_words(), _incoming() as whole:
        sha256, size = _copy(chunks, whole, name, min(limit or settings.UPLOAD_LIMIT, settings.UPLOAD_LIMIT))
        if size == 0:
            raise UploadRefused(f"Berkas “{clean_name(name)}” kosong (0 bita). Periksa berkasnya, lalu unggah lagi.")
        media_type = _media_type(whole, name)
        return _keep(whole, sha256, size=size, media_type=media_type, at=at)


def store_bytes(content: bytes, *, media_type: str, at: dt.datetime) -> StoredFile:
    """Keep bytes that Alur itself made. Raises StorageAway."""
    with _in_words(), _incoming() as whole:
        whole.write(content)
        sha256 = hashlib.sha256(content).hexdigest()
        return _keep(whole, sha256, size=len(content), media_type=media_type, at=at)


def discard(sha256: str) -> None:
    """Take away bytes that no row names, after the transaction that was to name them has failed."""
    if not StoredFile.objects.filter(pk=sha256).exists():
        default_storage.delete(path_of(sha256))


def put_back(write: Callable[[IO[bytes]], object], *, sha256: str) -> bool:
    """Keep what `write` writes under this SHA-256, for rows that a backup brings; False when the bytes are others.

    Raises OSError. Many files come at once, so it is for the caller to wait for the disk.
    """
    with _incoming() as whole:
        write(whole)
        whole.flush()
        with open(whole.name, "rb") as written:
            if hashlib.file_digest(written, "sha256").hexdigest() != sha256:
                return False
        if not default_storage.exists(path_of(sha256)):
            whole.seek(0)
            default_storage.save(path_of(sha256), _WholeFile(whole))
        return True


def open_file(sha256: str) -> IO[bytes]:
    """The stored bytes, for reading. Raises FileNotFoundError, and OSError when the storage does not answer."""
    handle: IO[bytes] = default_storage.open(path_of(sha256))
    return handle


def is_whole(sha256: str) -> bool:
    """True when the file is there and its bytes still have this SHA-256. Raises OSError as `open_file` does."""
    return whole_size(sha256) is not None


def whole_size(sha256: str) -> int | None:
    """How many bytes a whole file has; None when it is gone or changed. Raises OSError as `open_file` does."""
    sha, size = hashlib.sha256(), 0
    try:
        with open_file(sha256) as handle:
            for chunk in iter(lambda: handle.read(CHUNK), b""):
                sha.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return None
    return size if sha.hexdigest() == sha256 else None


def stored_names() -> Iterator[str]:
    """The names of all files in storage, below its root, but for those coming in and for previews. Raises OSError."""
    if walk := getattr(default_storage, "walk", None):
        yield from (name for name in walk() if not name.startswith(f"{PREVIEWS}/"))
        return
    root = Path(getattr(default_storage, "location"))  # noqa: B009 - the folder's storage; its base class has none
    for folder, folders, files in os.walk(root):
        if Path(folder) == root:
            folders[:] = [name for name in folders if name not in (INCOMING, PREVIEWS)]
        yield from (str((Path(folder) / file).relative_to(root)) for file in files)


def clean_name(name: str) -> str:
    """A file name fit to show and to offer for download: no path, no control or direction marks, 120 at most."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    kept = kept.replace('"', "'").strip(" .") or "berkas"
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: 119 - len(ending)]}.{ending}" if dot and len(ending) < 10 else kept[:120]


class _WholeFile(File):
    """A finished temporary file; the local storage moves it into place in one step instead of copying."""

    def temporary_file_path(self) -> str:
        return str(self.file.name if self.file else "")


@contextmanager
def _in_words() -> Iterator[None]:
    """What the machine refuses becomes a sentence for the person; the operator finds the cause in the log."""
    try:
        yield
    except ScannerAway as error:
        log.error("Unggahan ditolak: pemeriksa virus tidak menjawab (%s).", error)
        raise StorageAway(
            "Pemeriksa virus sedang tidak dapat dihubungi, jadi berkas belum diterima. "
            "Isian yang diketik tetap tersimpan; coba unggah lagi nanti atau hubungi administrator."
        ) from error
    except OSError as error:
        log.error("Berkas tidak dapat disimpan: %s", error)
        cause = "penuh" if error.errno in FULL else "sedang tidak dapat dihubungi"
        raise StorageAway(
            f"Penyimpanan berkas {cause}, jadi berkas belum diterima. "
            "Isian yang diketik tetap tersimpan; coba unggah lagi nanti atau hubungi administrator."
        ) from error


@contextmanager
def _incoming() -> Iterator[IO[bytes]]:
    folder = settings.FILES_ROOT / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as whole:
        try:
            yield whole
        finally:
            Path(whole.name).unlink(missing_ok=True)


def _copy(chunks: Iterable[bytes], whole: IO[bytes], name: str, limit: int) -> tuple[str, int]:
    sha, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise UploadRefused(
                f"Berkas “{clean_name(name)}” melebihi batas {_megabytes(limit)} MB. "
                "Perkecil atau pecah berkasnya, lalu unggah lagi."
            )
        sha.update(chunk)
        whole.write(chunk)
    return sha.hexdigest(), size


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.4g}".replace(".", ",")


def _media_type(whole: IO[bytes], name: str) -> str:
    _, dot, ending = clean_name(name).lower().rpartition(".")
    if not dot or ending not in ALLOWED:
        kinds = ", ".join(sorted(set(ALLOWED) - {"jpeg"}))
        raise UploadRefused(f"Jenis berkas “{clean_name(name)}” tidak diterima. Yang diterima: {kinds}.")
    whole.seek(0)
    head = whole.read(8192)
    found = filetype.guess_extension(head)
    if ending in PLAIN:
        is_true = found is None and b"\x00" not in head
    else:
        is_true = found == {"jpeg": "jpg"}.get(ending, ending) or (found == "zip" and _is_office_archive(whole, ending))
    if not is_true:
        raise UploadRefused(
            f"Isi berkas “{clean_name(name)}” bukan {ending.upper()}. "
            "Unggah berkas aslinya, atau perbaiki akhiran namanya."
        )
    if fault := fault_in(whole, ending):
        raise UploadRefused(f"Berkas “{clean_name(name)}” {fault}")
    if found_virus := virus_in(whole):
        raise UploadRefused(
            f"Berkas “{clean_name(name)}” ditolak: pemeriksa virus menemukan {found_virus}. "
            "Jangan buka berkas itu; laporkan kepada pengelola komputer."
        )
    return ALLOWED[ending]


def _is_office_archive(whole: IO[bytes], ending: str) -> bool:
    """Office files made by some programs start like any ZIP; what they hold tells."""
    marks = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "odt": "content.xml"}
    whole.seek(0)
    try:
        names = zipfile.ZipFile(whole).namelist()
    except zipfile.BadZipFile:
        return False
    return ending in marks and any(item.startswith(marks[ending]) for item in names)


def _keep(whole: Any, sha256: str, *, size: int, media_type: str, at: dt.datetime) -> StoredFile:
    path = path_of(sha256)
    whole.flush()
    os.fsync(whole.fileno())
    if not default_storage.exists(path):
        whole.seek(0)
        default_storage.save(path, _WholeFile(whole))
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": media_type, "stored_at": at}
    )
    return row if row.destroyed_at is None else _revived(whole, row)


def _revived(whole: Any, row: StoredFile) -> StoredFile:
    """Bytes that were destroyed with a case have come in again: they are kept again, for whoever brought them."""
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(pk=row.pk)
        if not default_storage.exists(path_of(row.pk)):
            whole.seek(0)
            default_storage.save(path_of(row.pk), _WholeFile(whole))
        row.destroyed_at = None
        row.save(update_fields=["destroyed_at"])
    return row
