"""What the operator is told about the settings before Alur starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alur.papers import signing
from tests.papers.signing.office import with_signature

BSRE = {"adapter": "bsre", "url": "https://esign.contoh.go.id", "user": "alur", "secret": "x"}


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"adapter": "bsr"}, ["ALUR_SIGNATURE berisi “bsr”; tulislah off, certificate, atau bsre."]),
        (
            {"adapter": "certificate"},
            [
                "ALUR_SIGNATURE=certificate memerlukan salah satu: ALUR_SIGNATURE_KEY (berkas .p12 atau PEM) "
                "atau ALUR_SIGNATURE_MODULE (pustaka PKCS#11)."
            ],
        ),
        (
            {"adapter": "certificate", "key": "/tidak/ada.p12"},
            ["ALUR_SIGNATURE_KEY menunjuk /tidak/ada.p12, yang tidak ada atau tidak terbaca; periksa jalurnya."],
        ),
        (BSRE, []),
        (BSRE | {"api": "v3"}, ["ALUR_SIGNATURE_API berisi “v3”; tulislah v1 atau v2."]),
        (BSRE | {"seconds": "60"}, ["ALUR_SIGNATURE_SECONDS berisi “60”; tulislah bilangan 1 sampai 15."]),
        (
            BSRE | {"url": "esign.contoh.go.id"},
            ["ALUR_SIGNATURE_URL berisi “esign.contoh.go.id”; tulislah alamat lengkap, misalnya https://esign.go.id."],
        ),
        (
            {"adapter": "bsre"},
            [
                "ALUR_SIGNATURE_URL wajib diisi: alamat Esign Client Service di instansi ini.",
                "ALUR_SIGNATURE_USER dan ALUR_SIGNATURE_SECRET (atau _SECRET_FILE) wajib diisi untuk layanan BSrE.",
            ],
        ),
    ],
)
def test_settings_that_cannot_work_are_named(settings: Any, changes: dict[str, str], sentences: list[str]):
    with_signature(settings, **changes)

    assert signing.faults() == sentences


def test_a_token_needs_its_labels(settings: Any, tmp_path: Path):
    module = tmp_path / "pkcs11.so"
    module.touch()

    with_signature(settings, adapter="certificate", module=module)

    assert signing.faults() == [
        "ALUR_SIGNATURE_TOKEN wajib diisi untuk token PKCS#11.",
        "ALUR_SIGNATURE_KEY_LABEL wajib diisi untuk token PKCS#11.",
    ]


def test_what_an_operator_should_see_to_is_a_caution_and_no_fault(settings: Any):
    with_signature(settings, **(BSRE | {"url": "http://esign.contoh.go.id"}))

    cautions = signing.cautions()

    assert signing.faults() == []
    assert cautions[:2] == [
        "ALUR_SIGNATURE_ROOTS belum diisi: pemeriksaan tanda tangan tidak dapat menyebut penerbitnya dikenal.",
        "ALUR_SIGNATURE_URL memakai http: frasa sandi para pejabat melintasi jaringan tanpa pelindung. "
        "Pakailah https, dengan ALUR_SIGNATURE_CA bila sertifikat layanannya buatan sendiri.",
    ]
