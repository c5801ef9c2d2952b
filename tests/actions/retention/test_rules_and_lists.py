"""The schedule, the reckoning of terms, holds, and lists that wait for another person's word."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest

from alur.actions.office_file import load_office
from alur.actions.retention import approve, carry_out, hold, lift, reject
from alur.actions.retention.deciding import Approval
from alur.actions.retention.proposing import Proposal
from alur.records.models import Case, Disposal, Entry, RetentionRule, SubjectKind
from alur.records.retention import Phase, Schedule, years_after, years_before
from alur.reports.retention import Chosen, fitting_cases, retention_list
from alur.reports.verify import verify
from tests import make
from tests.actions.retention import lists

ONCE = pytest.mark.once("sqlite")


def _ended(office: make.Office, classification: str = "OT.02.01", at: str = "2028-02-29 10:00") -> Case:
    """A case that ended at this instant, without its road."""
    case = make.case(office, classification=classification)
    Case.objects.filter(pk=case.pk).update(closed_at=make.at(at), result="selesai")
    return Case.objects.select_related("letter").get(pk=case.pk)


@ONCE
@pytest.mark.parametrize("years", [1, 2, 4])
def test_years_there_and_back_agree_on_every_day_of_a_leap_year(years: int) -> None:
    days = [dt.date(2027, 12, 1) + dt.timedelta(days=count) for count in range(500)]

    assert [
        day for day in days for on in days[:40] if (years_after(on, years) <= day) != (on <= years_before(day, years))
    ] == []


@ONCE
def test_the_nearest_rule_above_a_klasifikasi_holds(office: Any) -> None:
    for code in ("OT", "OT.02"):
        lists.rule(office, code=code)
    schedule = Schedule(dt.date(2030, 1, 1))

    found = {code: schedule.rule_for(code) for code in ("OT.02.01", "OT.02", "OT.03", "OTX", "KP.01")}

    assert {code: rule and rule.code for code, rule in found.items()} == {
        "OT.02.01": "OT.02",
        "OT.02": "OT.02",
        "OT.03": "OT",
        "OTX": None,
        "KP.01": None,
    }


def test_the_list_and_the_case_reckon_the_same_phase(office: Any) -> None:
    lists.rule(office)
    case, viewer = _ended(office), office.standing("kepala", lists.LATER.date())
    days = [dt.date(2030, 2, 28), dt.date(2030, 3, 1), dt.date(2033, 2, 28), dt.date(2033, 3, 1)]

    found = []
    for day in days:
        at = make.at(f"{day} 09:00")
        listed = [name for name in Phase if retention_list(viewer, at, Chosen(state=str(name))).rows]
        found.append([*listed, Schedule(day).term_of(case).phase(day)])

    assert found == [[phase] * 2 for phase in (Phase.ACTIVE, Phase.INACTIVE, Phase.INACTIVE, Phase.EXPIRED)]


@ONCE
def test_without_a_rule_the_case_is_kept_and_says_so(office: Any) -> None:
    _ended(office)
    viewer = office.standing("kepala", lists.LATER.date())

    found = retention_list(viewer, lists.LATER, Chosen(state=str(Phase.UNRULED)))

    assert [row.words for row in found.rows] == ["belum ada jadwal untuk klasifikasi OT.02.01"]


@ONCE
def test_a_letter_without_a_code_follows_the_procedure_and_the_office(office: Any) -> None:
    lists.rule(office)
    case = _ended(office, classification="lama sekali / 1")
    viewer = office.standing("petugas", lists.LATER.date())

    assert [row.pk for row in fitting_cases(viewer, lists.LATER, Chosen(), "musnah")] == [case.pk]
    assert fitting_cases(viewer, lists.LATER, Chosen(), "serah").count() == 0


@ONCE
def test_a_new_rule_ends_the_one_before_and_both_are_recorded(office: Any) -> None:
    lists.rule(office)
    lists.rule(office, starts_on=dt.date(2027, 1, 1), inactive_years=8)

    rows = RetentionRule.objects.order_by("starts_on").values_list("starts_on", "ends_on", "inactive_years")

    assert list(rows) == [(dt.date(2020, 1, 1), dt.date(2026, 12, 31), 3), (dt.date(2027, 1, 1), None, 8)]
    assert list(verify()) == []


@ONCE
def test_a_rule_that_is_wrong_is_refused_in_a_sentence(office: Any) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"code": "OT 02!"}, "Tulis kode klasifikasi seperti OT.02.01; OT.02 berlaku juga bagi yang di bawahnya."),
        ({"active_years": 0, "inactive_years": 0}, "Masa aktif dan inaktif bersama-sama sekurang-kurangnya 1 tahun."),
        ({"inactive_years": None}, "Masa aktif dan inaktif ditulis dalam tahun, 0 sampai 99."),
        ({"fate": "dibuang"}, "Pilih nasib akhir: musnah, permanen, atau dinilai kembali."),
        ({"basis": " "}, "Nomor keputusan belum diisi."),
        ({"reason": "a"}, "Alasan belum cukup jelas; tulis sekurang-kurangnya 10 huruf."),
        ({"starts_on": None}, "Tanggal mulai berlaku belum diisi."),
    ]

    said = [make.refusal(partial(lists.rule, office, **changes)) for changes, _ in wrong]

    assert said == [[reason] for _, reason in wrong]


RETENSI = """
[[retensi]]
kode = "OT.02"
nama = "Ketatalaksanaan"
aktif = 2
inaktif = 3
nasib = "musnah"
keputusan = "Permenkes 1/2020"
alasan = "Jadwal pertama kantor ini."
mulai = 2020-01-01
"""


@ONCE
def test_the_office_file_brings_the_schedule_once_and_rewrites_none_of_it(office: Any) -> None:
    first = load_office(RETENSI, file="kantor.toml", at=make.MONDAY)
    again = load_office(RETENSI, file="kantor.toml", at=make.MONDAY)
    changed = RETENSI.replace("inaktif = 3", "inaktif = 1")

    assert (first.added, again.added, RetentionRule.objects.count()) == (1, 0, 1)
    assert make.refusal(lambda: load_office(changed, file="kantor.toml", at=make.MONDAY)) == [
        "kantor.toml:10: Retensi OT.02 sejak 1 Januari 2020 sudah tercatat dengan isi lain; "
        "tulis jadwal yang baru dengan tanggal mulai sesudahnya."
    ]


def _reasons(office: make.Office, case: Case, kind: str = "musnah", when: dt.datetime = lists.LATER) -> list[str]:
    proposal = Proposal(kind, lists.USE.note, lists.USE.appraisal_number)
    return make.refusal(lambda: lists.proposed(office, case, when=when, proposal=proposal))


@ONCE
def test_what_may_not_go_is_named_with_its_reason(office: Any) -> None:
    unruled = _ended(office)
    assert _reasons(office, unruled) == [f"{unruled.number}: belum ada jadwal untuk klasifikasi OT.02.01."]
    lists.rule(office)

    running = make.case(office, classification="OT.02.01")
    assert _reasons(office, running) == [f"{running.number}: permintaannya masih berjalan."]
    assert _reasons(office, unruled, when=make.at("2029-01-08 09:00")) == [
        f"{unruled.number}: masa retensinya baru habis 1 Maret 2033."
    ]
    assert _reasons(office, unruled, kind="serah") == [
        f"{unruled.number}: nasib akhirnya musnah; pilih jenis daftar yang lain."
    ]
    lists.proposed(office, unruled)
    assert _reasons(office, unruled) == [f"{unruled.number}: sudah ada pada daftar lain."]


def test_a_hold_keeps_a_case_off_lists_and_takes_it_out(office: Any) -> None:
    lists.rule(office)
    case, head = _ended(office), office.standing("kepala", lists.LATER.date())
    listed = lists.proposed(office, case)
    letter = {"reason": "Diminta pemeriksa keuangan", "letter_number": "B/7/2034"}

    hold(case, by=head, at=lists.LATER, token=make.token(), **letter)

    assert listed.items.get().removed_at == lists.LATER
    assert _reasons(office, case) == [f"{case.number}: sedang ditahan oleh kepala biro."]
    lift(case, by=head, at=lists.LATER, token=make.token(), **letter)
    assert lists.proposed(office, case).items.count() == 1
    kinds = Entry.objects.of(SubjectKind.CASE, case.pk).values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["held", "hold-lifted"]


@ONCE
def test_only_the_head_holds(office: Any) -> None:
    case = _ended(office)
    words = {"reason": "Diminta pemeriksa keuangan", "letter_number": "B/7/2034", "token": ""}

    for who in ("petugas", "admin", "auditor", "kabag"):
        by = office.standing(who)
        assert make.refusal(lambda: hold(case, by=by, at=lists.LATER, **words)) == [  # noqa: B023
            "Penahanan ditetapkan dan dicabut oleh kepala biro."
        ]


def test_who_proposed_does_not_decide_even_as_head(office: Any) -> None:
    lists.rule(office)
    listed = lists.proposed(office, _ended(office))
    office.appoint("petugas", duty="kepala", kind="plh", stands_for="kepala")
    acting = office.standing("petugas", lists.LATER.date())

    said = make.refusal(lambda: approve(listed, lists.APPROVAL, by=acting, at=lists.LATER, token=make.token()))

    assert said == ["Anda sendiri yang mengusulkan daftar ini; keputusannya harus oleh orang lain."]


@ONCE
def test_ten_years_and_more_need_the_consent_of_anri(office: Any) -> None:
    lists.rule(office, inactive_years=8)
    when = make.at("2039-01-10 09:00")
    listed = lists.proposed(office, _ended(office), when=when)
    head, bare = office.standing("kepala", when.date()), Approval("HK.01.07/4/12/2039")

    said = make.refusal(lambda: approve(listed, bare, by=head, at=when, token=make.token()))

    assert said == ["Daftar ini memerlukan persetujuan tertulis Kepala ANRI; isi nomor suratnya."]


@ONCE
def test_nothing_goes_before_it_is_approved_nor_without_two_witnesses(office: Any) -> None:
    lists.rule(office)
    desk = office.standing("petugas", lists.LATER.date())

    def begin(listed: Disposal, witnesses: str) -> list[str]:
        return make.refusal(lambda: carry_out(listed, by=desk, at=lists.LATER, witnesses=witnesses, token=make.token()))

    waiting = lists.proposed(office, _ended(office))
    ready = lists.approved(office, _ended(office))

    assert begin(waiting, lists.WITNESSES) == ["Yang dilaksanakan hanya daftar yang disetujui dan belum dilaksanakan."]
    assert begin(ready, "Ratna") == ["Tulis sekurang-kurangnya dua saksi dengan jabatannya, satu saksi satu baris."]


@ONCE
def test_a_rejected_list_lets_its_cases_be_proposed_again(office: Any) -> None:
    lists.rule(office)
    case, head = _ended(office), office.standing("kepala", lists.LATER.date())
    listed = lists.proposed(office, case)

    reject(listed, by=head, at=lists.LATER, note="Masih diperlukan untuk evaluasi", token=make.token())

    assert lists.proposed(office, case).pk != listed.pk


def test_what_is_handed_over_to_anri_stays_whole_and_is_marked(office: Any) -> None:
    lists.rule(office, fate="permanen")
    case = lists.ended(office)

    listed = lists.carried_out(office, case, proposal=Proposal("serah", lists.USE.note, "PPA/4/2033"))

    assert (listed.state, listed.items.get().done_at is not None) == ("selesai", True)
    assert Entry.objects.of(SubjectKind.CASE, case.pk).last().kind == "handed-over"
    assert list(verify()) == []
