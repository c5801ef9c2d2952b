"""Opens uploaded pictures and PDFs for real: a beginning that looks right can lie, and a PDF can carry scripts."""

from __future__ import annotations

from typing import IO, Any, BinaryIO, cast

PICTURES = ("png", "jpg", "jpeg")


def fault_in(whole: IO[bytes], ending: str) -> str:
    """What is wrong with the inside of a picture or PDF, as the end of a sentence; "" for none and for other kinds."""
    whole.seek(0)
    if ending in PICTURES:
        return _fault_in_picture(whole)
    return _fault_in_pdf(whole) if ending == "pdf" else ""


def _fault_in_picture(whole: IO[bytes]) -> str:
    from PIL import Image  # only an upload needs it; pages do without its memory

    try:
        with Image.open(whole) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "tidak dapat dibuka sebagai gambar; mungkin rusak. Simpan ulang gambarnya, lalu unggah lagi."
    return ""


def _fault_in_pdf(whole: IO[bytes]) -> str:
    import pikepdf  # only an upload needs it; pages do without its memory

    try:
        with pikepdf.open(cast(BinaryIO, whole)) as pdf:
            return "memuat skrip; simpan ulang sebagai PDF biasa, lalu unggah lagi." if _has_script(pdf) else ""
    except pikepdf.PasswordError:
        return "terkunci kata sandi; simpan tanpa kata sandi, lalu unggah lagi."
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        return "rusak dan tidak dapat dibuka sebagai PDF; unduh atau pindai ulang, lalu unggah lagi."


def _has_script(pdf: Any) -> bool:
    """True when opening the document, or turning to a page, would run something."""
    names = pdf.Root.get("/Names")
    opening = pdf.Root.get("/OpenAction")
    runs = "/S" in opening and opening["/S"] in ("/JavaScript", "/Launch") if _is_dictionary(opening) else False
    return bool(
        runs
        or "/AA" in pdf.Root
        or (_is_dictionary(names) and "/JavaScript" in names)
        or any("/AA" in page for page in pdf.pages)
    )


def _is_dictionary(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary)
