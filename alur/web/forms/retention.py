"""The forms of retention: their shape only. What may be done with the values, the actions say."""

from __future__ import annotations

from typing import Any

from django import forms

from alur.actions.retention.office import NUMBER_LIMIT, REASON_LIMIT
from alur.actions.retention.rules import LONGEST_YEARS, NAME_LIMIT
from alur.records.models import DisposalKind, Fate
from alur.web.forms.personnel import Day, Plain

YEARS = f"Masa aktif dan inaktif ditulis dalam tahun, 0 sampai {LONGEST_YEARS}."


class Years(forms.IntegerField):
    def __init__(self, label: str) -> None:
        super().__init__(label=label, min_value=0, max_value=LONGEST_YEARS)
        self.error_messages |= {"invalid": YEARS, "min_value": YEARS, "max_value": YEARS}


def number(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=NUMBER_LIMIT, required=required, help_text=help_text)


def reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=REASON_LIMIT)


class RuleForm(Plain):
    code = forms.CharField(
        label="Klasifikasi", max_length=40, help_text="Misalnya OT.02; berlaku juga bagi OT.02.01 dan seterusnya."
    )
    name = forms.CharField(label="Jenis arsip", max_length=NAME_LIMIT)
    active_years = Years("Aktif, tahun")
    inactive_years = Years("Inaktif, tahun")
    fate = forms.ChoiceField(label="Nasib akhir", choices=[("", "Pilih"), *Fate.choices])
    starts_on = Day("Berlaku sejak")
    basis = number("Nomor keputusan", help_text="Peraturan atau surat yang menetapkan jadwal ini.")
    reason = reason("Alasan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("active_years", "inactive_years"):
            self.fields[name].error_messages |= {"required": YEARS}


class HoldForm(Plain):
    letter_number = number("Nomor surat")
    reason = reason("Alasan")


class ProposalForm(Plain):
    kind = forms.ChoiceField(label="Jenis daftar", choices=DisposalKind.choices)
    appraisal_number = number("Nomor pertimbangan panitia penilai arsip")
    note = reason("Pertimbangan")


class ApprovalForm(Plain):
    decision_number = number("Nomor keputusan")
    anri_number = number(
        "Nomor persetujuan ANRI",
        required=False,
        help_text="Wajib bila ada arsip dengan retensi 10 tahun atau lebih, dan untuk penyerahan.",
    )
    note = forms.CharField(label="Catatan", max_length=REASON_LIMIT, required=False)


class RejectionForm(Plain):
    note = reason("Alasan penolakan")


class CarryingForm(Plain):
    witnesses = forms.CharField(
        label="Saksi",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sekurang-kurangnya dua, dari unit hukum dan pengawasan; satu baris satu orang dengan jabatannya.",
    )
