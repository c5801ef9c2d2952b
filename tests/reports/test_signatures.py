"""What is told about the signatures on issued papers, from the files as they now are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alur.actions.issuing import issue
from alur.records.models import VersionFile
from alur.records.storage import path_of
from alur.reports.signatures import signature_sentences
from tests import make
from tests.papers.signing.office import use_certificate


@pytest.fixture
def issued(settings: Any, tmp_path: Path, office: make.Office) -> VersionFile:
    """The signed print of a case's first note."""
    case = make.case(office, at_step="2")
    use_certificate(settings, tmp_path)
    return issue(case.documents.get(paper="catatan-instruksi").current.pk, at=make.MONDAY)


def test_a_signed_file_is_told_with_signer_and_issuer(issued: VersionFile):
    [sentence] = signature_sentences([issued.file_id])

    assert sentence.startswith("Ditandatangani secara elektronik oleh Biro Kepegawaian pada ")
    assert sentence.endswith("; utuh, dengan sertifikat terbitan Induk Uji.")


def test_files_that_nobody_signed_are_not_spoken_of(issued: VersionFile):
    uploads = VersionFile.objects.filter(is_print=False).values_list("file_id", flat=True)

    assert (len(uploads), signature_sentences(list(uploads))) == (1, [])


def test_a_signed_file_that_is_lost_is_not_called_intact(issued: VersionFile, settings: Any):
    (settings.FILES_ROOT / path_of(issued.file_id)).unlink()

    assert signature_sentences([issued.file_id]) == [
        "Tanda tangan elektroniknya sedang tidak dapat diperiksa; coba lagi nanti."
    ]
