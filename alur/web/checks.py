"""What must be right in the settings before anything is served; `alur serve` refuses to start with these sentences."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from alur.papers import signing
from alur.records.number_format import office_faults


@register
def numbers_and_address(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """The office's number format, and the address that QR codes lead to."""
    sentences = office_faults(settings.OFFICE)
    if settings.PUBLIC_URL and not settings.PUBLIC_URL.startswith(("https://", "http://")):
        sentences.append(
            f"ALUR_URL ({settings.PUBLIC_URL}) harus diawali https:// atau http://, misalnya https://alur.contoh.go.id."
        )
    return [Error(sentence, id="alur.E001") for sentence in sentences]


@register
def signature_settings(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Wrong settings of the electronic signature as errors, what needs attention soon as warnings."""
    if faults := signing.faults():
        return [Error(sentence, id="alur.E002") for sentence in faults]
    return [Warning(sentence, id="alur.W002") for sentence in signing.cautions()]
