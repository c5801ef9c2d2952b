"""What a person can: qualifications of the SOP's identity box, kept and withdrawn."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from alur.actions.people import write
from alur.actions.personnel.rights import is_repeat, may_manage, needed
from alur.actions.refusal import Refused
from alur.records.models import Entry, Qualification, User
from alur.records.standing import Standing


def may_keep_qualification(
    user: User, text: str | None = None, since: dt.date | None = None, proof: str = "", *, by: Standing, at: dt.datetime
) -> list[str]:
    """Why this qualification may not be noted for this person; without a text, whether any may."""
    if reasons := may_manage(by=by):
        return reasons
    if user.erased_at:
        return ["Data orang ini sudah disamarkan; tidak ada lagi yang dicatat."]
    if text is None:
        return []
    reasons = needed("Kualifikasi", text, 300) + needed("Bukti", proof, 300)
    if since and since > timezone.localdate(at):
        reasons.append("Tanggal kualifikasi belum tiba; catat bila sudah dimiliki.")
    if user.qualifications.filter(text=text, withdrawn_at__isnull=True).exists():
        reasons.append("Kualifikasi itu sudah tercatat; cabut dahulu bila hendak diperbaiki.")
    return reasons


@transaction.atomic
def keep_qualification(
    user: User, text: str, since: dt.date, proof: str, *, by: Standing, at: dt.datetime, token: str = ""
) -> Qualification:
    """Note that a person has a qualification, since when, and the certificate or letter that proves it."""
    if is_repeat(token, "qualification"):
        return Qualification.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    if reasons := may_keep_qualification(user, text, since, proof, by=by, at=at):
        raise Refused(reasons)
    row = Qualification.objects.create(user=user, text=text, since=since, proof=proof.strip())
    write("qualification", {}, row, at=at, by=by, token=token)
    return row


@transaction.atomic
def withdraw_qualification(kept: Qualification, *, by: Standing, at: dt.datetime, token: str = "") -> None:
    """Take a qualification back, for instance one noted by mistake. Raises Refused."""
    row = Qualification.objects.get(pk=kept.pk)
    if is_repeat(token, "qualification-withdrawn") or row.withdrawn_at:
        return
    if reasons := may_manage(by=by):
        raise Refused(reasons)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    write("qualification-withdrawn", {}, row, at=at, by=by, token=token)
