"""What an office has already, beside what a file adds to it: where the names in a file are looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alur.actions.office_file.reading import AppointmentLine, OfficeLines
from alur.records.models import Application, Appointment, AppointmentKind, Position, Role, Unit, User

Seat = tuple[str, str]  # the name of a position and the code of its unit


@dataclass(frozen=True)
class Office:
    """The rows that are kept, by what a file calls them; `known_…` counts in what the file itself adds.

    `held` are the definitive appointments of each position that one person at a time holds.
    """

    units: dict[str, Unit]
    applications: dict[str, Application]
    positions: dict[Seat, Position]
    people: dict[str, User]
    roles: dict[str, Role]
    appointments: dict[tuple[str, Seat], list[Appointment]]
    held: dict[Seat, list[Appointment]]
    known_units: frozenset[str]
    known_people: frozenset[str]
    known_seats: frozenset[Seat]

    @classmethod
    def of(cls, lines: OfficeLines) -> Office:
        """The office as it is kept now, and the names that this file adds."""
        units = {unit.code: unit for unit in Unit.objects.select_related("parent")}
        positions = {
            (position.name, position.unit.code): position
            for position in Position.objects.select_related("unit").order_by("-pk")
        }
        people = {user.nip: user for user in User.objects.select_related("unit")}
        return cls(
            units=units,
            applications={row.code: row for row in Application.objects.all()},
            positions=positions,
            people=people,
            roles={f"{role.procedure.number}:{role.key}": role for role in Role.objects.select_related("procedure")},
            appointments=_appointments({line.nip for line in lines.appointments}),
            held=_held(positions, lines),
            known_units=frozenset(units) | {line.code for line in lines.units if line.code},
            known_people=frozenset(people) | {line.nip for line in lines.people if line.nip},
            known_seats=frozenset(positions) | {(line.name, line.unit) for line in lines.positions},
        )

    def seats(self, line: AppointmentLine) -> list[Seat]:
        """The positions that this line may mean, by the code of their unit; one, where it is clear."""
        return sorted(
            (seat for seat in self.known_seats if seat[0] == line.position and line.unit in ("", seat[1])),
            key=lambda seat: seat[1],
        )

    def kept(self, line: AppointmentLine, seat: Seat) -> Appointment | None:
        """The appointment that this line speaks of, when it is there already: same person, seat, kind and first day."""
        same = (
            row
            for row in self.appointments.get((line.nip, seat), [])
            if (row.kind, row.starts_on) == (line.kind, line.starts_on)
        )
        return next(same, None)

    def matched(self, lines: OfficeLines) -> Iterator[tuple[AppointmentLine, Seat]]:
        """The lines that have a person, one position and a first day."""
        for line in lines.appointments:
            seats = self.seats(line)
            if line.nip and line.starts_on and len(seats) == 1:
                yield line, seats[0]


def _held(positions: dict[Seat, Position], lines: OfficeLines) -> dict[Seat, list[Appointment]]:
    """Who holds the positions that are single, or become so by this file."""
    is_single = {seat: position.is_single for seat, position in positions.items()}
    is_single |= {(line.name, line.unit): line.is_single for line in lines.positions if line.is_single is not None}
    single = {position.pk: seat for seat, position in positions.items() if is_single[seat]}
    found: dict[Seat, list[Appointment]] = {seat: [] for seat, single_one in is_single.items() if single_one}
    rows = Appointment.objects.filter(position__in=single, kind=AppointmentKind.DEFINITIVE).select_related("user")
    for row in rows.order_by("pk"):
        found[single[row.position_id]].append(row)
    return found


def _appointments(nips: set[str]) -> dict[tuple[str, Seat], list[Appointment]]:
    found: dict[tuple[str, Seat], list[Appointment]] = {}
    rows = Appointment.objects.select_related("user", "position__unit", "stands_for")
    for row in rows.filter(user__nip__in=nips).order_by("pk"):
        found.setdefault((row.user.nip, (row.position.name, row.position.unit.code)), []).append(row)
    return found
