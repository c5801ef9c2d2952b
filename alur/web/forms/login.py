"""Log-in with NIP and password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """Asks for the NIP as printed on the card; spaces in it do no harm."""

    error_messages = {
        "invalid_login": "NIP atau kata sandi tidak cocok. Periksa keduanya; huruf besar dan kecil berbeda.",
        "inactive": "Akun ini tidak aktif. Hubungi administrator Alur di kantor Anda.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nip, password = self.fields["username"], self.fields["password"]
        nip.label, password.label = "NIP", "Kata sandi"
        nip.error_messages["required"] = "NIP belum diisi."
        password.error_messages["required"] = "Kata sandi belum diisi."
        nip.widget.attrs.update({"class": "inp", "inputmode": "numeric", "autocomplete": "username"})
        password.widget.attrs.update({"class": "inp"})
