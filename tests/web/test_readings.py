"""Reading what is classified asks a reason and is written down; what an auditor reads is written down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from alur.actions.letters import REGISTERING
from alur.actions.reading import STATED
from alur.records.models import Case, Reading, VersionFile
from tests import make
from tests.web.browsing import client_of, text_of

REASON = "Menelaah langkah 1 untuk disposisi."


def page_of(case: Case) -> str:
    return f"/permintaan/{case.number}/"


def readings(*, but: str = REGISTERING) -> list[tuple[str, str, str]]:
    """All readings in their order, without those for the sake of registering."""
    rows = Reading.objects.exclude(reason=but).order_by("pk").select_related("user")
    return [(row.user.name, row.what, row.reason) for row in rows]


def with_reason(office: Any, who: str, case: Case) -> Any:
    client = client_of(office, who)
    client.post(f"/surat/{case.letter_id}/alasan-baca/", {"alasan": REASON, "lanjut": page_of(case)})
    return client


def test_a_secret_case_asks_for_a_reason_first(office: Any) -> None:
    case = make.case(office, security="R")

    response = client_of(office, "kabag").get(page_of(case) + "?catatan=semua")

    onward = f"%2Fpermintaan%2F{case.number}%2F%3Fcatatan%3Dsemua"
    assert (response.status_code, response["Location"]) == (
        302,
        f"/surat/{case.letter_id}/alasan-baca/?lanjut={onward}",
    )
    assert readings() == []


def test_whoever_registers_a_secret_letter_reads_it_for_that_reason(office: Any) -> None:
    letter = make.letter(office, timezone.now(), security="SR", scan=make.file_ref("surat.pdf", make.PDF))
    client = client_of(office, "petugas")

    answer = client.get(f"/surat/{letter.pk}/")

    assert answer.status_code == 200
    assert [(what, reason) for _, what, reason in readings(but="-")] == [
        (STATED, "mendaftarkan surat"),
        ("surat", "mendaftarkan surat"),
    ]


def test_another_day_the_registrar_is_asked_like_everybody(office: Any) -> None:
    letter = make.letter(office, timezone.now() - dt.timedelta(hours=13), security="R")

    answer = client_of(office, "petugas").get(f"/surat/{letter.pk}/")

    assert "/alasan-baca/" in answer["Location"]


def test_the_page_that_asks_names_no_subject(office: Any) -> None:
    case = make.case(office, security="SR", subject="Pokok yang tidak boleh terbaca")

    page = text_of(client_of(office, "kabag").get(f"/surat/{case.letter_id}/alasan-baca/"))

    assert "tidak boleh terbaca" not in page


def test_a_reason_opens_what_was_asked_for_and_is_written_down(office: Any) -> None:
    case = make.case(office, security="R")
    client = client_of(office, "kabag")

    answer = client.post(f"/surat/{case.letter_id}/alasan-baca/", {"alasan": REASON, "lanjut": page_of(case)})
    page = client.get(answer["Location"])

    assert (answer["Location"], page.status_code) == (page_of(case), 200)
    assert readings() == [("Kabag", "pernyataan alasan membaca", REASON), ("Kabag", "permintaan", REASON)]


@pytest.mark.parametrize("reason", ["", "  perlu  ", "x" * 501, "alasan\x00 yang rusak"])
def test_what_is_no_reason_opens_nothing(office: Any, reason: str) -> None:
    case = make.case(office, security="R")

    response = client_of(office, "kabag").post(f"/surat/{case.letter_id}/alasan-baca/", {"alasan": reason})

    assert response.status_code == 422
    assert readings() == []


@pytest.mark.parametrize("onward", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:1"])
def test_the_way_back_stays_here(office: Any, onward: str) -> None:
    case = make.case(office, security="R")

    response = client_of(office, "kabag").post(
        f"/surat/{case.letter_id}/alasan-baca/", {"alasan": REASON, "lanjut": onward}
    )

    assert response["Location"] == f"/surat/{case.letter_id}/"


def test_a_reason_is_the_readers_own(office: Any) -> None:
    case = make.case(office, security="R")
    with_reason(office, "kabag", case)

    response = client_of(office, "kasubbag").get(page_of(case))

    assert response.status_code == 302


def test_a_reason_for_one_letter_opens_no_other(office: Any) -> None:
    case, other = make.case(office, security="R"), make.case(office, security="R")

    response = with_reason(office, "kabag", case).get(page_of(other))

    assert response.status_code == 302


def test_a_form_that_is_sent_is_not_lost_for_want_of_a_reason(office: Any) -> None:
    case = make.case(office, security="R")

    response = client_of(office, "kabag").post(page_of(case) + "langkah/1/", {"aksi": "tetapkan", "token": "t"})

    assert response.status_code == 422
    assert readings() == [("Kabag", "permintaan", "Mengirim isian pada halaman ini.")]


def test_whatever_an_auditor_reads_is_written_down(office: Any) -> None:
    case = make.case(office, at_step="4")
    paper = VersionFile.objects.filter(name__startswith="hasil").latest("pk")
    client = client_of(office, "auditor")

    letter = f"/surat/{case.letter_id}/"
    for address in (page_of(case), letter, f"{letter}pindaian/", f"/berkas/{paper.pk}/"):
        client.get(address)

    seen = ("permintaan", "surat", "pindaian surat", f"berkas: {paper.name}")
    assert readings() == [("Auditor", what, "") for what in seen]


def test_the_same_page_again_is_the_same_reading(office: Any) -> None:
    case = make.case(office)
    client = client_of(office, "auditor")

    client.get(page_of(case))
    client.get(page_of(case))

    assert len(readings()) == 1


def test_an_ordinary_case_read_by_its_people_leaves_no_line(office: Any) -> None:
    case = make.case(office, security="T")

    client_of(office, "kabag").get(page_of(case))

    assert readings() == []


@pytest.mark.parametrize(
    ("who", "status"), [("kepala", 200), ("auditor", 200), ("kabag", 404), ("petugas", 404), ("admin", 404)]
)
def test_riwayat_baca_is_for_head_and_auditor(office: Any, who: str, status: int) -> None:
    case = make.case(office)

    assert client_of(office, who).get(f"/surat/{case.letter_id}/riwayat-baca/").status_code == status


def test_riwayat_baca_tells_who_read_what_and_why(office: Any) -> None:
    case = make.case(office, security="R")
    with_reason(office, "kabag", case).get(page_of(case))

    page = text_of(client_of(office, "kepala").get(f"/surat/{case.letter_id}/riwayat-baca/"))

    assert ("<b>Kabag</b>: permintaan" in page, f"Alasan: <bdi>{REASON}</bdi>" in page) == (True, True)


@pytest.mark.parametrize(
    "statement", ["UPDATE records_reading SET reason = 'lain'", "DELETE FROM records_reading"], ids=["update", "delete"]
)
def test_a_reading_can_neither_be_changed_nor_deleted(office: Any, statement: str) -> None:
    with_reason(office, "kabag", make.case(office, security="R"))

    with (
        pytest.raises(DatabaseError, match="riwayat baca tidak dapat diubah"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
