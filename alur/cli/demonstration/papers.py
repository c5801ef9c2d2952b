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
SOURCE = b"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#set page(paper: "a4", margin: 25mm)
#set text(font: "Arimo", size: 11pt, lang: "id")
#align(center, text(weight: "bold", size: 13pt, data.title))
#v(6mm)
#for line in data.lines { par(line) }
"""


def upload(name: str, title: str, lines: tuple[str, ...], *, at: dt.datetime) -> FileRef:
    """Store a small PDF and return the reference to hand in."""
    return FileRef(store_bytes(_pdf(title, lines), media_type="application/pdf", at=at).sha256, name)


@lru_cache(maxsize=512)
def _pdf(title: str, lines: tuple[str, ...]) -> bytes:
    data = json.dumps({"title": title, "lines": lines})
    made: bytes = typst.compile(
        SOURCE, format="pdf", sys_inputs={"data": data}, font_paths=[FONTS], ignore_system_fonts=True
    )
    return made
