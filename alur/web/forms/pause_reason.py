"""The form that puts a reason on the office's list. Whether it may be put there, the action says."""

from __future__ import annotations

from django import forms

from alur.actions.pause_reasons import LONGEST_DAYS, NAME_LIMIT

BETWEEN = f"Tulis angka antara 1 dan {LONGEST_DAYS}, atau kosongkan."


class ReasonForm(forms.Form):
    name = forms.CharField(
        label="Alasan",
        max_length=NAME_LIMIT,
        widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={
            "required": "Alasannya belum ditulis.",
            "max_length": f"Alasan paling panjang {NAME_LIMIT} huruf; singkatlah.",
        },
    )
    longest_days = forms.IntegerField(
        label="Paling lama, hari kerja",
        required=False,
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text="Sesudah itu jeda berakhir sendiri.",
        widget=forms.NumberInput(attrs={"class": "inp"}),
        error_messages={"invalid": BETWEEN, "min_value": BETWEEN, "max_value": BETWEEN},
    )
    requires_evidence = forms.BooleanField(label="Memerlukan bukti (surat, berkas, atau keterangan)", required=False)
