"""Reads an office file into typed lines. What it names and whether that exists is asked in `matching`."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from alur.actions.retention.rules import LONGEST_YEARS, RuleValues
from alur.records.models import AppointmentKind, Duty, Fate
from alur.records.nip import nip_fault, plain_nip
from alur.sop import read as read_procedure
from alur.sop.lines import locate
from alur.sop.reading.tables import Place, Table, shown
from alur.worktime import WorktimeError
from alur.worktime.instants import open_zone

NIK = re.compile(r"[0-9]{16}")
DUTIES = [str(duty) for duty in Duty if duty]
KINDS = [str(kind) for kind in AppointmentKind]
WEB_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One [[unit]]. None: the file is silent, what is kept stays."""

    table: Table
    code: str
    name: str
    parent: str | None
    zone: str | None


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One [[aplikasi]]."""

    table: Table
    code: str
    name: str
    url: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One [[jabatan]]; a position is known by its name and unit. `roles` are written NOMOR-SOP:kunci."""

    table: Table
    name: str
    unit: str
    duty: str | None
    is_single: bool | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One [[orang]]."""

    table: Table
    nip: str
    name: str
    email: str | None
    unit: str | None
    nik: str | None


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """One [[penetapan]]; `unit` "" when the name of the position is enough. No first day, no match."""

    table: Table
    nip: str
    position: str
    unit: str
    kind: str
    principal: str
    letter_number: str
    starts_on: dt.date | None
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """One [[retensi]]: a line of the schedule as the page takes it."""

    table: Table
    values: RuleValues


@dataclass(frozen=True, slots=True)
class OfficeLines:
    """All that a file says, in its order."""

    units: list[UnitLine]
    applications: list[ApplicationLine]
    positions: list[PositionLine]
    people: list[PersonLine]
    appointments: list[AppointmentLine]
    rules: list[RetentionLine] = field(default_factory=list)


def read_office(text: str) -> tuple[OfficeLines | None, Place]:
    """The lines of an office file and the place that gathers its faults; no lines when the text is not TOML."""
    text = text.removeprefix("\ufeff")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError):
        # A procedure file breaks in the same ways; its reader has the sentences for them.
        return None, Place({}, list(read_procedure(text).faults))
    place = Place(locate(text))
    root = Table(values, (), place, "berkas ini")
    lines = OfficeLines(
        [_unit(table) for table in root.tables("unit", "unit ke-{}")],
        [_application(table) for table in root.tables("aplikasi", "aplikasi ke-{}")],
        [_position(table) for table in root.tables("jabatan", "jabatan ke-{}")],
        [person_line(table) for table in root.tables("orang", "orang ke-{}")],
        [appointment_line(table) for table in root.tables("penetapan", "penetapan ke-{}")],
        [_rule(table) for table in root.tables("retensi", "retensi ke-{}")],
    )
    root.close()
    return lines, place


def _unit(table: Table) -> UnitLine:
    line = UnitLine(
        table,
        _text(table, "kode", 40),
        _text(table, "nama", 200),
        _maybe(table, "induk", 40),
        _maybe(table, "zona", 40),
    )
    if line.zone is not None:
        try:
            open_zone(line.zone)
        except WorktimeError as fault:
            table.report("zona", "zona-salah", str(fault))
    table.close()
    return line


def _application(table: Table) -> ApplicationLine:
    code, name = _text(table, "kode", 40), _text(table, "nama", 200)
    line = ApplicationLine(table, code, name, _maybe(table, "alamat", 500), _maybe(table, "uraian", 2000))
    if line.url:
        try:
            WEB_ADDRESS(line.url)
        except ValidationError:
            table.report(
                "alamat",
                "alamat-salah",
                f"{shown(line.url)} bukan alamat web; tulis lengkap, misalnya https://simka.go.id/.",
            )
    table.close()
    return line


def _position(table: Table) -> PositionLine:
    name, unit = _text(table, "nama", 200), _text(table, "unit", 40)
    duty = table.choice("tugas", DUTIES, "") if table.has("tugas") else None
    is_single = table.flag("satu_pejabat", False) if table.has("satu_pejabat") else None
    line = PositionLine(table, name, unit, duty, is_single, table.texts("peran"))
    table.close()
    return line


def person_line(table: Table) -> PersonLine:
    """One person, each fault noted at its place."""
    nip, name = _nip(table, "nip"), _text(table, "nama", 200)
    line = PersonLine(table, nip, name, _maybe(table, "surel", 254), _maybe(table, "unit", 40), _nik(table))
    if line.email:
        try:
            validate_email(line.email)
        except ValidationError:
            table.report(
                "surel", "surel-salah", f"{shown(line.email)} bukan alamat surel; tulis misalnya nama@kantor.go.id."
            )
    table.close()
    return line


def appointment_line(table: Table) -> AppointmentLine:
    """One appointment, each fault noted at its place."""
    nip, position = _nip(table, "nip"), _text(table, "jabatan", 200)
    line = AppointmentLine(
        table,
        nip,
        position,
        _maybe(table, "unit", 40) or "",
        table.choice("sifat", KINDS, str(AppointmentKind.DEFINITIVE)),
        _nip(table, "atas_nama") if table.has("atas_nama") else "",
        _text(table, "surat", 100),
        table.day("mulai"),
        table.day("sampai"),
    )
    if "mulai" not in table.values:
        table.report("mulai", "kosong", f"mulai pada {table.named} belum diisi; tulis mulai = 2026-01-02.")
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        days = f"{line.ends_on.isoformat()} lebih awal daripada mulai {line.starts_on.isoformat()}"
        table.report("sampai", "tanggal-terbalik", f"sampai {days}; periksa kedua tanggalnya.")
    table.close()
    return line


def _rule(table: Table) -> RetentionLine:
    values = RuleValues(
        code=_text(table, "kode", 40),
        name=_text(table, "nama", 200),
        active_years=table.count("aktif", None, LONGEST_YEARS),
        inactive_years=table.count("inaktif", None, LONGEST_YEARS),
        fate=table.choice("nasib", [str(fate) for fate in Fate], ""),
        basis=_text(table, "keputusan", 120),
        reason=_text(table, "alasan", 500),
        starts_on=table.day("mulai"),
    )
    table.close()
    return RetentionLine(table, values)


def _text(table: Table, key: str, limit: int) -> str:
    """A text that must be there."""
    return _fitting(table, key, table.needed(key), limit)


def _maybe(table: Table, key: str, limit: int) -> str | None:
    """A text that may be left out; None then, for what is kept stays."""
    return _fitting(table, key, table.text(key), limit) if table.has(key) else None


def _fitting(table: Table, key: str, text: str, limit: int) -> str:
    if len(text) > limit:
        table.report(key, "terlalu-panjang", f"{key} pada {table.named} {len(text)} huruf; paling panjang {limit}.")
    if not (" ".join(text.split()) if key == "uraian" else text).isprintable():
        table.report(key, "tanda-kendali", f"{key} pada {table.named} memuat tanda kendali; ketik ulang teks itu.")
    return text


def _nik(table: Table) -> str | None:
    """The NIK is repeated in no message: what is printed on a screen or kept in a log stays there."""
    if not table.has("nik"):
        return None
    nik = table.text("nik").replace(" ", "")
    if nik and not (nik.isascii() and NIK.fullmatch(nik)):
        table.report("nik", "nik-salah", f"nik pada {table.named} harus 16 angka; samakan dengan KTP-nya.")
    return nik


def _nip(table: Table, key: str) -> str:
    nip = plain_nip(table.needed(key))
    if nip and (fault := nip_fault(nip)):
        table.report(key, "nip-salah", f"{key} {shown(nip)} {fault}")
    return nip
