"""The form that proposes hours of a unit or a service: a text for each weekday, from when, and by which decision."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from alur.actions.decrees import DecreeValues, LineValues, week_faults, write_week
from alur.records.models import AS_ABOVE, ZONE_NAMES, DecreeAct, DecreeKind
from alur.web.forms.decrees import date_field, text_field
from alur.worktime.wording import WEEKDAYS as NAMES

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERYBODY = "Seluruh kantor"
EVERY_SERVICE = "Semua layanan"
ZONE_CHOICES = [
    ("", "Tidak diubah"),
    *((zone, name.capitalize() if zone == AS_ABOVE else name) for zone, name in ZONE_NAMES.items()),
]


class TimetableForm(forms.Form):
    """A decision about hours. A weekday left empty follows the hours before; "libur" means that it has none."""

    kind = forms.ChoiceField(
        label="Jenis keputusan",
        choices=DecreeKind.choices,
        initial=DecreeKind.UNIT,
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"required": "Jenis keputusan belum dipilih.", "invalid_choice": "Jenis: pilih dari daftar."},
    )
    number = text_field("Nomor", missing="Nomor keputusan belum diisi.", length=120)
    dated_on = date_field("Tanggal", missing="Tanggal keputusan belum diisi.")
    about = text_field("Tentang", missing="Tentang keputusan belum diisi.")
    unit = forms.ChoiceField(
        label="Unit",
        required=False,
        widget=forms.Select(attrs={"class": "inp"}),
        help_text="Unit di bawahnya ikut, selama tidak mempunyai jam sendiri.",
        error_messages={"invalid_choice": "Unit: pilih dari daftar."},
    )
    service = forms.ChoiceField(
        label="Layanan",
        required=False,
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"invalid_choice": "Layanan: pilih dari daftar."},
    )
    name = text_field("Nama jam kerja", length=200, help_text="Bila kosong, dinamai menurut unitnya.")
    starts_on = date_field("Berlaku mulai", missing="Tanggal mulai berlaku belum diisi.")
    ends_on = date_field("Sampai")
    zone = forms.ChoiceField(
        label="Zona waktu unit",
        required=False,
        choices=ZONE_CHOICES,
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"invalid_choice": "Zona waktu: pilih dari daftar."},
    )

    def __init__(self, *args: Any, units: dict[str, str], services: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", EVERYBODY), *units.items()]  # type: ignore[attr-defined]
        self.fields["service"].choices = [("", EVERY_SERVICE), *services.items()]  # type: ignore[attr-defined]
        for key, name in zip(DAYS, NAMES, strict=True):
            self.fields[key] = text_field(name, length=200)

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the weekdays, Monday first."""
        return [self[key] for key in DAYS]

    def clean(self) -> dict[str, Any]:
        """What is wrong with the hours is said at their weekday."""
        clean = super().clean() or {}
        for key, reasons in week_faults(self._week(clean)).items():
            for reason in reasons:
                self.add_error(key, f"{NAMES[DAYS.index(key)]}: {reason}")
        starts_on, ends_on = clean.get("starts_on"), clean.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Tanggal sampai lebih awal daripada tanggal mulai.")
        if clean.get("zone") and not clean.get("unit"):
            self.add_error("zone", "Pilih unit yang zona waktunya ditetapkan.")
        if not any(clean.get(key) for key in (*DAYS, "zone")) and not any(key in self.errors for key in DAYS):
            self.add_error("mon", "Isi jam kerja sedikitnya satu hari, misalnya 07:30-12:00, 13:00-16:00.")
        return clean

    def values(self, today: dt.date) -> DecreeValues:
        """The decision as the action takes it: a line for the hours, and one for the zone."""
        clean = self.cleaned_data
        unit, service = clean.get("unit", ""), clean.get("service", "")
        starts_on = clean.get("starts_on") or today
        lines = []
        if week := write_week(self._week(clean)):
            act, name, until = DecreeAct.TIMETABLE, clean.get("name", ""), clean.get("ends_on")
            lines.append(LineValues(act, starts_on, name, until, week, 1, unit=unit, service=service))
        if zone := clean.get("zone"):
            lines.append(LineValues(DecreeAct.ZONE, starts_on, number=len(lines) + 1, unit=unit, zone=zone))
        return DecreeValues(clean["kind"], clean["number"], clean["dated_on"], clean["about"], lines)

    def _week(self, clean: dict[str, Any]) -> dict[str, str]:
        return {key: clean.get(key) or "" for key in DAYS}
