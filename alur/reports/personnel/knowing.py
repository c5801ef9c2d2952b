"""Qualifications that the published SOPs ask of whoever carries them out, and who lacks which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from alur.records.models import Appointment, Edition, Qualification, User, document_of


def wanted_by(procedure_id: int) -> tuple[str, ...]:
    """The box Kualifikasi pelaksana of the newest edition. One statement."""
    edition = Edition.objects.filter(procedure=procedure_id).order_by("-number").values_list("pk", flat=True).first()
    return document_of(edition).identity.qualifications if edition else ()


def wanted_of(user: User, on: dt.date) -> list[str]:
    """What the SOPs whose roles this person carries on that day ask for; of every SOP for a person without a role."""
    carried = Appointment.objects.current(on).filter(user=user, position__roles__isnull=False)
    procedures = set(carried.values_list("position__roles__procedure", flat=True))
    procedures = procedures or set(Edition.objects.values_list("procedure", flat=True))
    return list(dict.fromkeys(text for key in sorted(procedures) for text in wanted_by(key)))


def lacking(procedure_id: int, users: Iterable[User]) -> dict[int, list[str]]:
    """By person, the qualifications of this SOP that are not noted for that person. Two statements.

    Empty as long as the office has noted none of them for anybody: it does not keep them, so nobody lacks one.
    """
    users = list(users)
    wanted = wanted_by(procedure_id) if users else ()
    if not wanted:
        return {}
    rows = Qualification.objects.filter(text__in=wanted, withdrawn_at__isnull=True)
    has = set(rows.values_list("user_id", "text"))
    if not has:
        return {}
    return {user.pk: [text for text in wanted if (user.pk, text) not in has] for user in users}
