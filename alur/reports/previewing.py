"""What of a stored file can be looked at on a page: its pages as pictures, its text, or a sentence why not."""

from __future__ import annotations

from dataclasses import dataclass

from alur.papers.pictures import SHEETS, SHOWN, NotShown, Sheet, sheets_of
from alur.records.models import StoredFile
from alur.records.storage import open_file

PLAIN = ("text/plain", "text/csv", "text/markdown")
PREVIEWED = (*SHOWN, *PLAIN)
TEXT_BYTES = 200_000
DOWNLOAD_ONLY = "Jenis berkas ini tidak dapat ditampilkan di sini. Unduh untuk membukanya."


@dataclass(frozen=True, slots=True)
class Preview:
    """A file to look at: some of its `total` pages, or its text (cut when long); `refusal` says why not."""

    file: StoredFile
    name: str
    first: int = 1
    total: int = 0
    sheets: tuple[Sheet, ...] = ()
    text: str = ""
    is_cut: bool = False
    refusal: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.sheets) - 1

    @property
    def is_document(self) -> bool:
        """True for what has pages, not for a single picture."""
        return self.file.media_type == "application/pdf"

    @property
    def earlier(self) -> int:
        """The first page of the part before this one, 0 when there is none."""
        return max(1, self.first - SHEETS) if self.first > 1 else 0

    @property
    def later(self) -> int:
        return self.last + 1 if self.sheets and self.last < self.total else 0


def preview_of(file: StoredFile, name: str, page: int = 1) -> Preview:
    """The part of the file that holds this page, ten pages a part. Raises FileNotFoundError for a lost file."""
    if file.media_type in PLAIN:
        text, is_cut = plain_text(file)
        return Preview(file, name, text=text, is_cut=is_cut)
    if file.media_type not in SHOWN:
        return Preview(file, name, refusal=DOWNLOAD_ONLY)
    first = max(1, page) - (max(1, page) - 1) % SHEETS
    try:
        found = sheets_of(file, first)
    except NotShown as refused:
        return Preview(file, name, refusal=str(refused))
    return Preview(file, name, first, found.total, found.sheets)


def plain_text(file: StoredFile) -> tuple[str, bool]:
    """The beginning of a text file, and whether it goes on. What is not UTF-8 is read as the old Windows letters."""
    with open_file(file.sha256) as handle:
        content = handle.read(TEXT_BYTES + 1)
    is_cut = len(content) > TEXT_BYTES
    content = content[:TEXT_BYTES]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), is_cut
    try:
        return content.decode("utf-8-sig"), is_cut
    except UnicodeDecodeError as error:
        if is_cut and error.start >= TEXT_BYTES - 4:
            return content[: error.start].decode("utf-8-sig"), is_cut
        return content.decode("cp1252", "replace"), is_cut
