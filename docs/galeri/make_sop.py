"""Renders the sheets of the procedures that come with Alur to the pictures sop-*.png of this folder.

Needs `pdftoppm` (poppler-utils). Run it in the folder of Alur: `.venv/bin/python docs/galeri/make_sop.py`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from make import write_page

HERE = Path(__file__).resolve().parent
PROCEDURES = HERE.parent.parent / "procedures"
SHEETS = {
    "ot-02-01-4-4739-2019": ("sop-identitas", "sop-bagan-alir", "sop-bagan-alir-lanjutan"),
    "contoh-surat-keterangan-penelitian": ("", "sop-lima-pelaksana"),
    "contoh-penyaluran-barang-persediaan": ("", "sop-jawaban-lain"),
}


def main() -> None:
    os.environ["ALUR_DATA"] = tempfile.gettempdir()
    os.environ["DJANGO_SETTINGS_MODULE"] = "alur.config.settings"
    sys.path.insert(0, str(HERE.parent.parent))
    import django

    django.setup()
    for stem, names in SHEETS.items():
        pdf = _sheet(stem)
        for page, name in enumerate(names, 1):
            if name:
                write_page(HERE / f"{name}.png", pdf, page)


def _sheet(stem: str) -> bytes:
    from alur.papers.sheet import print_sheet
    from alur.sop import read

    text = (PROCEDURES / f"{stem}.toml").read_text(encoding="utf-8")
    procedure = read(text).procedure
    assert procedure is not None
    digest = hashlib.sha256(text.encode()).hexdigest()
    return print_sheet(
        procedure, edition="edisi 1", sha256=digest, made_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    ).pdf


if __name__ == "__main__":
    main()
