"""A person's request to mend what is kept about that person, and its answer (UU 27/2022 pasal 6)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions.people import write
from alur.actions.personnel.rights import is_repeat, may_manage, needed
from alur.actions.refusal import Refused
from alur.records.models import DataRequest, Entry
from alur.records.standing import Standing

TEXT_LIMIT, MOST_OPEN = 1000, 5


@transaction.atomic
def ask_correction(text: str, *, by: Standing, at: dt.datetime, token: str = "") -> DataRequest:
    """Ask the administrator to mend one's own data. Anybody with an account may. Raises Refused."""
    if is_repeat(token, "data-request"):
        return DataRequest.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    reasons = needed("Permintaan perbaikan", text, TEXT_LIMIT)
    if by.user.data_requests.filter(answered_at__isnull=True).count() >= MOST_OPEN:
        reasons.append("Masih ada lima permintaan Anda yang belum dijawab; tunggu jawabannya.")
    if reasons:
        raise Refused(reasons)
    row = DataRequest.objects.create(user=by.user, text=text.strip(), asked_at=at)
    write("data-request", {}, row, at=at, by=by, token=token)
    return row


@transaction.atomic
def answer_correction(
    asked: DataRequest, answer: str, *, by: Standing, at: dt.datetime, token: str = ""
) -> DataRequest:
    """Answer a person's request; what was asked for is mended on the person's own page. Raises Refused."""
    row = DataRequest.objects.get(pk=asked.pk)
    if is_repeat(token, "data-request-answered"):
        return row
    reasons = may_manage(by=by) or needed("Jawaban", answer, TEXT_LIMIT)
    if row.answered_at:
        reasons = ["Permintaan itu sudah dijawab."]
    if reasons:
        raise Refused(reasons)
    row.answer, row.answered_at, row.answered_by = answer.strip(), at, by.user
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    write("data-request-answered", {}, row, at=at, by=by, token=token)
    return row
