"""Who is told that a decree has moved deadlines: everybody concerned, once, in one notice."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions.decrees import replanning
from alur.actions.notices import Message, mark_read, tell, tell_of_moved_deadlines
from alur.records.models import Decree, Notice, NoticeKind, User
from tests import make

LEAVE = make.line("cuti bersama", "2026-06-09", "Cuti Bersama Uji")


def decide(office: Any) -> Decree:
    return make.decreed(office, LEAVE, when="2026-06-08 14:00", number="9/2026")


def told() -> dict[str, str]:
    """What people were told of decrees."""
    rows = Notice.objects.filter(kind=NoticeKind.DEADLINES_MOVED).select_related("user").order_by("pk")
    return {row.user.name: row.text for row in rows}


def test_a_person_with_one_deadline_is_told_from_when_to_when(office: Any) -> None:
    case = make.case(office, at_step="3")

    decide(office)

    assert told() == {
        "Dedi": f"Tenggat langkah 3 pada {case.number} bergeser karena SKB 9/2026 tanggal 8 Juni 2026: "
        "dari Rab 10 Jun 2026, 09.10 menjadi Kam 11 Jun 2026, 09.10."
    }


def test_a_person_with_many_is_told_how_many(office: Any) -> None:
    for _ in range(3):
        make.case(office, at_step="3")

    decide(office)

    assert told() == {"Dedi": "Tenggat 3 langkah yang menunggu Anda bergeser karena SKB 9/2026 tanggal 8 Juni 2026."}


def test_what_is_nobodys_yet_concerns_all_who_hold_the_role(office: Any) -> None:
    office.appoint("wakil", role="kabag", kind="plh", stands_for="kabag", position="Wakil")
    make.case(office, at_step="8")

    decide(office)

    assert sorted(told()) == ["Kabag", "Wakil"]


def test_nobody_is_told_of_a_decree_that_moves_nothing(office: Any) -> None:
    decide(office)

    assert told() == {}


def test_in_portions_and_run_again_everybody_is_told_once(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replanning, "PORTION", 1)
    for _ in range(3):
        make.case(office, at_step="3")
    decree = decide(office)

    tell_of_moved_deadlines(decree, at=make.at("2026-06-08 14:05"))

    assert Notice.objects.filter(kind=NoticeKind.DEADLINES_MOVED).count() == 1
    assert told() == {"Dedi": "Tenggat 3 langkah yang menunggu Anda bergeser karena SKB 9/2026 tanggal 8 Juni 2026."}


def test_the_unread_are_counted_with_the_person(office: Any) -> None:
    dedi = office.people["dedi"]
    for key in ("a", "b", "b"):
        tell({dedi.pk: Message("Isi.")}, NoticeKind.PAUSE_ENDED, key=key, at=make.MONDAY)
    counted = User.objects.get(pk=dedi.pk).unread_notices

    read = mark_read(Notice.objects.filter(key="a"), user=dedi, at=make.MONDAY)

    assert (counted, read, User.objects.get(pk=dedi.pk).unread_notices) == (2, 1, 1)


def test_nobody_marks_what_others_were_told(office: Any) -> None:
    tell({office.people["dedi"].pk: Message("Isi.")}, NoticeKind.PAUSE_ENDED, key="a", at=make.MONDAY)

    assert mark_read(Notice.objects.all(), user=office.people["sari"], at=make.MONDAY) == 0
