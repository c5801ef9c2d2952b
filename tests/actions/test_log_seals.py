"""Both logs get a seal a day; old security lines go into a file, with a record of it, and in no other way."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from alur.actions.log_seals import seal_logs
from alur.actions.reading import state_reason
from alur.actions.security_log import Visitor, note
from alur.actions.security_removal import remove_lines
from alur.records import triggers
from alur.records.models import Entry, Reading, SecurityEvent, SecurityKind, SecurityRemoval
from alur.reports.verify import verify
from alur.reports.verify.logs import log_problems
from alur.reports.verify.tally import Tally
from tests import make

EVENING = make.at("2026-06-08 20:00")
NEXT_DAY = make.at("2026-06-09 01:30")
MUCH_LATER = make.at("2027-09-01 09:00")
REASON = "Jadwal retensi arsip nomor 12 tahun 2026."


@pytest.fixture
def target(tmp_path: Path) -> Any:
    with (tmp_path / "keluar.jsonl").open("wb") as out:
        yield out


def problems() -> list[str]:
    return list(log_problems(Entry.objects.of("kantor", 0), Tally()))


def event(office: make.Office, when: dt.datetime = EVENING, who: str = "kabag") -> SecurityEvent:
    return note(SecurityKind.LOGGED_IN, Visitor("10.0.0.7", "Firefox"), at=when, user=office.people[who])


def reading(office: make.Office, when: dt.datetime = EVENING) -> Reading:
    letter = make.letter(office, security="R")
    by = office.standing("kepala")
    return state_reason(letter.pk, letter.security, "Memeriksa isi surat ini.", by=by, at=when)


def bent(statement: str) -> None:
    """A change by somebody who has the database in hand, past the triggers."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    triggers.install(connection)


def removed(office: make.Office, out: Any, **changes: Any) -> SecurityRemoval:
    values: dict[str, Any] = {"reason": REASON, "by": office.standing("admin", MUCH_LATER.date()), "at": MUCH_LATER}
    return remove_lines(changes.pop("until", dt.date(2026, 8, 1)), out, **(values | changes))


def test_a_day_that_is_over_is_sealed_once(office: make.Office) -> None:
    event(office)
    reading(office)

    written = [
        seal_logs(at=at) for at in (make.at("2026-06-09 00:59"), NEXT_DAY, NEXT_DAY, make.at("2026-06-20 09:00"))
    ]

    assert written == [0, 2, 0, 0]
    assert problems() == []


def test_what_comes_later_gets_a_seal_of_its_own(office: make.Office) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)
    event(office, make.at("2026-06-09 08:00"))

    written = seal_logs(at=make.at("2026-06-10 02:00"))

    spans = [(line.data["from"], line.data["count"]) for line in Entry.objects.filter(kind="log-sealed")]
    assert (written, spans) == (1, [(None, 1), ("2026-06-08T17:00:00.000000+00:00", 1)])


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE records_reading SET reason = 'lain'", "isi barisnya diubah sesudah disegel."),
        ("UPDATE records_reading SET at = '2026-06-08 11:00:00'", "isi barisnya diubah sesudah disegel."),
        ("DELETE FROM records_reading", "2 baris disegel, 0 baris pada tabel."),
    ],
    ids=["text", "time", "gone"],
)
def test_a_reading_bent_after_its_seal_is_found(office: make.Office, statement: str, sentence: str) -> None:
    reading(office)
    seal_logs(at=NEXT_DAY)

    bent(statement)

    assert list(verify()) == [f"Riwayat baca s.d. 8 Juni 2026: {sentence}"]


def test_a_reading_added_to_a_sealed_day_is_found(office: make.Office) -> None:
    reading(office)
    seal_logs(at=NEXT_DAY)

    reading(office, EVENING - dt.timedelta(hours=1))

    assert problems() == ["Riwayat baca s.d. 8 Juni 2026: 2 baris disegel, 4 baris pada tabel."]


def test_a_security_line_bent_after_its_seal_is_found(office: make.Office) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)

    bent("UPDATE records_securityevent SET address = '10.9.9.9'")

    assert problems() == ["Catatan keamanan s.d. 8 Juni 2026: isi barisnya diubah sesudah disegel."]


def test_old_lines_go_into_a_file_and_the_record_says_so(office: make.Office, target: Any) -> None:
    old, kept = event(office), event(office, make.at("2027-08-30 08:00"))
    seal_logs(at=NEXT_DAY)

    row = removed(office, target)

    text = Path(target.name).read_bytes()
    assert [json.loads(line)["id"] for line in text.splitlines()] == [old.pk]
    assert list(SecurityEvent.objects.values_list("pk", flat=True)) == [kept.pk]
    assert (row.count, row.sha256) == (1, hashlib.sha256(text).hexdigest())
    told = Entry.objects.get(kind="security-removed")
    assert (told.data["count"], told.data["sha256"], told.data["reason"], told.by) == (
        1,
        row.sha256,
        REASON,
        office.people["admin"],
    )
    assert list(verify()) == []


def test_lines_go_only_by_whole_seals(office: make.Office, target: Any) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)
    event(office, make.at("2026-06-20 08:00"))
    seal_logs(at=make.at("2026-09-01 09:00"))

    row = removed(office, target, until=dt.date(2026, 7, 1))

    assert (row.count, row.until) == (1, make.at("2026-06-09 00:00"))
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": "bersih"}, "Tulis alasannya, paling sedikit 10 huruf; misalnya nomor jadwal retensi arsip."),
        (
            {"until": dt.date(2027, 1, 1)},
            "Baris keamanan disimpan paling sedikit 365 hari; paling akhir 1 September 2026.",
        ),
        (
            {"until": dt.date(2026, 6, 8)},
            "Tidak ada baris keamanan yang disegel sebelum 8 Juni 2026; tidak ada yang dikeluarkan.",
        ),
        (
            {"who": "kepala"},
            "Baris keamanan dikeluarkan atas nama administrator; NIP itu tidak memegang tugas itu hari ini.",
        ),
    ],
    ids=["reason", "young", "unsealed", "who"],
)
def test_what_may_not_go_stays(office: make.Office, target: Any, changes: dict[str, Any], sentence: str) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)
    if who := changes.get("who"):
        changes = {"by": office.standing(who, MUCH_LATER.date())}

    assert make.refusal(lambda: removed(office, target, **changes)) == [sentence]
    assert (SecurityEvent.objects.count(), SecurityRemoval.objects.count()) == (1, 0)


def test_lines_that_no_longer_fit_their_seal_do_not_go(office: make.Office, target: Any) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)
    bent("UPDATE records_securityevent SET address = '10.9.9.9'")

    assert make.refusal(lambda: removed(office, target)) == [
        "Segel catatan keamanan tidak cocok dengan isinya; jalankan alur verify lebih dahulu."
    ]


@pytest.mark.parametrize("days", [0, 1])
def test_the_database_lets_no_other_line_go(office: make.Office, target: Any, days: int) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)
    removed(office, target)
    event(office, make.at("2026-06-09 00:00") + dt.timedelta(days=days))

    with pytest.raises(DatabaseError, match="tidak dapat diubah atau dihapus"), transaction.atomic():
        SecurityEvent.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE records_securityremoval SET until = '2030-01-01'", "DELETE FROM records_securityremoval"],
    ids=["update", "delete"],
)
def test_the_row_of_a_removal_stays_as_it_is(office: make.Office, target: Any, statement: str) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)
    removed(office, target)

    with pytest.raises(DatabaseError, match="pengeluaran"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_removal_that_nobody_recorded_is_found(office: make.Office) -> None:
    event(office)
    seal_logs(at=NEXT_DAY)
    admin = office.people["admin"]
    SecurityRemoval.objects.create(
        until=MUCH_LATER, count=1, sha256="0" * 64, reason=REASON, removed_at=MUCH_LATER, removed_by=admin
    )
    SecurityEvent.objects.all().delete()

    assert problems() == [
        "Catatan keamanan: pengeluaran baris pada tabel berbeda dari catatan kantor.",
        "Catatan keamanan s.d. 8 Juni 2026: 1 baris disegel, 0 baris pada tabel.",
    ]
