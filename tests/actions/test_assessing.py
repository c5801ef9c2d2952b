"""Tabel 7 and evaluation: a draft that is judged, issued once under a number, kept and checked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import Refused
from alur.actions.assessing import begin_assessment, issue_assessment, recount_assessment, save_assessment
from alur.records.models import Assessment, AssessmentKind, Entry
from alur.records.storage import open_file
from alur.reports.achievement import named_period, report_of
from alur.reports.achievement.assessing import content_of
from alur.reports.proof import Likeness, compare, proof_of
from alur.reports.verify import verify
from tests import make

JULY = make.at("2026-07-15 10:00")
DAYS = (dt.date(2026, 6, 1), dt.date(2026, 6, 30))


def content(office: make.Office, kind: str = AssessmentKind.MONITORING) -> dict[str, Any]:
    period = named_period("2026-06")
    assert period is not None
    return content_of(kind, report_of(office.edition.procedure, period, office.standing("kepala"), JULY))


def begun(office: make.Office, who: str = "kasubbag", kind: str = AssessmentKind.MONITORING) -> Assessment:
    given = content(office, kind)
    return begin_assessment(kind, office.edition, DAYS, given, by=office.standing(who), at=JULY)


def judged(office: make.Office, form: Assessment, verdict: str = "baik", action: str = "") -> Assessment:
    rows = {row["key"]: {"verdict": verdict, "action": action} for row in form.content["rows"]}
    return save_assessment(form, rows, "Berjalan.", by=office.standing("kasubbag"), at=JULY)


def issued(office: make.Office, token: str = "satu") -> Assessment:
    return issue_assessment(judged(office, begun(office)), by=office.standing("kasubbag"), at=JULY, token=token)


def test_the_same_period_has_one_draft(office: make.Office) -> None:
    assert begun(office).pk == begun(office, "kepala").pk


def test_others_do_not_assess(office: make.Office) -> None:
    for who in ("dedi", "petugas", "pemohon", "auditor", "admin"):
        reasons = make.refusal(lambda who=who: begun(office, who))  # type: ignore[misc]

        assert reasons == ["Penilaian diisi oleh kepala biro atau pejabat yang memeriksa dan menugaskan pada SOP ini."]


def test_few_visits_suggest_no_verdict(office: make.Office) -> None:
    make.case(office, "3", make.at("2026-06-08 09:00"))

    row = content(office)["rows"][0]

    assert (row["verdict"], row["figures"]) == ("", "Baru 1 kunjungan; median 5 dari 20 menit, p90 5")


def test_what_is_not_judged_or_has_no_action_is_not_issued(office: make.Office) -> None:
    make.case(office, "3", make.at("2026-06-08 09:00"))
    form = begun(office)
    key = form.content["rows"][0]["key"]
    form = save_assessment(form, {key: {"verdict": "tidak"}}, "", by=office.standing("kasubbag"), at=JULY)

    reasons = make.refusal(lambda: issue_assessment(form, by=office.standing("kasubbag"), at=JULY, token=make.token()))

    assert reasons == [
        "Baris 2 belum dinilai.",
        "Tulis tindakan yang harus diambil pada baris 1, yang dinilai tidak.",
    ]


def test_counting_anew_keeps_what_was_judged(office: make.Office) -> None:
    form = judged(office, begun(office), "tidak", "Tinjau mutu baku.")
    make.case(office, "3", make.at("2026-06-08 09:00"))

    form = recount_assessment(form, content(office), by=office.standing("kasubbag"), at=JULY)

    row = form.content["rows"][0]
    assert (row["verdict"], row["action"], row["figures"][:4]) == ("tidak", "Tinjau mutu baku.", "Baru")


def test_issued_it_is_a_numbered_paper_that_can_be_checked(office: make.Office) -> None:
    form = issued(office)

    assert (form.official_number, form.issued_as) == ("OT.02.01/4/1/2026", "Kasubbag PKDIK")
    assert form.file_id is not None
    with open_file(form.file_id) as handle:
        assert handle.read(5) == b"%PDF-"
    proof = proof_of(form.code)
    assert proof is not None
    assert (proof.number, compare(form.file_id, proof).likeness) == (form.official_number, Likeness.SAME)
    assert list(verify()) == []


def test_pressed_twice_it_is_issued_once(office: make.Office) -> None:
    first = issued(office)

    again = issue_assessment(first, by=office.standing("kasubbag"), at=JULY, token="satu")

    assert (again.official_number, Entry.objects.filter(kind="assessment").count()) == (first.official_number, 1)


def test_issued_it_does_not_change_any_more(office: make.Office) -> None:
    form = issued(office)

    with pytest.raises(Refused, match="sudah ditetapkan"):
        judged(office, form, "tidak")


def test_a_bent_form_is_told(office: make.Office) -> None:
    form = issued(office)
    Assessment.objects.filter(pk=form.pk).update(content=form.content | {"conclusion": "Lain."})

    assert list(verify()) == [f"Penilaian SOP {form.official_number}: tabel berbeda dari catatan kantor."]


def test_the_evaluation_asks_for_its_criteria(office: make.Office) -> None:
    form = begun(office, kind=AssessmentKind.EVALUATION)

    assert [row["number"] for row in form.content["rows"]] == ["1", "2", "3", "4", "5", "6", "7"]
