"""BSrE through a service that speaks its protocol, over real sockets: both versions, and every way of saying no."""

from __future__ import annotations

import html
import logging
from pathlib import Path
from typing import Any

import pytest
from django.views.debug import ExceptionReporter

from alur.papers import signing
from alur.papers.signing.validating import checked
from tests.papers.signing import authority
from tests.papers.signing.office import use_bsre, with_signature
from tests.papers.signing.services import NIK, PASSPHRASE, Esign, esign_service

KABAG = signing.Person("Kabag", NIK)
RIGHT = signing.Passphrase(PASSPHRASE)
both_versions = pytest.mark.parametrize("api", ["v1", "v2"])


def sign(papers: list[bytes], who: signing.Person = KABAG, secret: signing.Passphrase = RIGHT) -> list[signing.Signed]:
    signer = signing.signer()
    assert signer is not None
    return signer.sign(papers, who, secret, reason="Persetujuan selaku Kabag")


def refusal(paper: bytes, who: signing.Person = KABAG, secret: signing.Passphrase = RIGHT) -> str:
    """The sentence, without the words with which each of them begins."""
    with pytest.raises(signing.SigningFailed) as failed:
        sign([paper], who, secret)
    assert failed.value.__cause__ is None
    return failed.value.sentence.removeprefix("Tanda tangan elektronik: ")


@both_versions
def test_two_papers_of_one_act_are_signed(settings: Any, esign: Esign, paper: bytes, api: str):
    with_signature(settings, api=api)

    made = sign([paper, paper])

    assert [checked(item.pdf)[0].is_good for item in made] == [True, True]
    assert {key: made[0].facts[key] for key in ("adapter", "subject")} == {
        "adapter": f"bsre-{api}",
        "subject": "Kabag Mutasi",
    }


def test_v2_signs_all_papers_of_an_act_in_one_request(esign: Esign, paper: bytes):
    sign([paper, paper])

    assert esign.asked == ["POST /api/v2/sign/pdf"]


def test_v1_may_answer_with_the_name_of_the_file_to_fetch(settings: Any, esign: Esign, paper: bytes):
    with_signature(settings, api="v1")
    esign.gives_id = True

    [made] = sign([paper])

    assert (checked(made.pdf)[0].is_good, esign.asked) == (True, ["POST /api/sign/pdf", "GET /api/sign/download/dok-1"])


@both_versions
def test_a_wrong_passphrase_is_told(settings: Any, esign: Esign, paper: bytes, api: str):
    with_signature(settings, api=api)

    assert refusal(paper, secret=signing.Passphrase("salah")) == (
        "frasa sandi salah. Langkah ini belum dicatat; tulis ulang frasa sandi Anda, lalu tekan lagi."
    )


@both_versions
def test_an_unknown_nik_is_told(settings: Any, esign: Esign, paper: bytes, api: str):
    with_signature(settings, api=api)

    assert refusal(paper, signing.Person("Tamu", "3174061207900099")) == (
        "NIK Anda belum terdaftar pada BSrE. Mintalah pendaftaran kepada verifikator BSrE instansi Anda. "
        "Langkah ini belum dicatat."
    )


@both_versions
def test_an_expired_certificate_is_found_out_from_the_signers_state(
    settings: Any, esign: Esign, paper: bytes, api: str
):
    with_signature(settings, api=api)
    esign.signers[NIK] = (PASSPHRASE, "EXPIRED", "Kabag Mutasi")

    assert refusal(paper) == (
        "sertifikat elektronik Anda kedaluwarsa. Perbarui melalui verifikator BSrE di instansi Anda. "
        "Langkah ini belum dicatat."
    )


def test_a_service_account_that_is_not_accepted_is_told(settings: Any, esign: Esign, paper: bytes):
    with_signature(settings, secret="sandi-lama")

    assert refusal(paper) == (
        "Alur tidak diterima oleh layanan BSrE (akun layanannya salah). "
        "Langkah ini belum dicatat; hubungi pengelola Alur."
    )


def test_a_service_that_is_away_is_told(settings: Any, esign: Esign, paper: bytes):
    with_signature(settings, url="http://127.0.0.1:9")

    assert refusal(paper) == (
        "layanan BSrE tidak terjangkau. Langkah ini belum dicatat; coba lagi, atau hubungi pengelola Alur."
    )


def test_a_service_in_trouble_is_told_with_its_status(esign: Esign, paper: bytes):
    esign.trouble = "down"

    assert refusal(paper) == (
        "layanan BSrE menolak (HTTP 503). Langkah ini belum dicatat; coba lagi, atau hubungi pengelola Alur."
    )


def test_a_service_that_is_too_slow_is_told(settings: Any, esign: Esign, paper: bytes):
    with_signature(settings, seconds=1)
    esign.trouble = "slow"

    assert refusal(paper) == (
        "layanan BSrE tidak menjawab pada waktunya. Langkah ini belum dicatat; coba lagi sebentar lagi."
    )


@pytest.mark.parametrize("trouble", ["unsigned", "garbage"])
@both_versions
def test_what_comes_back_without_a_signature_is_not_taken(
    settings: Any, esign: Esign, paper: bytes, api: str, trouble: str
):
    with_signature(settings, api=api)
    esign.trouble = trouble

    with pytest.raises(signing.SigningFailed):
        sign([paper])


def test_another_paper_than_the_one_sent_is_not_taken(esign: Esign, paper: bytes):
    esign.trouble = "other"

    assert refusal(paper) == (
        "layanan BSrE mengembalikan naskah yang lain. Langkah ini belum dicatat; hubungi pengelola Alur."
    )


@both_versions
def test_neither_passphrase_nor_nik_reaches_the_log(
    settings: Any, esign: Esign, paper: bytes, api: str, caplog: pytest.LogCaptureFixture
):
    with_signature(settings, api=api)
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):
        caplog.set_level(logging.WARNING, logger=name)  # as in the settings
    esign.signers[NIK] = (PASSPHRASE, "EXPIRED", "Kabag Mutasi")

    refusal(paper)

    assert (PASSPHRASE in caplog.text, NIK in caplog.text, "HTTP 400" in caplog.text) == (False, False, True)


def test_an_error_report_of_a_failure_shows_neither_passphrase_nor_nik(settings: Any, esign: Esign, paper: bytes):
    esign.signers[NIK] = (PASSPHRASE, "EXPIRED", "Kabag Mutasi")

    with pytest.raises(signing.SigningFailed) as failed:
        sign([paper])

    report = ExceptionReporter(None, failed.type, failed.value, failed.tb, is_email=True)
    words = html.unescape(report.get_traceback_html() + report.get_traceback_text())
    assert (PASSPHRASE in words, NIK in words, "signing/bsre.py" in words) == (False, False, True)


def test_a_service_with_a_certificate_of_the_agencys_own_is_trusted_when_told_so(
    settings: Any, tmp_path: Path, roots: Path, paper: bytes
):
    own = authority.issued("Layanan Esign")
    both = tmp_path / "layanan.pem"
    both.write_bytes(
        own.key_pem(tmp_path / "kunci.pem").read_bytes() + own.pem(tmp_path / "sertifikat.pem").read_bytes()
    )
    with esign_service(both) as service:
        use_bsre(settings, service, roots=roots)
        untold = refusal(paper)

        with_signature(settings, ca=roots)

        assert untold.startswith("layanan BSrE tidak terjangkau.")
        assert checked(sign([paper])[0].pdf)[0].is_good is True


def test_only_a_person_with_a_nik_can_sign(esign: Esign):
    assert signing.why_not_sign(KABAG) == []
    assert signing.why_not_sign(signing.Person("Tamu")) == [
        "Tanda tangan elektronik: NIK Anda belum tercatat di Alur, padahal BSrE mengenal penanda tangan dari NIK-nya. "
        "Mintalah pengelola Alur mencatatnya."
    ]
