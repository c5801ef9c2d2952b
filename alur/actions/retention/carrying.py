"""Carrying out an approved list: by a person, before witnesses; the worker does what takes long.

A list of usul musnah is emptied case by case, each in a transaction of its own; a worker that dies leaves the rest to
the next one. When all have gone and their bytes too, the berita acara is numbered, printed and written down.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django_tasks import TaskContext, task

from alur.actions import recording
from alur.actions.issuing import note_template
from alur.actions.numbering import official_number
from alur.actions.refusal import Refused
from alur.actions.retention.deciding import lock_disposal
from alur.actions.retention.destroying import destroy_case, remove_bytes
from alur.actions.retention.office import write
from alur.actions.situation import lock_case
from alur.actions.texts import text_faults
from alur.records.models import Disposal, DisposalItem, DisposalState, Duty, StoredFile
from alur.records.standing import Standing
from alur.records.storage import store_bytes

PORTION = 100
WITNESSES = 2
WITNESSES_LIMIT = 500


def may_carry_out(disposal: Disposal, *, by: Standing, witnesses: str | None = None) -> list[str]:
    """Why this person may not carry the list out (before these witnesses; None asks about any)."""
    if disposal.state != DisposalState.APPROVED:
        return ["Yang dilaksanakan hanya daftar yang disetujui dan belum dilaksanakan."]
    if by.as_duty(Duty.LETTER_DESK) is None:
        return ["Daftar yang disetujui dilaksanakan oleh petugas surat."]
    if witnesses is None:
        return []
    if len(_names(witnesses)) < WITNESSES:
        return ["Tulis sekurang-kurangnya dua saksi dengan jabatannya, satu saksi satu baris."]
    return [f"Saksi: {fault}" for fault in text_faults(witnesses, limit=WITNESSES_LIMIT)]


@transaction.atomic
def carry_out(disposal: Disposal, *, by: Standing, at: dt.datetime, witnesses: str, token: str) -> Disposal:
    """Begin to destroy, or mark as handed over, what the approved list still holds. Raises Refused."""
    disposal = lock_disposal(disposal)
    if recording.earlier(token, "disposal-begun"):
        return disposal
    if reasons := may_carry_out(disposal, by=by, witnesses=witnesses):
        raise Refused(reasons)
    capacity = by.as_duty(Duty.LETTER_DESK)
    assert capacity is not None  # may_carry_out has said so
    disposal.state, disposal.witnesses = DisposalState.RUNNING, "\n".join(_names(witnesses))
    disposal.begun_at, disposal.begun_by, disposal.begun_as = at, by.user, capacity.title
    disposal.save()
    facts = {"list": disposal.pk, "witnesses": disposal.witnesses}
    write("disposal-begun", facts, disposal, by=by, capacity=capacity, at=at, token=token)
    go_on.enqueue(disposal.pk)
    return disposal


@task(takes_context=True)
def go_on(context: TaskContext, disposal_id: int) -> int:
    """The worker's part: a portion of the list, then the next; at its end the berita acara. Returns how many are left.

    Raises OSError while the storage does not answer; the task is then tried again.
    """
    at = context.task_result.started_at
    disposal = Disposal.objects.filter(pk=disposal_id, state=DisposalState.RUNNING).first()
    if disposal is None or at is None:
        return 0
    waiting = list(_waiting(disposal)[:PORTION])
    for item in waiting:
        carry(item, disposal, at)
    left = _waiting(disposal).count()
    if left:
        go_on.enqueue(disposal_id)
        return left
    if disposal.is_destruction:
        remove_bytes(disposal)
    finish(disposal, at=at)
    return 0


def carry(item: DisposalItem, disposal: Disposal, at: dt.datetime) -> None:
    """Destroy one case of a running list, or mark it as handed over; nothing when it is done or was taken out."""
    with transaction.atomic():
        case = lock_case(item.case)
        fresh = DisposalItem.objects.select_for_update().get(pk=item.pk)
        if fresh.done_at is not None or fresh.removed_at is not None:
            return
        if disposal.is_destruction:
            destroy_case(case, fresh, disposal, at=at)
        else:
            facts = {"list": disposal.pk, "decision_number": disposal.decision_number}
            recording.write(case, "handed-over", by=None, at=at, data=facts)
        fresh.done_at = at
        fresh.save(update_fields=["done_at"])


def finish(disposal: Disposal, *, at: dt.datetime) -> Disposal:
    """Number and print the berita acara and close the list; what an earlier run has done of it stays."""
    disposal = _numbered(disposal, at)
    file = _print(disposal)
    with transaction.atomic():
        disposal = lock_disposal(disposal)
        if disposal.state != DisposalState.RUNNING:
            return disposal
        disposal.report, disposal.state = file, DisposalState.DONE
        disposal.save(update_fields=["report", "state"])
        facts = {"list": disposal.pk, "sha256": file.sha256}
        write("disposal-done", facts, disposal, by=None, capacity=None, at=at)
    return disposal


@transaction.atomic
def _numbered(disposal: Disposal, at: dt.datetime) -> Disposal:
    disposal = lock_disposal(disposal)
    if disposal.official_number:
        return disposal
    number = official_number(str(settings.OFFICE["classification"]), at)
    disposal.official_number, disposal.series, disposal.running = number.text, number.series, number.running
    disposal.done_at = at
    disposal.save(update_fields=["official_number", "series", "running", "done_at"])
    facts = {
        "list": disposal.pk,
        "items": disposal.items.filter(done_at__isnull=False).count(),
        "papers": [{"series": number.series, "running": number.running}],
    }
    write("disposal-numbered", facts, disposal, by=None, capacity=None, at=at)
    return disposal


def _print(disposal: Disposal) -> StoredFile:
    # Only the worker needs the typesetter.
    from alur.papers.disposal import TEMPLATE, disposal_report
    from alur.papers.stationery import print_paper
    from alur.papers.typeset import seal

    assert disposal.done_at is not None  # numbered
    printed = print_paper(TEMPLATE, seal(disposal_report(disposal)), made_at=disposal.done_at)
    note_template(TEMPLATE, printed.fault, at=disposal.done_at)
    return store_bytes(printed.pdf, media_type="application/pdf", at=disposal.done_at)


def _waiting(disposal: Disposal) -> QuerySet[DisposalItem]:
    waiting = disposal.items.filter(done_at__isnull=True, removed_at__isnull=True)
    return waiting.select_related("case").order_by("pk")


def _names(witnesses: str) -> list[str]:
    return [name.strip() for name in witnesses.splitlines() if name.strip()]
