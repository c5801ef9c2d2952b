"""What is said about a signature: that it holds, and each way in which it does not."""

from __future__ import annotations

import io

import pikepdf
import pytest

from alur.papers.signing.validating import checked, signature_words
from tests.papers.signing import authority
from tests.papers.signing.services import signed_by


@pytest.fixture(scope="module")
def signed(paper: bytes) -> bytes:
    return signed_by("Kabag Mutasi", paper)


def verdict(pdf: bytes) -> str:
    """The sentence after who and when."""
    [sentence] = signature_words(pdf, [authority.root().asn1])
    return sentence.partition("; ")[2]


def test_a_signature_that_holds_names_signer_time_and_issuer(signed: bytes):
    [sentence] = signature_words(signed, [authority.root().asn1])

    assert sentence.startswith("Ditandatangani secara elektronik oleh Kabag Mutasi pada ")
    assert sentence.endswith("WIB (menurut jam penanda tangan); utuh, dengan sertifikat terbitan Induk Uji.")


def test_one_changed_byte_breaks_the_signature(signed: bytes, paper: bytes):
    place = len(paper) // 2
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]

    assert verdict(changed) == "isinya DIUBAH sesudah ditandatangani, jadi tanda tangan ini tidak berlaku."


def test_bytes_added_after_the_end_are_noticed(signed: bytes):
    assert verdict(signed + b"\n% sisipan\n") == (
        "ada yang DITAMBAHKAN pada berkas sesudah ditandatangani; mintalah berkas aslinya."
    )


def test_data_for_later_validation_may_follow_a_signature(signed: bytes):
    from pyhanko.sign.validation import add_validation_info
    from pyhanko_certvalidator import ValidationContext

    from alur.papers.signing.reading import signatures_in

    context = ValidationContext(trust_roots=[authority.root().asn1], allow_fetching=False)
    extended = add_validation_info(signatures_in(signed)[0], context, skip_timestamp=True).getvalue()

    assert extended.startswith(signed)
    assert verdict(extended) == (
        "utuh, dengan sertifikat terbitan Induk Uji; sesudah itu hanya ditambahkan data untuk pemeriksaan kelak."
    )
    assert verdict(extended + b"% sisipan") == verdict(signed + b"% sisipan")


def test_two_signatures_of_one_file_both_hold(signed: bytes):
    twice = signed_by("Kepala Biro", signed, field="Kedua")

    outcomes = checked(twice, [authority.root().asn1])

    assert [(outcome.signer, outcome.is_good) for outcome in outcomes] == [
        ("Kabag Mutasi", True),
        ("Kepala Biro", True),
    ]


def test_a_page_added_afterwards_is_noticed(signed: bytes):
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 99 99 re f")))
    whole = io.BytesIO()
    writer.write(whole)

    assert verdict(whole.getvalue()) == (
        "ada yang DITAMBAHKAN pada berkas sesudah ditandatangani; mintalah berkas aslinya."
    )


def test_a_file_written_anew_loses_its_signature(signed: bytes):
    again = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as opened:
        opened.save(again)

    assert [outcome.is_good for outcome in checked(again.getvalue(), [authority.root().asn1])] == [False]


def test_an_issuer_that_the_office_does_not_know_is_named(signed: bytes):
    [outcome] = checked(signed, [authority.stranger().asn1])

    assert (outcome.is_intact, outcome.is_whole, outcome.is_trusted) == (True, True, False)
    assert outcome.sentence.endswith("; utuh, tetapi penerbit sertifikatnya (Induk Uji) tidak dikenal oleh kantor ini.")


def test_without_roots_nothing_is_trusted(signed: bytes):
    [outcome] = checked(signed)

    assert (outcome.is_intact, outcome.is_trusted) == (True, False)


def test_a_paper_without_a_signature_has_no_sentence(paper: bytes):
    assert signature_words(paper, [authority.root().asn1]) == []


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"\x00" * 500, b"bukan PDF"])
def test_a_broken_file_is_called_broken(junk: bytes):
    assert signature_words(junk) == ["Tanda tangan elektronik pada berkas ini tidak dapat dibaca: berkasnya rusak."]
