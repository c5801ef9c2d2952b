"""The check of the signature's settings, by which `alur serve` and `alur manage check` refuse or warn."""

from __future__ import annotations

from typing import Any

from alur.web.checks import signature_settings
from tests.papers.signing.office import with_signature


def said() -> list[tuple[str, str]]:
    return [(str(message.id), str(message.msg)) for message in signature_settings()]


def test_nothing_is_said_while_signatures_are_off():
    assert said() == []


def test_settings_that_cannot_work_are_errors(settings: Any):
    with_signature(settings, adapter="bsr")

    assert said() == [("alur.E002", "ALUR_SIGNATURE berisi “bsr”; tulislah off, certificate, atau bsre.")]


def test_what_needs_attention_is_a_warning(settings: Any):
    with_signature(settings, adapter="bsre", url="https://esign.contoh.go.id", user="alur", secret="x")

    ids = [number for number, _ in said()]

    assert set(ids) == {"alur.W002"}
