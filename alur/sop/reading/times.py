"""Reading a standard time: what is printed, and how many seconds it means on which clock."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alur.sop.document import Clock, StandardTime
from alur.sop.reading.tables import Table

FIXED = {"detik": 1, "menit": 60, "jam": 3600}
UNITS = (*FIXED, "hari", "minggu", "bulan")
WALL_DAY = 86_400
WALL_MONTH_DAYS = 30


@dataclass(frozen=True)
class DayMeasure:
    """What "hari", "minggu" and "bulan" mean in this file."""

    minutes: int | None = None
    is_wall: bool = False
    days_per_week: int | None = None
    days_per_month: int | None = None

    def seconds(self, unit: str, clock: Clock) -> int | None:
        """Seconds of one unit on this clock; None when the file does not measure it."""
        if unit in FIXED:
            return FIXED[unit]
        if clock in (Clock.WALL, Clock.OUTSIDE):
            return WALL_DAY * {"hari": 1, "minggu": 7, "bulan": WALL_MONTH_DAYS}[unit]
        days = {"hari": 1, "minggu": self.days_per_week, "bulan": self.days_per_month}[unit]
        return None if days is None or self.minutes is None else days * self.minutes * 60


def read_measure(root: Table) -> DayMeasure:
    """The top-level key `hari`: { menit = 450, per_minggu = 5, per_bulan = 21 } or "kalender"."""
    if root.values.get("hari") == "kalender":
        root.has("hari")
        return DayMeasure(is_wall=True)
    if isinstance(root.values.get("hari"), str):
        root.choice("hari", ["kalender"], "kalender")
        return DayMeasure()
    table = root.table("hari", "hari")
    measure = DayMeasure(
        minutes=table.count("menit", None, 1440),
        days_per_week=table.count("per_minggu", None, 7),
        days_per_month=table.count("per_bulan", None, 31),
    )
    table.close()
    return measure


def read_time(table: Table, measure: DayMeasure, is_outside: bool) -> StandardTime:
    """One `waktu` or `total`. Without a number no clock runs; the clock is the outside one for outside roles."""
    unit, lower, upper = _amounts(table)
    normal = _clock(unit, measure, is_outside)
    clock = table.word("jenis", Clock, normal)
    text = table.text("teks") or _printed(unit, lower, upper)
    _compare(table, text, unit, (lower, upper))
    shared = table.text("bersama")
    table.close()
    if not unit or clock is Clock.NONE or upper is None:
        return StandardTime(text, Clock.NONE, shared_with=shared, line=table.line)
    size = measure.seconds(unit, clock)
    return StandardTime(
        text,
        clock,
        None if size is None else round((upper if lower is None else lower) * size),
        None if size is None else round(upper * size),
        shared,
        unit,
        table.line,
    )


def _amounts(table: Table) -> tuple[str, float | None, float | None]:
    found: list[tuple[str, float | None, float | None]] = []
    for unit in UNITS:
        exact = table.number(unit)
        lower, upper = table.number(f"{unit}_min"), table.number(f"{unit}_maks")
        if exact is not None and (lower is not None or upper is not None):
            table.report(
                unit,
                "waktu-ganda",
                f"{table.named.capitalize()} memuat {unit} dan rentang {unit}_min/_maks; pilih satu.",
            )
        if exact is not None:
            found.append((unit, exact, exact))
        elif upper is not None:
            found.append((unit, lower, upper))
        elif lower is not None:
            table.report(
                f"{unit}_min",
                "waktu-tanpa-batas",
                f"{table.named.capitalize()} memuat {unit}_min tanpa {unit}_maks; isi keduanya.",
            )
    if len(found) > 1:
        units = ", ".join(unit for unit, _, _ in found)
        table.report(
            found[1][0],
            "waktu-ganda",
            f"{table.named.capitalize()} ditulis dalam beberapa satuan ({units}); pilih satu satuan.",
        )
    return found[0] if found else ("", None, None)


def _clock(unit: str, measure: DayMeasure, is_outside: bool) -> Clock:
    if not unit:
        return Clock.NONE
    if is_outside:
        return Clock.OUTSIDE
    return Clock.WALL if measure.is_wall and unit not in FIXED else Clock.WORKING


def _printed(unit: str, lower: float | None, upper: float | None) -> str:
    if upper is None:
        return ""
    return f"{upper:g} {unit}" if lower in (None, upper) else f"{lower:g}–{upper:g} {unit}"


def _compare(table: Table, text: str, unit: str, amounts: tuple[float | None, float | None]) -> None:
    """What is printed and what runs may not differ: a number with this very unit in the text must be one of ours."""
    if not unit:
        return
    for printed in re.findall(
        rf"(?<![0-9.,])([0-9]{{1,9}}(?:\.[0-9]{{3}})*(?:,[0-9]+)?)\s*{unit}\b", text, re.IGNORECASE
    ):
        if float(printed.replace(".", "").replace(",", ".")) not in amounts:
            table.report(
                "teks",
                "waktu-berbeda",
                f"{table.named.capitalize()} tercetak “{printed} {unit}”, tetapi angkanya berbeda; "
                "samakan teks dan angkanya.",
            )
