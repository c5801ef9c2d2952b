"""`[[pengingat]]`: what can be written, what is refused, and what could never come."""

from __future__ import annotations

import pytest

from alur.sop.document import Receiver, RemindAt, Reminder
from tests.sop.small import SMALL, Small


def with_reminder(text: str) -> Small:
    return Small(f"{SMALL.text}\n[[pengingat]]\n{text}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('saat = "sisa 20%"', Reminder("", RemindAt.LEFT, share=0.2, text="sisa 20%")),
        ('saat = "sisa 60 menit"', Reminder("", RemindAt.LEFT, seconds=3600, text="sisa 60 menit")),
        ('saat = "lewat"\nkepada = "atasan"', Reminder("", RemindAt.LATE, (Receiver.SUPERIOR,), text="lewat")),
        (
            'langkah = "buat"\nsaat = "setiap 2 hari"\nkepada = ["pelaksana", "pemohon"]',
            Reminder("buat", RemindAt.EVERY, (Receiver.ACTOR, Receiver.REQUESTER), days=2, text="setiap 2 hari"),
        ),
    ],
)
def test_a_reminder_is_read(text: str, expected: Reminder) -> None:
    assert with_reminder(text).procedure().reminders == (expected,)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('saat = "sisa 0%"', ["galat: saat-salah"]),
        ('saat = "besok"', ["galat: saat-salah"]),
        ('saat = "setiap 900 hari"', ["galat: saat-salah"]),
        ('langkah = "buat"', ["galat: kosong"]),
        ('saat = "lewat"\nkepada = "tetangga"', ["galat: kata-salah"]),
        ('saat = "lewat"\nkepada = ["atasan", "tetangga"]', ["galat: kata-salah"]),
        ('saat = "lewat"\nlangkah = "baut"', ["galat: langkah-tak-dikenal"]),
        ('saat = "lewat"\n[[pengingat]]\nsaat = "lewat"', ["galat: pengingat-ganda"]),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, codes: list[str]) -> None:
    assert with_reminder(text).codes() == codes


def test_a_reminder_that_can_never_come_is_remarked() -> None:
    file = with_reminder('langkah = "buat"\nsaat = "lewat"').but(("waktu = { menit = 10 }\n", ""))

    assert [fault.sentence for fault in file.faults() if fault.code == "pengingat-sia"] == [
        "Langkah 1 tidak mempunyai waktu; pengingat “lewat” tidak akan pernah dikirim."
    ]


def test_a_step_has_its_own_reminders_and_those_for_all() -> None:
    procedure = with_reminder('saat = "lewat"\n[[pengingat]]\nlangkah = "buat"\nsaat = "sisa 20%"').procedure()

    assert [len(procedure.reminders_for(key)) for key in ("buat", "kirim")] == [2, 1]
