"""The form with which a person changes the own password. Whether the words may be used, the action says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

FIELD_OF = {"Kata sandi lama": "old"}


def _secret(label: str, missing: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": autocomplete}),
        error_messages={"required": missing},
    )


class PasswordForm(forms.Form):
    """The old password, and the new one twice. Nothing typed comes back in the page."""

    old = _secret("Kata sandi lama", "Kata sandi lama belum diisi.", "current-password")
    new = _secret(
        "Kata sandi baru",
        "Kata sandi baru belum diisi.",
        "new-password",
        "Sekurang-kurangnya 12 huruf; kalimat pendek mudah diingat.",
    )
    again = _secret("Ulangi kata sandi baru", "Ulangi kata sandi barunya.", "new-password")

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", "Kedua kata sandi baru berbeda; ketik ulang.")
        return values

    def refuse(self, reasons: Sequence[str]) -> None:
        """Put the action's sentences beside the fields that they are about."""
        for reason in reasons:
            self.add_error(next((name for start, name in FIELD_OF.items() if reason.startswith(start)), "new"), reason)
