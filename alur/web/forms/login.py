"""The forms at the door: log-in, second factor, proving oneself again, one-time links."""

from __future__ import annotations

from typing import Any

from django import forms

NOT_FITTING = "NIP atau kata sandi tidak cocok. Periksa keduanya; huruf besar dan kecil berbeda."


def nip_field() -> forms.CharField:
    """The NIP as printed on the card; spaces in it do no harm."""
    look = {"class": "inp", "inputmode": "numeric", "autocomplete": "username"}
    missing = {"required": "NIP belum diisi.", "null_characters_not_allowed": "NIP terdiri atas angka."}
    return forms.CharField(label="NIP", max_length=60, widget=forms.TextInput(attrs=look), error_messages=missing)


def _password(label: str, missing: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    look = {"class": "inp", "autocomplete": autocomplete}
    return forms.CharField(
        label=label,
        strip=False,
        max_length=4096,
        help_text=help_text,
        widget=forms.PasswordInput(attrs=look),
        error_messages={"required": missing},
    )


class LoginForm(forms.Form):
    """NIP and password. Whether they fit, the action says."""

    username = nip_field()
    password = _password("Kata sandi", "Kata sandi belum diisi.", "current-password")


class CodeForm(forms.Form):
    """Six digits of the app, or a recovery code."""

    code = forms.CharField(
        label="Kode",
        max_length=20,
        help_text="Enam angka dari aplikasi kode, atau salah satu kode pemulihan Anda.",
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": "Kode belum diisi."},
    )


class ProofForm(forms.Form):
    """The password again, or instead of it a code."""

    password = _password("Kata sandi", "", "current-password")
    code = forms.CharField(
        label="atau kode dari aplikasi kode",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, has_password: bool, has_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False
        if not has_password:
            del self.fields["password"]
        if not has_code:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            first = next(iter(self.fields), None)
            self.add_error(first, f"{self.fields[first].label} belum diisi." if first else "Pilih cara di bawah ini.")
        return self.cleaned_data


class NipForm(forms.Form):
    """Whose password is to be made anew."""

    nip = nip_field()


class LinkForm(NipForm):
    """For whom an administrator makes a link, and whether lost factors go with it."""

    clear = forms.BooleanField(label="Hapus juga pengaman kedua (ponsel dan kode pemulihannya hilang)", required=False)


class NewPasswordForm(forms.Form):
    """The new password twice. Nothing typed comes back in the page."""

    new = _password(
        "Kata sandi baru",
        "Kata sandi baru belum diisi.",
        "new-password",
        "Sekurang-kurangnya 12 huruf; kalimat pendek mudah diingat.",
    )
    again = _password("Ulangi kata sandi baru", "Ulangi kata sandi barunya.", "new-password")

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", "Kedua kata sandi baru berbeda; ketik ulang.")
        return values
