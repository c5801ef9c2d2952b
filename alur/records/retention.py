"""Reckons for a day how long cases are kept: which rule holds for a klasifikasi, and in which state a case is.

The term counts from the day on which the case ended, in the office's zone. Nothing of it is stored.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alur.records.models import PENDING, Case, Disposal, DisposalItem, Edition, Hold, Letter, RetentionRule, document_of
from alur.records.number_format import is_classification


class Phase(StrEnum):
    """Where an ended case is in its life."""

    ACTIVE = "aktif"
    INACTIVE = "inaktif"
    EXPIRED = "habis"
    UNRULED = "tanpa-jadwal"


LABELS = {
    Phase.ACTIVE: "Aktif",
    Phase.INACTIVE: "Inaktif",
    Phase.EXPIRED: "Habis retensi",
    Phase.UNRULED: "Belum ada jadwal",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A case's term by the rule that holds for it."""

    rule: RetentionRule
    ended_on: dt.date
    inactive_from: dt.date
    expires_on: dt.date

    def phase(self, on: dt.date) -> Phase:
        if on >= self.expires_on:
            return Phase.EXPIRED
        return Phase.INACTIVE if on >= self.inactive_from else Phase.ACTIVE


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; 29 February becomes 1 March where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def years_before(day: dt.date, years: int) -> dt.date:
    """The latest day from which so many years have passed on `day`."""
    year = max(1, day.year - years)
    try:
        return day.replace(year=year)
    except ValueError:
        return dt.date(year, 2, 28)


class Schedule:
    """The rules in force on a day, asked for cases one by one and, as conditions, for many."""

    def __init__(self, on: dt.date) -> None:
        self.on = on
        self.rules = {rule.code: rule for rule in RetentionRule.objects.current(on)}

    def rule_for(self, classification: str) -> RetentionRule | None:
        """The rule of this klasifikasi, else that of the nearest one above it: OT.02.01, OT.02, OT."""
        code = classification
        while code:
            if code in self.rules:
                return self.rules[code]
            code = code.rpartition(".")[0]
        return None

    def term_of(self, case: Case) -> Term | None:
        """The term of an ended case; None while it runs or where no rule holds. The letter is read with the case."""
        rule = self.rule_for(classification_of(case)) if case.closed_at else None
        if rule is None or case.closed_at is None:
            return None
        ended_on = timezone.localdate(case.closed_at)
        return Term(rule, ended_on, years_after(ended_on, rule.active_years), years_after(ended_on, rule.years))

    def in_phase(self, phase: Phase) -> Q:
        """Condition for ended cases in this phase."""
        if phase is Phase.UNRULED:
            return self._groups[None]
        found = Q(pk__in=[])
        for pk, rule in {rule.pk: rule for rule in self.rules.values()}.items():
            if pk in self._groups:
                found |= self._groups[pk] & self._closed_in(rule, phase)
        return found

    def with_fate(self, *fates: str) -> Q:
        """Condition for cases whose rule has one of these fates."""
        found = Q(pk__in=[])
        for rule in self.rules.values():
            if rule.fate in fates and rule.pk in self._groups:
                found |= self._groups[rule.pk]
        return found

    def _closed_in(self, rule: RetentionRule, phase: Phase) -> Q:
        inactive, expired = (_until(years_before(self.on, years)) for years in (rule.active_years, rule.years))
        if phase is Phase.EXPIRED:
            return Q(closed_at__lt=expired)
        if phase is Phase.INACTIVE:
            return Q(closed_at__lt=inactive, closed_at__gte=expired)
        return Q(closed_at__gte=inactive)

    @cached_property
    def _groups(self) -> dict[int | None, Q]:
        """Condition by rule (None: none holds), naming the codes in use, which are few. Two queries."""
        kept = Letter.objects.filter(case__closed_at__isnull=False).order_by()
        codes = [code for code in kept.values_list("classification", flat=True).distinct() if is_classification(code)]
        by_rule: dict[int | None, list[str]] = defaultdict(list)
        for code in codes:
            by_rule[self._pk_for(code)].append(code)
        groups: dict[int | None, Q] = {pk: Q(letter__classification__in=named) for pk, named in by_rule.items()}
        uncoded = ~Q(letter__classification__in=codes)
        by_fallback: dict[int | None, list[int]] = defaultdict(list)
        for edition in Edition.objects.order_by().values_list("pk", flat=True):
            by_fallback[self._pk_for(_fallback(edition))].append(edition)
        for pk, editions in by_fallback.items():
            groups[pk] = groups.get(pk, Q(pk__in=[])) | (uncoded & Q(edition__in=editions))
        return defaultdict(lambda: Q(pk__in=[]), groups)

    def _pk_for(self, classification: str) -> int | None:
        rule = self.rule_for(classification)
        return rule.pk if rule else None


def classification_of(case: Case) -> str:
    """The klasifikasi of a case: the code on its letter, else its procedure's, else the office's."""
    typed = case.letter.classification.strip()
    return typed if is_classification(typed) else _fallback(case.edition_id)


def below(classification: str) -> Q:
    """Condition for cases whose letter bears this klasifikasi or one below it."""
    return Q(letter__classification=classification) | Q(letter__classification__startswith=f"{classification}.")


def is_held() -> Exists:
    """Condition for cases under a hold."""
    return Exists(Hold.objects.filter(case=OuterRef("pk"), lifted_at__isnull=True))


def is_listed() -> Exists:
    """Condition for cases that stand on a list which waits, is approved, runs, or was carried out."""
    items = DisposalItem.objects.filter(case=OuterRef("pk"), removed_at__isnull=True)
    return Exists(items.filter(Q(disposal__state__in=PENDING) | Q(done_at__isnull=False)))


def ended_in(years: Iterable[int]) -> Q:
    """Condition for cases that ended in one of these years of the office's zone."""
    found = Q(pk__in=[])
    for year in years:
        found |= Q(closed_at__gte=_start(dt.date(year, 1, 1)), closed_at__lt=_start(dt.date(year + 1, 1, 1)))
    return found


def digest_of(disposal: Disposal) -> str:
    """SHA-256 of what was put on the list, case by case, whatever was taken out since."""
    rows = disposal.items.order_by("pk").values_list(
        "case__number", "classification", "rule", "ended_on", "expires_on", "files"
    )
    lines = [[*row[:3], row[3].isoformat(), row[4].isoformat(), row[5]] for row in rows]
    return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()


def _fallback(edition_id: Any) -> str:
    return document_of(edition_id).classification or str(settings.OFFICE["classification"])


def _until(day: dt.date) -> dt.datetime:
    return _start(day + dt.timedelta(days=1))


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
