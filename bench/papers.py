"""How fast papers are made: a one-page paper beside WeasyPrint on like work, and a bundle of two hundred pages.

WeasyPrint (and the pango it needs) is no dependency of Alur; without it only Alur's own figures are given.

    python -m bench.papers
"""

from __future__ import annotations

import datetime as dt
import html
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

MADE_AT = dt.datetime(2026, 11, 17, 2, 32, tzinfo=dt.UTC)
TURNS = 30
PAGES = 200
BOUND_FILES = 40


def main() -> None:
    """Prints milliseconds; the two typesetters take turns, so that a busy machine disturbs both alike."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ALUR_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "alur.config.settings"
        import django

        django.setup()
        _one_page()
        _bundle(Path(folder))


def note(turn: int) -> dict[str, Any]:
    """A Catatan Penugasan of one page; every turn says something else, so that nothing is remembered."""
    from alur.papers.typeset import seal

    rows = [f"Telusuri perbedaan masa kerja pegawai ke-{turn}-{row} terhadap SK pengangkatan." for row in range(8)]
    return seal(
        {
            "letterhead": ["Kementerian Kesehatan Republik Indonesia", "Sekretariat Jenderal", "Biro Kepegawaian"],
            "address": "Jalan H.R. Rasuna Said Blok X5, Jakarta",
            "title": "Catatan Penugasan",
            "number": f"OT.02.01/4/{turn}/2026",
            "case_number": "P-2026-0041",
            "facts": [{"label": "Kepada", "lines": ["Dedi K., Pranata Komputer"]}],
            "opening": "Agar dilaksanakan langkah 3, dengan ketentuan sebagai berikut.",
            "text": [{"kind": "list", "items": [{"mark": f"{n}.", "text": row} for n, row in enumerate(rows, 1)]}],
            "points": [],
            "deadline": {"outputs": ["Hasil analisis"], "standard": "900 menit kerja (2 hari kerja)", "due": "Kamis"},
            "attachments": [],
            "place_and_date": "Jakarta, 17 November 2026",
            "approval": {
                "verb": "Disetujui di Alur oleh",
                "capacity": "Kasubbag",
                "name": "Rina",
                "nip": "1",
                "at": "x",
            },
        }
    )


def page_of(data: Mapping[str, Any]) -> str:
    """The same words, table and QR code as HTML."""
    items = "".join(f"<li>{html.escape(item['text'])}</li>" for item in data["text"][0]["items"])
    heads = "".join(f"<div class=h>{html.escape(row)}</div>" for row in data["letterhead"])
    deadline = data["deadline"]
    return (
        "<html lang=id><head><title>Catatan Penugasan</title><style>@page{size:A4;margin:20mm 20mm 36mm 25mm;"
        "@bottom-right{content:'Halaman ' counter(page) ' dari ' counter(pages)}}body{font:11pt Arimo,sans-serif}"
        ".h{text-align:center;font-weight:bold}td,th{border:.6pt solid;padding:6pt}table{border-collapse:collapse}"
        f"svg{{width:34mm}}</style></head><body>{heads}<hr><h1>{data['title']}</h1><p>Nomor {data['number']}</p>"
        f"<p>Kepada: {data['facts'][0]['lines'][0]}</p><p>{data['opening']}</p><ol>{items}</ol>"
        f"<table><tr><th>Output yang diminta<th>Waktu baku<th>Tenggat<tr><td>{deadline['outputs'][0]}"
        f"<td>{deadline['standard']}<td>{deadline['due']}</table><p>{data['place_and_date']}</p>{data['qr']}"
        f"<p>{data['digest']}</p></body></html>"
    )


def _one_page() -> None:
    from alur.papers.stationery import print_paper

    def alur(turn: int) -> bytes:
        return print_paper("catatan", note(turn), made_at=MADE_AT).pdf

    others: dict[str, Callable[[int], bytes]] = {}
    try:
        import weasyprint

        others["WeasyPrint, PDF biasa"] = lambda turn: weasyprint.HTML(string=page_of(note(turn))).write_pdf()
        others["WeasyPrint, PDF/A-2a"] = lambda turn: weasyprint.HTML(string=page_of(note(turn))).write_pdf(
            pdf_variant="pdf/a-2a", pdf_tags=True
        )
    except (ImportError, OSError) as error:
        print(f"WeasyPrint tidak dapat dipakai: {error}", file=sys.stderr)
    tries = {"Alur, PDF/A-2a dan PDF/UA-1": alur, **others}
    taken: dict[str, list[float]] = {name: [] for name in tries}
    for turn in range(TURNS + 3):
        for name, make in tries.items():
            begun = time.perf_counter()
            make(turn)
            if turn >= 3:  # the first turns warm up
                taken[name].append(time.perf_counter() - begun)
    own = statistics.median(taken["Alur, PDF/A-2a dan PDF/UA-1"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"satu halaman, {name}: {1000 * middle:.1f} ms (x{middle / own:.1f})")


def _bundle(folder: Path) -> None:
    from alur.papers.attachments import PDF, Attachment
    from alur.papers.binding import bind
    from alur.papers.stationery import print_paper

    pdfs = _files(PAGES // BOUND_FILES)
    items = [Attachment(f"Naskah {n}", "versi 1", "x.pdf", f"{n:064}", len(pdf), PDF) for n, pdf in enumerate(pdfs)]
    _serve_from_memory({item.sha256: pdf for item, pdf in zip(items, pdfs, strict=True)})

    def front(starts: Sequence[int], faults: Mapping[str, str]) -> bytes:
        data = note(0) | {"subject": "", "security": {"code": ""}, "chain": "", "others": []}
        data["contents"] = [item.row(start) for item, start in zip(items, starts, strict=True)]
        data["table"] = {"title": "Kronologi", "heads": ["1", "2", "3", "4", "5"], "rows": [["a"] * 5] * 60}
        return print_paper("riwayat", data, made_at=MADE_AT).pdf

    begun = time.perf_counter()
    made = bind(front, items, folder / "x.pdf", label="Riwayat", made_at=MADE_AT, progress=lambda done, total: None)
    print(f"bundel {made.pages} halaman dari {len(items)} berkas: {time.perf_counter() - begun:.2f} detik")


def _files(pages: int) -> list[bytes]:
    """Tagged PDFs of so many pages: notes with a long text."""
    from alur.papers.stationery import print_paper

    text = [{"kind": "paragraph", "text": "kata penutup " * (pages * 320)}]
    return [print_paper("catatan", note(n) | {"text": text}, made_at=MADE_AT).pdf for n in range(BOUND_FILES)]


def _serve_from_memory(files: Mapping[str, bytes]) -> None:
    """The bench measures binding, not storage."""
    from alur.papers import binding

    binding.open_file = lambda sha256: BytesIO(files[sha256])


if __name__ == "__main__":
    main()
