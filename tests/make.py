"""Builds what tests need through real actions: an office, its people, letters, and cases at any step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
from django.db import transaction
from django.utils import timezone

from alur.actions import LetterValues, Refused, open_case, perform, publish, register
from alur.actions.calendar import adopt_calendar
from alur.actions.decrees import DecreeValues, LineValues, decide_decree, propose_decree
from alur.actions.handover import FileRef, Handover, NewPoint, PaperContent, PointVerdict
from alur.actions.people import write
from alur.actions.situation import Situation
from alur.actions.steps import Outcome
from alur.records.models import (
    Application,
    Appointment,
    Case,
    Decree,
    Duty,
    Edition,
    Letter,
    Position,
    Probe,
    Role,
    Unit,
    User,
    Visit,
)
from alur.records.standing import Standing, standing_of
from alur.records.storage import store_bytes
from alur.sop.document import Form
from alur.worktime import indonesia
from tests import remembering

ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "procedures" / "ot-02-01-4-4739-2019.toml"
WIB = ZoneInfo("Asia/Jakarta")
MONDAY = dt.datetime(2026, 6, 8, 9, 0, tzinfo=WIB)
PASSWORD = "kata-sandi-uji-2026"


def pdf_with(title: str = "Surat") -> bytes:
    """A whole PDF of one blank page, different for each title."""
    with pikepdf.new() as pdf, BytesIO() as file:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = title
        pdf.save(file, deterministic_id=True)
        return file.getvalue()


PDF = pdf_with()


def at(text: str) -> dt.datetime:
    """A local instant such as "2026-06-08 09:00"."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=WIB)


@dataclass
class Office:
    """An office with one person per role of the first procedure (two programmers), a desk, a unit and an auditor."""

    edition: Edition
    bureau: Unit
    unit: Unit
    application: Application
    people: dict[str, User] = field(default_factory=dict)

    def standing(self, who: str, on: dt.date | None = None) -> Standing:
        return standing_of(self.people[who], on or MONDAY.date())

    def appoint(
        self,
        who: str,
        *,
        role: str = "",
        duty: str = "",
        unit: Unit | None = None,
        kind: str = "definitif",
        stands_for: str = "",
        starts_on: dt.date = dt.date(2019, 1, 1),
        ends_on: dt.date | None = None,
        position: str = "",
    ) -> Appointment:
        """Put a person (made if new) into a position that carries a role or a duty."""
        if who not in self.people:
            nip = f"19800101{len(self.people):010}"
            self.people[who] = User.objects.create_user(nip, who.capitalize(), PASSWORD, unit=unit or self.bureau)
        row = Role.objects.filter(procedure=self.edition.procedure, key=role).first() if role else None
        name = position or (row.name if row else Duty(duty).label)
        seat, _ = Position.objects.get_or_create(name=name, unit=unit or self.bureau, duty=duty)
        if row:
            seat.roles.add(row)
        return Appointment.objects.create(
            user=self.people[who],
            position=seat,
            kind=kind,
            stands_for=self.people[stands_for] if stands_for else None,
            letter_number=f"KP.03/{who}/2019",
            starts_on=starts_on,
            ends_on=ends_on,
        )


FIRST_HOLDERS = (("kabag", "kabag"), ("kasubbag", "kasubbag"), ("dedi", "prakom"), ("sari", "prakom"))


_remembered: tuple[Office, dict[str, remembering.Rows]] | None = None


def usual_office() -> Office:
    """The office of the first procedure: made through actions once a run, and from its rows after that."""
    global _remembered
    if Unit.objects.exists() or User.objects.exists():
        return office()
    if _remembered is None:
        before = remembering.tables()
        made = office()
        # A test may add people to the office it is given; what is remembered has those of the rows alone.
        _remembered = replace(made, people=dict(made.people)), remembering.added(before, remembering.tables())
        return made
    made, rows = _remembered
    remembering.lay(rows)
    people = User.objects.in_bulk([user.pk for user in made.people.values()])
    return Office(
        Edition.objects.get(pk=made.edition.pk),
        Unit.objects.get(pk=made.bureau.pk),
        Unit.objects.get(pk=made.unit.pk),
        Application.objects.get(pk=made.application.pk),
        {name: people[user.pk] for name, user in made.people.items()},
    )


def office(procedure: Path = FIRST, holders: Sequence[tuple[str, str]] = FIRST_HOLDERS) -> Office:
    """The office of a procedure, with its calendar and people; `holders` are (name, key of the role)."""
    adopt_calendar(indonesia(), at=at("2019-01-02 08:00"))
    edition = publish(procedure.read_text(), by=None, at=at("2019-10-01 08:00"))
    bureau = Unit.objects.create(name="Biro Kepegawaian", code="ropeg")
    unit = Unit.objects.create(name="RSUP Nusa Bakti", code="rsnb")
    simka = Application.objects.create(code="SIMKA", name="Sistem Informasi Kepegawaian")
    made = Office(edition, bureau, unit, simka)
    for who, role in holders:
        made.appoint(who, role=role)
    made.appoint("petugas", duty=Duty.LETTER_DESK)
    made.appoint("pemohon", duty=Duty.REQUESTER, unit=unit)
    made.appoint("auditor", duty=Duty.AUDITOR)
    made.appoint("kepala", duty=Duty.HEAD)
    made.appoint("admin", duty=Duty.ADMINISTRATOR)
    made.people["tamu"] = User.objects.create_user("199901010000000099", "Tamu", PASSWORD)
    return made


def write_down(made: Office) -> Office:
    """The same office with a line about each of its rows, as the acts that enter them write it."""
    for model in (Unit, Application, Position, User, Appointment):
        for row in model.objects.order_by("pk"):
            write("uji", {}, row, at=MONDAY)
    return made


def file_ref(name: str = "berkas.pdf", content: bytes = b"%PDF-1.4 isi") -> FileRef:
    return FileRef(store_bytes(content, media_type="application/pdf", at=MONDAY).sha256, name)


_counter = iter(range(1, 10**9))


def token() -> str:
    return f"token-{next(_counter)}"


def letter_values(made: Office, **changes: object) -> LetterValues:
    values: dict[str, object] = {
        "number": f"KP.04.01/RSNB/{next(_counter)}/2026",
        "dated_on": dt.date(2026, 6, 5),
        "received_on": dt.date(2026, 6, 8),
        "unit_id": made.unit.pk,
        "subject": "Perbaikan perhitungan masa kerja pada modul KGB",
        "kind": "perbaikan",
        "summary": "Hitungan masa kerja pada SIMKA lebih pendek dari SK pengangkatan.",
        "application_id": made.application.pk,
        "scan": file_ref("surat.pdf"),
    }
    return LetterValues(**(values | changes))  # type: ignore[arg-type]


def letter(made: Office, when: dt.datetime = MONDAY, **changes: object) -> Letter:
    return register(letter_values(made, **changes), by=made.standing("petugas", when.date()), at=when, token=token())


def case(made: Office, at_step: str = "1", when: dt.datetime = MONDAY, **changes: object) -> Case:
    """A case opened through actions and carried to the step with this printed number, one hour of wall time a step."""
    made_case = open_case(
        letter(made, when, **changes), made.edition, by=made.standing("petugas", when.date()), at=when, token=token()
    )
    while (visit := open_visit(made_case)) and made.edition.document.step(visit.step).number != at_step:
        when += dt.timedelta(minutes=5)
        advance(made, visit, when)
    return made_case


def refusal(act: Callable[[], object]) -> list[str]:
    """The sentences with which an act is refused; nothing of it stays. An empty list when it was done."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        return refused.reasons
    return []


def open_visit(made_case: Case) -> Visit | None:
    return made_case.visits.open().select_related("case", "role", "assignee").first()


def who_acts(made: Office, visit: Visit) -> str:
    """The name of the person whose turn it is."""
    if visit.assignee_id:
        return next(name for name, user in made.people.items() if user.pk == visit.assignee_id)
    key = visit.role.key if visit.role else ""
    return {"prakom": "dedi"}.get(key, key)


def advance(
    made: Office, visit: Visit, when: dt.datetime, decision: str = "", by: str = "", **handover: object
) -> Outcome:
    """Close a visit as its person would, with everything the step needs (approving unless told otherwise)."""
    situation = Situation(visit, visit.case)
    key = decision or situation.step.exits[0].key
    filled = full_handover(made, situation, key, **handover)
    return perform(
        visit, key, by=made.standing(by or who_acts(made, visit), when.date()), at=when, handover=filled, token=token()
    )


def full_handover(
    made: Office,
    situation: Situation,
    decision: str,
    points: Sequence[str | NewPoint] | None = None,
    **changes: object,
) -> Handover:
    """A complete handover for this step and decision."""
    if points is None:
        points = ["Lengkapi bagian 3."] if situation.step.exit(decision).is_correction else []
    papers = {
        output.paper: content_for(situation, output.paper)
        for output in situation.step.outputs
        if output.only_if in ("", decision)
    }
    values: dict[str, object] = {
        "note": "Mohon ditindaklanjuti.",
        "papers": papers,
        "points": [point if isinstance(point, NewPoint) else NewPoint(point, "hal. 3") for point in points],
        "answers": {point.number: "Sudah diperbaiki." for point in situation.points_to_answer},
        "verdicts": {point.number: PointVerdict(True) for point in situation.points_to_judge},
        "appointee_id": made.people["dedi"].pk if situation.step.appoints else None,
    }
    return Handover(**(values | changes))  # type: ignore[arg-type]


URL = "https://simka.contoh.go.id/"


def content_for(situation: Situation, key: str) -> PaperContent:
    """Valid content for one output paper, by its form; a release has been probed."""
    form = situation.procedure.paper(key).form
    if form is Form.RELEASE:
        probed(situation.visit)
    fields: dict[Form, dict[str, object]] = {
        Form.NOTE: {"text": "Mohon ditindaklanjuti sesuai ketentuan."},
        Form.FILES: {"note": "Terlampir."},
        Form.SYSTEM: {"repository": "https://git.contoh.go.id/simka", "commit": "v2.3.1", "how_to_try": "Buka /kgb."},
        Form.RELEASE: {
            "version": "2.3.1",
            "url": URL,
            "server": "srv-simka-01",
            "backup": "pg_dump 07.00",
            "rollback": "Pasang kembali versi 2.3.0.",
            "tests": [{"name": "Hitung masa kerja", "expected": "14 tahun", "result": "lulus", "note": ""}],
        },
        Form.STATE: {"text": "Sudah terkirim.", "date": "2026-06-08"},
        Form.GOODS: {"is_ready": True},
    }
    return PaperContent(
        fields.get(form, {}), [file_ref(f"{key}.pdf", f"%PDF-1.4 {key}".encode())] if form is Form.FILES else []
    )


def probed(visit: Visit, url: str = URL, is_online: bool = True) -> Probe:
    now = timezone.now()
    return Probe.objects.create(
        visit=visit,
        url=url,
        requested_at=now,
        requested_by=User.objects.first(),
        probed_at=now,
        is_online=is_online,
        seen={"status": 200, "title": "SIMKA"},
    )


def line(
    act: str, date: str, name: str = "", until: str = "", hours: str = "", number: int = 1, **whose: str
) -> LineValues:
    """A line of a decree, such as ("cuti bersama", "2025-08-18", "Cuti Bersama"); `whose` are unit, service, zone."""
    last = dt.date.fromisoformat(until) if until else None
    return LineValues(act, dt.date.fromisoformat(date), name, last, hours, number, **whose)


def decree_values(*lines: LineValues, dated_on: str, number: str = "", kind: str = "skb") -> DecreeValues:
    """What is written in a decree with these lines."""
    numbered = [replace(line, number=place) for place, line in enumerate(lines, 1)]
    number = number or f"{next(_counter)}/{dated_on[:4]}"
    return DecreeValues(kind, number, dt.date.fromisoformat(dated_on), "Hari libur dan cuti bersama", numbered)


def proposed(made: Office, values: DecreeValues, when: dt.datetime) -> Decree:
    """A draft, as the administrator enters it."""
    return propose_decree(values, by=made.standing("admin", when.date()), at=when, token=token())


def decreed(made: Office, *lines: LineValues, when: str, **changes: str) -> Decree:
    """A decree of that day with these lines, proposed by the administrator and decided by the head a minute later."""
    moment = at(when)
    draft = proposed(made, decree_values(*lines, dated_on=changes.pop("dated_on", when[:10]), **changes), moment)
    decided = moment + dt.timedelta(minutes=1)
    return decide_decree(draft, by=made.standing("kepala", moment.date()), at=decided, token=token())
