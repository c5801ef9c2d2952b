"""The circle of a letter that is sangat rahasia: who acts on its case, and whom the head names."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import assign
from alur.actions.circles import end_naming, may_keep_circle, name_to_circle
from alur.actions.notices import tell_of_moved_deadlines
from alur.actions.reminding import watch_visits
from alur.records.models import Case, CircleMember, Duty, Entry, Letter, Notice, NoticeKind, Role, SubjectKind, Visit
from alur.reports.cases import CaseFilter, case_list
from alur.reports.circle import circle_of
from alur.reports.inbox import inbox
from alur.reports.letters import letter_list, similar_cases
from alur.reports.personnel.gaps import find_gaps
from alur.reports.procedures import step_counts
from alur.reports.verify import verify
from alur.worktime import indonesia
from tests import make

LATER = make.at("2026-06-08 15:00")
REASON = "Membantu menyusun analisisnya."


def named(office: make.Office, letter: Letter, who: str, **changes: Any) -> CircleMember:
    values: dict[str, Any] = {"reason": REASON, "by": office.standing("kepala"), "at": LATER, "token": make.token()}
    return name_to_circle(letter, office.people[who], **(values | changes))


def sees(office: make.Office, who: str, case: Case) -> tuple[bool, bool]:
    """Whether the person sees the case and its letter; the person's standing is asked for anew."""
    viewer = office.standing(who)
    cases, letters = Case.objects.visible_to(viewer), Letter.objects.visible_to(viewer)
    return cases.filter(pk=case.pk).exists(), letters.filter(pk=case.letter_id).exists()


SEEN, UNSEEN = (True, True), (False, False)


@pytest.mark.parametrize(
    ("who", "step", "expected"),
    [
        ("kabag", "1", SEEN),
        ("kasubbag", "1", UNSEEN),
        ("kabag", "3", SEEN),
        ("kasubbag", "3", SEEN),
        ("dedi", "3", SEEN),
        ("sari", "3", UNSEEN),
        ("dedi", "4", SEEN),
    ],
)
def test_a_role_holder_knows_of_it_by_having_a_step(
    office: make.Office, who: str, step: str, expected: tuple[bool, bool]
) -> None:
    case = make.case(office, at_step=step, security="SR")

    assert sees(office, who, case) == expected


def test_a_stand_in_who_must_take_over_a_step_knows_of_it(office: make.Office) -> None:
    case = make.case(office, at_step="4", security="SR")
    before = office.appoint("pengganti", duty=Duty.LETTER_DESK) and sees(office, "pengganti", case)

    office.appoint("pengganti", role="kasubbag", kind="plh", stands_for="kasubbag")

    assert (before, sees(office, "pengganti", case)) == (UNSEEN, SEEN)


def test_who_has_had_a_step_and_holds_no_role_any_more_knows_of_it_no_more(office: make.Office) -> None:
    case = make.case(office, at_step="4", security="SR")

    office.people["dedi"].appointments.update(ends_on=dt.date(2026, 6, 7))

    assert sees(office, "dedi", case) == UNSEEN


def test_work_that_is_handed_over_takes_the_circle_along(office: make.Office) -> None:
    case = make.case(office, at_step="3", security="SR")
    visit = make.open_visit(case)
    assert visit is not None

    assign(visit, office.people["sari"], by=office.standing("kasubbag"), at=LATER, reason="Dedi sakit.", token="t-1")

    assert (sees(office, "dedi", case), sees(office, "sari", case)) == (UNSEEN, SEEN)


@pytest.mark.parametrize("who", ["sari", "petugas-lain", "pemohon", "unit-lain"])
def test_whom_the_head_names_knows_of_it_until_the_naming_ends(office: make.Office, who: str) -> None:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    office.appoint("unit-lain", duty=Duty.REQUESTER)
    case = make.case(office, security="SR")

    member = named(office, case.letter, who)
    within = sees(office, who, case)
    end_naming(member, reason="Tugasnya sudah selesai.", by=office.standing("kepala"), at=LATER, token=make.token())

    assert (within, sees(office, who, case)) == (SEEN, UNSEEN)


def test_a_letter_that_waits_for_its_case_has_a_circle_too(office: make.Office) -> None:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    letter = make.letter(office, security="SR")

    named(office, letter, "petugas-lain")

    seen = [Letter.objects.visible_to(office.standing(who)).exists() for who in ("petugas", "petugas-lain", "kabag")]
    assert seen == [True, True, False]


def test_lists_searches_and_counts_keep_silent_outside_the_circle(office: make.Office) -> None:
    make.case(office, at_step="4", security="SR", subject="Pokok penyelidikan rahasia sekali")
    calendar = indonesia()

    def known(who: str) -> list[object]:
        viewer = office.standing(who)
        found = case_list(viewer, CaseFilter(q="penyelidikan"), calendar, LATER)
        team, mine = (inbox(viewer, calendar, LATER, is_team=is_team) for is_team in (True, False))
        return [
            found.hits,
            len(case_list(viewer, CaseFilter(order="tenggat"), calendar, LATER).rows),
            len(letter_list(viewer, is_waiting=False).letters),
            len(similar_cases("Pokok penyelidikan rahasia", viewer)),
            step_counts(office.edition.pk, viewer, calendar, LATER).total,
            team.other_count,
            mine.other_count,
        ]

    assert known("sari") == [0, 0, 0, 0, 0, "0", "0"]
    assert known("dedi") == [1, 1, 1, 1, 1, "0", "1"]


def test_gaps_are_told_to_an_administrator_without_it(office: make.Office) -> None:
    make.case(office, at_step="3", security="SR")
    office.people["dedi"].appointments.update(ends_on=dt.date(2026, 6, 7))

    counts = [find_gaps(office.standing(who)).count for who in ("admin", "kepala")]

    assert counts == [0, 1]


def test_the_outside_step_of_a_secret_case_waits_for_who_registered_it(office: make.Office) -> None:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    visit = make.open_visit(make.case(office, security="R"))
    assert visit is not None and visit.role is not None
    type(visit.role).objects.filter(pk=visit.role_id).update(is_outside=True)

    waiting = [Visit.objects.waiting_for(office.standing(who)).count() for who in ("petugas", "petugas-lain")]

    assert waiting == [1, 0]


def test_a_moved_deadline_of_a_secret_outside_step_is_told_to_who_registered_it(office: make.Office) -> None:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    visit = make.open_visit(make.case(office, security="R"))
    assert visit is not None and visit.role is not None
    type(visit.role).objects.filter(pk=visit.role_id).update(is_outside=True)
    line = make.line("cuti bersama", "2026-06-08", "Cuti Bersama")

    decree = make.decreed(office, line, when="2026-06-08 10:00", dated_on="2026-06-05")
    tell_of_moved_deadlines(decree, at=LATER)

    moved = Notice.objects.filter(kind=NoticeKind.DEADLINES_MOVED)
    assert set(moved.values_list("user__name", flat=True)) == {"Petugas"}


def test_of_a_secret_outside_step_no_other_desk_is_told(office: make.Office) -> None:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    Role.objects.filter(key="kabag").update(is_outside=True)
    make.case(office, security="R")

    watch_visits(at=make.MONDAY + dt.timedelta(days=1))

    told = Notice.objects.values_list("kind", "user__name")
    assert set(told) == {(NoticeKind.NEAR, "Petugas"), (NoticeKind.LATE, "Petugas")}


@pytest.mark.parametrize("who", ["kabag", "auditor", "admin", "petugas"])
def test_the_circle_is_the_heads(office: make.Office, who: str) -> None:
    letter = make.letter(office, security="SR")

    refused = make.refusal(lambda: named(office, letter, "sari", by=office.standing(who)))

    assert refused == ["Lingkaran surat sangat rahasia ditentukan oleh kepala biro."]


def test_other_classes_have_no_circle(office: make.Office) -> None:
    letter = make.letter(office, security="R")

    assert may_keep_circle(letter, by=office.standing("kepala")) == [
        "Lingkaran hanya ada pada surat yang sangat rahasia."
    ]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (" perlu ", "Tulis alasannya, paling sedikit 10 huruf."),
        ("x" * 501, "Alasan: teks melebihi 500 huruf; singkatlah."),
        (
            "alasan\x00 yang rusak",
            "Alasan: teks memuat tanda kendali yang tidak dapat disimpan; ketik ulang bagian itu.",
        ),
    ],
    ids=["short", "long", "broken"],
)
def test_a_naming_needs_a_reason(office: make.Office, reason: str, sentence: str) -> None:
    letter = make.letter(office, security="SR")

    assert make.refusal(lambda: named(office, letter, "sari", reason=reason)) == [sentence]


def test_nobody_is_named_twice_at_a_time(office: make.Office) -> None:
    letter = make.letter(office, security="SR")
    member = named(office, letter, "sari")

    refused = make.refusal(lambda: named(office, letter, "sari"))
    end_naming(member, reason="Tugasnya sudah selesai.", by=office.standing("kepala"), at=LATER, token=make.token())
    named(office, letter, "sari")

    assert refused == ["Sari sudah disebut dalam lingkaran surat ini."]
    assert len(circle_of(letter, LATER.date()).named) == 1


def test_a_second_press_names_nobody_again(office: make.Office) -> None:
    letter, token = make.letter(office, security="SR"), make.token()

    first, second = (named(office, letter, "sari", token=token) for _ in range(2))

    assert first == second
    assert CircleMember.objects.count() == 1


def test_naming_and_its_end_are_lines_of_the_letters_chain(office: make.Office) -> None:
    letter = make.letter(office, security="SR")
    member = named(office, letter, "sari")
    end_naming(member, reason="Tugasnya sudah selesai.", by=office.standing("kepala"), at=LATER, token=make.token())

    lines = Entry.objects.of(SubjectKind.LETTER, letter.pk).filter(kind__startswith="circle")

    told = [(line.kind, line.data["name"], line.data["reason"], line.acting_as) for line in lines]
    assert told == [
        ("circle-named", "Sari", REASON, "Kepala biro"),
        ("circle-ended", "Sari", "Tugasnya sudah selesai.", "Kepala biro"),
    ]
    assert list(verify()) == []


def test_a_row_of_the_circle_past_the_record_is_found(office: make.Office) -> None:
    letter = make.letter(office, security="SR")
    head, sari = office.people["kepala"], office.people["sari"]
    row = CircleMember.objects.create(letter=letter, user=sari, reason=REASON, named_at=LATER, named_by=head)

    assert list(verify()) == [
        f"Surat agenda {letter.agenda_number}/2026: lingkaran: sebutan {row.pk} pada tabel berbeda dari catatan surat."
    ]


def test_the_page_of_the_circle_tells_why_each_belongs_to_it(office: make.Office) -> None:
    case = make.case(office, at_step="4", security="SR")

    insiders = [(row.user.name, row.why) for row in circle_of(case.letter, LATER.date()).insiders]

    assert insiders == [
        ("Kepala", "kepala biro"),
        ("Petugas", "mencatat surat"),
        ("Kabag", "mengerjakan langkah 1"),
        ("Kasubbag", "mengerjakan langkah 2"),
        ("Dedi", "mengerjakan langkah 3"),
    ]
