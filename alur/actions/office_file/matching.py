"""Holds an office file against the office: names that lead nowhere, things said twice, appointments that collide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from alur.actions.office_file.office import Office, Seat
from alur.actions.office_file.reading import AppointmentLine, OfficeLines, PositionLine, UnitLine
from alur.records.models import AppointmentKind
from alur.sop.checking.wording import nearest
from alur.sop.reading.tables import Table


def match(lines: OfficeLines, office: Office) -> None:
    """Report every fault between the lines, and between them and what is kept, at its place in the file."""
    _once(((line.table, "kode", line.code) for line in lines.units), "Kode unit {}")
    _once(((line.table, "kode", line.code) for line in lines.applications), "Kode aplikasi {}")
    _once(((line.table, "nama", f"{line.name} ({line.unit})") for line in lines.positions), "Jabatan {}")
    _once(((line.table, "nip", line.nip) for line in lines.people), "NIP {}")
    _parents(lines, office)
    for position in lines.positions:
        _unit(position.table, "unit", position.unit, office)
        _roles(position, office)
    for person in lines.people:
        _unit(person.table, "unit", person.unit, office)
    for appointment in lines.appointments:
        _names(appointment, office)
        _stand_in(appointment)
    _collisions(lines, office)


def _once(keys: Iterable[tuple[Table, str, str]], named: str) -> None:
    seen: dict[str, int] = {}
    for table, key, value in keys:
        if value and value in seen:
            table.report(key, "ganda", f"{named.format(value)} sudah ditulis pada baris {seen[value]}; cukup sekali.")
        seen.setdefault(value, table.line_of(key))


def _unit(table: Table, key: str, code: str | None, office: Office) -> None:
    if code and code not in office.known_units:
        hint = nearest(code, office.known_units)
        sentence = f"Unit “{code}” tidak ada di berkas ini dan belum tercatat; tambahkan [[unit]]-nya.{hint}"
        table.report(key, "unit-tak-dikenal", sentence)


def _parents(lines: OfficeLines, office: Office) -> None:
    above = {code: unit.parent.code if unit.parent else "" for code, unit in office.units.items()}
    above |= {line.code: line.parent for line in lines.units if line.parent is not None}
    for line in lines.units:
        _unit(line.table, "induk", line.parent, office)
        _zone(line, office)
        passed, code = {line.code}, above.get(line.code, "")
        while code and code not in passed:
            passed.add(code)
            code = above.get(code, "")
        if line.code and code == line.code:
            sentence = f"Unit “{line.code}” menjadi induk bagi dirinya sendiri; perbaiki induknya."
            line.table.report("induk", "induk-berputar", sentence)


def _zone(line: UnitLine, office: Office) -> None:
    """The zone of a unit that is kept moves deadlines, so only a decree changes it."""
    kept = office.units.get(line.code)
    if kept and line.zone and line.zone != kept.zone:
        sentence = (
            f"Unit “{line.code}” sudah tercatat dengan zona {kept.zone}; zona unit yang sudah ada diubah dengan "
            "keputusan pada Kalender kerja. Tulis zona yang tercatat, atau hapus barisnya."
        )
        line.table.report("zona", "zona-tetap", sentence)


def _roles(line: PositionLine, office: Office) -> None:
    for number, written in enumerate(line.roles):
        if written not in office.roles:
            place = (*line.table.path, "peran", number)
            line.table.place.report(place, "peran-tak-dikenal", _unknown_role(written, office))


def _unknown_role(written: str, office: Office) -> str:
    if not office.roles:
        return f"Peran “{written}” tidak dikenal karena belum ada SOP yang terbit; jalankan alur sop publish dahulu."
    procedure = written.rpartition(":")[0]
    hint = nearest(written, office.roles)
    same = ", ".join(name for name in office.roles if name.startswith(f"{procedure}:"))
    if not hint:
        hint = f" Yang dikenal: {same or ', '.join(office.roles)}."
    return f"Peran “{written}” tidak dikenal; tulis sebagai NOMOR-SOP:kunci-pelaksana.{hint}"


def _names(line: AppointmentLine, office: Office) -> None:
    for key, nip in (("nip", line.nip), ("atas_nama", line.principal)):
        if nip and nip not in office.known_people:
            hint = nearest(nip, office.known_people)
            sentence = f"NIP {nip} tidak ada di berkas ini dan belum tercatat; tambahkan [[orang]]-nya.{hint}"
            line.table.report(key, "orang-tak-dikenal", sentence)
    _unit(line.table, "unit", line.unit, office)
    seats = office.seats(line)
    if line.position and not seats and (not line.unit or line.unit in office.known_units):
        where = f" pada unit “{line.unit}”" if line.unit else ""
        hint = nearest(line.position, sorted({name for name, _ in office.known_seats}))
        sentence = f"Jabatan “{line.position}”{where} tidak ada di berkas ini dan belum tercatat.{hint}"
        line.table.report("jabatan", "jabatan-tak-dikenal", sentence)
    if len(seats) > 1:
        units = ", ".join(unit for _, unit in seats)
        sentence = f"Jabatan “{line.position}” ada pada beberapa unit ({units}); tambahkan unit = “…”."
        line.table.report("jabatan", "jabatan-mendua", sentence)


def _stand_in(line: AppointmentLine) -> None:
    if line.kind == AppointmentKind.DEFINITIVE and line.principal:
        line.table.report("atas_nama", "atas-nama", "atas_nama hanya untuk Plt. dan Plh.; hapus, atau ubah sifatnya.")
    if line.kind == AppointmentKind.PLH and not line.table.has("atas_nama"):
        line.table.report("sifat", "atas-nama", "Plh. memerlukan atas_nama: NIP pejabat yang digantikan sementara.")
    if line.nip and line.principal == line.nip:
        line.table.report("atas_nama", "atas-nama", f"NIP {line.nip} tidak dapat menggantikan dirinya sendiri.")


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one appointment, and how a sentence points at it."""

    starts_on: dt.date
    ends_on: dt.date | None
    named: str

    def meets(self, other: Span) -> bool:
        """Whether some day belongs to both."""
        ends_after = self.ends_on is None or self.ends_on >= other.starts_on
        return ends_after and (other.ends_on is None or other.ends_on >= self.starts_on)


def _collisions(lines: OfficeLines, office: Office) -> None:
    """Appointments told twice, told differently from what is kept, or definitive ones that share a day."""
    told: dict[tuple[str, Seat, str, dt.date | None], int] = {}
    spans: dict[tuple[str, Seat], list[Span]] = {}
    seats = _held_spans(lines, office)
    for position in lines.positions:
        _crowded(position, seats.get((position.name, position.unit), []))
    kept_ones = {id(office.kept(line, seat)) for line, seat in office.matched(lines)}
    for line, seat in office.matched(lines):
        key = (line.nip, seat, line.kind, line.starts_on)
        if key in told:
            sentence = f"Penetapan ini sudah ditulis pada baris {told[key]}; cukup sekali."
            line.table.report("nip", "ganda", sentence)
            continue
        told[key] = line.table.line
        _as_kept(line, seat, office)
        if line.kind == AppointmentKind.DEFINITIVE:
            others = spans.setdefault((line.nip, seat), _kept_spans(line.nip, seat, office, kept_ones))
            _overlap(line, seat, others, office)
            if seat in seats:
                _single(line, seat, seats[seat], office)


def _as_kept(line: AppointmentLine, seat: Seat, office: Office) -> None:
    kept = office.kept(line, seat)
    if kept is None:
        return
    if line.letter_number and line.letter_number != kept.letter_number:
        sentence = (
            f"Penetapan ini sudah tercatat dengan nomor surat {kept.letter_number}; hanya sampai yang dapat diubah."
        )
        line.table.report("surat", "surat-lain", sentence)
    if line.principal != (kept.stands_for.nip if kept.stands_for else ""):
        whom = f"atas nama {kept.stands_for.nip}" if kept.stands_for else "tanpa atas_nama"
        line.table.report(
            "atas_nama", "atas-nama", f"Penetapan ini sudah tercatat {whom}; hanya sampai yang dapat diubah."
        )


def _kept_spans(nip: str, seat: Seat, office: Office, kept_ones: set[int]) -> list[Span]:
    return [
        Span(row.starts_on, row.ends_on, f"surat {row.letter_number}, sudah tercatat")
        for row in office.appointments.get((nip, seat), [])
        if row.kind == AppointmentKind.DEFINITIVE and id(row) not in kept_ones
    ]


def _overlap(line: AppointmentLine, seat: Seat, others: list[Span], office: Office) -> None:
    kept = office.kept(line, seat)
    assert line.starts_on is not None  # matched
    ends_on = line.ends_on or (kept.ends_on if kept else None)
    span = Span(line.starts_on, ends_on, f"surat {line.letter_number}, baris {line.table.line}")
    for other in others:
        if span.meets(other):
            until = f"sampai {other.ends_on.isoformat()}" if other.ends_on else "tanpa batas"
            sentence = (
                f"NIP {line.nip} sudah memegang jabatan “{line.position}” secara definitif sejak "
                f"{other.starts_on.isoformat()} {until} ({other.named}); akhiri dahulu yang itu dengan sampai."
            )
            line.table.report("mulai", "bertumpuk", sentence)
            break
    others.append(span)


def _single(line: AppointmentLine, seat: Seat, others: list[tuple[str, Span]], office: Office) -> None:
    """Report somebody else in a position that one person at a time holds."""
    kept = office.kept(line, seat)
    assert line.starts_on is not None  # matched
    ends_on = line.ends_on or (kept.ends_on if kept else None)
    span = Span(line.starts_on, ends_on, f"surat {line.letter_number}, baris {line.table.line}")
    for nip, other in others:
        if nip != line.nip and span.meets(other):
            sentence = (
                f"Jabatan “{line.position}” dijabat satu orang, dan pada hari itu dipegang NIP {nip} secara definitif "
                f"({other.named}); akhiri dahulu yang itu dengan sampai."
            )
            line.table.report("mulai", "bertumpuk", sentence)
            break
    others.append((line.nip, span))


def _crowded(line: PositionLine, holders: list[tuple[str, Span]]) -> None:
    """Report a position that is to have one holder while several hold it without an end."""
    nips = sorted({nip for nip, span in holders if span.ends_on is None})
    if line.is_single and len(nips) > 1:
        sentence = (
            f"Jabatan “{line.name}” dipegang NIP {' dan '.join(nips)} secara definitif tanpa batas waktu; "
            "akhiri dahulu yang lain, baru tulis satu_pejabat = true."
        )
        line.table.report("satu_pejabat", "bertumpuk", sentence)


def _held_spans(lines: OfficeLines, office: Office) -> dict[Seat, list[tuple[str, Span]]]:
    """Who holds the single positions, as kept; what the file itself tells of is left to its own line."""
    told = {kept.pk for line, seat in office.matched(lines) if (kept := office.kept(line, seat))}
    return {
        seat: [
            (row.user.nip, Span(row.starts_on, row.ends_on, f"surat {row.letter_number}, sudah tercatat"))
            for row in rows
            if row.pk not in told
        ]
        for seat, rows in office.held.items()
    }
