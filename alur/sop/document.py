"""What a procedure is: the typed result of reading one document file. Reading, checking and drawing live beside it.

English names stand for the words of the official form; the file itself keeps the Indonesian words
(docs/glossary.md has both). All values are immutable, so a Procedure may be cached and shared by threads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

OFFICE_LIST = "daftar kantor"


class Symbol(StrEnum):
    """The four activity symbols of PermenPAN-RB 35/2012; the fifth, the page connector, belongs to the drawing."""

    START = "mulai"
    PROCESS = "proses"
    DECISION = "keputusan"
    END = "selesai"


class Form(StrEnum):
    """What kind of thing a paper is; it decides what the screen asks for."""

    LETTER = "surat"
    NOTE = "catatan"
    FILES = "berkas"
    VERDICT = "periksa"
    SYSTEM = "sistem"
    RELEASE = "daring"
    STATE = "keadaan"
    GOODS = "barang"


class InputKind(StrEnum):
    """Only PAPER blocks a step; the other three are shown as what they are."""

    PAPER = "kertas"
    OUTSIDE = "dari_luar"
    TOOL = "alat"
    GOODS = "barang"


class Mode(StrEnum):
    """How several actors on one row share it."""

    ONE = "satu"
    ALL = "semua"
    ANY = "salah_satu"
    SEQUENCE = "berurutan"


class Clock(StrEnum):
    """Which clock a step's standard time runs on."""

    WORKING = "kerja"
    WALL = "kalender"
    OUTSIDE = "luar"
    NONE = "tidak_diatur"


class Receiver(StrEnum):
    """Whom a reminder is for: who works on the step, who stands above, the unit that asked."""

    ACTOR = "pelaksana"
    SUPERIOR = "atasan"
    REQUESTER = "pemohon"


class RemindAt(StrEnum):
    """What a reminder waits for: so much of the standard left, the standard used up, every so many days."""

    LEFT = "sisa"
    LATE = "lewat"
    EVERY = "setiap"


class Source(StrEnum):
    """Where a field comes from, for papers that were copied from a damaged original."""

    READ = "terbaca"
    INFERRED = "disimpulkan"
    UNREADABLE = "tidak_terbaca"
    SET = "ditetapkan"


@dataclass(frozen=True, slots=True)
class Signatory:
    """One signature box: as = penyusun | pemeriksa | pengesah."""

    capacity: str
    name: str
    position: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """Pelaksana: a column of the form. Outside roles (luar) have no account; `recorded_by` records for them."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    is_outside: bool = False
    kind: str = "jabatan"
    has_column: bool = True
    recorded_by: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """Kertas: one kind of document of the procedure, whatever its spellings. A VERDICT paper examines another paper.

    `limit_mb` is the most that one file of it may weigh, in MB of 1024 x 1024 bytes; None leaves it to the office.
    """

    key: str
    name: str
    form: Form
    aliases: tuple[str, ...] = ()
    examines: str = ""
    classification: str = ""
    copies: int = 1
    limit_mb: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Input:
    """One kelengkapan. `text` is the wording of this cell; `paper` is set for kind PAPER only."""

    kind: InputKind
    text: str
    paper: str = ""
    state: str = ""
    condition: str = ""
    is_required: bool = True
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a step. `only_if` names an exit key; `one_of` groups outputs of which exactly one is made."""

    paper: str
    text: str
    state: str = ""
    only_if: str = ""
    one_of: str = ""
    is_required: bool = True
    copies: int = 1
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class StandardTime:
    """Mutu baku waktu: print and reading apart. Seconds; late is judged at the upper end (seconds_max).

    `seconds_*` is None when nothing readable is printed: then no clock runs (never 0).
    With `clock` WALL or OUTSIDE the seconds are wall time: nobody knows the hours of an outside party.
    `unit` is the unit the time is written in ("menit", "hari", ...); a unit without seconds is a day that
    the file does not measure.
    """

    text: str
    clock: Clock
    seconds_min: int | None = None
    seconds_max: int | None = None
    shared_with: str = ""
    unit: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a step. Either `to` (a step key) or `end` (a result such as "selesai", "ditolak") is set."""

    key: str
    label: str
    to: str = ""
    end: str = ""
    is_correction: bool = False
    source: Source = Source.READ
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """Langkah: one row of the form. A straight step has exactly one exit (key "lanjut" or, at an end, "selesai").

    `has_mode` is False when several roles act and the file does not say how; `recorded_by` is the inside role that
    records an outside step; `input_cell` and `output_cell` are whole cells as printed where the single texts do not
    add up to them; `source_remarks` says by whom, when and why a field was set or inferred.
    """

    key: str
    number: str
    symbol: Symbol
    activity: str
    roles: tuple[str, ...]
    exits: tuple[Exit, ...]
    mode: Mode = Mode.ONE
    group: str = ""
    inputs: tuple[Input, ...] = ()
    outputs: tuple[Output, ...] = ()
    time: StandardTime | None = None
    note: str = ""
    short: str = ""
    is_automatic: bool = False
    is_optional: bool = False
    appoints: str = ""
    pause_reasons: tuple[str, ...] = ()
    maker_may_check: bool = False
    parallel: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    line: int = 0
    has_mode: bool = True
    recorded_by: str = ""
    input_cell: str = ""
    output_cell: str = ""
    related_number: str = ""
    source_remarks: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def responsible(self) -> str:
        """Key of the responsible role (the first one), "" when the source does not name any."""
        return self.roles[0] if self.roles else ""

    @property
    def named_pause_reasons(self) -> tuple[str, ...]:
        """The reasons that the file itself names, without the word for the office's list."""
        return tuple(reason for reason in self.pause_reasons if not is_office_list(reason))

    @property
    def takes_office_reasons(self) -> bool:
        """True when the file lets the step pause for every reason that the office keeps."""
        return any(map(is_office_list, self.pause_reasons))

    @property
    def is_check(self) -> bool:
        """True when the step judges somebody's work: it is a decision, or it may send work back."""
        return self.symbol is Symbol.DECISION or any(way.is_correction for way in self.exits)

    def exit(self, key: str) -> Exit:
        """The exit with this key. Raises KeyError."""
        for way in self.exits:
            if way.key == key:
                return way
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Pengingat: who is told when a step takes long. An empty `step` means every step.

    LEFT has `share`, the part of the standard that is left (0.2 for 20 %), or `seconds` of the step's own clock that
    are left. EVERY has `days`: working days, or days of the wall for a step that runs on them.
    """

    step: str
    when: RemindAt
    receivers: tuple[Receiver, ...] = (Receiver.ACTOR,)
    share: float | None = None
    seconds: int | None = None
    days: int | None = None
    text: str = ""
    line: int = field(default=0, compare=False)


def is_office_list(reason: str) -> bool:
    """Whether this entry of `jeda` means the office's own list, and not a reason of that name."""
    return reason.strip().casefold() == OFFICE_LIST


@dataclass(frozen=True, slots=True)
class Identity:
    """The boxes of the identity page, each a list of sentences; `others` holds boxes beyond the six.

    `related_numbers` gives the nomor of a related procedure by its sentence in `related`.
    """

    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    recording: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    related_numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Procedure:
    """One procedure document, read. Editions are signed versions of it and live in records.

    `answers` are the answers to the checker's questions, by the question's code. `lines` tells where in the file
    a top-level key stands.
    """

    number: str
    name: str
    unit: tuple[str, ...]
    trigger: str
    roles: tuple[Role, ...]
    papers: tuple[Paper, ...]
    steps: tuple[Step, ...]
    identity: Identity = Identity()
    created_on: dt.date | None = None
    revised_on: dt.date | None = None
    effective_on: dt.date | None = None
    approved_on: dt.date | None = None
    signatories: tuple[Signatory, ...] = ()
    minutes_per_day: int | None = None
    days_are_wall: bool = False
    printed_total: str = ""
    classification: str = ""
    cancelling_roles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    total: StandardTime | None = None
    days_per_week: int | None = None
    days_per_month: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    reminders: tuple[Reminder, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _steps_by_key(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}

    @cached_property
    def _papers_by_key(self) -> dict[str, Paper]:
        return {paper.key: paper for paper in self.papers}

    @cached_property
    def _roles_by_key(self) -> dict[str, Role]:
        return {role.key: role for role in self.roles}

    def step(self, key: str) -> Step:
        """The step with this key. Raises KeyError."""
        return self._steps_by_key[key]

    def paper(self, key: str) -> Paper:
        """The paper with this key. Raises KeyError."""
        return self._papers_by_key[key]

    def role(self, key: str) -> Role:
        """The role with this key. Raises KeyError."""
        return self._roles_by_key[key]

    def reminders_for(self, key: str) -> tuple[Reminder, ...]:
        """The reminders that hold for this step: its own and those for every step."""
        return tuple(reminder for reminder in self.reminders if reminder.step in ("", key))

    @cached_property
    def start(self) -> Step:
        """The step where a case begins."""
        return next(step for step in self.steps if step.symbol is Symbol.START)
