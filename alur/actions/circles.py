"""The circle of a letter that is sangat rahasia: the head names people to it and ends it again, each with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.texts import text_faults
from alur.records.models import CircleMember, Duty, Entry, Letter, Security, SubjectKind, User
from alur.records.standing import Standing

NAMED, ENDED = "circle-named", "circle-ended"
REASON_LEAST, REASON_LIMIT = 10, 500


def may_keep_circle(letter: Letter, *, by: Standing) -> list[str]:
    """Why this person may not change who belongs to the circle of this letter."""
    if letter.security != Security.TOP_SECRET:
        return ["Lingkaran hanya ada pada surat yang sangat rahasia."]
    if by.as_duty(Duty.HEAD) is None:
        return ["Lingkaran surat sangat rahasia ditentukan oleh kepala biro."]
    return []


def may_name(letter: Letter, user: User | None, reason: str, *, by: Standing) -> list[str]:
    """Why this person may not be named to the circle."""
    if reasons := may_keep_circle(letter, by=by):
        return reasons
    if user is None or not user.is_active:
        return ["Pilih orang yang diberi tahu.", *_reason_faults(reason)]
    reasons = _reason_faults(reason)
    if CircleMember.objects.current().filter(letter=letter, user=user).exists():
        reasons.append(f"{user.name} sudah disebut dalam lingkaran surat ini.")
    return reasons


def may_end_naming(member: CircleMember, reason: str, *, by: Standing) -> list[str]:
    """Why this naming may not be ended."""
    if reasons := may_keep_circle(member.letter, by=by):
        return reasons
    if member.ended_at is not None:
        return [f"{member.user.name} sudah dikeluarkan dari lingkaran surat ini."]
    return _reason_faults(reason)


@transaction.atomic
def name_to_circle(
    letter: Letter, user: User | None, *, reason: str, by: Standing, at: dt.datetime, token: str
) -> CircleMember:
    """Let this person know of the letter and its case from now on. Raises Refused; a repeated press gives it again."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if entry := recording.earlier(token, NAMED):
        return CircleMember.objects.get(pk=entry.data["naming"])
    if reasons := may_name(letter, user, reason, by=by):
        raise Refused(reasons)
    assert user is not None  # may_name has said so
    kept = " ".join(reason.split())
    member = CircleMember.objects.create(letter=letter, user=user, reason=kept, named_at=at, named_by=by.user)
    _write(NAMED, member, kept, by=by, at=at, token=token)
    return member


@transaction.atomic
def end_naming(member: CircleMember, *, reason: str, by: Standing, at: dt.datetime, token: str) -> CircleMember:
    """The person knows of the letter no more, unless by acting on its case. Raises Refused."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=member.letter_id)
    member = CircleMember.objects.select_related("user").get(pk=member.pk)
    member.letter = letter
    if recording.earlier(token, ENDED):
        return member
    if reasons := may_end_naming(member, reason, by=by):
        raise Refused(reasons)
    member.ended_at, member.ended_by, member.end_reason = at, by.user, " ".join(reason.split())
    member.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _write(ENDED, member, member.end_reason, by=by, at=at, token=token)
    return member


def _reason_faults(reason: str) -> list[str]:
    faults = [f"Alasan: {fault}" for fault in text_faults(reason, limit=REASON_LIMIT)]
    if len(reason.strip()) < REASON_LEAST:
        faults.append(f"Tulis alasannya, paling sedikit {REASON_LEAST} huruf.")
    return faults


def _write(kind: str, member: CircleMember, reason: str, *, by: Standing, at: dt.datetime, token: str) -> None:
    capacity = by.as_duty(Duty.HEAD)
    Entry.objects.append(
        kind,
        subject=(SubjectKind.LETTER, member.letter_id),
        at=at,
        by=by.user,
        acting_as=capacity.title if capacity else "",
        data={"naming": member.pk, "user": member.user_id, "name": member.user.name, "reason": reason},
        token=token or None,
    )
