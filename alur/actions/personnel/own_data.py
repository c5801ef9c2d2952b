"""A person's request to mend what is kept about that person, and its answer (UU 27/2022 pasal 6)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions.people import write
from alur.actions.personnel.rights import is_repeat, may_manage, needed
from alur.actions.refusal import Refused
from alur.actions.telling import tell_of_answer
from alur.records.models import DataRequest, Entry, RequestDecision
from alur.records.standing import Standing

TEXT_LIMIT, MOST_OPEN = 1000, 5
DECISIONS = (RequestDecision.FULFILLED, RequestDecision.REFUSED)


def may_ask_correction(text: str | None, *, by: Standing) -> list[str]:
    """Why this person may not ask for this; None asks whether at all. Anybody with an account may."""
    reasons = [] if text is None else needed("Permintaan perbaikan", text, TEXT_LIMIT)
    if by.user.data_requests.filter(answered_at__isnull=True).count() >= MOST_OPEN:
        reasons.append("Masih ada lima permintaan Anda yang belum dijawab; tunggu jawabannya.")
    return reasons


@transaction.atomic
def ask_correction(text: str, *, by: Standing, at: dt.datetime, token: str = "") -> DataRequest:
    """Ask the administrator to mend one's own data. Anybody with an account may. Raises Refused."""
    if is_repeat(token, "data-request"):
        return DataRequest.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    if reasons := may_ask_correction(text, by=by):
        raise Refused(reasons)
    row = DataRequest.objects.create(user=by.user, text=text.strip(), asked_at=at)
    write("data-request", {}, row, at=at, by=by, token=token)
    return row


def may_answer_correction(
    asked: DataRequest, answer: str | None = None, decision: str = "", *, by: Standing
) -> list[str]:
    """Why this request may not be answered so; without an answer, whether it may be answered at all."""
    if reasons := may_manage(by=by):
        return reasons
    if asked.answered_at:
        return ["Permintaan itu sudah dijawab."]
    if answer is None:
        return []
    chosen = [] if decision in DECISIONS else ["Pilih dipenuhi atau ditolak."]
    return chosen + needed("Jawaban", answer, TEXT_LIMIT)


@transaction.atomic
def answer_correction(
    asked: DataRequest, decision: str, answer: str, *, by: Standing, at: dt.datetime, token: str = ""
) -> DataRequest:
    """Decide a person's request with an answer; what is to be mended is mended on the person's page. Raises Refused."""
    row = DataRequest.objects.get(pk=asked.pk)
    if is_repeat(token, "data-request-answered"):
        return row
    if reasons := may_answer_correction(row, answer, decision, by=by):
        raise Refused(reasons)
    row.answer, row.decision, row.answered_at, row.answered_by = answer.strip(), decision, at, by.user
    row.save(update_fields=["answer", "decision", "answered_at", "answered_by"])
    write("data-request-answered", {"decision": decision}, row, at=at, by=by, token=token)
    tell_of_answer(row, at=at)
    return row
