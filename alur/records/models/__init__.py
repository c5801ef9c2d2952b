"""All tables, by subject. Import models from here."""

from alur.records.models.calendar import CalendarVersion, DayOff, ScopedRow, Timetable, UnitZone, in_version
from alur.records.models.cases import (
    Assignment,
    Case,
    CorrectionPoint,
    Pause,
    PointState,
    Result,
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
from alur.records.models.entries import GENESIS, Entry, SubjectKind, digest
from alur.records.models.feeds import Feed
from alur.records.models.jobs import Heartbeat, Job, JobState
from alur.records.models.letters import Application, Letter, LetterKind, Security, Urgency
from alur.records.models.people import Appointment, AppointmentKind, Duty, Position, Unit, User
from alur.records.models.procedures import Edition, Procedure, Role, document_of

__all__ = [
    "AS_ABOVE",
    "GENESIS",
    "ZONE_NAMES",
    "Application",
    "Appointment",
    "AppointmentKind",
    "Assignment",
    "CalendarVersion",
    "Case",
    "CorrectionPoint",
    "Counter",
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
    "Feed",
    "Heartbeat",
    "Job",
    "JobState",
    "Letter",
    "LetterKind",
    "Pause",
    "PointState",
    "Position",
    "Probe",
    "Procedure",
    "Release",
    "Result",
    "Role",
    "ScopedRow",
    "Security",
    "StoredFile",
    "SubjectKind",
    "Timetable",
    "Unit",
    "UnitZone",
    "Urgency",
    "User",
    "VersionFile",
    "VersionState",
    "Visit",
    "digest",
    "document_of",
    "in_version",
]
