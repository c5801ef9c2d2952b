"""Whose work, for whom, and how old: load by person, requests by unit and application, ageing of what is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from alur.records.measures import AGES, ENDED_OUTSIDE, Figures
from alur.records.models import Application, Case, Role, Unit, User, Visit
from alur.records.standing import Standing
from alur.reports.achievement.quantiles import share
from alur.sop.document import Step


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a role: visits closed, of them late, working seconds, and visits in hand now (None in the past)."""

    user_id: int
    name: str
    role_id: int
    role: str
    closed: int
    late: int
    seconds: int
    in_hand: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A unit or an application: requests that began, and that ended, in the period. `pk` is 0 for none."""

    pk: int
    name: str
    opened: int
    done: int
    outside: int

    @property
    def ended(self) -> int:
        return self.done + self.outside


@dataclass(frozen=True, slots=True)
class AgeLine:
    """The open requests at a step by age: up to 7, 30, 90 days, and older."""

    edition_id: int
    step: Step
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


def roles_of(procedure_id: int) -> list[Role]:
    """The roles of the procedure. One statement."""
    return list(Role.objects.filter(procedure=procedure_id))


def people_lines(
    figures: Figures, roles: Mapping[int, str], in_hand: Mapping[tuple[int, int], int] | None
) -> list[PersonLine]:
    """A line for every person and role that closed visits or has some in hand, by role, the most time first."""
    keys = {key for key in figures.people if key[1] is not None} | set(in_hand or {})
    names = dict(User.objects.filter(pk__in={user for user, _ in keys}).order_by().values_list("pk", "name"))
    totals: Counter[int | None] = Counter()
    for (_, role), (_, _, seconds) in figures.people.items():
        totals[role] += seconds
    lines = []
    for user, role in keys:
        closed, late, seconds = figures.people.get((user, role), (0, 0, 0))
        held = None if in_hand is None else in_hand.get((user, role or 0), 0)
        name, of_role = names.get(user, "–"), share(seconds, totals[role])
        role_name = roles.get(role or 0, "–")
        lines.append(PersonLine(user, name, role or 0, role_name, closed, late, seconds, held, of_role))
    places = list(roles)
    return sorted(lines, key=lambda line: (places.index(line.role_id), -line.seconds, line.name))


def in_hand_now(procedure_id: int, viewer: Standing) -> dict[tuple[int, int], int]:
    """How many open visits each person has by role. One statement."""
    mine = Case.objects.visible_to(viewer).filter(procedure=procedure_id).order_by().values("pk")
    held = Visit.objects.open().filter(assignee__isnull=False, role__isnull=False, case__in=mine).order_by()
    counted = held.values_list("assignee_id", "role_id").annotate(count=Count("pk"))
    return {(user, role): count for user, role, count in counted}


def place_lines(figures: Figures) -> tuple[list[PlaceLine], list[PlaceLine]]:
    """Requests by unit and by application, the most first. Two statements."""
    by_unit: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    by_application: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (unit, application), count in figures.opened.items():
        by_unit[unit][0] += count
        by_application[application or 0][0] += count
    for (unit, application, result), count in figures.ended.items():
        place = 2 if result in ENDED_OUTSIDE else 1
        by_unit[unit][place] += count
        by_application[application or 0][place] += count
    units = dict(Unit.objects.filter(pk__in=by_unit).order_by().values_list("pk", "name"))
    applications = dict(Application.objects.filter(pk__in=by_application).order_by().values_list("pk", "name"))
    return _places(by_unit, units, "–"), _places(by_application, applications, "Belum disebut aplikasinya")


def _places(counts: Mapping[int, list[int]], names: Mapping[int, str], nameless: str) -> list[PlaceLine]:
    lines = [PlaceLine(pk, names.get(pk, nameless), *count) for pk, count in counts.items()]
    return sorted(lines, key=lambda line: (-line.opened, -line.ended, line.name))


def age_lines(figures: Figures, steps: Iterable[tuple[int, Step]]) -> list[AgeLine]:
    """The open requests by step and age, in the sheet's order; steps without any are left out."""
    classes = (*AGES, 0)
    lines = [
        AgeLine(edition, step, tuple(figures.ages.get((step.key, days), 0) for days in classes))
        for edition, step in steps
    ]
    return [line for line in lines if line.total]
