"""The office's own certificate from a file: with a time stamp and without, and every way in which it can fail."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from alur.papers import signing
from alur.papers.signing.validating import checked
from tests.papers.signing import authority
from tests.papers.signing.office import with_signature
from tests.papers.signing.services import stamping_authority

RINA = signing.Person("Rina")


def sign(paper: bytes) -> signing.Signed:
    signer = signing.signer()
    assert signer is not None
    [made] = signer.sign([paper], RINA, signing.NO_PASSPHRASE, reason="Persetujuan selaku Kasubbag")
    return made


def refusal(paper: bytes) -> str:
    with pytest.raises(signing.SigningFailed) as failed:
        sign(paper)
    return failed.value.sentence


def test_nothing_signs_when_signatures_are_off():
    assert (signing.signer(), signing.faults(), signing.is_on()) == (None, [], False)


def test_a_paper_is_signed_with_the_key_from_a_file(certificate: Any, paper: bytes):
    made = sign(paper)

    [outcome] = checked(made.pdf)
    assert (outcome.is_good, outcome.signer) == (True, "Biro Kepegawaian")
    assert {key: made.facts[key] for key in ("adapter", "subject", "issuer", "level")} == {
        "adapter": "certificate",
        "subject": "Biro Kepegawaian",
        "issuer": "Induk Uji",
        "level": "PAdES B-B",
    }


def test_a_signed_paper_begins_with_the_very_paper_and_stays_archival(certificate: Any, paper: bytes):
    made = sign(paper)

    assert made.pdf.startswith(paper)
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        marks = opened.open_metadata()
        assert (marks["pdfaid:part"], marks["pdfaid:conformance"], marks["pdfuaid:part"]) == ("2", "A", "1")
        assert opened.check_pdf_syntax() == []
        field = opened.Root.AcroForm.Fields[0]
        assert (str(field.TU), field.V.Reason) == ("Tanda tangan elektronik", "Persetujuan selaku Kasubbag")
        assert max(float(edge) for edge in field.Rect) < 0


def test_signing_leaves_the_metadata_of_a_paper_as_they_were(certificate: Any, paper: bytes):
    made = sign(paper)

    with pikepdf.open(io.BytesIO(paper)) as before, pikepdf.open(io.BytesIO(made.pdf)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()


def test_what_a_signature_adds_begins_a_line_of_its_own(certificate: Any, paper: bytes):
    made = sign(paper)

    assert re.match(rb"\n\d+ 0 obj\n", made.pdf[len(paper.rstrip()) :])


def test_a_key_in_pem_needs_its_certificate_beside_it(settings: Any, tmp_path: Path, paper: bytes):
    own = authority.issued("Biro Kepegawaian")
    key = own.key_pem(tmp_path / "kunci.pem", "frasa")
    with_signature(settings, adapter="certificate", key=key, secret="frasa")
    alone = signing.faults()

    with_signature(settings, certificate=own.pem(tmp_path / "kantor.pem"))

    assert alone == ["ALUR_SIGNATURE_CERTIFICATE wajib diisi bila kuncinya berkas PEM."]
    assert (signing.faults(), sign(paper).facts["subject"]) == ([], "Biro Kepegawaian")


def test_the_secret_can_come_from_a_file(certificate: Any, tmp_path: Path, paper: bytes):
    (tmp_path / "rahasia").write_text(authority.SECRET + "\n")

    with_signature(certificate, secret="", secret_file=tmp_path / "rahasia")

    assert (signing.faults(), sign(paper).facts["subject"]) == ([], "Biro Kepegawaian")


def test_a_wrong_secret_is_told_without_repeating_it(certificate: Any, paper: bytes):
    with_signature(certificate, secret="salah-sekali")

    sentence = refusal(paper)

    assert sentence == (
        "Tanda tangan elektronik: kunci kantor tidak dapat dibuka: berkasnya rusak atau frasa sandinya salah. "
        "Hubungi pengelola Alur."
    )
    assert signing.faults() == [sentence]


def test_an_expired_certificate_signs_nothing(certificate: Any, tmp_path: Path, paper: bytes):
    ended = authority.issued("Kantor Lama", begins=-400, ends=-3)

    with_signature(certificate, key=ended.p12(tmp_path / "lama.p12"))

    end = f"{ended.certificate.not_valid_after_utc:%Y-%m-%d}"
    assert refusal(paper) == (
        f"Tanda tangan elektronik: sertifikat kantor kedaluwarsa sejak {end}. Mintalah pengelola Alur memperbaruinya."
    )


def test_a_certificate_about_to_end_is_told_at_the_start(certificate: Any, tmp_path: Path):
    ending = authority.issued("Kantor Hampir", ends=10)

    with_signature(certificate, key=ending.p12(tmp_path / "hampir.p12"))

    end = f"{ending.certificate.not_valid_after_utc:%Y-%m-%d}"
    assert (signing.faults(), signing.cautions()) == (
        [],
        [f"Sertifikat tanda tangan berakhir {end}; mintalah perpanjangan kepada penerbitnya."],
    )


def test_a_renewed_file_is_taken_without_a_restart(certificate: Any, tmp_path: Path, paper: bytes):
    before = sign(paper).facts["subject"]

    authority.issued("Biro OSDM").p12(Path(certificate.SIGNATURE["key"]))

    assert (before, sign(paper).facts["subject"]) == ("Biro Kepegawaian", "Biro OSDM")


def test_a_time_stamping_authority_makes_it_b_t(certificate: Any, paper: bytes):
    with stamping_authority() as address:
        with_signature(certificate, tsa=address)

        made = sign(paper)

    [outcome] = checked(made.pdf)
    assert (made.facts["level"], outcome.is_good, "menurut cap waktu" in outcome.sentence) == ("PAdES B-T", True, True)


def test_a_time_stamping_authority_that_is_away_leaves_the_paper_unsigned(certificate: Any, paper: bytes):
    with_signature(certificate, tsa="http://127.0.0.1:9/")

    assert refusal(paper) == (
        "Tanda tangan elektronik: layanan cap waktu (TSA) tidak menjawab dengan benar. "
        "Langkah ini belum dicatat; coba lagi sebentar lagi."
    )


def test_a_passphrase_shows_nowhere_and_cannot_be_stored():
    import pickle

    secret = signing.Passphrase("rahasia")

    assert (f"{secret!r} {secret}", bool(secret), bool(signing.NO_PASSPHRASE)) == (
        "Passphrase(…) Passphrase(…)",
        True,
        False,
    )
    with pytest.raises(TypeError):
        pickle.dumps(secret)
