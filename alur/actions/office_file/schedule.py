"""The [[retensi]] of an office file: lines of the retention schedule, entered as the page enters them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from alur.actions.office_file.reading import OfficeLines, RetentionLine
from alur.actions.retention.rules import RuleValues, may_set_rule, set_rule
from alur.records.models import RetentionRule
from alur.worktime.wording import long_date

FIELDS = ("name", "active_years", "inactive_years", "fate", "basis", "reason")


def match_rules(lines: OfficeLines, *, at: dt.datetime) -> None:
    """Report what is wrong with each line; one that is kept already, word for word, is in order."""
    seen: set[tuple[str, dt.date | None]] = set()
    for line in lines.rules:
        values = line.values
        if (values.code, values.starts_on) in seen:
            line.table.report("kode", "ganda", f"Retensi {values.code} dengan tanggal mulai itu sudah ditulis di atas.")
        seen.add((values.code, values.starts_on))
        kept = _kept(values)
        if kept is None:
            for reason in may_set_rule(values, by=None, at=at):
                line.table.report("kode", "retensi-salah", f"Retensi {values.code or 'tanpa kode'}: {reason}")
        elif any(getattr(kept, name) != getattr(values, name) for name in FIELDS):
            began = long_date(kept.starts_on)
            sentence = (
                f"Retensi {kept.code} sejak {began} sudah tercatat dengan isi lain; "
                "tulis jadwal yang baru dengan tanggal mulai sesudahnya."
            )
            line.table.report("mulai", "retensi-tetap", sentence)


def enter_rules(lines: Iterable[RetentionLine], *, at: dt.datetime) -> int:
    """Enter the lines that are not kept yet, the earliest first; how many there were. Raises Refused."""
    wanted = [line.values for line in lines if _kept(line.values) is None]
    for values in sorted(wanted, key=lambda values: values.starts_on or dt.date.max):
        set_rule(values, by=None, at=at)
    return len(wanted)


def _kept(values: RuleValues) -> RetentionRule | None:
    if values.starts_on is None:
        return None
    return RetentionRule.objects.filter(code=values.code, starts_on=values.starts_on).first()
