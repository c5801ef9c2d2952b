"""The form in which a person chooses how to be told. Whether a number can be one, the action says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from alur.actions.delivering.choosing import Wish
from alur.records.models import Channel
from alur.reports.notice_choices import ChannelState

AT_ONCE = "Segera, bila giliran saya atau waktunya hampir lewat"
DIGEST = "Selebihnya sebagai rangkuman, pada awal hari kerja"


def _box(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class ChoicesForm(forms.Form):
    mail_at_once, mail_digest = _box(AT_ONCE), _box(DIGEST)
    message_at_once, message_digest = _box(AT_ONCE), _box(DIGEST)
    number = forms.CharField(
        label="Nomor ponsel",
        required=False,
        max_length=30,
        help_text="Misalnya 0812 3456 7890.",
        widget=forms.TextInput(attrs={"class": "inp", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"max_length": "Nomor ponsel paling panjang 30 huruf; tulis satu nomor saja."},
    )

    @property
    def wishes(self) -> dict[Channel, Wish]:
        """The boxes by channel."""
        names = {Channel.MAIL: "mail", Channel.MESSAGE: "message"}
        values = self.cleaned_data
        return {key: Wish(values[f"{name}_at_once"], values[f"{name}_digest"]) for key, name in names.items()}

    def refuse(self, reasons: Sequence[str]) -> None:
        """The action's sentences are about the number."""
        for reason in reasons:
            self.add_error("number", reason)


def initial_of(channels: Mapping[str, ChannelState]) -> dict[str, Any]:
    """What the form shows at first."""
    mail, message = channels[Channel.MAIL].row, channels[Channel.MESSAGE].row
    return {
        "mail_at_once": mail.is_at_once,
        "mail_digest": mail.is_digest,
        "message_at_once": message.is_at_once and message.address != "",
        "message_digest": message.is_digest and message.address != "",
        "number": message.address,
    }
