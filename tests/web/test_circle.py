"""The page of the circle: the head names somebody and ends it, a refusal keeps what was typed."""

from __future__ import annotations

from typing import Any

from django.test import Client

from alur.records.models import CircleMember, Letter, Reading
from tests import make
from tests.web.browsing import client_of, statements, text_of

REASON = "Membantu menyusun analisisnya."


def head_at(office: make.Office, letter: Letter) -> tuple[Client, str]:
    """The head, who has said why the letter is read, and the address of its circle."""
    client, address = client_of(office, "kepala"), f"/surat/{letter.pk}/lingkaran/"
    client.post(f"/surat/{letter.pk}/alasan-baca/", {"alasan": "Menentukan lingkaran surat ini."})
    return client, address


def naming(office: make.Office, who: str, **more: str) -> dict[str, Any]:
    return {"aksi": "sebut", "token": make.token(), "user": office.people[who].pk, "reason": REASON} | more


def test_the_head_names_somebody_and_takes_it_back(office: make.Office) -> None:
    client, address = head_at(office, make.letter(office, security="SR"))

    client.post(address, naming(office, "sari"))
    member = CircleMember.objects.get()
    ending = {"aksi": "akhiri", "token": make.token(), "sebutan": member.pk, "alasan": "Tugasnya sudah selesai."}
    answer = client.post(address, ending)
    page = text_of(client.get(address))

    assert answer.url == address
    assert [words in page for words in ("Belum ada yang disebut.", REASON, "Tugasnya sudah selesai.")] == [True] * 3


def test_what_was_typed_stays_when_the_naming_is_refused(office: make.Office) -> None:
    client, address = head_at(office, make.letter(office, security="SR"))

    answer = client.post(address, naming(office, "sari", reason="perlu <b>"))

    page = answer.content.decode()
    assert (answer.status_code, "perlu &lt;b&gt;</textarea>" in page, "paling sedikit 10 huruf" in page) == (
        422,
        True,
        True,
    )
    assert f'value="{office.people["sari"].pk}" selected' in page


def test_what_was_typed_stays_when_the_end_is_refused(office: make.Office) -> None:
    client, address = head_at(office, make.letter(office, security="SR"))
    client.post(address, naming(office, "sari"))

    ending = {"aksi": "akhiri", "token": make.token(), "sebutan": CircleMember.objects.get().pk, "alasan": "sudah"}
    answer = client.post(address, ending)

    assert (answer.status_code, 'value="sudah"' in answer.content.decode()) == (422, True)


def test_another_letters_naming_is_not_ended_here(office: make.Office) -> None:
    client, address = head_at(office, make.letter(office, security="SR"))
    _, elsewhere = head_at(office, make.letter(office, security="SR"))
    client.post(address, naming(office, "sari"))

    ending = {"aksi": "akhiri", "token": make.token(), "sebutan": CircleMember.objects.get().pk, "alasan": REASON}
    answer = client.post(elsewhere, ending)

    assert (answer.status_code, CircleMember.objects.current().count()) == (404, 1)


def test_the_auditor_reads_the_circle_and_the_reading_is_written_down(office: make.Office) -> None:
    letter = make.letter(office, security="SR")
    by = office.standing("auditor")
    client = client_of(office, "auditor")
    client.post(f"/surat/{letter.pk}/alasan-baca/", {"alasan": "Memeriksa siapa yang mengetahui."})

    page = text_of(client.get(f"/surat/{letter.pk}/lingkaran/"))

    assert ("Sebut orang ini" in page, "ditentukan oleh kepala biro" in page) == (False, True)
    assert Reading.objects.filter(user=by.user_id).values_list("what", flat=True)[0] == "lingkaran surat"


def test_the_page_costs_the_same_for_any_number_of_people(office: make.Office) -> None:
    client, address = head_at(office, make.letter(office, security="SR"))
    before = statements(client, address)

    for who in ("sari", "pemohon", "petugas", "dedi"):
        client.post(address, naming(office, who))

    assert statements(client, address) == before
