"""What stands against a start: settings of the signature that cannot work, and examples that would be signed."""

from __future__ import annotations

from typing import Any

import pytest

from alur.cli.prepare import why_not_start
from tests import make
from tests.papers.signing.office import with_signature

pytestmark = pytest.mark.django_db
BSRE = {"adapter": "bsre", "url": "https://esign.contoh.go.id", "user": "alur", "secret": "x"}


def test_nothing_stands_against_a_start_without_signatures():
    assert why_not_start(demo=True) == []


def test_settings_that_cannot_work_stop_the_start(settings: Any):
    with_signature(settings, adapter="bsr")

    assert why_not_start(demo=False) == ["ALUR_SIGNATURE berisi “bsr”; tulislah off, certificate, atau bsre."]


def test_examples_are_not_signed(settings: Any):
    with_signature(settings, **BSRE)

    assert why_not_start(demo=True) == [
        "Data contoh dibuat tanpa tanda tangan elektronik. Jalankan sekali dengan ALUR_SIGNATURE=off, "
        "atau mulailah dengan kantor kosong: ./run --kosong."
    ]


def test_an_office_with_people_starts_with_signatures(settings: Any, office: make.Office, capsys: Any):
    with_signature(settings, **BSRE)

    assert why_not_start(demo=True) == []
    assert "ALUR_SIGNATURE_ROOTS belum diisi" in capsys.readouterr().err


def test_the_check_of_the_settings_says_the_same(settings: Any):
    from alur.web.checks import signature_settings

    with_signature(settings, adapter="bsr")

    assert [(message.id, message.msg) for message in signature_settings(None)] == [
        ("alur.E001", "ALUR_SIGNATURE berisi “bsr”; tulislah off, certificate, atau bsre.")
    ]
