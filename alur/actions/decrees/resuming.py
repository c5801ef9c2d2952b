"""Starting the re-planning of a decided decree again, when the worker has given it up; it goes on where it stopped."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions.decrees.replanning import continue_replanning, replan_open_visits
from alur.actions.refusal import Refused
from alur.actions.wording import moment
from alur.records.models import Decree, DecreeState, Duty, Job, JobState
from alur.records.standing import Standing


def may_resume(decree: Decree, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why this person may not start the re-planning again: it is done, or a worker is at it."""
    if decree.state != DecreeState.DECIDED:
        return [f"{decree.label} tidak sedang berlaku; tidak ada tenggat yang disesuaikan."]
    if decree.replanned_at is not None:
        return [f"Tenggat menurut {decree.label} sudah selesai disesuaikan pada {moment(decree.replanned_at)}."]
    if by.as_duty(Duty.ADMINISTRATOR) is None:
        return ["Penyesuaian tenggat dijalankan lagi oleh administrator; Anda tidak memegang tugas itu hari ini."]
    running = Job.objects.filter(task=replan_open_visits.module_path, state=JobState.RUNNING, lease_until__gt=at)
    if any(args == [decree.pk] for args in running.values_list("args", flat=True)):
        return ["Pekerja latar sedang menyesuaikan tenggat; muat ulang halaman untuk melihat kemajuannya."]
    return []


@transaction.atomic
def resume_replanning(decree: Decree, *, by: Standing, at: dt.datetime) -> None:
    """Hand the rest to the worker again. Raises Refused. A second press does no harm: what is moved stays moved."""
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    if reasons := may_resume(decree, by=by, at=at):
        raise Refused(reasons)
    continue_replanning(decree)
