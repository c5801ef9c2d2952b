"""Retention as pages and exports show it: cases by phase, lists of what goes, the schedule, and one case's standing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from alur.records.models import (
    KEEPERS,
    Case,
    Disposal,
    DisposalItem,
    DisposalKind,
    DisposalState,
    Fate,
    Hold,
    RetentionRule,
)
from alur.records.retention import (
    LABELS,
    Phase,
    Schedule,
    Term,
    below,
    classification_of,
    ended_in,
    is_held,
    is_listed,
)
from alur.records.standing import Standing
from alur.worktime.wording import long_date, short_date

PAGE = 50
GONE = "selesai"
STATES = {str(phase): label for phase, label in LABELS.items()} | {
    "ditahan": "Ditahan",
    GONE: "Dimusnahkan atau diserahkan",
}
TONES = {Phase.EXPIRED: "warn", Phase.UNRULED: "hold", Phase.ACTIVE: "brand", Phase.INACTIVE: ""}
EXPORT_HEADS = (
    "No.",
    "Nomor berkas",
    "Hal",
    "Asal",
    "Nomor surat",
    "Tanggal surat",
    "Klasifikasi",
    "Jenis arsip",
    "Berakhir",
    "Habis retensi",
    "Jumlah berkas",
    "Nasib akhir",
    "Keterangan",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list is narrowed by."""

    state: str = str(Phase.EXPIRED)
    year: int | None = None
    classification: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """A case of the list. `words` say where it is in its term, `tone` how the tag looks."""

    case: Case
    classification: str
    fate: str
    words: str
    tag: str
    tone: str
    may_go: bool


@dataclass(frozen=True, slots=True)
class RetentionList:
    """A page of cases, oldest first; `fitting` counts those that a new list may hold, of all pages."""

    rows: tuple[RetentionRow, ...]
    next_after: int
    fitting: int
    has_rules: bool


def sees_retention(viewer: Standing) -> bool:
    """The desk, the head and auditors see what is kept how long, each of the cases that the person may read."""
    return any(viewer.has_duty(duty) for duty in KEEPERS)


def retention_list(viewer: Standing, at: dt.datetime, chosen: Chosen) -> RetentionList:
    """Ended cases that this person may read, 50 a page by key. A fixed number of queries."""
    schedule = Schedule(timezone.localdate(at))
    found = _chosen(viewer, schedule, chosen)
    rows = list(
        found.filter(pk__gt=chosen.after)
        .select_related("letter", "unit")
        .annotate(held=is_held(), listed=is_listed())
        .order_by("pk")[: PAGE + 1]
    )
    fitting = fitting_cases(viewer, at, chosen).count() if chosen.state == Phase.EXPIRED else 0
    more = rows[PAGE - 1].pk if len(rows) > PAGE else 0
    done = _done(rows[:PAGE]) if chosen.state in (GONE, "ditahan") else {}
    shown = tuple(
        _told(case, schedule, held=case.held, listed=case.listed, done=done.get(case.pk))  # type: ignore[attr-defined]
        for case in rows[:PAGE]
    )
    return RetentionList(shown, more, fitting, bool(schedule.rules))


def fitting_cases(viewer: Standing, at: dt.datetime, chosen: Chosen, kind: str = "") -> QuerySet[Case]:
    """The cases of this choice that a list (of this kind) may hold: past their term, not held, on no other list."""
    schedule = Schedule(timezone.localdate(at))
    found = _chosen(viewer, schedule, chosen).exclude(is_held() | is_listed())
    if kind == DisposalKind.DESTROY:
        return found.filter(schedule.with_fate(Fate.DESTROY, Fate.REVIEW))
    return found.filter(schedule.with_fate(Fate.PERMANENT, Fate.REVIEW)) if kind == DisposalKind.TRANSFER else found


def standing_words(case: Case, at: dt.datetime) -> RetentionRow:
    """Where one ended case is in its term, for its own page. The letter is read with it. Three queries."""
    schedule = Schedule(timezone.localdate(at))
    held = Hold.objects.filter(case=case, lifted_at__isnull=True).exists()
    done = DisposalItem.objects.filter(case=case, done_at__isnull=False).select_related("disposal").first()
    return _told(case, schedule, held=held, done=done)


def disposal_of(case: Case) -> DisposalItem | None:
    """By which list the content of this case was destroyed or the case handed over; None while it is whole."""
    return DisposalItem.objects.filter(case=case, done_at__isnull=False).select_related("disposal").first()


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """A list with how many cases it holds still and how many have gone."""

    disposal: Disposal
    items: int
    done: int
    removed: int

    @property
    def left(self) -> int:
        return self.items - self.removed

    @property
    def percent(self) -> int:
        return 100 * self.done // self.left if self.left else 100


def disposal_list(viewer: Standing, *, before: int | None = None) -> tuple[list[DisposalRow], int]:
    """Lists, newest first, 50 a page, and the key that the next page comes before. One query."""
    found = _counted(viewer)
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return [_disposal_row(row) for row in rows[:PAGE]], rows[PAGE - 1].pk if len(rows) > PAGE else 0


def find_disposal(pk: int, viewer: Standing) -> DisposalRow | None:
    """One list that this person may read. One query."""
    row = _counted(viewer).filter(pk=pk).first()
    return _disposal_row(row) if row else None


def disposal_items(disposal: Disposal, viewer: Standing, *, after: int = 0) -> tuple[list[DisposalItem], int]:
    """The cases of a list that this person may read, 50 a page. One query."""
    visible = Case.objects.visible_to(viewer).order_by().values("pk")
    found = disposal.items.filter(case__in=visible, pk__gt=after).select_related("case__letter", "case__unit", "rule")
    rows = list(found.order_by("pk")[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else 0


def export_rows(disposal: Disposal, viewer: Standing) -> Iterator[Sequence[str | int]]:
    """Daftar arsip as a table, heads first: what still stands on the list, as far as this person may read it."""
    yield EXPORT_HEADS
    visible = Case.objects.visible_to(viewer).order_by().values("pk")
    items = disposal.items.filter(case__in=visible, removed_at__isnull=True).order_by("pk")
    related = items.select_related("case__letter", "case__unit", "rule")
    for place, item in enumerate(related.iterator(chunk_size=200), 1):
        letter = item.case.letter
        yield (
            place,
            item.case.number,
            item.case.title,
            item.case.unit.name,
            letter.number,
            letter.dated_on.isoformat(),
            item.classification,
            item.rule.name,
            item.ended_on.isoformat(),
            item.expires_on.isoformat(),
            item.files,
            item.rule.get_fate_display(),
            _remark(disposal, item),
        )


def rule_list(on: dt.date) -> list[tuple[RetentionRule, bool]]:
    """All lines of the schedule by code, newest first, each with whether it is in force on this day. One query."""
    rows = RetentionRule.objects.all()
    return [(row, row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)) for row in rows]


def _counted(viewer: Standing) -> QuerySet[Disposal]:
    visible = Disposal.objects.visible_to(viewer).select_related("proposed_by", "decided_by", "begun_by", "report")
    return visible.annotate(
        item_count=Count("items"),
        done_count=Count("items", filter=Q(items__done_at__isnull=False)),
        removed_count=Count("items", filter=Q(items__removed_at__isnull=False)),
    )


def _disposal_row(row: Disposal) -> DisposalRow:
    counts = [getattr(row, name) for name in ("item_count", "done_count", "removed_count")]
    return DisposalRow(row, *counts)


def _chosen(viewer: Standing, schedule: Schedule, chosen: Chosen) -> QuerySet[Case]:
    found = Case.objects.visible_to(viewer).filter(closed_at__isnull=False)
    gone = Q(pk__in=DisposalItem.objects.filter(done_at__isnull=False).values("case"))
    if chosen.state == GONE:
        found = found.filter(gone)
    elif chosen.state == "ditahan":
        found = found.filter(is_held())
    else:
        found = found.exclude(gone).filter(schedule.in_phase(Phase(chosen.state)))
    if chosen.year is not None:
        found = found.filter(ended_in([chosen.year]))
    return found.filter(below(chosen.classification)) if chosen.classification else found


def _done(cases: Sequence[Case]) -> dict[int, DisposalItem]:
    items = DisposalItem.objects.filter(case__in=cases, done_at__isnull=False).select_related("disposal")
    return {item.case_id: item for item in items}


def _told(
    case: Case, schedule: Schedule, *, held: bool, done: DisposalItem | None, listed: bool = False
) -> RetentionRow:
    code, term = classification_of(case), schedule.term_of(case)
    fate = term.rule.get_fate_display() if term else ""
    if done is not None and done.done_at is not None:
        verb = "dimusnahkan" if done.disposal.is_destruction else "diserahkan"
        words = f"{verb} {short_date(timezone.localdate(done.done_at))} dengan daftar {done.disposal_id}"
        return RetentionRow(case, code, fate, words, verb.capitalize(), "", False)
    phase = term.phase(schedule.on) if term else Phase.UNRULED
    tag, tone = ("Ditahan", "late") if held else (LABELS[phase], TONES[phase])
    may_go = phase is Phase.EXPIRED and not held and not listed
    words = _term_words(code, term, phase) + (", ada pada daftar usul" if listed else "")
    return RetentionRow(case, code, fate, words, tag, tone, may_go)


def _term_words(code: str, term: Term | None, phase: Phase) -> str:
    if term is None:
        return f"belum ada jadwal untuk klasifikasi {code}"
    if phase is Phase.ACTIVE:
        return f"aktif sampai {long_date(term.inactive_from)}, habis {long_date(term.expires_on)}"
    return f"{'inaktif, habis' if phase is Phase.INACTIVE else 'habis sejak'} {long_date(term.expires_on)}"


def _remark(disposal: Disposal, item: DisposalItem) -> str:
    if item.done_at is None:
        return DisposalState(disposal.state).label.lower()
    verb = "dimusnahkan" if disposal.is_destruction else "diserahkan"
    return f"{verb} {timezone.localdate(item.done_at).isoformat()}"
