"""What the page of a person offers: each act with its form, or with what `why_not` says against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from alur.actions import why_not
from alur.records.models import Appointment, User
from alur.web.middleware import Request

HELP = {
    "ubah": "Nama pada naskah dan catatan yang sudah terbit tetap.",
    "kualifikasi": "Salin kata-katanya persis dari SOP, seperti pada daftar di atas.",
    "nonaktif": "Orang itu tidak dapat masuk lagi. Langkah yang dipegangnya tampak pada Kekosongan.",
    "samarkan": "Nama, NIP, NIK, dan surel dikeluarkan dari akun dan tidak dapat dikembalikan. Catatan resmi yang "
    "sudah ditulis tetap menyebut NIP-nya, karena keasliannya dibuktikan darinya.",
    "akhiri": "Sampai akhir hari itu orangnya masih dapat bertindak. Langkah yang masih dipegangnya tampak pada "
    "Kekosongan.",
    "perbaiki": "Hanya bila catatan berbeda dari suratnya. Yang sudah ditandatangani tetap seperti adanya.",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One act: `refusals` say why it may not be done at all; `errors` why it was just refused."""

    key: str
    title: str
    button: str
    help: str
    form: forms.Form
    refusals: tuple[str, ...]
    errors: tuple[str, ...]
    is_open: bool


Line = tuple[str, str, str, str, list[str]]


def offers_on_person(
    request: Request, user: User, shown: Mapping[str, forms.Form], pressed: str, reasons: Iterable[str]
) -> dict[str, Offer]:
    """The acts on the page of a person."""
    asked: dict[str, Any] = {"by": request.standing, "at": request.at}
    onward = not user.is_active
    switch = ("Aktifkan akun", "Aktifkan", "") if onward else ("Nonaktifkan akun", "Nonaktifkan", HELP["nonaktif"])
    lines: list[Line] = [
        ("tetapkan", "Tetapkan pada jabatan", "Tetapkan", "", why_not("appoint", None, user=user, **asked)),
        ("cuti", "Catat cuti", "Catat cuti", "", why_not("enter_leave", None, **asked)),
        ("kualifikasi", *("Catat kualifikasi",) * 2, HELP["kualifikasi"], why_not("keep_qualification", user, **asked)),
        ("ubah", "Ubah data orang", "Simpan", HELP["ubah"], why_not("change_person", user, **asked)),
        ("keadaan", *switch, why_not("switch_account", user, is_active=onward, **asked)),
        ("samarkan", "Samarkan data pribadi", "Samarkan untuk seterusnya", HELP["samarkan"], _erase(user, asked)),
    ]
    return _offers(lines, shown, pressed, reasons)


def offers_on_appointment(
    request: Request, row: Appointment, shown: Mapping[str, forms.Form], pressed: str, reasons: Iterable[str]
) -> dict[str, Offer]:
    """The acts on the page of an appointment; the first is open."""
    asked: dict[str, Any] = {"by": request.standing, "at": request.at}
    lines: list[Line] = [
        ("akhiri", "Akhiri", "Akhiri penetapan", HELP["akhiri"], why_not("end_appointment", row, **asked)),
        ("perbaiki", "Perbaiki salah catat", "Simpan perbaikan", HELP["perbaiki"], _correct(row, asked)),
    ]
    return _offers(lines, shown, pressed or "akhiri", reasons)


def _erase(user: User, asked: Mapping[str, Any]) -> list[str]:
    return why_not("erase_person", user, **asked)


def _correct(row: Appointment, asked: Mapping[str, Any]) -> list[str]:
    return why_not("correct_appointment", row, **asked)


def _offers(
    lines: Iterable[Line], shown: Mapping[str, forms.Form], pressed: str, reasons: Iterable[str]
) -> dict[str, Offer]:
    return {
        key: Offer(
            key,
            title,
            button,
            help_text,
            shown[key],
            tuple(refusals),
            tuple(reasons) if key == pressed else (),
            is_open=key == pressed,
        )
        for key, title, button, help_text, refusals in lines
    }
