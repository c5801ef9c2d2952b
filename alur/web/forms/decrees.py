"""The form of a decree: its head and its lines. Whether the decree may be proposed, the action says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from alur.actions.decrees import DecreeValues, LineValues
from alur.records.models import ZONE_NAMES, DecreeAct, DecreeKind
from alur.web.forms.decree_files import Row

PREFIX = "baris"
EMPTY_ROWS = 4
MORE_ROWS = 4
FIELDS = ("act", "date", "name", "until", "hours", "unit", "service")
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
WRONG_DATE = "%s bukan tanggal yang ada. Tulis hari-bulan-tahun, misalnya 24-11-2026."


def date_field(label: str, *, missing: str = "") -> forms.DateField:
    """A date, required where `missing` says what is told without it."""
    return forms.DateField(
        label=label,
        required=bool(missing),
        widget=forms.DateInput(attrs={"type": "date", "class": "inp"}, format="%Y-%m-%d"),
        input_formats=DATE_FORMATS,
        error_messages={"required": missing, "invalid": WRONG_DATE % label},
    )


def text_field(label: str, *, missing: str = "", help_text: str = "", length: int = 300) -> forms.CharField:
    """A line of text, required where `missing` says what is told without it."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=length,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": missing, "max_length": f"{label} terlalu panjang, paling banyak {length} huruf."},
    )


class DecreeForm(forms.Form):
    """The head of the decree, and the file that its lines may come from."""

    kind = forms.ChoiceField(
        label="Jenis",
        choices=DecreeKind.choices,
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"required": "Jenis keputusan belum dipilih.", "invalid_choice": "Jenis: pilih dari daftar."},
    )
    number = text_field(
        "Nomor", missing="Nomor keputusan belum diisi.", length=120, help_text="Seperti tertulis pada keputusan."
    )
    dated_on = date_field("Tanggal", missing="Tanggal keputusan belum diisi.")
    about = text_field("Tentang", missing="Tentang keputusan belum diisi.")
    file = forms.FileField(
        label="Isi baris dari berkas",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".csv,.xlsx,.ics"}),
        help_text="CSV atau XLSX dengan kolom tanggal, perubahan, nama, sampai, jam, unit, layanan; atau ICS.",
    )


class LineForm(forms.Form):
    """One line. An empty one does not count."""

    act = forms.ChoiceField(
        label="Perubahan",
        choices=DecreeAct.choices,
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"invalid_choice": "perubahan “%(value)s” tidak dikenal; pilih dari daftar."},
    )
    date = date_field("Tanggal", missing="tanggalnya belum diisi.")
    name = text_field("Nama", length=200)
    until = date_field("Sampai atau menjadi")
    hours = text_field("Jam atau zona", length=800)
    unit = text_field("Unit", length=40)
    service = text_field("Layanan", length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("unit", "service"):
            self.fields[field].widget.attrs |= {"list": f"{field}-list", "placeholder": "semua"}

    def has_changed(self) -> bool:
        return any(self[field].value() not in (None, "") for field in FIELDS if field != "act")

    def values(self, number: int) -> LineValues:
        """The line as the action takes it."""
        clean = self.cleaned_data
        hours, is_zone = clean.get("hours", ""), clean["act"] == DecreeAct.ZONE
        return LineValues(
            clean["act"],
            clean["date"],
            clean.get("name", ""),
            clean.get("until"),
            "" if is_zone else hours,
            number,
            unit=clean.get("unit", ""),
            service=clean.get("service", ""),
            zone=zone_named(hours) if is_zone else "",
        )


def zone_named(text: str) -> str:
    """The zone that "WIT" or "mengikuti unit di atasnya" means; a text that is no such word stays as it is."""
    return next((zone for zone, name in ZONE_NAMES.items() if text.strip().lower() == name.lower()), text.strip())


LineSet = forms.formset_factory(LineForm, extra=0, max_num=200, absolute_max=200)


def line_set(rows: Sequence[Row], *, more: int = EMPTY_ROWS) -> Any:
    """The lines with these texts, and some empty ones to write into."""
    rows = [*rows, *({} for _ in range(more))]
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        data |= {f"{PREFIX}-{place}-{field}": _shown(field, row.get(field, "")) for field in FIELDS}
    lines = LineSet(data, prefix=PREFIX)
    for form in lines.forms:
        for field in ("date", "until"):
            if form[field].value() and not _date_in(form[field].value()):
                form.fields[field].widget.input_type = "text"  # a date input would show nothing, and lose it
    return lines


def _shown(field: str, text: str) -> str:
    """A date in the one form that a date input takes; what is no date stays as it was written."""
    date = _date_in(text) if field in ("date", "until") else None
    return date.isoformat() if date else text


def _date_in(text: str) -> dt.date | None:
    try:
        return forms.DateField(input_formats=DATE_FORMATS).clean(text)
    except forms.ValidationError:
        return None


def posted_rows(data: Any) -> list[Row]:
    """The lines of a posted form that somebody has written into, as texts."""
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "0")
    count = min(int(total), 200) if total.isdecimal() and len(total) < 6 else 0
    rows = [{field: data.get(f"{PREFIX}-{place}-{field}", "") for field in FIELDS} for place in range(count)]
    return [row for row in rows if any(text.strip() for field, text in row.items() if field != "act")]


def line_errors(lines: Any) -> list[str]:
    """What is wrong with the shape of each line, with its number."""
    return [
        f"Baris {place}: {error[0].lower()}{error[1:]}"
        for place, form in enumerate(lines.forms, 1)
        if form.has_changed()
        for errors in form.errors.values()
        for error in errors
    ]


def decree_values(form: DecreeForm, lines: Any, today: dt.date) -> DecreeValues:
    """The decree as the action takes it; only of lines whose shape is right."""
    clean = form.cleaned_data
    numbered = [
        line.values(place) for place, line in enumerate(lines.forms, 1) if line.has_changed() and not line.errors
    ]
    return DecreeValues(
        clean.get("kind", ""), clean.get("number", ""), clean.get("dated_on") or today, clean.get("about", ""), numbered
    )
