"""Opens uploaded pictures and PDFs for real: a beginning that looks right can lie, and a PDF can carry scripts."""

from __future__ import annotations

from typing import IO, Any, BinaryIO, cast

PICTURES = ("png", "jpg", "jpeg")
RUNNING = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")
LONGEST_CHAIN = 100
SCRIPT = "memuat skrip atau perintah; cetak ulang ke PDF biasa, lalu unggah lagi."


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
            return SCRIPT if _has_script(pdf) else ""
    except pikepdf.PasswordError:
        return "terkunci kata sandi; simpan tanpa kata sandi, lalu unggah lagi."
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        return "rusak dan tidak dapat dibuka sebagai PDF; unduh atau pindai ulang, lalu unggah lagi."


def _has_script(pdf: Any) -> bool:
    """True when opening the document, turning to a page, filling a form or pressing a link would run something."""
    names, form = pdf.Root.get("/Names"), pdf.Root.get("/AcroForm")
    return bool(
        _runs(pdf.Root.get("/OpenAction"))
        or "/AA" in pdf.Root
        or (_is_dictionary(names) and "/JavaScript" in names)
        or (_is_dictionary(form) and "/XFA" in form)
        or any("/AA" in page or any(map(_is_active, _annotations_of(page))) for page in pdf.pages)
    )


def _annotations_of(page: Any) -> list[Any]:
    found = page.get("/Annots")
    return [item for item in found if _is_dictionary(item)] if _is_array(found) else []


def _is_active(annotation: Any) -> bool:
    """Links that only lead to a page or an address are not."""
    return "/AA" in annotation or annotation.get("/Subtype") == "/RichMedia" or _runs(annotation.get("/A"))


def _runs(action: Any) -> bool:
    """True for an action that runs a script or a program, itself or as one of those that follow it."""
    seen = 0
    waiting = [action]
    while waiting and seen < LONGEST_CHAIN:
        seen += 1
        each = waiting.pop()
        if not _is_dictionary(each):
            continue
        if each.get("/S") in RUNNING:
            return True
        following = each.get("/Next")
        waiting += list(following) if _is_array(following) else [following]
    return seen == LONGEST_CHAIN


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _is_dictionary(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary)
