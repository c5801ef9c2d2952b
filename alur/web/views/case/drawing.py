"""The case's road drawn on its procedure: the step line for wide screens, the strip for narrow ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

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
    line = step_line(page.procedure, travelled=road, current=current, rounds=rounds)
    strip = step_strip(page.procedure, travelled=road, current=current, rounds=rounds)
    return Flow(mark_safe(line), mark_safe(strip))
