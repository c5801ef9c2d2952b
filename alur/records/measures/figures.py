"""Figures about cases in a span: begun and ended, how long they took, whose work, which corrections, what departed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

HIDDEN_POINT = ""


@dataclass
class Figures:
    """Counts by key. `leads` are the used working seconds of cases that came to an end of the procedure's own.

    Keys: opened (unit, application); ended (unit, application, result); ages (step, class of age) of cases open at the
    end; people (user, role) with visits closed, of them late, and used working seconds; points (step, severity, text),
    where the text of a secret case is `HIDDEN_POINT`.
    """

    opened: Counter[tuple[int, int | None]] = field(default_factory=Counter)
    ended: Counter[tuple[int, int | None, str]] = field(default_factory=Counter)
    leads: list[int] = field(default_factory=list)
    ages: Counter[tuple[str, int]] = field(default_factory=Counter)
    people: dict[tuple[int, int | None], tuple[int, int, int]] = field(default_factory=dict)
    points: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    departures: Counter[str] = field(default_factory=Counter)

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it, in a fixed order."""
        return {
            "opened": _rows(self.opened),
            "ended": _rows(self.ended),
            "leads": sorted(self.leads),
            "ages": _rows(self.ages),
            "people": sorted(([*key, *what] for key, what in self.people.items()), key=str),
            "points": _rows(self.points),
            "departures": dict(sorted(self.departures.items())),
        }

    @classmethod
    def of_kept(cls, data: dict[str, Any]) -> Figures:
        """What `kept` wrote."""
        people = {(user, role): (count, late, used) for user, role, count, late, used in data["people"]}
        counts = {name: _counter(data[name]) for name in ("opened", "ended", "ages", "points")}
        return cls(leads=list(data["leads"]), people=people, departures=Counter(data["departures"]), **counts)

    def add(self, later: Figures) -> None:
        """Take in the figures of a later span; what is open at its end replaces what was open before."""
        self.beside(later)
        self.ages = later.ages.copy()

    def beside(self, other: Figures) -> None:
        """Take in the figures of other cases in the same span."""
        for name in ("opened", "ended", "points", "departures", "ages"):
            getattr(self, name).update(getattr(other, name))
        self.leads = sorted([*self.leads, *other.leads])
        for (user, role), what in other.people.items():
            self.count_work(user, role, *what)

    def count_work(self, user: int, role: int | None, visits: int, late: int, seconds: int) -> None:
        """Add closed visits of a person in a role."""
        had = self.people.get((user, role), (0, 0, 0))
        self.people[user, role] = (had[0] + visits, had[1] + late, had[2] + seconds)


def _rows(counts: Counter[Any]) -> list[list[Any]]:
    return sorted(([*key, count] for key, count in counts.items()), key=str)


def _counter(rows: list[list[Any]]) -> Counter[Any]:
    return Counter({tuple(key): count for *key, count in rows})
