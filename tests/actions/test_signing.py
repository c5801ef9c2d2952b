"""Signing in the act: no step without its signature, and no signed paper without its step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from alur.actions import Refused, perform, why_not
from alur.actions.issuing import issue
from alur.actions.steps import Outcome
from alur.papers.signing import Passphrase
from alur.papers.signing.validating import checked
from alur.records.models import Case, Entry, Job, StoredFile, SubjectKind, VersionFile
from alur.records.storage import open_file, path_of
from alur.reports.verify import verify
from tests import make
from tests.papers.signing import authority
from tests.papers.signing.office import use_bsre, use_certificate, with_signature
from tests.papers.signing.services import NIK, PASSPHRASE, Esign, esign_service

LATER = make.at("2026-06-08 10:00")
RIGHT = Passphrase(PASSPHRASE)


@pytest.fixture(scope="module")
def service() -> Iterator[Esign]:
    with esign_service() as running:
        yield running


@pytest.fixture
def bsre(settings: Any, tmp_path: Path, office: make.Office, service: Esign) -> Any:
    """The office signs at BSrE; kabag has a NIK there, kasubbag has none here."""
    service.trouble = ""
    use_bsre(settings, service, roots=authority.root().pem(tmp_path / "induk.pem"))
    office.people["kabag"].nik = NIK
    office.people["kabag"].save()
    return settings


@pytest.fixture
def sealed(settings: Any, tmp_path: Path) -> Any:
    """The office signs with its own certificate."""
    use_certificate(settings, tmp_path)
    return settings


def press(office: make.Office, case: Case, *, secret: Passphrase = RIGHT, token: str = "") -> Outcome:
    """Hand in the open step of the case, whole, as its person."""
    visit = make.open_visit(case)
    assert visit is not None
    situation = make.Situation(visit, visit.case)
    key = situation.step.exits[0].key
    return perform(
        visit,
        key,
        by=office.standing(make.who_acts(office, visit)),
        at=LATER,
        handover=make.full_handover(office, situation, key),
        token=token or make.token(),
        passphrase=secret,
    )


def the_print(case: Case) -> VersionFile:
    return VersionFile.objects.select_related("version").get(version__document__case=case, is_print=True)


def the_open_step(case: Case) -> str:
    visit = make.open_visit(case)
    return visit.step if visit else ""


def nothing_stays(case: Case) -> tuple[int, int, int]:
    """Prints, lines after the opening, and stored files that no row names."""
    rows = set(StoredFile.objects.values_list("sha256", flat=True))
    kept = {path.name for path in Path(default_storage.location).glob("??/??/*")}
    lines = Entry.objects.of(SubjectKind.CASE, case.pk).exclude(kind="opened").count()
    return VersionFile.objects.filter(is_print=True).count(), lines, len(kept - rows)


def test_a_step_at_bsre_is_recorded_with_its_signed_paper(bsre: Any, office: make.Office):
    case = make.case(office)

    press(office, case)

    found = the_print(case)
    [outcome] = checked(open_file(found.file_id).read())
    lines = Entry.objects.of(SubjectKind.CASE, case.pk)
    assert (outcome.is_good, outcome.signer, found.signature["adapter"]) == (True, "Kabag Mutasi", "bsre-v2")
    assert [line.kind for line in lines] == ["opened", "performed", "terbit"]
    assert lines.last().data["signature"] == found.signature
    assert (Job.objects.count(), list(verify())) == (0, [])


def test_the_paper_says_by_whose_certificate_it_is_signed(sealed: Any, office: make.Office):
    from tests.papers.test_typeset import text_of

    case = make.case(office)

    press(office, case)

    words = text_of(open_file(the_print(case).file_id).read())
    assert "sertifikat elektronik Biro Kepegawaian, yang diterbitkan oleh Induk Uji, atas keputusan Kabag." in words
    assert "bukan tanda tangan elektronik tersertifikasi" not in words


def test_without_a_passphrase_nothing_is_asked_of_the_service(bsre: Any, office: make.Office, service: Esign):
    case = make.case(office)
    asked = len(service.asked)

    reasons = make.refusal(lambda: press(office, case, secret=Passphrase()))

    assert reasons == [
        "Tanda tangan elektronik: tulis frasa sandi Anda; naskah langkah ini ditandatangani ketika tombolnya ditekan."
    ]
    assert (len(service.asked), nothing_stays(case)) == (asked, (0, 0, 0))


def test_a_wrong_passphrase_leaves_the_step_undone(bsre: Any, office: make.Office):
    case = make.case(office)

    reasons = make.refusal(lambda: press(office, case, secret=Passphrase("salah")))

    assert reasons == [
        "Tanda tangan elektronik: frasa sandi salah. Langkah ini belum dicatat; "
        "tulis ulang frasa sandi Anda, lalu tekan lagi."
    ]
    assert nothing_stays(case) == (0, 0, 0)


def test_the_number_of_a_paper_that_was_not_signed_goes_to_the_next(bsre: Any, office: make.Office):
    case = make.case(office)
    make.refusal(lambda: press(office, case, secret=Passphrase("salah")))

    press(office, case)

    assert (the_print(case).version.official_number, list(verify())) == ("OT.02.01/4/1/2026", [])


def test_a_person_without_a_nik_learns_it_before_the_press(bsre: Any, office: make.Office):
    case = make.case(office)
    press(office, case)
    visit = make.open_visit(case)

    reasons = why_not("perform", visit, by=office.standing("kasubbag"), at=LATER)

    assert reasons == [
        "Tanda tangan elektronik: NIK Anda belum tercatat di Alur, padahal BSrE mengenal penanda tangan dari NIK-nya. "
        "Mintalah pengelola Alur mencatatnya."
    ]


def test_a_step_that_prints_nothing_needs_no_passphrase(bsre: Any, office: make.Office, settings: Any):
    with_signature(settings, adapter="off")
    case = make.case(office, at_step="3")
    with_signature(settings, adapter="bsre")

    outcome = press(office, case, secret=Passphrase())

    assert outcome.closed.step == "analisis"


def test_the_same_press_again_gives_the_outcome_and_signs_nothing(bsre: Any, office: make.Office, service: Esign):
    case = make.case(office)
    visit = make.open_visit(case)
    first = press(office, case, token="sekali")
    asked = len(service.asked)

    again = perform(visit, "", by=office.standing("kabag"), at=LATER, token="sekali")

    assert (again.is_repeat, again.entry, len(service.asked)) == (True, first.entry, asked)


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_fails_after_signing_leaves_no_signed_file(office: make.Office, sealed: Any, settings: Any):
    with_signature(settings, adapter="off")
    case = make.case(office, at_step="4")
    with_signature(settings, adapter="certificate")
    lost = make.PaperContent({}, [make.FileRef("0" * 64, "hilang.pdf")])  # found missing at the commit, not before

    with pytest.raises(IntegrityError):
        make.advance(office, make.open_visit(case), LATER, papers={"pemeriksaan-analisis": lost})

    assert (the_open_step(case), nothing_stays(case)[0::2]) == ("periksa-analisis", (0, 0))


def test_a_full_disk_leaves_the_step_undone(sealed: Any, office: make.Office, settings: Any):
    case = make.case(office)
    (settings.FILES_ROOT / "incoming").rename(settings.FILES_ROOT / "lama")
    (settings.FILES_ROOT / "incoming").write_text("bukan folder")

    reasons = make.refusal(lambda: press(office, case))

    assert reasons == [
        "Tanda tangan elektronik: naskahnya tidak dapat disimpan (penyimpanan penuh atau tidak terjangkau). "
        "Langkah ini belum dicatat; hubungi pengelola Alur."
    ]
    assert nothing_stays(case) == (0, 0, 0)


def test_the_worker_signs_with_the_offices_certificate(office: make.Office, sealed: Any, settings: Any):
    with_signature(settings, adapter="off")
    case = make.case(office, at_step="2")
    version = case.documents.get(paper="catatan-instruksi").current
    with_signature(settings, adapter="certificate")

    made = issue(version.pk, at=LATER)

    assert checked(open_file(made.file_id).read())[0].is_good is True
    assert list(verify()) == []


def test_what_waited_when_bsre_was_switched_on_is_issued_unsigned(bsre: Any, office: make.Office, settings: Any):
    with_signature(settings, adapter="off")
    case = make.case(office, at_step="2")
    version = case.documents.get(paper="catatan-instruksi").current
    with_signature(settings, adapter="bsre")

    made = issue(version.pk, at=LATER)

    assert (checked(open_file(made.file_id).read()), made.signature) == ([], {})


def test_a_signature_that_was_altered_in_the_table_is_found(sealed: Any, office: make.Office):
    case = make.case(office)
    press(office, case)
    found = the_print(case)

    VersionFile.objects.filter(pk=found.pk).update(signature=found.signature | {"subject": "Orang lain"})

    [problem] = verify()
    assert "tanda tangan cetakan" in problem


def test_no_file_is_thrown_away_that_a_row_names(office: make.Office):
    from alur.records.storage import discard

    ref = make.file_ref("surat.pdf")

    discard(ref.sha256)

    assert default_storage.exists(path_of(ref.sha256)) is True


def test_refused_is_what_the_caller_catches(bsre: Any, office: make.Office, service: Esign):
    service.trouble = "down"
    case = make.case(office)

    with pytest.raises(Refused) as refused:
        press(office, case)

    assert PASSPHRASE not in str(refused.value)
