"""Assessing an SOP: a form is begun from figures, judged, saved as often as one likes, and issued under a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from alur.actions.issuing import note_template
from alur.actions.numbering import marks_of, official_number
from alur.actions.refusal import Refused
from alur.actions.texts import text_faults
from alur.actions.wording import moment
from alur.papers import signing
from alur.records.models import (
    Assessment,
    AssessmentKind,
    Counter,
    Duty,
    Edition,
    Entry,
    Procedure,
    Role,
    SubjectKind,
    document_of,
)
from alur.records.standing import Capacity, Standing
from alur.records.storage import store_bytes
from alur.sop.following import supervising_roles

VERDICTS = ("", "baik", "tidak")
TEXT_LIMIT = 2000
LOCK = "penilaian"


def may_assess(procedure: Procedure, *, by: Standing) -> list[str]:
    """Why this person may not assess this procedure."""
    if assessing_capacity(procedure, by) is None:
        return ["Penilaian diisi oleh kepala biro atau pejabat yang memeriksa dan menugaskan pada SOP ini."]
    return []


def assessing_capacity(procedure: Procedure, by: Standing) -> Capacity | None:
    """As whom this person assesses: the head, or a role that supervises."""
    editions = Edition.objects.filter(procedure=procedure).order_by("pk").values_list("pk", flat=True)
    keys = {key for pk in editions for key in supervising_roles(document_of(pk))}
    roles = Role.objects.filter(procedure=procedure, key__in=keys).values_list("pk", flat=True)
    return by.as_duty(Duty.HEAD) or next((item for pk in roles if (item := by.as_role(pk))), None)


@transaction.atomic
def begin_assessment(
    kind: str,
    edition: Edition,
    days: tuple[dt.date, dt.date],
    content: Mapping[str, Any],
    *,
    by: Standing,
    at: dt.datetime,
) -> Assessment:
    """A draft for these days, or the one that there is already. Raises Refused."""
    if kind not in AssessmentKind.values:
        raise Refused(["Pilih Tabel 7 atau evaluasi tahunan."])
    if reasons := may_assess(edition.procedure, by=by):
        raise Refused(reasons)
    Counter.objects.hold(LOCK)
    same = {"kind": kind, "procedure": edition.procedure, "starts_on": days[0], "ends_on": days[1]}
    draft = Assessment.objects.drafts().filter(**same).first()
    if draft is not None:
        return draft
    who = {"made_at": at, "made_by": by.user, "saved_at": at, "saved_by": by.user}
    return Assessment.objects.create(edition=edition, content=dict(content), **same, **who)


def may_change(assessment: Assessment, *, by: Standing) -> list[str]:
    """Why this person may not change this form."""
    if assessment.issued_at is not None:
        return [f"Penilaian ini sudah ditetapkan pada {moment(assessment.issued_at)}; isinya tidak berubah lagi."]
    return may_assess(assessment.procedure, by=by)


@transaction.atomic
def save_assessment(
    assessment: Assessment,
    judgements: Mapping[str, Mapping[str, str]],
    conclusion: str,
    *,
    by: Standing,
    at: dt.datetime,
) -> Assessment:
    """Keep what was judged, by the key of the row: verdict, note, action. Raises Refused."""
    form = _locked(assessment)
    reasons = may_change(form, by=by) or _faults(judgements, conclusion)
    if reasons:
        raise Refused(reasons)
    rows = [row | _judged(judgements.get(row["key"], {})) for row in form.content["rows"]]
    form.content = form.content | {"rows": rows, "conclusion": conclusion.strip()}
    form.saved_at, form.saved_by = at, by.user
    form.save(update_fields=["content", "saved_at", "saved_by"])
    return form


@transaction.atomic
def recount_assessment(
    assessment: Assessment, content: Mapping[str, Any], *, by: Standing, at: dt.datetime
) -> Assessment:
    """Put today's figures into a draft; what was judged stays. Raises Refused."""
    form = _locked(assessment)
    if reasons := may_change(form, by=by):
        raise Refused(reasons)
    had = {row["key"]: row for row in form.content["rows"]}
    kept = ("verdict", "note", "action")
    rows = [row | {key: had[row["key"]][key] for key in kept if row["key"] in had} for row in content["rows"]]
    form.content = dict(content) | {"rows": rows, "conclusion": form.content.get("conclusion", "")}
    form.saved_at, form.saved_by = at, by.user
    form.save(update_fields=["content", "saved_at", "saved_by"])
    return form


def may_issue(assessment: Assessment, *, by: Standing) -> list[str]:
    """Why this form may not be issued by this person as it is saved."""
    if reasons := may_change(assessment, by=by):
        return reasons
    rows = assessment.content["rows"]
    open_rows = _numbers(row for row in rows if not row["verdict"] and not row["may_stay_open"])
    without_action = _numbers(row for row in rows if row["verdict"] == "tidak" and not row["action"])
    reasons = [f"Baris {open_rows} belum dinilai."] if open_rows else []
    if without_action:
        reasons.append(f"Tulis tindakan yang harus diambil pada baris {without_action}, yang dinilai tidak.")
    return reasons


def _numbers(rows: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(row["number"] or row["text"][:40] for row in rows)


@transaction.atomic
def issue_assessment(assessment: Assessment, *, by: Standing, at: dt.datetime, token: str) -> Assessment:
    """Number the form, print it, keep the file and write it down; all or nothing. A repeated press gives it again.

    The office's own certificate signs it where one is set. Raises Refused.
    """
    form = _locked(assessment)
    if form.issued_at is not None and Entry.objects.filter(token=token, kind="assessment").exists():
        return form
    capacity = assessing_capacity(form.procedure, by)
    reasons = may_issue(form, by=by)
    if reasons or capacity is None:
        raise Refused(reasons or may_assess(form.procedure, by=by))
    document = document_of(form.edition_id)
    number = official_number(document.classification or str(settings.OFFICE["classification"]), at)
    form.issued_at, form.issued_by, form.issued_as = at, by.user, capacity.title
    for name, value in marks_of(number).items():
        setattr(form, name, value)
    pdf, form.digest, facts = _printed(form, at)
    form.file = store_bytes(pdf, media_type="application/pdf", at=at)
    form.save()
    _write(form, by, capacity, at, token, facts)
    return form


def _printed(form: Assessment, at: dt.datetime) -> tuple[bytes, str, Mapping[str, Any]]:
    """The PDF, the digest of what it says, and the facts of its signature."""
    from alur.papers.assessment import assessment_data
    from alur.papers.stationery import print_paper
    from alur.papers.typeset import seal

    assert form.issued_by is not None  # set before
    signer, person = signing.signer(), signing.Person(form.issued_by.name)
    signs = signer is not None and not signer.needs_passphrase
    words = {"signature": signer.words(person)} if signer is not None and signs else {}
    data = seal(assessment_data(form) | words)
    printed = print_paper("penilaian", data, made_at=at)
    note_template("penilaian", printed.fault, at=at)
    if signer is None or not signs:
        return printed.pdf, data["digest"], {}
    reason = f"Penetapan penilaian SOP {form.procedure.number}"
    [whole] = signer.sign([printed.pdf], person, signing.NO_PASSPHRASE, reason=reason)
    return whole.pdf, data["digest"], whole.facts


def _write(
    form: Assessment, by: Standing, capacity: Capacity, at: dt.datetime, token: str, signature: Mapping[str, Any]
) -> None:
    paper = {
        "official_number": form.official_number,
        "series": form.series,
        "running": form.running,
        "code": form.code,
    }
    facts: dict[str, Any] = {
        "kind": form.kind,
        "procedure": form.procedure.number,
        "starts_on": form.starts_on.isoformat(),
        "ends_on": form.ends_on.isoformat(),
        "papers": [paper],
        "content": form.content,
        "digest": form.digest,
        "sha256": form.file_id,
    }
    if capacity.is_stand_in:
        facts["appointment_letter"] = capacity.letter_number
    if signature:
        facts["signature"] = dict(signature)
    subject = (SubjectKind.OFFICE, 0)
    Entry.objects.append(
        "assessment", subject=subject, at=at, by=by.user, acting_as=capacity.title, data=facts, token=token or None
    )


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("procedure", "edition", "issued_by")
    return rows.get(pk=assessment.pk)


def _judged(given: Mapping[str, str]) -> dict[str, str]:
    verdict = given.get("verdict", "")
    texts = {key: given.get(key, "").strip() for key in ("note", "action")}
    return {"verdict": verdict if verdict in VERDICTS else ""} | texts


def _faults(judgements: Mapping[str, Mapping[str, str]], conclusion: str) -> list[str]:
    faults = text_faults(dict(judgements), conclusion, limit=TEXT_LIMIT)
    return [f"Isian penilaian: {fault}" for fault in faults]
