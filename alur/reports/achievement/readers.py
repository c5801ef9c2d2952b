"""Who reads reports: the head and auditors of every procedure; who checks, assigns or cancels, of their procedure."""

from __future__ import annotations

from collections.abc import Iterable

from alur.records.models import Duty, Edition, Procedure, Role, document_of
from alur.records.standing import Standing
from alur.sop.following import supervising_roles


def readable(viewer: Standing) -> list[Procedure]:
    """The procedures whose report this person may read. At most three statements."""
    if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
        return list(Procedure.objects.all())
    supervised = supervised_by(viewer.role_ids)
    return list(Procedure.objects.filter(pk__in=supervised)) if supervised else []


def supervised_by(role_ids: Iterable[int]) -> set[int]:
    """The procedures in which one of these roles checks, assigns or may cancel."""
    held = list(Role.objects.filter(pk__in=list(role_ids)).values_list("procedure_id", "key"))
    editions = Edition.objects.filter(procedure__in={procedure for procedure, _ in held}).order_by("pk")
    supervising = {
        (procedure, key)
        for procedure, pk in editions.values_list("procedure_id", "pk")
        for key in supervising_roles(document_of(pk))
    }
    return {procedure for procedure, key in held if (procedure, key) in supervising}
