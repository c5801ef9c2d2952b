"""What must be right in the settings before anything is served; `alur serve` refuses to start with these sentences."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from alur.papers import signing


@register
def signature_settings(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Wrong settings of the electronic signature as errors, what needs attention soon as warnings."""
    if faults := signing.faults():
        return [Error(sentence, id="alur.E002") for sentence in faults]
    return [Warning(sentence, id="alur.W002") for sentence in signing.cautions()]
