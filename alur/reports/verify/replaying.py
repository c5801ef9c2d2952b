"""Replays the lines of a case into the state that they describe. Knows how `alur.actions` writes each kind of line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from alur.records.emptying import DESTROYED
from alur.records.lines import Line
from alur.records.models import PointState, Severity, VersionState
from alur.sop.document import Form, Procedure

INSTANTS = ("opened_at", "seen_at", "due_at", "closed_at")
MOVED_BY_PAUSE = ("seen_at", "unopened_since", "due_at", "paused_seconds")


@dataclass
class Fact:
    """One row as the lines describe it."""

    values: dict[str, Any] = field(default_factory=dict)

    def set(self, entry: Line, **values: Any) -> None:
        self.values.update(values)

    def entry_of(self, key: str) -> int:
        """Which line gave this value last; 0 where that was not noted."""
        return 0

    @property
    def first_entry(self) -> int:
        """Which line told of the row first; 0 where that was not noted."""
        return 0


@dataclass
class TracedFact(Fact):
    """The same, which also notes the lines; for cases in which something is wrong already."""

    entries: dict[str, int] = field(default_factory=dict)

    def set(self, entry: Line, **values: Any) -> None:
        super().set(entry, **values)
        self.entries |= dict.fromkeys(values, entry.number)

    def entry_of(self, key: str) -> int:
        return self.entries.get(key, 0)

    @property
    def first_entry(self) -> int:
        return min(self.entries.values(), default=0)


Facts = dict[Any, Fact]


@dataclass
class State:
    """A case as its lines tell it. Keys: visit or point number, (paper, number) of versions, (visit, n) of pauses."""

    procedure: Procedure
    role_ids: dict[str, int]
    fact: type[Fact] = Fact
    case: Fact = field(init=False)
    visits: Facts = field(default_factory=dict)
    pauses: Facts = field(default_factory=dict)
    versions: Facts = field(default_factory=dict)
    points: Facts = field(default_factory=dict)
    assignments: Facts = field(default_factory=dict)
    releases: Facts = field(default_factory=dict)
    holds: Facts = field(default_factory=dict)
    disposed: Facts = field(default_factory=dict)
    examined: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.case = self.fact()


def replay(
    entries: Iterable[Line], procedure: Procedure, role_ids: dict[str, int], *, fact: type[Fact] = Fact
) -> State:
    """The state after all lines. Raises ValueError naming the first line that does not fit the ones before it."""
    state = State(procedure, role_ids, fact)
    for entry in entries:
        if entry.kind not in LINES:
            raise ValueError(f"catatan #{entry.number} berjenis “{entry.kind}”, yang tidak dikenal")
        try:
            LINES[entry.kind](state, entry)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise ValueError(f"catatan #{entry.number} ({entry.kind}) tidak dapat diputar ulang") from error
    return state


def instant(text: str | None) -> dt.datetime | None:
    """An instant as the lines write it."""
    return dt.datetime.fromisoformat(text) if text else None


def _opened(state: State, entry: Line) -> None:
    letter = entry.data["letter"]
    state.case.set(
        entry,
        number=entry.data["number"],
        opened_at=entry.at,
        opened_by=entry.by_id,
        closed_at=None,
        result="",
        title=letter["subject"],
        letter=letter["agenda"],
        **{key: letter[key] for key in ("kind", "unit", "application", "security")},
    )
    for paper in entry.data["papers"]:
        _add_version(state, entry, paper, visit=None)
    _open_visit(state, entry, entry.data["opens"])


def _performed(state: State, entry: Line) -> None:
    data = entry.data
    visit = data["closes"]["number"]
    step = state.procedure.step(state.visits[visit].values["step"])
    way = step.exit(data["closes"]["decision"])
    _settle_points(state, entry, visit, step.key)
    for paper in data["papers"]:
        _add_version(state, entry, paper, visit=visit)
        if paper["form"] == Form.VERDICT:
            _mark_examined(state, entry, paper["paper"], visit, way.is_correction)
        if paper["form"] == Form.RELEASE:
            _release(state, entry, paper)
    _close_visit(state, entry, data["closes"])
    if data["appointee"] is not None:
        role = state.role_ids[step.appoints]
        state.assignments.setdefault(role, state.fact()).set(entry, user=data["appointee"])
    for passed in data["passes"]:
        _open_visit(state, entry, passed)
        _close_visit(state, entry, passed)
    if data["opens"]:
        _open_visit(state, entry, data["opens"])
    if data["result"]:
        state.case.set(entry, result=data["result"], closed_at=entry.at)


def _seen(state: State, entry: Line) -> None:
    visit = state.visits[entry.data["visit"]]
    visit.set(entry, seen_at=instant(entry.data["seen_at"]))
    _set_known(visit, entry, ("unopened_since",))


def _assigned(state: State, entry: Line) -> None:
    visit = state.visits[entry.data["visit"]]
    visit.set(entry, assignee=entry.data["assignee"], seen_at=None)
    _set_known(visit, entry, ("unopened_since", "waited_seconds"))
    state.assignments.setdefault(visit.values["role"], state.fact()).set(entry, user=entry.data["assignee"])


def _recalled(state: State, entry: Line) -> None:
    data = entry.data
    _close_visit(state, entry, data["closes"])
    _open_visit(state, entry, data["opens"])
    for version in state.examined.pop(data["takes_back"], []):
        state.versions[version].set(entry, state=VersionState.SUBMITTED)
    undone = data["undone"]
    for number in undone.get("raised", []):
        del state.points[number]
    for number in undone.get("answered", []):
        state.points[number].set(entry, state=PointState.OPEN, answer="", answered_in=None, answered_by=None)
    for number in undone.get("judged", []):
        state.points[number].set(entry, state=PointState.ANSWERED, reason="")


def _paused(state: State, entry: Line) -> None:
    data = entry.data
    starts_at, until = instant(data["starts_at"]), instant(data.get("until"))
    visit = state.visits[data["visit"]]
    visit.set(entry, paused_since=starts_at, paused_until=until)
    _set_known(visit, entry, MOVED_BY_PAUSE)
    count = sum(1 for number, _ in state.pauses if number == data["visit"])
    evidence = {"letter": data.get("letter"), "file": data.get("file"), "file_name": data.get("file_name", "")}
    values = {"reason": data["reason"], "note": data["note"], "starts_at": starts_at, "paused_by": entry.by_id}
    state.pauses[data["visit"], count + 1] = pause = state.fact()
    pause.set(entry, until=until, ends_at=None, resumed_by=None, **values, **evidence)


def _resumed(state: State, entry: Line) -> None:
    visit = state.visits[entry.data["visit"]]
    visit.set(entry, paused_since=None, paused_until=None)
    _set_known(visit, entry, MOVED_BY_PAUSE)
    _end_pause(state, entry, entry.data["visit"], instant(entry.data["ends_at"]))


def _set_known(visit: Fact, entry: Line, keys: Iterable[str]) -> None:
    """The values that the line gives; lines of earlier versions give fewer."""
    known = {key: entry.data[key] for key in keys if key in entry.data}
    visit.set(entry, **{key: value if key.endswith("seconds") else instant(value) for key, value in known.items()})


def _calendar_changed(state: State, entry: Line) -> None:
    data = entry.data
    values = {"paused_seconds": data["paused_seconds"], "due_at": instant(data["due_at"])}
    state.visits[data["visit"]].set(entry, **values)


def _ended(state: State, entry: Line) -> None:
    for closed in entry.data["closes_all"]:
        visit = state.visits[closed["number"]]
        if visit.values["paused_since"]:
            visit.set(entry, paused_since=None, paused_until=None)
            _end_pause(state, entry, closed["number"], entry.at)
        _close_visit(state, entry, closed)
    state.case.set(entry, result=entry.data["result"], closed_at=entry.at)


def _issued(state: State, entry: Line) -> None:
    version = state.versions[entry.data["paper"], entry.data["version"]]
    sha256 = entry.data["sha256"]
    version.set(entry, prints=[*version.values["prints"], [sha256, entry.data.get("name")]])
    if "signature" in entry.data:
        version.set(entry, signatures=version.values["signatures"] | {sha256: entry.data["signature"]})


def _derived(state: State, entry: Line) -> None:
    for paper in entry.data["papers"]:
        _add_version(state, entry, paper, visit=None)


def _voided(state: State, entry: Line) -> None:
    data = entry.data
    version = state.versions[data["paper"], data["version"]]
    voiding = [data["reason"], data["note"], entry.at, entry.by_id, entry.acting_as]
    version.set(entry, state=VersionState.VOID, voiding=voiding)


def _held(state: State, entry: Line) -> None:
    row = state.holds[len(state.holds) + 1] = state.fact()
    row.set(entry, reason=entry.data["reason"], letter_number=entry.data["letter_number"], set_at=entry.at)
    row.set(entry, set_by=entry.by_id, lift_reason="", lift_letter_number="", lifted_at=None, lifted_by=None)


def _lifted(state: State, entry: Line) -> None:
    row, data = state.holds[len(state.holds)], entry.data
    row.set(entry, lift_reason=data["reason"], lift_letter_number=data["letter_number"])
    row.set(entry, lifted_at=entry.at, lifted_by=entry.by_id)


def _disposed(state: State, entry: Line) -> None:
    state.disposed[entry.data["list"]] = row = state.fact()
    row.set(entry, done_at=entry.at, destroyed_at=entry.at if entry.kind == DESTROYED else None)


def _open_visit(state: State, entry: Line, data: dict[str, Any]) -> None:
    keys = ("strand", "step", "round", "role", "assignee", "opened_at", "standard_seconds", "is_wall_clock", "due_at")
    values = {key: instant(data[key]) if key in INSTANTS else data[key] for key in keys}
    state.visits[data["number"]] = visit = state.fact()
    visit.set(entry, unit=data.get("work_unit"))
    visit.set(entry, seen_at=None, paused_since=None, paused_seconds=0, closed_at=None, closed_by=None, **values)
    visit.set(entry, decision="", used_seconds=None, is_late=None, calendar_version=None)
    visit.set(entry, paused_until=None, unopened_since=None, waited_seconds=None)


def _close_visit(state: State, entry: Line, data: dict[str, Any]) -> None:
    keys = ["decision", "closed_at", "closed_by", "due_at", "used_seconds", "is_late", "calendar_version"]
    keys += [key for key in ("paused_seconds",) if key in data]  # lines from before it was written down lack it
    values = {key: instant(data[key]) if key in INSTANTS else data[key] for key in keys}
    visit = state.visits[data["number"]]
    visit.set(entry, waited_seconds=data.get("waited_seconds"), **values)
    if "unopened_since" in data:
        visit.set(entry, unopened_since=instant(data["unopened_since"]))


def _end_pause(state: State, entry: Line, visit: int, ends_at: dt.datetime | None) -> None:
    last = [fact for (number, _), fact in state.pauses.items() if number == visit][-1]
    last.set(entry, ends_at=ends_at, resumed_by=entry.by_id)


def _add_version(state: State, entry: Line, data: dict[str, Any], *, visit: int | None) -> None:
    keys = ("form", "official_number", "content", "examines", "made_by", "made_as")
    is_issued = visit is None or data["form"] in (Form.NOTE, Form.VERDICT)
    state.versions[data["paper"], data["version"]] = version = state.fact()
    version.set(
        entry,
        visit=visit,
        made_at=entry.at,
        state=VersionState.ISSUED if is_issued else VersionState.SUBMITTED,
        files=[[file["sha256"], file["name"]] for file in data["files"]],
        prints=[],
        code=data.get("code", ""),
        series=data.get("series", ""),
        running=data.get("running"),
        voiding=None,
        signatures={},
        **{key: data[key] for key in keys},
    )


def _mark_examined(state: State, entry: Line, paper: str, visit: int, is_correction: bool) -> None:
    """The verdict falls on the latest version of the paper that it examines."""
    examined = state.procedure.paper(paper).examines
    numbers = [number for key, number in state.versions if key == examined]
    if not numbers:
        return
    version = (examined, max(numbers))
    state.versions[version].set(entry, state=VersionState.CORRECTED if is_correction else VersionState.APPROVED)
    state.examined.setdefault(visit, []).append(version)


def _release(state: State, entry: Line, paper: dict[str, Any]) -> None:
    content = paper["content"]
    state.releases[paper["paper"], paper["version"]] = release = state.fact()
    release.set(
        entry,
        application=state.case.values["application"],
        name=str(content["version"]).strip(),
        url=str(content["url"]).strip(),
        released_at=entry.at,
    )


def _settle_points(state: State, entry: Line, visit: int, step: str) -> None:
    points = entry.data["points"]
    for judged in points.get("judged", []):
        kept = PointState.ACCEPTED if judged["is_accepted"] else PointState.OPEN
        state.points[judged["number"]].set(entry, state=kept, reason=judged["reason"])
    for answered in points.get("answered", []):
        state.points[answered["number"]].set(
            entry, state=PointState.ANSWERED, answer=answered["answer"], answered_in=visit, answered_by=entry.by_id
        )
    for raised in points.get("raised", []):
        state.points[raised["number"]] = point = state.fact()
        point.set(entry, step=step, raised_in=visit, place=raised["place"], text=raised["text"], reason="", answer="")
        point.set(entry, state=PointState.OPEN, answered_in=None, answered_by=None)
        point.set(entry, severity=raised.get("severity", Severity.STRICT))  # older lines know no other


LINES = {
    "opened": _opened,
    "performed": _performed,
    "seen": _seen,
    "assigned": _assigned,
    "recalled": _recalled,
    "paused": _paused,
    "resumed": _resumed,
    "calendar": _calendar_changed,
    "withdrawn": _ended,
    "cancelled": _ended,
    "terbit": _issued,
    "derived": _derived,
    "voided": _voided,
    "held": _held,
    "hold-lifted": _lifted,
    DESTROYED: _disposed,
    "handed-over": _disposed,
}
