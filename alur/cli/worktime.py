"""`alur worktime`: until when, how long, and many at once. Answers on standard output, faults on standard error."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import Any

from alur.cli.worktime_batch import answered, lines_at_hand
from alur.worktime import (
    Calendar,
    DayKind,
    DayOff,
    Line,
    PausedPart,
    Reckoning,
    WorktimeError,
    indonesia,
    read_calendar,
)
from alur.worktime.wording import ISO_HINT, hour, long_instant, number, short_date


def add_to(subparsers: Any) -> None:
    """Add the command `worktime`: `due`, `between`, `batch`; each sets `handler` to a function of the arguments."""
    commands = subparsers.add_parser("worktime", help="waktu kerja: sampai kapan, berapa lama, dan mengapa")
    kinds = commands.add_subparsers(required=True, metavar="due|between|batch")
    file = argparse.ArgumentParser(add_help=False)
    file.add_argument(
        "--calendar", type=Path, metavar="FILE", help="berkas kalender (TOML); tanpa ini kalender nasional"
    )

    due_parser = kinds.add_parser("due", parents=[file], help="saat menit kerja habis")
    due_parser.add_argument("start", type=_instant, metavar="START", help="waktu mulai (ISO 8601)")
    due_parser.add_argument("minutes", type=_minutes, metavar="MINUTES", help="lama kerja dalam menit")
    due_parser.add_argument("--why", action="store_true", help="tampilkan hitungan hari demi hari")
    due_parser.set_defaults(handler=due)

    between_parser = kinds.add_parser("between", parents=[file], help="menit kerja antara dua waktu")
    between_parser.add_argument("start", type=_instant, metavar="A", help="waktu mulai (ISO 8601)")
    between_parser.add_argument("end", type=_instant, metavar="B", help="waktu selesai (ISO 8601)")
    between_parser.set_defaults(handler=between)

    batch_parser = kinds.add_parser(
        "batch", parents=[file], help="banyak hitungan: satu JSON tiap baris masuk dan keluar"
    )
    batch_parser.set_defaults(handler=batch)


def due(args: argparse.Namespace) -> int:
    """Print when the minutes have passed; with --why the reckoning before it. Returns the exit code."""
    try:
        calendar = _calendar(args.calendar)
        reckoning = calendar.reckon(args.start, args.minutes) if args.why else None
        until = reckoning.due if reckoning else calendar.due(args.start, args.minutes)
    except WorktimeError as error:
        return _refuse(error)
    for row in _table(reckoning) if reckoning else ():
        print(row)
    print(until.isoformat())
    return 0


def between(args: argparse.Namespace) -> int:
    """Print the working minutes between two instants; below zero where the second is earlier. Returns the exit code."""
    try:
        minutes = _calendar(args.calendar).between(args.start, args.end)
    except WorktimeError as error:
        return _refuse(error)
    print(_plain(minutes))
    return 0


def batch(args: argparse.Namespace) -> int:
    """Answer each line of standard input with one line, {"error"} where there is no answer. Returns the exit code."""
    try:
        calendar = _calendar(args.calendar)
    except WorktimeError as error:
        return _refuse(error)
    for lines in lines_at_hand(sys.stdin.buffer):
        answers = answered(calendar, lines)
        sys.stdout.write("".join(f"{json.dumps(answer, ensure_ascii=False)}\n" for answer in answers))
        sys.stdout.flush()
    return 0


def _calendar(file: Path | None) -> Calendar:
    if file is None:
        return indonesia()
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise WorktimeError(f"Berkas kalender {file} tidak dapat dibaca ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise WorktimeError(f"Berkas kalender {file} bukan teks UTF-8; simpan ulang sebagai UTF-8.") from None
    return read_calendar(text, file=str(file))


def _refuse(error: WorktimeError) -> int:
    print(error, file=sys.stderr)
    return 1


def _instant(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"waktu “{text}” tidak terbaca; {ISO_HINT}") from None


def _minutes(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"“{text}” bukan bilangan menit; tulis misalnya 9000 atau 12.5") from None


def _plain(minutes: float) -> str:
    return str(int(minutes)) if minutes == int(minutes) else repr(minutes)


def _table(reckoning: Reckoning) -> Iterator[str]:
    yield f"Mulai      {long_instant(reckoning.start)}"
    yield f"Mutu baku  {number(reckoning.minutes)} menit kerja"
    yield ""
    yield _row("Hari", "Waktu yang dihitung", "Menit", "Jumlah", "Istirahat, libur, jeda")
    timetable = ""
    for is_weekend, lines in groupby(reckoning.lines, lambda line: line.kind is DayKind.WEEKEND and not line.pauses):
        if is_weekend:
            yield _weekend(list(lines))
            continue
        for line in lines:
            remark = _remark(line, new_timetable=line.timetable != timetable)
            timetable = line.timetable
            hours = "  ".join(f"{hour(span.start)}-{hour(span.end)}" for span in line.intervals) or "tidak ada"
            sums = number(line.seconds / 60), number(line.running_seconds / 60)
            yield _row(short_date(line.date), hours, *sums, remark)
    yield ""
    for year in reckoning.undecreed_years:
        yield f"Catatan    hari libur tahun {year} belum ada di kalender; tenggat dapat bergeser."
    yield f"Tenggat    {long_instant(reckoning.due)}"


def _weekend(lines: list[Line]) -> str:
    first, last = lines[0].date, lines[-1].date
    weekday, rest = short_date(last).split(" ", 1)
    days = short_date(last) if first == last else f"{short_date(first)[:3]}-{weekday} {first.day}-{rest}"
    return _row(days, DayKind.WEEKEND.value, "0", number(lines[-1].running_seconds / 60), "")


def _remark(line: Line, *, new_timetable: bool) -> str:
    remarks = [f"jadwal {line.timetable}"] if new_timetable and line.timetable else []
    if line.kind is DayKind.OFF:
        remarks += [_day_off(off) for off in line.day.days_off]
    elif line.kind is not DayKind.WORK:
        remarks.append(line.kind.value)
    remarks += [f"istirahat {hour(span.start)}-{hour(span.end)}" for span in line.breaks]
    remarks += [_paused(part) for part in line.pauses]
    return "; ".join([*remarks, "perkiraan"] if line.is_estimate else remarks)


def _day_off(off: DayOff) -> str:
    name = off.name if off.name.lower().startswith(off.kind.lower()) else f"{off.kind}: {off.name}"
    return f"{name} ({off.decree})" if off.decree else name


def _paused(part: PausedPart) -> str:
    return f"jeda {hour(part.start)}-{hour(part.end)}: {part.reason}"


def _row(day: str, hours: str, minutes: str, total: str, remark: str) -> str:
    return f"{day:<24}{hours:<28}{minutes:>8}{total:>10}  {remark}".rstrip()
