"""The retention schedule (jadwal retensi arsip): lines are entered by decree, changed from a day on, never deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.retention.office import number_faults, reason_faults, write
from alur.actions.texts import text_faults
from alur.records.models import Counter, Duty, Fate, RetentionRule
from alur.records.number_format import is_classification
from alur.records.standing import Standing
from alur.worktime.wording import long_date

LONGEST_YEARS = 99
NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class RuleValues:
    """A line of the schedule as it was typed. None: not given, or not a number or a date."""

    code: str
    name: str
    active_years: int | None
    inactive_years: int | None
    fate: str
    basis: str
    reason: str
    starts_on: dt.date | None


def may_keep_rules(*, by: Standing | None) -> list[str]:
    """Why this person may not change the schedule. Who proposes lists may not: the term is not theirs to shorten."""
    if by is not None and by.as_duty(Duty.ADMINISTRATOR) is None:
        return ["Jadwal retensi dikelola administrator berdasarkan keputusan; Anda tidak memegang tugas itu hari ini."]
    return []


def may_set_rule(values: RuleValues, *, by: Standing | None, at: dt.datetime) -> list[str]:
    """Why this line may not be entered. Without `by` the operator enters it from the office file."""
    return may_keep_rules(by=by) or [*_typed_faults(values), *_day_faults(values, at)]


@transaction.atomic
def set_rule(values: RuleValues, *, by: Standing | None, at: dt.datetime, token: str = "") -> RetentionRule:
    """Enter a line; the one of the same klasifikasi before it ends the day before. Raises Refused."""
    Counter.objects.hold("kantor")
    if entry := recording.earlier(token, "retention-rule"):
        return RetentionRule.objects.get(pk=entry.data["row"]["pk"])
    if reasons := may_set_rule(values, by=by, at=at):
        raise Refused(reasons)
    assert values.starts_on is not None and values.active_years is not None and values.inactive_years is not None
    code = values.code.strip()
    capacity = by.as_duty(Duty.ADMINISTRATOR) if by else None
    for former in RetentionRule.objects.filter(code=code, ends_on__isnull=True):
        former.ends_on = values.starts_on - dt.timedelta(days=1)
        former.save(update_fields=["ends_on"])
        write("retention-rule-ended", {}, former, by=by, capacity=capacity, at=at)
    row = RetentionRule.objects.create(
        code=code,
        name=values.name.strip(),
        active_years=values.active_years,
        inactive_years=values.inactive_years,
        fate=values.fate,
        basis=values.basis.strip(),
        reason=values.reason.strip(),
        starts_on=values.starts_on,
    )
    write("retention-rule", {}, row, by=by, capacity=capacity, at=at, token=token)
    return row


def _typed_faults(values: RuleValues) -> list[str]:
    reasons = []
    if not is_classification(values.code.strip()):
        reasons.append("Tulis kode klasifikasi seperti OT.02.01; OT.02 berlaku juga bagi yang di bawahnya.")
    if len(values.name.strip()) < 3:
        reasons.append("Tulis jenis arsipnya, seperti tercantum pada jadwal retensi arsip.")
    reasons += [f"Jenis arsip: {fault}" for fault in text_faults(values.name, limit=NAME_LIMIT)]
    active, inactive = values.active_years, values.inactive_years
    if active is None or inactive is None or not (0 <= active <= LONGEST_YEARS and 0 <= inactive <= LONGEST_YEARS):
        reasons.append(f"Masa aktif dan inaktif ditulis dalam tahun, 0 sampai {LONGEST_YEARS}.")
    elif active + inactive == 0:
        reasons.append("Masa aktif dan inaktif bersama-sama sekurang-kurangnya 1 tahun.")
    if values.fate not in Fate.values:
        reasons.append("Pilih nasib akhir: musnah, permanen, atau dinilai kembali.")
    return [
        *reasons,
        *number_faults("Nomor keputusan", values.basis),
        *reason_faults("Alasan", values.reason),
    ]


def _day_faults(values: RuleValues, at: dt.datetime) -> list[str]:
    if values.starts_on is None:
        return ["Tanggal mulai berlaku belum diisi."]
    last = RetentionRule.objects.filter(code=values.code.strip()).order_by("-starts_on").first()
    if last is not None and values.starts_on <= last.starts_on:
        return [
            f"Jadwal {last.code} yang terakhir berlaku sejak {long_date(last.starts_on)}; "
            "yang baru harus mulai sesudahnya."
        ]
    if values.starts_on.year < 1945 or values.starts_on > timezone.localdate(at) + dt.timedelta(days=3660):
        return ["Periksa tahun mulai berlakunya."]
    return []
