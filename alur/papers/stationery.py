"""The office's own stationery: templates, logo and fonts from the data folder, and what happens when they do not work.

A paper never waits for a template: what cannot be used is left out for the standard one, and the fault is told.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from alur.papers.typeset import FONTS, PAPER_SIZES, STANDARD, Stationery, typeset

LOGOS = ("logo.svg", "logo.png")
LARGEST = 2 * 1024 * 1024
FAULT_LENGTH = 600

_PACKAGE = re.compile(r"@[a-z0-9_-]+/", re.IGNORECASE)
_COMPUTED_IMPORT = re.compile(r"(?:#|^[ \t]*)(?:import|include)\b(?![ \t]*\")", re.MULTILINE)
_OUTSIDE = re.compile(r"\"[^\"\n]*\.\.[/\\][^\"\n]*\"")


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper's PDF, and why the office's own stationery was not used for it ("" when it was, or there is none)."""

    pdf: bytes
    fault: str = ""


def print_paper(template: str, data: Mapping[str, Any], *, made_at: dt.datetime) -> Printed:
    """Typeset a paper with the office's own stationery, else with the standard one.

    Raises typst.TypstError only when the data do not fit the standard template.
    """
    own, faults = office_stationery()
    plain = replace(STANDARD, paper=own.paper, fonts=own.fonts)
    with_logo = replace(plain, logo=own.logo, files={**plain.files, **_logo_in(own)})
    for stationery in (own, with_logo):
        if stationery == plain:
            break
        try:
            pdf = typeset(template, data, made_at=made_at, stationery=stationery)
            return Printed(pdf, " ".join(dict.fromkeys(faults)))
        except RuntimeError as error:  # the typesetter's own error among them
            faults.append(_sentence(template, error))
    pdf = typeset(template, data, made_at=made_at, stationery=plain)
    return Printed(pdf, " ".join(dict.fromkeys(faults)))


def office_stationery() -> tuple[Stationery, list[str]]:
    """The standard stationery with what the office's folder puts in its place, and why some of it is left out."""
    folder = folder_of_templates()
    paper = str(settings.OFFICE.get("paper", "a4")).lower()
    size = paper if paper in PAPER_SIZES else "a4"
    faults = [] if size == paper else [f"ALUR_PAPER berisi “{paper}”; pilih a4 atau f4. Sementara ini dipakai A4."]
    files, logo = dict(STANDARD.files), ""
    for path in sorted((*folder.glob("*.typ"), *folder.glob("*.svg"))):
        if path.name in LOGOS:
            continue
        fault = _why_not(path)
        if fault:
            faults.append(fault)
        else:
            files[path.name] = path.read_bytes()
    for path in (folder / name for name in LOGOS):
        if path.is_file() and not logo:
            try:
                files["logo.svg"] = _as_svg(path.read_bytes()[:LARGEST], path.suffix)
                logo = "logo.svg"
            except ValueError:
                faults.append(
                    f"Logo {path.name} bukan gambar yang dapat dibaca, atau lebih dari 2 MB; ganti berkasnya."
                )
    fonts = folder / "fonts"
    paths = (str(FONTS), str(fonts)) if fonts.is_dir() else (str(FONTS),)
    return Stationery(files, paths, logo, size), faults


def folder_of_templates() -> Path:
    """Where an office puts its templates, logo and fonts."""
    return Path(settings.DATA) / "templates"


def _why_not(path: Path) -> str:
    """Why an own template may not be used, as a sentence; "" when it may be tried."""
    if path.is_symlink() or path.stat().st_size > LARGEST:
        return f"Templat {path.name} berupa tautan atau lebih dari 2 MB; salin berkas aslinya."
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return f"Templat {path.name} bukan teks UTF-8; simpan ulang sebagai UTF-8."
    return next(_forbidden_in(path.name, text), "")


def _forbidden_in(name: str, text: str) -> Iterator[str]:
    if _PACKAGE.search(text):
        yield f"Templat {name} memakai paket dari luar (@…); salin isinya ke dalam folder templat."
    if _COMPUTED_IMPORT.search(text):
        yield f"Templat {name} memuat import yang dihitung; tulis nama berkasnya di antara tanda kutip."
    if _OUTSIDE.search(text):
        yield f"Templat {name} membaca berkas di luar folder templat; pindahkan berkas itu ke dalamnya."


def _as_svg(content: bytes, suffix: str) -> bytes:
    """The logo as SVG: the typesetter's files in memory are text, so a PNG goes in wrapped. Raises ValueError."""
    if suffix == ".svg":
        content.decode()
        return content
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            picture.load()
            width, height = picture.size
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(str(error)) from error
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    ).encode()


def _logo_in(stationery: Stationery) -> dict[str, bytes]:
    return {stationery.logo: stationery.files[stationery.logo]} if stationery.logo else {}


def _sentence(template: str, error: RuntimeError) -> str:
    words = " ".join(str(getattr(error, "message", error)).split())[:FAULT_LENGTH]
    return f"Templat atau logo untuk “{template}” tidak dapat dipakai ({words}); dicetak dengan templat baku."
