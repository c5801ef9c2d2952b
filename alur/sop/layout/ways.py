"""What has to be joined on the sheet: every exit of every step, with the letters that the official form gives it."""

from __future__ import annotations

from dataclasses import dataclass

from alur.sop.document import Exit, Procedure, Source, Step, Symbol
from alur.sop.layout.sheet import Kind

_KINDS = {Symbol.START: Kind.CAPSULE, Symbol.END: Kind.CAPSULE, Symbol.DECISION: Kind.DIAMOND, Symbol.PROCESS: Kind.BOX}
_YES = ("ya", "disetujui")
_NO = ("tidak", "dikoreksi")


@dataclass(frozen=True, slots=True)
class Way:
    """One exit as it is drawn: from a step to another (`to`) or to the small capsule of an end (`end`)."""

    step: str
    exit: str
    label: str
    to: str = ""
    end: str = ""
    is_correction: bool = False
    is_main: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """(step key, exit key)."""
        return (self.step, self.exit)


def ways_of(procedure: Procedure) -> list[Way]:
    """Every exit that needs a line, in the order of the rows.

    Left out are the ends that a closing capsule itself stands for, and exits to a step that does not exist (a draft may
    have them; the checker reports them). Parallel strands count as exits without a label.
    """
    place = {step.key: number for number, step in enumerate(procedure.steps)}
    found: list[Way] = []
    for step in procedure.steps:
        exits = [*step.exits, *_strands(step)]
        drawn = [way for way in exits if (way.to in place or way.end) and not _is_the_symbol_itself(step, way)]
        main = _main_exit(step, drawn, place)
        found += [
            Way(
                step=step.key,
                exit=way.key,
                label=exit_label(step, way),
                to=way.to if way.to in place else "",
                end="" if way.to in place else way.end,
                is_correction=way.is_correction,
                is_main=way is main,
            )
            for way in drawn
        ]
    return found


def exit_label(step: Step, way: Exit) -> str:
    """What stands beside the exit's line: Y or T for the usual two answers, others in full, "" for a straight step.

    Source of Y and T: the habit of forms after PermenPAN-RB 35/2012.
    """
    if len(step.exits) < 2:
        return ""
    labels = {other.label.strip().casefold() for other in step.exits}
    answer = way.label.strip().casefold()
    if len(step.exits) == 2 and labels in ({"ya", "tidak"}, {"disetujui", "dikoreksi"}):
        return "Y" if answer in _YES else "T" if answer in _NO else way.label
    return way.label.strip()


def symbol_kind(step: Step) -> Kind:
    """The symbol of the step: capsule at its start and end, diamond for a decision, else a box."""
    return _KINDS[step.symbol]


def is_band(step: Step, lanes: frozenset[str]) -> bool:
    """True when the step has no symbol of its own in one lane and is drawn across all of them."""
    is_unreadable = step.sources.get("pelaksana") is Source.UNREADABLE
    return step.is_automatic or is_unreadable or not any(role in lanes for role in step.roles)


def band_text(procedure: Procedure, step: Step) -> str:
    """The sentence in a band: why no lane can be named for the step."""
    if not step.roles or Source.UNREADABLE in step.sources.values():
        return "tidak terbaca pada naskah sumber"
    known = {role.key: role.name for role in procedure.roles}
    if step.is_automatic:
        return "berjalan otomatis"
    return ", ".join(known.get(role, role) for role in step.roles)


def _strands(step: Step) -> list[Exit]:
    reached = {way.to for way in step.exits}
    return [Exit(key=f"sejajar-{key}", label="", to=key) for key in step.parallel if key not in reached]


def _is_the_symbol_itself(step: Step, way: Exit) -> bool:
    if step.symbol is not Symbol.END or not way.end or way.to:
        return False
    return way is next(other for other in step.exits if other.end and not other.to)


def _main_exit(step: Step, drawn: list[Exit], place: dict[str, int]) -> Exit | None:
    """The exit that leaves downwards: the nearest approval ahead, else any that is no correction, else the first."""
    forward = [way for way in drawn if not way.is_correction and place.get(way.to, -1) > place[step.key]]
    onward = [way for way in drawn if not way.is_correction]
    if forward:
        return min(forward, key=lambda way: place[way.to])
    return next(iter(onward or drawn), None)
