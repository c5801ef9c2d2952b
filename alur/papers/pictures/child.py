"""Draws pages and reads their text in a process of its own: whatever a file does wrong ends with this process.

Started by its path with `python -I`, without environment; it knows no settings and no secrets, and may write no file.
The file comes on standard input; arguments are the kind (pdf, gambar), what is asked, and its numbers.
"""

from __future__ import annotations

import hashlib
import io
import json
import resource
import sys
from collections.abc import Callable
from typing import Any

LOCKED, BROKEN, MISSING = 10, 11, 12
PASSWORD_ERROR = 4
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 8
A4 = (595.0, 842.0)  # for a page whose own size means nothing
LARGEST = 1_000_000
PIXELS = 12_000_000
SIDE = 16_000  # WebP ends at 16,383
MARK_WIDTH = 200
TEXT_LIMIT = 20_000
PICTURE_PIXELS = 60_000_000

Size = tuple[float, float]


def limit() -> None:
    """Give away, before the file is looked at, all that drawing does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


class Pdf:
    """A PDF as a row of pages."""

    def __init__(self) -> None:
        import pypdfium2

        try:
            self.document = pypdfium2.PdfDocument(sys.stdin.buffer)
            self.total = len(self.document)
            self.document.init_forms()
        except pypdfium2.PdfiumError as error:
            raise SystemExit(LOCKED if error.err_code == PASSWORD_ERROR else BROKEN) from error

    def size(self, page: int) -> Size:
        width, height = self.document.get_page_size(page - 1)
        return (width, height) if 0 < width < LARGEST and 0 < height < LARGEST else A4

    def text(self, page: int) -> str:
        found: str = self.document[page - 1].get_textpage().get_text_bounded()
        return found[:TEXT_LIMIT].replace("\x00", "").replace("\r\n", "\n").replace("\ufffe", "-")

    def drawn(self, page: int, width: int) -> Any:
        page_width, page_height = self.size(page)
        scale = min(width / page_width, (PIXELS / (page_width * page_height)) ** 0.5, SIDE / page_height)
        return self.document[page - 1].render(scale=scale).to_pil().convert("RGB")


class Picture:
    """A picture as one page, upright as its camera meant it."""

    total = 1

    def __init__(self) -> None:
        from PIL import Image

        Image.MAX_IMAGE_PIXELS = PICTURE_PIXELS
        try:
            self.image = Image.open(sys.stdin.buffer)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise SystemExit(BROKEN) from error

    def size(self, page: int) -> Size:
        width, height = self.image.size
        is_turned = self.image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (float(height), float(width)) if is_turned else (float(width), float(height))

    def text(self, page: int) -> str:
        return ""

    def drawn(self, page: int, width: int) -> Any:
        from PIL import Image, ImageOps

        self.image.draft("RGB", (width * 2, width * 2))
        upright = ImageOps.exif_transpose(self.image)
        ground = Image.new("RGBA", upright.size, "white")
        ground.alpha_composite(upright.convert("RGBA"))
        ground.thumbnail((width, min(SIDE, PIXELS // width)))
        return ground.convert("RGB")


def sheets(pages: Any, first: int, count: int) -> None:
    """How many pages there are, and size and text of some of them."""
    found = []
    for page in range(first, min(first + count, pages.total + 1)):
        width, height = pages.size(page)
        found.append({"width": width, "height": height, "text": pages.text(page)})
    say(json.dumps({"total": pages.total, "sheets": found}))


def draw(pages: Any, page: int, width: int) -> None:
    """One page as WebP."""
    if not 1 <= page <= pages.total:
        raise SystemExit(MISSING)
    image = io.BytesIO()
    pages.drawn(page, width).save(image, "WEBP", quality=82, method=2)
    sys.stdout.buffer.write(image.getvalue())


def marks(pages: Any, most: int) -> None:
    """What each page looks like and says, as a digest a line; each is written at once, so that a stop loses no more."""
    say(pages.total)
    for page in range(1, min(most, pages.total) + 1):
        look = pages.drawn(page, MARK_WIDTH).tobytes()
        say(hashlib.sha256(look + pages.text(page).encode("utf-8", "replace")).hexdigest())


def say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


ASKED: dict[str, Callable[..., None]] = {"lembar": sheets, "gambar": draw, "sidik": marks}


def main(kind: str, asked: str, *numbers: str) -> None:
    limit()
    pages = Pdf() if kind == "pdf" else Picture()
    try:
        ASKED[asked](pages, *map(int, numbers))
    except (RuntimeError, OSError, SyntaxError, ValueError) as error:
        raise SystemExit(BROKEN) from error


if __name__ == "__main__":
    main(*sys.argv[1:])
