"""Proposing a decree, deciding it, and turning it down. The administrator proposes, an official decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction

from alur.actions import recording
from alur.actions.decrees.replanning import AT_ONCE, affected, continue_replanning, replan
from alur.actions.decrees.revising import revise
from alur.actions.decrees.revision import Revision
from alur.actions.decrees.values import DecreeValues, faults_in, line_faults, lines_of
from alur.actions.refusal import Refused
from alur.actions.texts import text_faults
from alur.actions.wording import moment
from alur.records.models import (
    CalendarVersion,
    Decree,
    DecreeLine,
    DecreeState,
    Duty,
    Edition,
    Entry,
    Role,
    SubjectKind,
    Unit,
    document_of,
)
from alur.records.standing import Capacity, Standing

OFFICE = (SubjectKind.OFFICE, 0)


def may_propose(values: DecreeValues | None, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why this person may not propose this decree (or any, with values None): every fault, line by line."""
    if by.as_duty(Duty.ADMINISTRATOR) is None:
        return ["Perubahan kalender diusulkan oleh administrator; Anda tidak memegang tugas itu hari ini."]
    if values is None:
        return []
    readable = [line for line in values.lines if not any(line_faults(line))]
    return faults_in(values, at=at) + revise(readable, basis="").faults


@transaction.atomic
def propose_decree(values: DecreeValues, *, by: Standing, at: dt.datetime, token: str) -> Decree:
    """Enter a decree as a draft that changes nothing yet. Raises Refused; a press already recorded gives its decree."""
    if entry := recording.earlier(token, "decree-proposed"):
        return Decree.objects.get(pk=entry.data["decree"])
    if reasons := may_propose(values, by=by, at=at):
        raise Refused(reasons)
    decree = Decree.objects.create(
        kind=values.kind,
        number=values.number.strip(),
        dated_on=values.dated_on,
        about=values.about.strip(),
        proposed_at=at,
        proposed_by=by.user,
    )
    units = {unit.code: unit for unit in Unit.objects.all()} if any(line.unit for line in values.lines) else {}
    DecreeLine.objects.bulk_create(
        DecreeLine(
            decree=decree,
            number=place,
            act=line.act,
            date=line.date,
            until=line.until,
            name=line.name.strip(),
            hours=line.hours.strip(),
            unit=units.get(line.unit),
            service=line.service,
            zone=line.zone,
        )
        for place, line in enumerate(values.lines, 1)
    )
    _write("decree-proposed", decree, by=by, at=at, capacity=by.as_duty(Duty.ADMINISTRATOR), token=token)
    return decree


def may_decide(decree: Decree, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why this person may not decide (or turn down) the decree now; fit with the calendar in force included."""
    if reasons := _may_judge(decree, by=by, at=at):
        return reasons
    waiting = Decree.objects.filter(state=DecreeState.DECIDED, replanned_at__isnull=True).first()
    if waiting is not None:
        return [f"Tenggat masih disesuaikan menurut {waiting.label}; tunggu sampai selesai."]
    return revise(lines_of(decree), basis=decree.label).faults


@transaction.atomic
def decide_decree(decree: Decree, *, by: Standing, at: dt.datetime, token: str) -> Decree:
    """Put the decree into force: a new version of the calendar, and open deadlines re-planned on it. Raises Refused.

    Closed visits keep the version that judged them. Few open visits move in this very transaction; many are left to
    the worker, in portions that go on where they stopped.
    """
    _hold_visits()
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    if recording.earlier(token, "decree-decided"):
        return decree
    if reasons := may_decide(decree, by=by, at=at):
        raise Refused(reasons)
    revision = revise(lines_of(decree), basis=decree.label)
    capacity = _deciding_capacity(by)
    version = CalendarVersion.objects.create(made_at=at, note=f"{decree.label}: {decree.about}"[:400])
    _put_into_force(revision, version.pk)
    decree.state, decree.version = DecreeState.DECIDED, version
    decree.decided_at, decree.decided_by = at, by.user
    decree.decided_as = capacity.title if capacity else ""
    decree.save()
    _write("decree-decided", decree, by=by, at=at, capacity=capacity, token=token, revision=revision)
    if affected(revision.reach).count() > AT_ONCE:
        continue_replanning(decree)
    else:
        replan(decree, revision.calendars(), revision.reach, at=at)
    return decree


@transaction.atomic
def reject_decree(decree: Decree, *, by: Standing, at: dt.datetime, reason: str, token: str) -> Decree:
    """Turn a draft down with a reason; it stays as it was written. Raises Refused."""
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    if recording.earlier(token, "decree-rejected"):
        return decree
    if reasons := may_reject(decree, by=by, at=at, reason=reason):
        raise Refused(reasons)
    decree.state, decree.reason = DecreeState.REJECTED, reason.strip()
    decree.decided_at, decree.decided_by = at, by.user
    capacity = _deciding_capacity(by) or by.as_duty(Duty.ADMINISTRATOR)
    decree.decided_as = capacity.title if capacity else ""
    decree.save()
    _write("decree-rejected", decree, by=by, at=at, capacity=capacity, token=token)
    return decree


def may_reject(decree: Decree, *, by: Standing, at: dt.datetime, reason: str | None = None) -> list[str]:
    """Why this person may not turn the draft down: its proposer may take it back, who decides may refuse it."""
    is_own = decree.state == DecreeState.DRAFT and decree.proposed_by_id == by.user_id
    if not is_own and (reasons := _may_judge(decree, by=by, at=at)):
        return reasons
    if reason is not None and len(reason.strip()) < 10:
        return ["Tulis alasannya, sekurang-kurangnya 10 huruf."]
    return [f"Alasan: {fault}" for fault in text_faults(reason or "", limit=500)]


def _may_judge(decree: Decree, *, by: Standing, at: dt.datetime) -> list[str]:
    if decree.state != DecreeState.DRAFT:
        who = decree.decided_by.name if decree.decided_by else "sistem"
        when = moment(decree.decided_at) if decree.decided_at else ""
        return [f"{decree.label} sudah diputus oleh {who} pada {when}: {decree.get_state_display().lower()}."]
    if at < decree.proposed_at:
        return [f"Usulan ini baru dicatat {moment(decree.proposed_at)}; periksa jam komputer server."]
    if _deciding_capacity(by) is None:
        return ["Perubahan kalender ditetapkan oleh kepala biro atau pejabat yang dapat membatalkan permintaan."]
    if decree.proposed_by_id == by.user_id:
        return ["Anda yang mengusulkan keputusan ini; pejabat lain yang harus menetapkannya."]
    return []


def _deciding_capacity(by: Standing) -> Capacity | None:
    """As head of the bureau, or in a role that may cancel cases of a procedure in its latest edition."""
    if head := by.as_duty(Duty.HEAD):
        return head
    newest = dict(
        Edition.objects.filter(procedure__in=by.procedure_ids).order_by("number").values_list("procedure_id", "pk")
    )
    for procedure_id, edition_id in newest.items():
        keys = document_of(edition_id).cancelling_roles
        for pk in Role.objects.filter(procedure=procedure_id, key__in=keys).values_list("pk", flat=True):
            if capacity := by.as_role(pk):
                return capacity
    return None


def _hold_visits() -> None:
    """Nobody opens or closes a step on the old calendar while a new one comes into force.

    SQLite lets only one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE records_letter, records_case, records_visit IN EXCLUSIVE MODE")


def _put_into_force(revision: Revision, version: int) -> None:
    for row in revision.ended:
        row.until_version = version
        row.save(update_fields=["until_version"])
    for row in revision.added:
        row.from_version = version
        row.save(force_insert=True)


def _write(
    kind: str,
    decree: Decree,
    *,
    by: Standing,
    at: dt.datetime,
    capacity: Capacity | None,
    token: str,
    revision: Revision | None = None,
) -> None:
    changed = {"ended": revision.ended, "added": revision.added} if revision else {}
    Entry.objects.append(
        kind,
        subject=OFFICE,
        at=at,
        by=by.user,
        acting_as=capacity.title if capacity else by.title,
        data=decree_facts(decree) | {key: [row.facts() for row in rows] for key, rows in changed.items()},
        token=token or None,
    )


def decree_facts(decree: Decree) -> dict[str, Any]:
    """A decree as the record holds it."""
    return {
        "decree": decree.pk,
        "kind": decree.kind,
        "number": decree.number,
        "dated_on": decree.dated_on.isoformat(),
        "about": decree.about,
        "state": decree.state,
        "reason": decree.reason,
        "version": decree.version_id,
        "lines": [
            {
                "act": line.act,
                "date": line.date.isoformat(),
                "until": line.until.isoformat() if line.until else None,
                "name": line.name,
                "hours": line.hours,
                "unit": line.unit,
                "service": line.service,
                "zone": line.zone,
            }
            for line in lines_of(decree)
        ],
    }
