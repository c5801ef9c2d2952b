"""The step's form where papers are signed, and the page that checks a signature."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.http import Http404

from alur.records.models import Case, Draft, Entry, SubjectKind, VersionFile
from alur.records.storage import path_of
from tests import make
from tests.papers.signing import authority
from tests.papers.signing.office import use_bsre, with_signature
from tests.papers.signing.services import NIK, PASSPHRASE, Esign, esign_service
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
FIELD = '<input class="inp frasa" type="password" id="frasa-sandi" name="frasa-sandi" value="" autocomplete="off"'
TYPED = {"kertas-catatan-instruksi-text": "Telusuri masa kerja.", "catatan": "Segera."}


@pytest.fixture(scope="module")
def service() -> Iterator[Esign]:
    with esign_service() as running:
        yield running


@pytest.fixture
def bsre(settings: Any, tmp_path: Path, office: make.Office, service: Esign) -> Any:
    use_bsre(settings, service, roots=authority.root().pem(tmp_path / "induk.pem"))
    office.people["kabag"].nik = NIK
    office.people["kabag"].save()
    return settings


def press(office: make.Office, case: Case, passphrase: str, act: str = "tetapkan") -> Any:
    values = TYPED | {"aksi": act, "token": make.token(), "frasa-sandi": passphrase}
    return client_of(office, "kabag").post(f"/permintaan/{case.number}/langkah/1/", values)


def kinds(case: Case) -> list[str]:
    return list(Entry.objects.of(SubjectKind.CASE, case.pk).exclude(kind="seen").values_list("kind", flat=True))


def test_the_form_asks_for_a_passphrase_only_where_one_is_needed(office: make.Office, bsre: Any):
    case = make.case(office)
    asked = text_of(client_of(office, "kabag").get(f"/permintaan/{case.number}/"))

    with_signature(bsre, adapter="off")
    off = text_of(client_of(office, "kabag").get(f"/permintaan/{case.number}/"))

    assert (FIELD in asked, "frasa-sandi" in off) == (True, False)


def test_the_offices_own_certificate_is_announced_without_a_field(office: make.Office, bsre: Any):
    with_signature(bsre, adapter="certificate")

    words = text_of(client_of(office, "kabag").get(f"/permintaan/{make.case(office).number}/"))

    assert "ditandatangani secara elektronik dengan sertifikat kantor ketika Anda menekan tombol" in words
    assert "frasa-sandi" not in words


def test_a_decision_with_the_right_passphrase_is_signed_and_recorded(office: make.Office, bsre: Any):
    case = make.case(office)

    response = press(office, case, PASSPHRASE)

    assert (response.status_code, kinds(case)) == (303, ["opened", "performed", "terbit"])


def test_after_a_failure_everything_typed_stays_but_the_passphrase(office: make.Office, bsre: Any):
    case = make.case(office)

    response = press(office, case, "frasa-yang-salah")

    words = text_of(response)
    assert (response.status_code, kinds(case)) == (422, ["opened"])
    assert '<a href="#tanda-tangan">Tanda tangan elektronik: frasa sandi salah.' in words
    assert ("Telusuri masa kerja." in words, FIELD in words, "frasa-yang-salah" in words) == (True, True, False)


def test_no_draft_keeps_a_passphrase(office: make.Office, bsre: Any):
    case = make.case(office)

    press(office, case, PASSPHRASE, act="simpan")

    draft = Draft.objects.get()
    assert (PASSPHRASE in str(draft.fields), draft.fields["catatan"]) == (False, "Segera.")


def test_a_failure_inside_shows_no_passphrase_in_its_report(office: make.Office, bsre: Any, rf: Any):
    from django.views.debug import get_default_exception_reporter_filter

    from alur.web.views.case import step

    request = rf.post("/", {"frasa-sandi": PASSPHRASE, "catatan": "Segera."})
    request.user, request.standing, request.at = office.people["kabag"], office.standing("kabag"), make.MONDAY
    with pytest.raises(Http404):
        step(request, number="tidak-ada", visit_number=1)

    reported = get_default_exception_reporter_filter().get_post_parameters(request)
    assert (PASSPHRASE in str(reported), reported["catatan"]) == (False, "Segera.")


def the_print(office: make.Office) -> VersionFile:
    press(office, make.case(office), PASSPHRASE)
    return VersionFile.objects.get(is_print=True)


def test_the_case_names_the_signer_and_leads_to_the_check(office: make.Office, bsre: Any):
    found = the_print(office)

    words = text_of(client_of(office, "kabag").get(f"/permintaan/{found.version.document.case.number}/"))

    assert "Ditandatangani secara elektronik oleh Kabag Mutasi" in words
    assert f'href="/berkas/{found.pk}/tanda-tangan/"' in words


def test_the_check_reads_the_file_and_says_that_it_holds(office: make.Office, bsre: Any):
    found = the_print(office)

    words = text_of(client_of(office, "auditor").get(f"/berkas/{found.pk}/tanda-tangan/"))

    assert "; utuh, dengan sertifikat terbitan Induk Uji." in words


def test_the_check_notices_a_byte_changed_on_the_disk(office: make.Office, bsre: Any):
    found = the_print(office)
    path = bsre.FILES_ROOT / path_of(found.file_id)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)

    words = text_of(client_of(office, "auditor").get(f"/berkas/{found.pk}/tanda-tangan/"))

    assert "isinya DIUBAH sesudah ditandatangani" in words


def test_the_check_says_that_the_storage_does_not_answer(
    office: make.Office, bsre: Any, monkeypatch: pytest.MonkeyPatch
):
    found = the_print(office)

    def refuse(*arguments: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(FileSystemStorage, "_open", refuse)

    response = client_of(office, "auditor").get(f"/berkas/{found.pk}/tanda-tangan/")

    assert (response.status_code, "Penyimpanan berkas sedang tidak menjawab" in text_of(response)) == (503, True)


def test_the_check_of_another_units_paper_does_not_exist(office: make.Office, bsre: Any):
    found = the_print(office)

    codes = [client_of(office, who).get(f"/berkas/{found.pk}/tanda-tangan/").status_code for who in ("tamu", "auditor")]

    assert codes[1] == 200
    assert codes[0] in (403, 404)


def test_the_nik_is_shown_masked(office: make.Office, bsre: Any):
    words = text_of(client_of(office, "kabag").get("/kata-sandi/"))

    assert ("NIK untuk tanda tangan elektronik: •••001" in words, NIK in words) == (True, False)
