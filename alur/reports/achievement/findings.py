"""Sentences that say what stands out in a period, by rules with thresholds; honest where there is little to go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from alur.reports.achievement.quantiles import share
from alur.reports.achievement.steps import FEW, CheckLine, StepLine
from alur.reports.achievement.words import minutes, percent, points_words, working_days
from alur.reports.achievement.work import AgeLine, PersonLine
from alur.worktime.wording import number

GOOD_SHARE = 85.0
RETURNED_SHARE = 25.0
WAITING_SHARE = 30.0
HEAVY_SHARE = 60.0
COMPARED = 10
MOVED_DAYS = 0.5
OLD_DAYS = 90


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; `tone` is good, warn or "" and `query` leads to the list of what it speaks of ("" for nothing)."""

    text: str
    tone: str = ""
    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the sentences are made of. `shared_roles` are those whose holders somebody names, case by case."""

    steps: Sequence[StepLine]
    checks: Sequence[CheckLine]
    people: Sequence[PersonLine]
    ages: Sequence[AgeLine]
    reasons: Sequence[tuple[str, str, int]]
    before: str
    lead: int | None
    leads: int
    lead_before: int | None
    leads_before: int
    shared_roles: frozenset[int] = frozenset()
    working_day: int | None = None


def findings(measured: Measured) -> list[Finding]:
    """What stands out, the most general first."""
    count = sum(line.count for line in measured.steps)
    if not count:
        return [Finding("Belum ada langkah yang selesai pada periode ini."), *_old(measured)]
    if count < FEW:
        few = f"Baru {number(count)} kunjungan langkah yang selesai pada periode ini; belum cukup untuk disimpulkan."
        return [Finding(few), *_old(measured)]
    rules = (_on_time, _worst_steps, _returned, _waiting, _lead, _load, _old)
    return [found for rule in rules for found in rule(measured)]


def _on_time(measured: Measured) -> Iterator[Finding]:
    judged = sum(line.judged for line in measured.steps)
    on_time = sum(line.on_time for line in measured.steps)
    reached = share(on_time, judged)
    if reached is None:
        yield Finding("Tidak ada langkah dengan mutu baku waktu yang selesai pada periode ini.")
        return
    judged_before = sum(line.before_judged for line in measured.steps)
    before = sum((line.before_share or 0) * line.before_judged for line in measured.steps)
    change = round(reached - before / judged_before, 1) if min(judged, judged_before) >= COMPARED else None
    text = f"{percent(reached)} kunjungan langkah tepat waktu ({number(on_time)} dari {number(judged)})"
    moved = points_words(change, measured.before)
    tone = "good" if reached >= GOOD_SHARE else "warn"
    yield Finding(f"{text}, {moved}." if moved else f"{text}.", tone, "daftar", {"apa": "kunjungan", "lewat": "ya"})


def _worst_steps(measured: Measured) -> Iterator[Finding]:
    judged = [line for line in measured.steps if line.judged >= FEW and line.share is not None]
    behind = sorted((line for line in judged if (line.share or 0) < GOOD_SHARE), key=lambda line: line.share or 0)
    for line in behind[:2]:
        text = f"{_step(line)}: {percent(line.share)} tepat waktu, p90 {minutes(line.p90)} menit "
        text += f"dari mutu baku {minutes(line.standard)} menit{_kind(line)}."
        query = {"apa": "kunjungan", "langkah": line.step.key, "lewat": "ya"}
        yield Finding(text, "warn", "daftar", query)
    if judged and not behind:
        yield Finding(f"Semua langkah dengan cukup data mencapai sedikitnya {number(GOOD_SHARE)}% tepat waktu.", "good")
    thin = [line for line in measured.steps if 0 < line.judged < FEW]
    if thin and judged:
        names = ", ".join(line.step.number or line.name for line in thin)
        yield Finding(f"Langkah {names} belum dinilai: kurang dari {FEW} kunjungan selesai.")


def _returned(measured: Measured) -> Iterator[Finding]:
    checks = [line for line in measured.checks if line.first >= FEW and line.first_right is not None]
    worst = min(checks, key=lambda line: line.first_right or 0, default=None)
    if worst is None or 100 - (worst.first_right or 0) < RETURNED_SHARE:
        return
    back = round(100 - (worst.first_right or 0), 1)
    text = f"{_step(worst)}: {percent(back)} pemeriksaan pertama dikembalikan ({number(worst.first_returned)} dari "
    text += f"{number(worst.first)})"
    reason = next(((words, count) for key, words, count in measured.reasons if key == worst.step.key and words), None)
    if reason is not None and reason[1] > 1:
        text += f"; butir tersering “{reason[0].rstrip('.')}”, {number(reason[1])} kali"
    query = {"apa": "kunjungan", "langkah": worst.step.key, "kembali": "ya"}
    yield Finding(f"{text}.", "warn", "daftar", query)


def _waiting(measured: Measured) -> Iterator[Finding]:
    lines = [line for line in measured.steps if line.count >= FEW and (line.waiting_share or 0) >= WAITING_SHARE]
    worst = max(lines, key=lambda line: line.waited, default=None)
    if worst is not None:
        text = f"{_step(worst)}: {percent(worst.waiting_share)} waktunya habis menunggu dibuka."
        yield Finding(text, "warn", "daftar", {"apa": "kunjungan", "langkah": worst.step.key})


def _lead(measured: Measured) -> Iterator[Finding]:
    if measured.lead is None:
        return
    if measured.leads < FEW:
        yield Finding(f"Baru {number(measured.leads)} permintaan selesai; lamanya belum dapat disimpulkan.")
        return
    text = (
        f"Dari dibuka sampai selesai, nilai tengahnya {working_days(measured.lead, measured.working_day)} di luar jeda"
    )
    query = {"apa": "permintaan", "keadaan": "selesai"}
    if measured.lead_before is None or measured.leads_before < FEW:
        yield Finding(f"{text}.", "", "daftar", query)
        return
    days = (measured.lead - measured.lead_before) / 60 / (measured.working_day or 450)
    if abs(days) < MOVED_DAYS:
        yield Finding(f"{text}, kurang lebih sama dengan {measured.before}.", "", "daftar", query)
        return
    moved = f"{number(round(abs(days), 1))} hari kerja lebih {'lama' if days > 0 else 'cepat'}"
    yield Finding(f"{text}, {moved} daripada {measured.before}.", "warn" if days > 0 else "good", "daftar", query)


def _load(measured: Measured) -> Iterator[Finding]:
    for _, lines in groupby(measured.people, key=lambda line: line.role_id):
        same = list(lines)
        first = same[0]
        if (
            first.role_id in measured.shared_roles
            and len(same) > 1
            and first.closed >= FEW
            and (first.share or 0) >= HEAVY_SHARE
        ):
            text = f"{first.name} memegang {percent(first.share)} menit kerja {first.role} ({len(same)} orang)."
            query = {"apa": "kunjungan", "orang": str(first.user_id), "peran": str(first.role_id)}
            yield Finding(text, "warn", "daftar", query)


def _old(measured: Measured) -> Iterator[Finding]:
    old = sum(line.counts[-1] for line in measured.ages)
    if old:
        most = max(measured.ages, key=lambda line: line.counts[-1])
        text = f"{number(old)} permintaan yang belum selesai berumur lebih dari {OLD_DAYS} hari"
        place = f"di langkah {most.step.number or most.step.key}"
        where = f"; terbanyak {place}" if old > 1 and most.counts[-1] < old else f", {place}"
        yield Finding(f"{text}{where}.", "warn", "daftar", {"apa": "permintaan", "keadaan": "terbuka", "umur": "tua"})


def _step(line: StepLine | CheckLine) -> str:
    number_words = f"Langkah {line.step.number}" if line.step.number else "Langkah"
    return f"{number_words} ({line.name})"


def _kind(line: StepLine) -> str:
    return " waktu kalender" if line.is_wall_clock else ""
