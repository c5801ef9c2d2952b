"""What happened to a case, line by line, as a printed history tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from alur.papers.wording import standard_words
from alur.records.models import Case, Entry, SubjectKind, document_of
from alur.sop.document import Procedure
from alur.worktime.wording import hour, number, short_date

QUIET = ("seen", "terbit", "derived")


@dataclass(frozen=True)
class _Teller:
    procedure: Procedure
    steps: Mapping[int, str]
    standards: Mapping[int, tuple[int | None, bool]]

    def step(self, visit: int | None) -> str:
        """A visit by its step: "Langkah 3"; "" when it is not known."""
        key = self.steps.get(visit or 0)
        if key is None:
            return ""
        step = self.procedure.step(key)
        return f"Langkah {step.number}" if step.number else step.short or step.activity

    def decided(self, visit: int | None, label: str) -> str:
        """A closed visit: the decision where there was one to make, else what the step does."""
        key = self.steps.get(visit or 0)
        step = self.procedure.step(key) if key else None
        words = label if step is None or len(step.exits) > 1 else step.short or step.activity
        return f"{self.step(visit)}: {words}".removeprefix(": ")


def chronology(case: Case) -> list[dict[str, str]]:
    """The case's lines, oldest first, without those that follow by themselves.

    Each is {"number", "at", "what", "who", "detail"}.
    """
    visits = list(case.visits.values_list("number", "step", "standard_seconds", "is_wall_clock"))
    teller = _Teller(
        document_of(case.edition_id),
        {place: step for place, step, _, _ in visits},
        {place: (standard, is_wall) for place, _, standard, is_wall in visits},
    )
    lines = Entry.objects.of(SubjectKind.CASE, case.pk).exclude(kind__in=QUIET).select_related("by")
    return list(_rows(lines, teller))


def _rows(lines: Iterable[Entry], teller: _Teller) -> Iterable[dict[str, str]]:
    for line in lines:
        tell = TELLERS.get(line.kind)
        what, detail = tell(teller, line.data) if tell else (line.kind.capitalize(), "")
        who = line.by.name if line.by else "Sistem"
        yield {
            "number": str(line.number),
            "at": _short(line.at),
            "what": what,
            "who": f"{who}, {line.acting_as}" if line.acting_as and line.acting_as != who else who,
            "detail": detail,
        }


def _short(at: dt.datetime) -> str:
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(second=0, microsecond=0)
    return f"{short_date(local.date())}, {hour(local)}"


def _opened(teller: _Teller, data: Mapping[str, Any]) -> tuple[str, str]:
    letter = data.get("letter") or {}
    return "Permintaan dibuka", f"Surat {letter.get('number', '')}, agenda {letter.get('agenda', '')}"


def _performed(teller: _Teller, data: Mapping[str, Any]) -> tuple[str, str]:
    closes, points = data.get("closes") or {}, data.get("points") or {}
    standard, is_wall = teller.standards.get(closes.get("number", 0), (None, False))
    used = closes.get("used_seconds")
    parts = []
    if used is not None:
        allowed = standard_words(standard, is_wall_clock=is_wall)
        parts.append(f"terpakai {number(round(used / 60))} menit dari {allowed}" if standard else "tanpa mutu baku")
    parts += ["lewat tenggat"] if closes.get("is_late") else []
    parts += [f"{len(points['raised'])} butir koreksi"] if points.get("raised") else []
    parts += [f"{len(points['answered'])} butir dijawab"] if points.get("answered") else []
    parts += [str(paper["official_number"]) for paper in data.get("papers") or () if paper.get("official_number")]
    parts += [f"permintaan berakhir: {data['result']}"] if data.get("result") else []
    return teller.decided(closes.get("number"), str(data.get("label") or "")), "; ".join(parts)


def _of_visit(words: str, *keys: str) -> Callable[[_Teller, Mapping[str, Any]], tuple[str, str]]:
    def tell(teller: _Teller, data: Mapping[str, Any]) -> tuple[str, str]:
        parts = [teller.step(data.get("visit")), *(str(data.get(key) or "") for key in keys)]
        return words, "; ".join(filter(None, parts))

    return tell


TELLERS: dict[str, Callable[[_Teller, Mapping[str, Any]], tuple[str, str]]] = {
    "opened": _opened,
    "performed": _performed,
    "assigned": _of_visit("Penugasan dialihkan", "name", "reason"),
    "recalled": _of_visit("Ditarik kembali oleh pengirim"),
    "paused": _of_visit("Waktu dijeda", "reason"),
    "resumed": _of_visit("Waktu dilanjutkan"),
    "calendar": _of_visit("Kalender kerja berubah", "decree"),
    "withdrawn": _of_visit("Permintaan ditarik oleh pemohon", "letter_number", "reason"),
    "cancelled": _of_visit("Permintaan dibatalkan", "reason"),
    "held": _of_visit("Ditahan dari pemusnahan", "letter_number", "reason"),
    "hold-lifted": _of_visit("Penahanan dicabut", "letter_number", "reason"),
    "destroyed": _of_visit("Isi berkas dimusnahkan", "decision_number"),
    "handed-over": _of_visit("Diserahkan ke ANRI", "decision_number"),
}
