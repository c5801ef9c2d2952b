"""Closed visits by step, role, decision and round, each group with the frozen seconds of its visits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from alur.records.models import KeptVisits


class GroupKey(NamedTuple):
    """What the visits of a group have in common. `next_step` is "" where the case ended."""

    edition_id: int
    step: str
    role_id: int | None
    is_wall_clock: bool
    decision: str
    next_step: str
    round: int
    is_top_secret: bool

    @property
    def order(self) -> tuple[int, str, int, bool, str, str, int, bool]:
        """What groups are sorted by."""
        return (self.edition_id, self.step, self.role_id or 0, *self[3:])


@dataclass(slots=True)
class Group:
    """The visits of one key: pairs of used and waited seconds, in order, so that equal groups are equal."""

    key: GroupKey
    pairs: list[tuple[int, int | None]] = field(default_factory=list)
    judged: int = 0
    late: int = 0

    @property
    def count(self) -> int:
        return len(self.pairs)

    def add(self, used: int | None, waited: int | None, *, is_judged: bool, is_late: bool) -> None:
        """Count one more visit."""
        self.pairs.append((used or 0, waited))
        self.judged += is_judged
        self.late += is_late

    def row(self, month: dt.date, procedure_id: int) -> KeptVisits:
        """The group as it is kept."""
        return KeptVisits(
            month=month,
            procedure_id=procedure_id,
            judged=self.judged,
            late=self.late,
            used=[used for used, _ in self.pairs],
            waited=[waited for _, waited in self.pairs],
            **self.key._asdict(),
        )

    @classmethod
    def of_row(cls, row: KeptVisits) -> Group:
        """The group that was kept in this row."""
        key = GroupKey(*(getattr(row, name) for name in GroupKey._fields))
        return cls(key, list(zip(row.used, row.waited, strict=True)), row.judged, row.late)


def merged(groups: Iterable[Group]) -> list[Group]:
    """Groups of several spans as one list in a fixed order, those of the same key put together."""
    parts: dict[GroupKey, list[Group]] = defaultdict(list)
    for group in groups:
        parts[group.key].append(group)
    return [_joined(key, parts[key]) for key in sorted(parts, key=lambda key: key.order)]


def _joined(key: GroupKey, same: list[Group]) -> Group:
    pairs = [pair for group in same for pair in group.pairs]
    pairs.sort(key=lambda pair: (pair[0], -1 if pair[1] is None else pair[1]))
    return Group(key, pairs, sum(item.judged for item in same), sum(item.late for item in same))
