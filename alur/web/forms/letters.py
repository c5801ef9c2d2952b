"""The register form of a letter: dates, choices and the scan. Whether the letter may be registered, the action says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from alur.actions import LetterValues
from alur.actions.handover import FileRef
from alur.records.models import Application, LetterKind, Security, Unit, Urgency

FIELD_OF = {
    "Nomor surat": "number",
    "Surat nomor": "number",
    "Hal surat": "subject",
    "Tanggal diterima": "received_on",
    "Tanggal surat": "dated_on",
    "Tahun surat": "dated_on",
    "Pindaian": "scan",
    "Unit asal": "unit",
}


def _text(label: str, length: int, *, missing: str = "", help_text: str = "", rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        max_length=length,
        required=bool(missing),
        widget=widget,
        help_text=help_text,
        error_messages={
            "required": missing,
            "max_length": f"{label} terlalu panjang: %(show_value)d huruf, paling banyak %(limit_value)d.",
        },
    )


def _date(label: str, missing: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"],
        error_messages={
            "required": missing,
            "invalid": f"{label} bukan tanggal yang ada. Tulis hari-bulan-tahun, misalnya 24-11-2026.",
        },
    )


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, error_messages={"invalid_choice": f"{label} tidak ada dalam daftar; pilih lagi."}
    )


class LetterForm(forms.Form):
    """What is written on the letter and in the agenda book. `kept` is the scan that an earlier try has stored."""

    number = _text("Nomor surat", 120, missing="Nomor surat belum diisi.", help_text="Seperti tertulis pada surat.")
    dated_on = _date("Tanggal surat", "Tanggal surat belum diisi.")
    received_on = _date("Diterima", "Tanggal diterima belum diisi.")
    unit = forms.ModelChoiceField(
        Unit.objects.order_by("name"),
        label="Asal",
        empty_label="Pilih unit pengirim",
        error_messages={
            "required": "Unit asal surat belum dipilih.",
            "invalid_choice": "Unit itu tidak ada dalam daftar; pilih lagi.",
        },
    )
    sender = _text("Penanda tangan", 200, help_text="Nama atau jabatan yang menandatangani.")
    subject = _text("Hal", 300, missing="Hal surat belum diisi.")
    summary = _text("Ringkasan permintaan", 20_000, rows=4, help_text="Apa yang diminta, dengan kata pemohon.")
    kind = _choice("Jenis permintaan", LetterKind.choices)
    application = forms.ModelChoiceField(
        Application.objects.order_by("name"),
        label="Aplikasi",
        required=False,
        empty_label="Belum ada / aplikasi baru",
        error_messages={"invalid_choice": "Aplikasi itu tidak ada dalam daftar; pilih lagi."},
    )
    classification = _text("Klasifikasi", 40, help_text="Kode klasifikasi arsip, misalnya OT.02.01.")
    urgency = _choice("Sifat", Urgency.choices)
    security = _choice("Keamanan", Security.choices)
    attachments = forms.IntegerField(
        label="Lampiran",
        min_value=0,
        max_value=999,
        required=False,
        initial=0,
        error_messages={
            "invalid": "Jumlah lampiran harus angka, misalnya 2.",
            "min_value": "Jumlah lampiran tidak boleh kurang dari 0.",
            "max_value": "Jumlah lampiran paling banyak 999.",
        },
    )
    origin_reference = _text(
        "Rujukan sistem asal", 200, help_text="Nomor pada aplikasi naskah dinas pengirim, bila ada."
    )
    scan = forms.FileField(
        label="Pindaian surat",
        required=False,
        allow_empty_file=True,
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text="PDF, PNG, atau JPG, paling besar 100 MB.",
        error_messages={"max_length": "Nama berkas pindaian terlalu panjang; pendekkan namanya, lalu unggah lagi."},
    )

    def __init__(self, *args: Any, kept: FileRef | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "inp")

    def values(self, today: dt.date) -> LetterValues:
        """The letter as the action takes it; harmless values where the shape is wrong, so the rest can be judged."""
        clean = self.cleaned_data
        received = clean.get("received_on") or today
        unit, application = clean.get("unit"), clean.get("application")
        return LetterValues(
            number=clean.get("number", ""),
            dated_on=clean.get("dated_on") or min(received, today),
            received_on=received,
            unit_id=unit.pk if unit else 0,
            subject=clean.get("subject", ""),
            kind=clean.get("kind", ""),
            sender=clean.get("sender", ""),
            summary=clean.get("summary", ""),
            classification=clean.get("classification", ""),
            urgency=clean.get("urgency", ""),
            security=clean.get("security", ""),
            attachments=clean.get("attachments") or 0,
            application_id=application.pk if application else None,
            origin_reference=clean.get("origin_reference", ""),
            scan=self.kept,
        )

    def refuse(self, reasons: list[str]) -> None:
        """Put each sentence at the field it speaks of, else above the form; a field with an error keeps that one."""
        for reason in reasons:
            field = next((name for start, name in FIELD_OF.items() if reason.startswith(start)), None)
            if field not in self.errors:
                self.add_error(field, reason)


def empty_letter(today: dt.date) -> LetterForm:
    """The form as it is first shown: received today."""
    return LetterForm(initial={"received_on": today, "kind": LetterKind.REPAIR, "security": Security.OPEN})
