"""The parts of the case page as values. How they come about is in the modules beside this one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alur.records.models import (
    Case,
    CorrectionPoint,
    Document,
    DocumentVersion,
    Draft,
    DraftFile,
    Entry,
    Pause,
    Probe,
    VersionFile,
    Visit,
)
from alur.reports.two_clocks import TwoClocks
from alur.sop.document import Procedure, Step

if TYPE_CHECKING:
    from alur.reports.case_page.departures import CaseDeparture

ANSWER_KEY = "surat-jawaban"


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled line of a paper's content; `is_long` asks for a paragraph of its own."""

    label: str
    value: str
    is_long: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a paper with its files, the print that Alur issued first."""

    version: DocumentVersion
    files: tuple[VersionFile, ...]
    facts: tuple[Fact, ...]

    @property
    def size(self) -> int:
        return sum(item.file.size for item in self.files)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the case over its versions, newest first; `tag` and `tone` say its state in a word and a colour."""

    key: str
    name: str
    tag: str
    tone: str
    versions: tuple[VersionLine, ...]
    is_due_here: bool = False

    @property
    def current(self) -> VersionLine | None:
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True)
class InputLine:
    """One kelengkapan of the step: the paper itself where the procedure makes it, else what kind of thing it is."""

    text: str
    kind: str
    kind_label: str
    condition: str
    is_required: bool
    paper: PaperLine | None
    is_letter: bool

    @property
    def is_missing(self) -> bool:
        return self.kind == "kertas" and self.is_required and self.paper is None and not self.is_letter


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the open visit stands against its standard. `tone` is one of "", "warn", "late", "hold", "none"."""

    tone: str
    headline: str
    due_at: dt.datetime | None
    percent: int
    standard: str
    is_wall: bool


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A row of the short reckoning: a day, the hours counted, the minutes; or a run of days folded into one row."""

    label: str
    hours: str
    minutes: str


@dataclass(frozen=True, slots=True)
class ShortReckoning:
    """The days that make up a standard, and the deadline that they end with.

    `is_moving` while a pause without a set end lasts: then the deadline is where it would be if work went on now.
    """

    lines: tuple[ShortLine, ...] = ()
    due: dt.datetime | None = None
    is_moving: bool = False
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Correction points of the case by what the open step asks for them."""

    every: tuple[CorrectionPoint, ...]
    to_answer: tuple[CorrectionPoint, ...]
    to_judge: tuple[CorrectionPoint, ...]
    rounds: dict[int, int]
    judged_steps: dict[str, str]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line of the record as a timeline shows it. `reckoned` is the visit that it closed, if that had a deadline."""

    entry: Entry
    title: str
    who: str
    detail: tuple[str, ...]
    note: str
    icon: str
    tone: str
    reckoned: int = 0

    @property
    def is_quiet(self) -> bool:
        """True for what follows by itself from the line before it: first opened, issued as PDF."""
        return self.entry.kind in ("seen", "terbit", "derived")


@dataclass(frozen=True, slots=True)
class Record:
    """The record, newest first. `broken_at` is the first number (of those read) where the chain does not hold."""

    lines: tuple[RecordLine, ...]
    total: int
    broken_at: int | None

    @property
    def older(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the viewer has typed and not handed in: for the open visit, and left over from visits that are closed."""

    current: Draft | None
    files: tuple[DraftFile, ...]
    left_over: tuple[LeftOver, ...]

    @property
    def fields(self) -> dict[str, Any]:
        return self.current.fields if self.current else {}


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A draft whose visit somebody closed before it was handed in."""

    draft: Draft
    visit: Visit
    step: Step
    texts: tuple[Fact, ...]
    files: tuple[DraftFile, ...]


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step on the case's way: its state and the words below its shape."""

    step: Step
    state: str
    label: str
    time: str


@dataclass(frozen=True, slots=True)
class Message:
    """The note that the person before wrote for the one who acts now."""

    text: str
    who: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that the page prints. `visit` and `step` are None once the case has ended."""

    at: dt.datetime
    case: Case
    procedure: Procedure
    visits: tuple[Visit, ...]
    visit: Visit | None
    step: Step | None
    is_mine: bool
    holder: str
    clock: Clock | None
    why: ShortReckoning
    marks: tuple[StepMark, ...]
    inputs: tuple[InputLine, ...]
    papers: tuple[PaperLine, ...]
    points: Points
    record: Record
    drafts: Drafts
    probes: tuple[Probe, ...]
    message: Message | None
    calendar_version: int
    two_clocks: TwoClocks | None = None
    pause: Pause | None = None
    departures: tuple[CaseDeparture, ...] = ()

    @property
    def answer_print(self) -> VersionFile | None:
        """The print of the surat jawaban, None before there is one."""
        files = [item for line in self.papers if line.key == ANSWER_KEY for item in line.versions[0].files]
        return next((item for item in files if item.is_print), None)

    @property
    def documents(self) -> dict[str, Document]:
        """The case's papers by key, each with its current version."""
        found = {}
        for line in self.papers:
            if line.current is not None:
                document = found[line.key] = line.current.version.document
                document.current = line.current.version
        return found
