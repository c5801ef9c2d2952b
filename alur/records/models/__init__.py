"""All tables, by subject. Import models from here."""

from alur.records.models.calendar import CalendarVersion, DayOff, ScopedRow, Timetable, UnitZone, in_version
from alur.records.models.cases import (
    Assignment,
    Case,
    CorrectionPoint,
    PointState,
    Result,
    Severity,
    Visit,
)
from alur.records.models.counters import Counter
from alur.records.models.decrees import AS_ABOVE, ZONE_NAMES, Decree, DecreeAct, DecreeKind, DecreeLine, DecreeState
from alur.records.models.documents import (
    Document,
    DocumentVersion,
    Draft,
    DraftFile,
    Probe,
    Release,
    StoredFile,
    VersionFile,
    VersionState,
)
from alur.records.models.doors import (
    Brake,
    Factor,
    FactorKind,
    LoginSession,
    PasswordLink,
    RecoveryCode,
    SecurityEvent,
    SecurityKind,
    SecurityRemoval,
)
from alur.records.models.entries import GENESIS, Entry, SubjectKind, digest
from alur.records.models.feeds import Feed
from alur.records.models.jobs import Heartbeat, Job, JobState
from alur.records.models.letters import Application, CircleMember, Letter, LetterKind, Security, Urgency
from alur.records.models.notices import Notice, NoticeKind
from alur.records.models.pauses import Pause, PauseReason
from alur.records.models.people import Appointment, AppointmentKind, Duty, Position, Unit, User
from alur.records.models.personnel import DataRequest, Leave, Qualification
from alur.records.models.prints import AGENDA_READERS, PRINTS, PrintJob, PrintKind, PrintState, TemplateFault
from alur.records.models.procedures import Edition, Procedure, Role, document_of
from alur.records.models.proofs import Allowance, Voiding, VoidReason
from alur.records.models.readings import Reading

__all__ = [
    "AGENDA_READERS",
    "AS_ABOVE",
    "GENESIS",
    "PRINTS",
    "Allowance",
    "ZONE_NAMES",
    "Application",
    "Appointment",
    "AppointmentKind",
    "Assignment",
    "Brake",
    "CalendarVersion",
    "Case",
    "CircleMember",
    "CorrectionPoint",
    "Counter",
    "DataRequest",
    "DayOff",
    "Decree",
    "DecreeAct",
    "DecreeKind",
    "DecreeLine",
    "DecreeState",
    "Document",
    "DocumentVersion",
    "Draft",
    "DraftFile",
    "Duty",
    "Edition",
    "Entry",
    "Factor",
    "FactorKind",
    "Feed",
    "Heartbeat",
    "Job",
    "JobState",
    "Leave",
    "Letter",
    "LetterKind",
    "LoginSession",
    "Notice",
    "NoticeKind",
    "PasswordLink",
    "Pause",
    "PauseReason",
    "PointState",
    "Position",
    "PrintJob",
    "PrintKind",
    "PrintState",
    "Probe",
    "Procedure",
    "Qualification",
    "Reading",
    "RecoveryCode",
    "Release",
    "Result",
    "Role",
    "ScopedRow",
    "Security",
    "SecurityEvent",
    "SecurityKind",
    "SecurityRemoval",
    "Severity",
    "StoredFile",
    "SubjectKind",
    "TemplateFault",
    "Timetable",
    "Unit",
    "UnitZone",
    "Urgency",
    "User",
    "VersionFile",
    "VersionState",
    "Visit",
    "VoidReason",
    "Voiding",
    "digest",
    "document_of",
    "in_version",
]
