"""The numbers of a report as tables of plain values, the same that the page shows, for XLSX and CSV."""

from __future__ import annotations

from dataclasses import dataclass

from alur.reports.achievement.departing import NAMES
from alur.reports.achievement.process_map import process_map
from alur.reports.achievement.report import Report
from alur.worktime.wording import MONTHS

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a short name (a sheet's tab), its title, heads and rows."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Value, ...]]


def tables_of(report: Report) -> list[Table]:
    """All tables of the report, in the order of the page. Times are minutes, shares per cent."""
    return [
        _summary(report),
        _steps(report),
        _trend(report),
        _checks(report),
        _reasons(report),
        _people(report),
        _places("Unit", report.units),
        _places("Aplikasi", report.applications),
        _ages(report),
        _departures(report),
        _ways(report),
    ]


def as_minutes(seconds: float | None) -> float | None:
    """Minutes with two decimals."""
    return None if seconds is None else round(seconds / 60, 2)


def _summary(report: Report) -> Table:
    now, before = report.totals, report.before
    rows: list[tuple[Value, ...]] = [
        ("Permintaan dibuka", now.opened, before.opened),
        ("Permintaan selesai", now.done, before.done),
        ("Permintaan ditarik atau dibatalkan", now.outside, before.outside),
        ("Permintaan berjalan di akhir", now.running, before.running),
        ("Kunjungan langkah yang dinilai", now.judged, before.judged),
        ("Kunjungan langkah tepat waktu", now.on_time, before.on_time),
        ("Tepat waktu, %", now.share, before.share),
        ("Pemeriksaan pertama", now.first, before.first),
        ("Langsung disetujui", now.first_right, before.first_right),
        ("Langsung disetujui, %", now.first_share, before.first_share),
        ("Dibuka sampai selesai, median menit kerja", as_minutes(now.lead), as_minutes(before.lead)),
    ]
    heads = ("Angka", report.period.label, report.period.before.label)
    return Table("Ringkasan", f"{report.procedure.number}, {report.period.label}", heads, rows)


def _steps(report: Report) -> Table:
    heads = (
        "No",
        "Langkah",
        "Pelaksana",
        "Waktu",
        "Kunjungan",
        "Baku, menit",
        "Median, menit",
        "p90, menit",
        "Dinilai",
        "Tepat waktu",
        "Tepat waktu, %",
        "Tepat waktu periode sebelumnya, %",
        "Menunggu dibuka, median menit",
        "Menunggu, menit",
        "Dikerjakan, menit",
    )
    rows: list[tuple[Value, ...]] = [
        (
            line.step.number,
            line.name,
            line.role,
            "kalender" if line.is_wall_clock else "kerja",
            line.count,
            as_minutes(line.standard),
            as_minutes(line.median),
            as_minutes(line.p90),
            line.judged,
            line.on_time,
            line.share,
            line.before_share,
            as_minutes(line.waited_median),
            as_minutes(line.waited),
            as_minutes(line.worked),
        )
        for line in report.steps
    ]
    return Table("Langkah", "Waktu tiap langkah terhadap mutu baku", heads, rows)


def _trend(report: Report) -> Table:
    heads = ("Bulan", "Kunjungan", "Dinilai", "Tepat waktu", "Tepat waktu, %", "Selesai", "Lama, median menit kerja")
    rows: list[tuple[Value, ...]] = [
        (
            f"{MONTHS[line.month.month - 1]} {line.month.year}",
            line.count,
            line.judged,
            line.on_time,
            line.share,
            line.done,
            as_minutes(line.lead),
        )
        for line in report.trend
    ]
    return Table("Bulan", "Dari bulan ke bulan", heads, rows)


def _checks(report: Report) -> Table:
    heads = (
        "No",
        "Langkah",
        "Pemeriksaan",
        "Dikembalikan",
        "Pemeriksaan pertama",
        "Pertama dikembalikan",
        "Langsung disetujui, %",
        "Disetujui putaran 1",
        "Disetujui putaran 2",
        "Disetujui putaran 3 atau lebih",
    )
    rows: list[tuple[Value, ...]] = [
        (
            line.step.number,
            line.name,
            line.checks,
            line.returned,
            line.first,
            line.first_returned,
            line.first_right,
            *line.approved,
        )
        for line in report.checks
    ]
    return Table("Putaran", "Putaran koreksi", heads, rows)


def _reasons(report: Report) -> Table:
    rows: list[tuple[Value, ...]] = [
        (reason.step_number, reason.text or "Butir pada permintaan rahasia", reason.count) for reason in report.reasons
    ]
    return Table("Alasan", "Alasan dikoreksi, yang tersering", ("Langkah", "Butir", "Kali"), rows)


def _people(report: Report) -> Table:
    heads = ("Orang", "Pelaksana", "Ditutup", "Lewat", "Menit kerja", "Bagian, %", "Di tangan sekarang")
    rows: list[tuple[Value, ...]] = [
        (line.name, line.role, line.closed, line.late, as_minutes(line.seconds), line.share, line.in_hand)
        for line in report.people
    ]
    return Table("Orang", "Beban tiap orang", heads, rows)


def _places(name: str, lines: list) -> Table:
    rows: list[tuple[Value, ...]] = [(line.name, line.opened, line.done, line.outside) for line in lines]
    heads = (name, "Dibuka", "Selesai", "Ditarik atau dibatalkan")
    return Table(name, f"Permintaan menurut {name.lower()}", heads, rows)


def _ages(report: Report) -> Table:
    heads = ("Langkah", "Sampai 7 hari", "8–30 hari", "31–90 hari", "Lebih dari 90 hari", "Jumlah")
    rows: list[tuple[Value, ...]] = [(line.step.number, *line.counts, line.total) for line in report.ages]
    return Table("Umur", "Umur permintaan yang belum selesai", heads, rows)


def _departures(report: Report) -> Table:
    rows: list[tuple[Value, ...]] = [(NAMES[kind], count) for kind, count in report.departures.items()]
    return Table("Penyimpangan", "Penyimpangan dari SOP", ("Jenis", "Jumlah"), rows)


def _ways(report: Report) -> Table:
    heads = ("Dari langkah", "Keputusan", "Ke", "Kali", "Median, menit", "p90, menit")
    lines = process_map(report.gathered, report.editions).lines
    rows: list[tuple[Value, ...]] = [
        (line.step.number, line.label, line.target, line.count, as_minutes(line.median), as_minutes(line.p90))
        for line in lines
    ]
    return Table("Peta proses", "Jalan yang sungguh ditempuh", heads, rows)
