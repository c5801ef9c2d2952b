"""What `alur manage check` says about an office's settings, in the sentences with which Alur refuses to start."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from alur.papers import signing


@register()
def signature_settings(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Wrong settings of the electronic signature as errors, what needs attention soon as warnings."""
    if faults := signing.faults():
        return [Error(sentence, id="alur.E001") for sentence in faults]
    return [Warning(sentence, id="alur.W001") for sentence in signing.cautions()]
