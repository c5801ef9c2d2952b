"""The case's road drawn on its procedure: the step line for wide screens, the strip for narrow ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from alur.records.models import document_of
from alur.reports.case_page import CasePage
from alur.sop.draw import step_line, step_strip

RECALLED = "ditarik-kembali"


@dataclass(frozen=True, slots=True)
class Flow:
    """Two drawings of the same road, both SVG with their text escaped."""

    line: SafeString
    strip: SafeString


def flow_of(page: CasePage) -> Flow:
    """The drawings of this case. Visits that were recalled are not part of the road."""
    road: list[str] = []
    rounds: dict[str, int] = {}
    for visit in page.visits:
        rounds[visit.step] = max(visit.round, rounds.get(visit.step, 0))
        if visit.decision != RECALLED and (not road or road[-1] != visit.step):
            road.append(visit.step)
    current = page.visit.step if page.visit else ""
    return drawn(page.case.edition_id, tuple(road), current, tuple(sorted(rounds.items())))


@lru_cache(maxsize=512)
def drawn(edition_id: int, road: tuple[str, ...], current: str, rounds: tuple[tuple[str, int], ...]) -> Flow:
    """The drawings of one road; many cases have gone the same way, and editions never change."""
    procedure = document_of(edition_id)
    line = step_line(procedure, travelled=road, current=current, rounds=dict(rounds))
    strip = step_strip(procedure, travelled=road, current=current, rounds=dict(rounds))
    return Flow(mark_safe(line), mark_safe(strip))
