"""Official papers as PDF: a template and plain data in, an archival file (PDF/A-2a, PDF/UA-1) out, the same each time.

Data reach the template as JSON and are never read as markup, so nothing that a person types can become a command.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import fontpkg_arimo
import segno
import typst
from django.conf import settings

from alur.records.codes import spelled

TEMPLATES = Path(__file__).resolve().parent / "templates"
FONTS = Path(fontpkg_arimo.__file__).resolve().parent / "files"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
SUBSTITUTE = "□"
ROUNDS = 20
SEALED = ("digest", "qr", "qr_alt", "code", "check_at", "sha256", "chain")

PAPER_SIZES = ("a4", "f4")


@dataclass(frozen=True, slots=True)
class Stationery:
    """What papers are set with: files by name (templates, logo), folders of fonts, the logo's name, the paper size.

    The typesetter sees these files, and on the disk nothing but the standard templates.
    """

    files: Mapping[str, bytes]
    fonts: tuple[str, ...] = (str(FONTS),)
    logo: str = ""
    paper: str = "a4"


STANDARD = Stationery({path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))})

_UNPRINTABLE = re.compile(r'(?:the text|the codepoint) `"(.*?)"` ')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_LONG_WORD = re.compile(r"\S{40,}")
_PART_OF_LONG_WORD = re.compile(r"\S{1,10}")
_DRAWN = ("svg",)
_ZERO_WIDTH_SPACE = "\u200b"


def seal(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a paper with its digest, its code as printed, and the QR code that leads to its public page.

    Without ALUR_URL, or for a paper without code, the QR code carries number, case, digest and code as words. A file
    cannot hold its own hash, so the digest counts what the paper says (see `digest_of`), its code included.
    """
    digest = digest_of(data)
    name, code = data["number"] or data["title"], str(data.get("code") or "")
    base = str(settings.PUBLIC_URL) if code else ""
    words = f"ALUR {name} {data['case_number']} SHA-256 {digest.upper()}"
    carried = f"{base}/periksa/{code}/" if base else " ".join(filter(None, (words, spelled(code))))
    seals = {"digest": digest, "qr": qr_of(carried), "qr_alt": f"Kode QR berisi: {carried}", "foot_number": name}
    return {**data, **seals, "code": spelled(code), "check_at": f"{base}/periksa/".partition("://")[2]}


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of what a paper says: canonical JSON (sorted keys, no spaces, UTF-8) of its data."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def qr_of(text: str) -> str:
    """The text as a QR code: SVG with its quiet zone of four modules."""
    image = io.BytesIO()
    segno.make(text, error="m", micro=False).save(image, kind="svg", border=4, xmldecl=False, light="#fff")
    return image.getvalue().decode()


def typeset(
    template: str, data: Mapping[str, Any], *, made_at: dt.datetime, stationery: Stationery = STANDARD
) -> bytes:
    """The PDF of one paper. The same template, data, stationery and `made_at` give the same bytes.

    Control characters are left out; a character that no font has is printed as □ and the paper says so at its foot.
    Raises typst.TypstError when data do not fit the template.
    """
    printed = _each_text(dict(data), _printable)
    for _ in range(ROUNDS):
        try:
            return _compile(template, printed, made_at, stationery)
        except typst.TypstError as error:
            missing = _unprintable_in(f"{error.message} {error.diagnostic}")
            if not missing:
                raise
            printed = _each_text(printed, partial(_substituted, missing=missing))
    return _compile(template, printed, made_at, stationery)


def _compile(template: str, data: Mapping[str, Any], made_at: dt.datetime, stationery: Stationery) -> bytes:
    """The module's own `compile`, not a kept Compiler: that one refuses a second thread."""
    words = json.dumps(data, ensure_ascii=False)
    look = {"has_substitutes": SUBSTITUTE in words, "logo": stationery.logo, "paper": stationery.paper}
    marked = json.dumps({**data, **look}, ensure_ascii=False)
    files: Any = {"main.typ": stationery.files[f"{template}.typ"], **stationery.files}  # the stubs know no folders
    return typst.compile(
        files,
        root=str(TEMPLATES),
        format="pdf",
        font_paths=_fonts(stationery.fonts),
        ignore_system_fonts=True,
        sys_inputs={"data": marked},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )


@lru_cache(maxsize=8)
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """The fonts of these folders, read once a process: new ones are found after a restart."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text in it changed; keys stay, and so do digests and the QR code."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: item if _stays(key, change) else _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value


def _stays(key: str, change: Callable[[str], str]) -> bool:
    """Digests and codes always; a drawing is markup of clean text, from which only letters without a font are taken."""
    return key in SEALED or (key in _DRAWN and change is _printable)


def _printable(text: str) -> str:
    """Without control and direction marks; private and unassigned characters as □; long words may break anywhere."""
    kept = "".join(_printable_letter(letter) for letter in unicodedata.normalize("NFC", text))
    return _LONG_WORD.sub(lambda word: _ZERO_WIDTH_SPACE.join(_PART_OF_LONG_WORD.findall(word[0])), kept)


def _printable_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cs", "Co", "Cn"):
        return SUBSTITUTE
    return letter if category[0] != "C" or letter in "\n\t" else ""


def _unprintable_in(complaint: str) -> set[str]:
    """The pieces of text that the typesetter names as missing from all fonts."""
    named = _UNPRINTABLE.findall(complaint)
    return {_ESCAPE.sub(lambda code: chr(int(code[1], 16)), piece) for piece in named} - {"", SUBSTITUTE}


def _substituted(text: str, missing: set[str]) -> str:
    for piece in sorted(missing, key=len, reverse=True):
        text = text.replace(piece, SUBSTITUTE)
    return text
