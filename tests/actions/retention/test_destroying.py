"""A list is carried out: what a case said is gone everywhere, what it did can still be proved, and no more goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from alur.actions.retention import hold
from alur.actions.retention.carrying import carry
from alur.actions.retention.destroying import remove_bytes
from alur.records import triggers
from alur.records.models import (
    Case,
    Destruction,
    Disposal,
    DocumentVersion,
    Entry,
    SubjectKind,
    VersionFile,
)
from alur.records.storage import path_of, store_bytes
from alur.reports.verify import verify
from tests import make
from tests.actions.retention import lists

SECRET = "Rahasiakata"
ONCE = pytest.mark.once("sqlite")


def _told() -> str:
    """Everything that the tables hold, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("records_", "case_search")):
                cursor.execute(f"SELECT * FROM {table}")
                found.append(str(cursor.fetchall()))
    return "".join(found)


def _files(case: Case) -> set[str]:
    return set(VersionFile.objects.filter(version__document__case=case).values_list("file", flat=True))


def test_a_destroyed_case_proves_its_course_and_ends_in_a_numbered_berita_acara(office: Any) -> None:
    lists.rule(office)

    listed = lists.carried_out(office, lists.ended(office))

    assert list(verify()) == []
    assert (listed.state, listed.official_number) == ("selesai", "OT.02.01/4/1/2034")
    assert default_storage.open(path_of(listed.report_id)).read(5) == b"%PDF-"


def test_what_was_typed_stands_nowhere_any_more(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office, summary=f"Ringkasan {SECRET}", sender=f"Kepala {SECRET}")
    words = (SECRET, "Mohon ditindaklanjuti", "Lengkapi bagian 3", "Sudah diperbaiki", "Tidak diperlukan lagi")
    before = _told()
    assert [word for word in words if word not in before] == []

    lists.emptied(office, case)

    after = _told()
    assert [word for word in words if word in after] == []


@ONCE
def test_numbers_dates_and_decisions_stay(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office)
    fields = ("number", "kind", "at", "by", "hash", "previous")
    before = list(Entry.objects.of(SubjectKind.CASE, case.pk).values_list(*fields))
    papers = list(DocumentVersion.objects.filter(document__case=case).values_list("official_number", "state"))

    lists.emptied(office, case)

    after = list(Entry.objects.of(SubjectKind.CASE, case.pk).values_list(*fields))
    assert after[: len(before)] == before
    assert after[len(before) :][0][1] == "destroyed"
    assert list(DocumentVersion.objects.filter(document__case=case).values_list("official_number", "state")) == papers


@ONCE
def test_its_bytes_are_gone_but_for_those_that_a_living_case_holds(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office)
    living = make.case(office, at_step="2", scan=make.file_ref("lain.pdf", b"%PDF-1.4 hasil-analisis"))

    remove_bytes(lists.emptied(office, case))

    there = {sha256 for sha256 in _files(case) if default_storage.exists(path_of(sha256))}
    assert there == _files(case) & _files(living)
    assert len(there) == 1


@ONCE
def test_bytes_that_come_in_again_are_kept_again(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office)
    remove_bytes(lists.emptied(office, case))
    content = b"%PDF-1.4 hasil-analisis"

    row = store_bytes(content, media_type="application/pdf", at=lists.LATER)

    assert (row.destroyed_at, default_storage.exists(path_of(row.pk))) == (None, True)
    assert list(verify()) == []


@ONCE
def test_a_worker_that_died_leaves_the_rest_to_the_next_one(office: Any) -> None:
    lists.rule(office)
    cases = [lists.ended(office), lists.ended(office)]
    listed = lists.begun(office, *cases)
    carry(listed.items.select_related("case").first(), listed, lists.LATER)

    lists.run_all(lists.LATER)

    listed.refresh_from_db()
    assert (listed.state, Destruction.objects.count()) == ("selesai", 2)
    assert list(verify()) == []


def test_a_case_held_while_the_list_runs_is_left_whole(office: Any) -> None:
    lists.rule(office)
    kept, gone = lists.ended(office), lists.ended(office)
    lists.begun(office, kept, gone)
    head = office.standing("kepala", lists.LATER.date())
    hold(kept, by=head, at=lists.LATER, reason="Diminta pemeriksa keuangan", letter_number="B/7", token=make.token())

    lists.run_all(lists.LATER)

    assert list(Destruction.objects.values_list("case", flat=True)) == [gone.pk]
    assert list(verify()) == []


def _refused(act: Any) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        act()
    return str(refused.value).partition("\n")[0]


def _bend(statement: str, *values: Any) -> list[str]:
    """What verify says once this was done behind the triggers' back; nothing of it stays."""
    with transaction.atomic():
        triggers.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        triggers.install(connection)
        found = list(verify())
        transaction.set_rollback(True)
    return found


@ONCE
def test_verify_tells_destroyed_from_bent_and_lost(office: Any) -> None:
    lists.rule(office)
    case, whole = lists.ended(office), lists.ended(office, scan=make.file_ref("lain.pdf", b"%PDF-1.4 lain"))
    listed = lists.carried_out(office, case)
    entry = Entry.objects.of(SubjectKind.CASE, case.pk).get(number=2)
    short = "berkasnya (" + str(whole.letter.scan_id)[:12] + "…)"
    default_storage.save(path_of(case.letter.scan_id), ContentFile(b"%PDF-1.4 isi"))

    assert _bend("UPDATE records_storedfile SET stored_at = stored_at") == [
        f"{case.number} “Surat permintaan pengembangan/perbaikan aplikasi kepegawaian” ((dimusnahkan)): "
        f"berkasnya ({str(case.letter.scan_id)[:12]}…) tercatat dimusnahkan, tetapi masih tersimpan."
    ]
    default_storage.delete(path_of(case.letter.scan_id))
    assert _bend("UPDATE records_entry SET data = '{}' WHERE id = %s", entry.pk) == [
        f"{case.number}: isi catatan #2 (performed) diubah; sidik jarinya tidak cocok."
    ]
    assert (
        short
        in _bend("UPDATE records_storedfile SET destroyed_at = stored_at WHERE sha256 = %s", whole.letter.scan_id)[0]
    )
    assert _bend("UPDATE records_disposalitem SET classification = 'XX'") == [
        f"Daftar usul {listed.pk}: isinya berbeda dari yang diusulkan."
    ]
    assert "berbeda dari catatan kantor" in _bend("UPDATE records_disposal SET decision_number = 'X'")[0]
    assert _bend("DELETE FROM records_destruction")[0].startswith(
        f"{case.number}: daftar {listed.pk}: saat dimusnahkan"
    )


def test_the_database_destroys_nothing_that_was_not_approved(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office)
    item = lists.proposed(office, case).items.get()

    said = _refused(lambda: Destruction.objects.create(item=item, case=case, letter=case.letter, at=lists.LATER))

    assert said == "pemusnahan tanpa daftar yang disetujui, atau arsipnya sedang ditahan"


def test_the_database_lets_nobody_decide_about_an_own_list(office: Any) -> None:
    lists.rule(office)
    listed = lists.proposed(office, lists.ended(office))

    with pytest.raises(DatabaseError), transaction.atomic():
        Disposal.objects.update(decided_by=listed.proposed_by_id)


@ONCE
def test_lines_of_a_destroyed_case_are_closed_again(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office)
    lists.emptied(office, case)

    said = _refused(lambda: Entry.objects.of(SubjectKind.CASE, case.pk).update(data={}))

    assert said == "catatan perjalanan tidak dapat diubah atau dihapus"


def test_while_it_is_emptied_a_line_keeps_all_but_its_content(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office)
    listed = lists.begun(office, case)

    def act() -> None:
        item = listed.items.get()
        Destruction.objects.create(item=item, case=case, letter=case.letter, at=lists.LATER)
        Entry.objects.of(SubjectKind.CASE, case.pk).update(acting_as="Lain")

    assert _refused(act) == "catatan perjalanan tidak dapat diubah atau dihapus"
