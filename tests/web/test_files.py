"""Downloads: who gets a file, and under which name and kind."""

from __future__ import annotations

import pytest

from alur.records.models import StoredFile, Unit, VersionFile
from alur.records.storage import path_of, store_bytes
from tests import make
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db


def a_file(office: make.Office, **changes: object) -> VersionFile:
    case = make.case(office, **changes)
    return VersionFile.objects.get(version__document__case=case)


def test_a_paper_opens_in_the_browser_under_its_own_name(office: make.Office) -> None:
    found = a_file(office)

    response = client_of(office, "kabag").get(f"/berkas/{found.pk}/")

    assert (
        response["Content-Type"],
        response["Content-Disposition"],
        response["X-Content-Type-Options"],
        b"".join(response.streaming_content),
    ) == ("application/pdf", 'inline; filename="surat.pdf"', "nosniff", b"%PDF-1.4 isi")


def test_what_a_browser_may_not_show_is_saved(office: make.Office) -> None:
    found = a_file(office)
    text = store_bytes(b"<script>alert(1)</script>", media_type="text/plain", at=make.MONDAY)
    VersionFile.objects.filter(pk=found.pk).update(file=text, name='catatan "akhir" – é.txt')

    response = client_of(office, "kabag").get(f"/berkas/{found.pk}/")

    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''catatan%20%27akhir%27%20%E2%80%93%20%C3%A9.txt"
    )


def test_a_file_of_another_units_case_does_not_exist(office: make.Office) -> None:
    other = Unit.objects.create(name="RSJ Puspa Giri", code="rsjpg")
    found = a_file(office, unit_id=other.pk)

    codes = [client_of(office, who).get(f"/berkas/{found.pk}/").status_code for who in ("pemohon", "admin", "auditor")]

    assert codes == [404, 404, 200]


def test_a_file_lost_from_storage_is_named_with_its_digest(office: make.Office, settings: object) -> None:
    found = a_file(office)
    lost = StoredFile.objects.get(pk=found.file_id)
    (settings.FILES_ROOT / path_of(lost.sha256)).unlink()

    response = client_of(office, "kabag").get(f"/berkas/{found.pk}/")

    assert (response.status_code, lost.sha256 in text_of(response)) == (500, True)


def test_a_letters_scan_is_given_to_who_may_read_the_letter(office: make.Office) -> None:
    letter = make.letter(office)

    codes = [client_of(office, who).get(f"/surat/{letter.pk}/pindaian/").status_code for who in ("petugas", "tamu")]

    assert codes == [200, 403]
