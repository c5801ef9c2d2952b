"""The form by which an empty installation gets its first administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from alur.records.nip import nip_fault, plain_nip


class FirstAdministratorForm(forms.Form):
    """NIP, name and a password typed twice; length and common passwords are judged, not composition."""

    nip = forms.CharField(label="NIP", max_length=60, error_messages={"required": "NIP belum diisi."})
    name = forms.CharField(label="Nama", max_length=200, error_messages={"required": "Nama belum diisi."})
    password = forms.CharField(
        label="Kata sandi",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Sekurang-kurangnya 12 huruf; kalimat pendek mudah diingat.",
        error_messages={"required": "Kata sandi belum diisi."},
    )
    again = forms.CharField(
        label="Ulangi kata sandi",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Ulangi kata sandinya."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "inp"

    def clean_nip(self) -> str:
        nip = plain_nip(self.cleaned_data["nip"])
        if fault := nip_fault(nip):
            raise forms.ValidationError(f"NIP {nip} {fault}")
        return nip

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError("Kedua kata sandi berbeda; ketik ulang.")
        return again
