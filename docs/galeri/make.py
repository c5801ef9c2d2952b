"""Renders every paper from demonstration data to the small pictures of this folder.

Needs `pdftoppm` (poppler-utils). Run it in the folder of Alur: `.venv/bin/python docs/galeri/make.py`. It makes its own
demonstration in a temporary folder, with an imagined logo, and touches no other data.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
SHARPNESS = 92  # dots an inch
COLOURS = 24
LIMIT = 120_000
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
    '<path d="M20 2 36 8v12c0 9-7 15-16 18C11 35 4 29 4 20V8Z" fill="#0B6B5D"/>'
    '<path d="M11 21h5l3-9 4 15 3-6h4" fill="none" stroke="#fff" stroke-width="2.6" '
    'stroke-linejoin="round" stroke-linecap="round"/></svg>'
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _furnish(Path(folder))
        sys.path.insert(0, str(HERE.parent.parent))
        import django

        django.setup()
        from alur.cli.prepare import prepare

        prepare(demo=True, address="")
        for name, pdf, page in _papers(Path(folder)):
            write_page(HERE / f"{name}.png", pdf, page)


def _furnish(folder: Path) -> None:
    os.environ["ALUR_DATA"] = str(folder)
    os.environ["DATABASE_URL"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "alur.config.settings"
    os.environ["ALUR_URL"] = "https://alur.contoh.go.id"
    os.environ["ALUR_OFFICE_ADDRESS"] = "Alamat, telepon, surel, dan laman sesuai pengaturan kantor"
    (folder / "templates").mkdir()
    (folder / "templates" / "logo.svg").write_text(LOGO)


def _papers(folder: Path) -> list[tuple[str, bytes, int]]:
    """Every paper of one case that went several rounds: name of the picture, PDF, page shown."""
    from django.utils import timezone

    from alur.actions.issuing import receipt_pdf
    from alur.papers.bundle import bind_agenda, bind_history
    from alur.papers.printed import kind_of
    from alur.papers.stationery import print_paper
    from alur.papers.typeset import seal
    from alur.records.models import Case, DocumentVersion, Letter

    now = timezone.now()
    case = Case.objects.filter(result="selesai", points__isnull=False).distinct().order_by("-pk")[0]
    made: dict[str, bytes] = {}
    versions = DocumentVersion.objects.filter(document__case=case).exclude(official_number="").order_by("-pk")
    for version in versions:
        if version.document.paper not in made:  # the newest of each
            kind = kind_of(version)
            data = seal(kind.gather(version))
            made[version.document.paper] = print_paper(kind.template, data, made_at=version.made_at).pdf
    verdict = next(key for key in made if key.startswith("pemeriksaan-analisis"))
    bundle, agenda = folder / "riwayat.pdf", folder / "agenda.pdf"
    bind_history(case, bundle, by="Rina Sulistyowati", at=now, progress=lambda done, total: None)
    letters = list(Letter.objects.select_related("unit", "scan").filter(agenda_year=now.year).order_by("agenda_number"))
    bind_agenda(letters, now.year, agenda, by="Lestari Handayani", at=now, progress=lambda done, total: None)
    return [
        ("catatan-instruksi", made["catatan-instruksi"], 1),
        ("lembar-disposisi", made["catatan-instruksi"], 2),
        ("catatan-penugasan", made["catatan-penugasan"], 1),
        ("lembar-hasil-pemeriksaan", made[verdict], 1),
        ("berita-acara-uji-coba", made["berita-acara-uji-coba"], 1),
        ("bukti-unggah", made["bukti-unggah"], 1),
        ("surat-jawaban", made["surat-jawaban"], 1),
        ("tanda-terima", receipt_pdf(case.letter, at=now), 1),
        ("riwayat-sampul", bundle.read_bytes(), 1),
        ("riwayat-daftar-isi", bundle.read_bytes(), 2),
        ("riwayat-kronologi", bundle.read_bytes(), 3),
        ("buku-agenda", agenda.read_bytes(), 5),
    ]


def write_page(path: Path, pdf: bytes, page: int) -> None:
    """One page as a PNG with few colours. Raises ValueError when it is too large for a small gallery."""
    command = ["pdftoppm", "-png", "-r", str(SHARPNESS), "-f", str(page), "-l", str(page), "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    picture = Image.open(io.BytesIO(done.stdout)).convert("RGB").quantize(COLOURS)
    picture.save(path, optimize=True)
    if path.stat().st_size > LIMIT:
        raise ValueError(f"{path.name} is larger than {LIMIT} bytes")


if __name__ == "__main__":
    main()
