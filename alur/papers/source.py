"""Where papers take their words from: a version with its case, step and the line that closed it, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone

from alur.papers.wording import instant_words
from alur.records.models import Case, DocumentVersion, Entry, Letter, Role, Security, SubjectKind, User, document_of
from alur.records.number_format import parts_of
from alur.sop.document import Procedure, Step
from alur.worktime.wording import long_date

ON_BEHALF = ", a.n. "


class Source:
    """A version with what belongs to it; each part is read once."""

    def __init__(self, version: DocumentVersion) -> None:
        self.version = version
        self.case: Case = version.document.case

    @cached_property
    def procedure(self) -> Procedure:
        return document_of(self.case.edition_id)

    @cached_property
    def step(self) -> Step | None:
        visit = self.version.visit
        return self.procedure.step(visit.step) if visit else None

    @cached_property
    def line(self) -> Mapping[str, Any]:
        """The facts of the line that closed the visit in which the version was made; empty without one."""
        visit = self.version.visit
        if visit is None:
            return {}
        lines = Entry.objects.of(SubjectKind.CASE, self.case.pk).filter(
            kind="performed", data__closes__number=visit.number
        )
        found: Mapping[str, Any] | None = lines.values_list("data", flat=True).last()
        return found or {}

    @property
    def opened(self) -> Mapping[str, Any]:
        """What the line opened next; empty at an end."""
        return self.line.get("opens") or {}

    @cached_property
    def points(self) -> dict[int, Any]:
        """The case's correction points by number, for their wording, which never changes."""
        return {point.number: point for point in self.case.points.all()}

    @property
    def classification(self) -> str:
        """The klasifikasi arsip under which the paper is numbered, "" for one without a series."""
        return parts_of(self.version.series)[0]


def shared(source: Source, *, verb: str) -> dict[str, Any]:
    """What every paper has: letterhead, number, place and date, marks, and who answers for it."""
    version = source.version
    return {
        **letterhead(source.procedure.unit),
        "number": version.official_number,
        "case_number": source.case.number,
        **({"code": version.code} if version.code else {}),  # older papers keep the digest that they were printed with
        "place_and_date": place_and_date(version),
        "classification": source.classification,
        "security": security(source.case.security),
        "approval": {
            "verb": verb,
            **signer(version.made_as),
            "appointment": str(source.line.get("appointment_letter") or ""),
            "name": version.made_by.name,
            "nip": version.made_by.nip,
            "at": instant_words(version.made_at, settings.TIME_ZONE),
        },
    }


def letterhead(unit: tuple[str, ...]) -> dict[str, Any]:
    """The lines of the letterhead: the procedure's unit, else the office of the settings; and its address."""
    office = settings.OFFICE
    return {"letterhead": list(unit) or [office["parent"], office["name"]], "address": office["address"]}


def signer(made_as: str) -> dict[str, str]:
    """The capacity as signer blocks print it: "Plh. Kasubbag PKDIK", and apart from it on whose behalf."""
    capacity, _, principal = made_as.partition(ON_BEHALF)
    return {"capacity": capacity, "on_behalf": f"a.n. {principal}" if principal else ""}


def security(code: str) -> dict[str, str]:
    """The mark of klasifikasi keamanan: its code (B, T, R, SR) and its word."""
    return {"code": code, "label": Security(code).label if code in Security.values else ""}


def place_and_date(version: DocumentVersion) -> str:
    return f"{settings.OFFICE['place']}, {long_date(timezone.localdate(version.made_at))}"


def fact(label: str, *lines: str) -> dict[str, Any]:
    """One labelled row of a paper's head."""
    return {"label": label, "lines": list(lines)}


def request_facts(case: Case) -> list[dict[str, Any]]:
    """Which request and which letter a paper is about."""
    letter = case.letter
    return [
        fact("Permintaan", f"{case.number}, {case.title}"),
        fact("Surat permintaan", f"{letter.number} tanggal {long_date(letter.dated_on)}, {letter.unit.name}"),
    ]


def receiver(source: Source) -> str:
    """Who acts next, as the line that opened the step names person and role; "" at an end."""
    opened = source.opened
    role = Role.objects.filter(pk=opened.get("role") or 0).values_list("name", flat=True).first()
    person = User.objects.filter(pk=opened.get("assignee") or 0).values_list("name", flat=True).first()
    return ", ".join(part for part in (person, role) if part)


def sender_words(letter: Letter) -> str:
    """Who wrote a letter, the unit named once: "Kepala RSUP Nusa Bakti", "Budi Santoso, RSUP Nusa Bakti"."""
    sender, unit = letter.sender, letter.unit.name
    return sender if unit.casefold() in sender.casefold() else ", ".join(filter(None, (sender, unit)))


def numbered_before(version: DocumentVersion, *forms: str) -> list[DocumentVersion]:
    """The case's numbered papers of these forms that were made before this one, oldest first; none void by then."""
    rows = DocumentVersion.objects.filter(document__case=version.document.case, form__in=forms, pk__lt=version.pk)
    rows = rows.exclude(voiding__voided_at__lte=version.made_at)
    return list(rows.exclude(official_number="").select_related("document", "examines__document").order_by("pk"))


def cited(version: DocumentVersion, title: str = "") -> str:
    """A paper as others cite it: "Catatan Instruksi OT.02.01/4/17/2026 tanggal 8 Juni 2026"."""
    made_on = long_date(timezone.localdate(version.made_at))
    return f"{title or version.document.name} {version.official_number} tanggal {made_on}"


def procedure_words(source: Source) -> str:
    """The procedure and the step a paper rests on: "SOP OT.02.01/4/4739/2019, langkah 2"."""
    name = f"SOP {source.procedure.number or source.procedure.name}"
    return f"{name}, langkah {source.step.number}" if source.step and source.step.number else name
