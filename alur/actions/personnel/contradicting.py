"""Positions that contradict each other: who makes a paper may not check it."""

from __future__ import annotations

from alur.records.models import Edition, Role, document_of
from alur.sop.document import Procedure
from alur.sop.following import makers_to_check


def contradictions(name: str, role_ids: set[int]) -> list[str]:
    """A sentence for each procedure in which these roles both make a paper and check it, for the person of that name.

    A warning only: the work of somebody else can still be checked; one's own is refused when it comes to it.
    """
    held: dict[int, dict[str, str]] = {}
    for role in Role.objects.filter(pk__in=role_ids):
        held.setdefault(role.procedure_id, {})[role.key] = role.name
    found = []
    for procedure_id, names in held.items():
        edition = Edition.objects.filter(procedure=procedure_id).order_by("-number").first()
        if edition is None or len(names) < 2:
            continue
        document = document_of(edition.pk)
        for maker, checker in sorted(_pairs(document)):
            if maker in names and checker in names:
                found.append(
                    f"{name} memegang peran {names[maker]} (pembuat) dan {names[checker]} (pemeriksa) pada SOP "
                    f"{document.number}; yang dibuatnya sendiri tidak dapat diperiksanya."
                )
    return found


def _pairs(document: Procedure) -> set[tuple[str, str]]:
    """(role that makes, role that checks) of each check, where they are two."""
    makers: dict[str, set[str]] = {}
    for step in document.steps:
        if not step.is_check:
            for output in step.outputs:
                makers.setdefault(output.paper, set()).add(step.responsible)
    return {
        (maker, step.responsible)
        for step in document.steps
        if step.is_check and not step.maker_may_check
        for paper in makers_to_check(document, step)
        for maker in makers.get(paper, ())
        if maker != step.responsible
    }
