"""Files that the demonstration's people upload: one-page PDFs with a heading and a few lines."""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path

import fontpkg_arimo
import typst

from alur.actions.handover import FileRef
from alur.records.storage import store_bytes

FONTS = str(Path(fontpkg_arimo.__file__).parent / "files")
PAGE = str(Path(__file__).with_name("page.typ"))


def upload(name: str, title: str, lines: tuple[str, ...], *, at: dt.datetime) -> FileRef:
    """Store a small PDF and return the reference to hand in."""
    return FileRef(store_bytes(_pdf(title, lines), media_type="application/pdf", at=at).sha256, name)


@lru_cache(maxsize=512)
def _pdf(title: str, lines: tuple[str, ...]) -> bytes:
    data = json.dumps({"title": title, "lines": lines})
    made: bytes = typst.compile(
        PAGE, format="pdf", sys_inputs={"data": data}, font_paths=[FONTS], ignore_system_fonts=True
    )
    return made
