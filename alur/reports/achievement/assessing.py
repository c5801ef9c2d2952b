"""The forms of monitoring (Tabel 7) and evaluation, filled from a report; what the assessor judges is left open.

Source: PermenPAN-RB 35/2012. The columns of Tabel 7 are the form's own; the criteria of the evaluation are the usual
ones, since the form's wording was not at hand (decision 0043).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.records.models import AssessmentKind
from alur.reports.achievement.findings import GOOD_SHARE
from alur.reports.achievement.report import Report
from alur.reports.achievement.steps import FEW, StepLine
from alur.reports.achievement.words import minutes, percent, working_days
from alur.worktime.wording import number

GOOD, NOT_GOOD = "baik", "tidak"
CRITERIA = (
    ("kinerja", "Mampu mendorong peningkatan kinerja"),
    ("dipahami", "Mudah dipahami"),
    ("dilaksanakan", "Mudah dilaksanakan"),
    ("peran", "Semua orang dapat menjalankan perannya masing-masing"),
    ("masalah", "Mampu mengatasi permasalahan yang berkaitan dengan proses"),
    ("kebutuhan", "Mampu menjawab kebutuhan peningkatan kinerja organisasi"),
    ("sinergi", "Sinergi satu dengan lainnya"),
)


def content_of(kind: str, report: Report) -> dict[str, Any]:
    """The content of a new form: rows with the figures in words, and the verdict that the figures suggest."""
    rows = _monitoring(report) if kind == AssessmentKind.MONITORING else _evaluation(report)
    return {
        "label": report.period.label,
        "counted_at": report.at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "facts": _facts(report),
        "rows": rows,
        "conclusion": "",
    }


def _facts(report: Report) -> list[list[str]]:
    totals = report.totals
    return [
        [
            "Permintaan",
            f"{number(totals.opened)} dibuka, {number(totals.done)} selesai, {number(totals.running)} berjalan",
        ],
        ["Tepat waktu", f"{percent(totals.share)} ({number(totals.on_time)} dari {number(totals.judged)} kunjungan)"],
        ["Langsung disetujui", f"{percent(totals.first_share)} dari {number(totals.first)} pemeriksaan pertama"],
        ["Lama, median", working_days(totals.lead, report.document.minutes_per_day)],
    ]


def _monitoring(report: Report) -> list[dict[str, Any]]:
    returned = {line.step.key: line for line in report.checks}
    rows: list[dict[str, Any]] = []
    for line in report.steps:
        same = sum(row["key"].partition("/")[0] == line.step.key for row in rows)
        check = returned.get(line.step.key)
        back = f"; {percent(round(100 - (check.first_right or 0), 1))} dikembalikan" if check and check.first else ""
        rows.append(
            {
                "key": f"{line.step.key}/{same}",
                "number": line.step.number,
                "text": line.step.activity,
                "figures": _figures(line) + back,
                "verdict": _suggested(line),
                "note": "",
                "action": "",
                "may_stay_open": not line.count,
            }
        )
    return rows


def _figures(line: StepLine) -> str:
    if line.is_automatic and not line.count:
        return "Tidak dinilai: lewat otomatis"
    if not line.count:
        return "Belum ada kunjungan yang selesai"
    of_standard = f" dari {minutes(line.standard)} menit" if line.standard else " menit, tanpa mutu baku"
    figures = f"median {minutes(line.median)}{of_standard}, p90 {minutes(line.p90)}"
    if line.judged < FEW:
        return f"Baru {number(line.count)} kunjungan; {figures}"
    return f"{percent(line.share)} tepat waktu dari {number(line.judged)}; {figures}"


def _suggested(line: StepLine) -> str:
    """ "" where there is too little to suggest anything."""
    if line.share is None or line.judged < FEW:
        return ""
    return GOOD if line.share >= GOOD_SHARE else NOT_GOOD


def _evaluation(report: Report) -> list[dict[str, Any]]:
    share, first = percent(report.totals.share), percent(report.totals.first_share)
    departed = sum(report.departures.values())
    figures = {
        "kinerja": f"{share} kunjungan langkah tepat waktu; sebelumnya {percent(report.before.share)}",
        "dilaksanakan": f"{first} pemeriksaan pertama langsung disetujui",
        "peran": f"{number(len(report.people))} pasangan orang dan peran menutup langkah",
        "masalah": f"{number(report.points)} butir koreksi; {number(departed)} penyimpangan dari SOP",
        "kebutuhan": f"{number(report.totals.done)} permintaan selesai dari {number(report.totals.opened)} yang dibuka",
    }
    return [
        {
            "key": key,
            "number": str(place),
            "text": text,
            "figures": figures.get(key, ""),
            "verdict": "",
            "note": "",
            "action": "",
            "may_stay_open": False,
        }
        for place, (key, text) in enumerate(CRITERIA, 1)
    ]
