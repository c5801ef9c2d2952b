"""A small office in which everything has happened once, so that every table of the record has rows to be changed."""

from __future__ import annotations

from django.conf import settings

from alur.actions import assign, mark_seen, pause, recall, resume, void_paper, withdraw
from alur.actions.issuing import issue
from alur.actions.pause_reasons import PauseTerms, add_reason
from alur.actions.people import add_unit
from alur.actions.personnel.knowing import keep_qualification
from alur.actions.personnel.leaves import LeaveValues, enter_leave
from alur.actions.personnel.own_data import ask_correction
from alur.actions.reading import state_reason
from alur.actions.seals import seal_until
from alur.actions.seals.stamping import stamp
from alur.actions.security_log import Visitor, note
from alur.records.models import DocumentVersion, SecurityKind
from tests import make
from tests.papers.signing.services import stamping_authority

WAITING = "Menunggu akses server atau basis data"
SEALED_AT = make.at("2026-06-20 02:00")


def fill() -> make.Office:
    """The office, sealed and with one time stamp; it verifies."""
    office = make.write_down(make.office())
    _keep_personnel(office)
    _run_cases(office)
    _decree(office)
    note(SecurityKind.LOGGED_OUT, Visitor("10.0.0.1", "uji"), at=make.MONDAY, user=office.people["dedi"])
    made = seal_until(at=SEALED_AT)
    with stamping_authority() as address:
        settings.SEAL = settings.SEAL | {"tsa": address}
        stamp(made[-1].number, at=SEALED_AT)
    return office


def _keep_personnel(office: make.Office) -> None:
    admin = {"by": office.standing("admin"), "at": make.MONDAY, "token": ""}
    dedi = office.people["dedi"]
    add_unit("jayapura", "RSUP Jayapura", zone="Asia/Jayapura", at=make.MONDAY)
    keep_qualification(dedi, "Memahami perancangan", make.MONDAY.date(), "Sertifikat 1", **admin)
    enter_leave(LeaveValues(dedi, "tahunan", make.MONDAY.date(), make.MONDAY.date()), **admin)
    ask_correction("Nama saya keliru.", by=office.standing("sari"), at=make.MONDAY)
    add_reason(PauseTerms("Menunggu pengadaan perangkat", longest_days=20), **admin | {"token": make.token()})


def _run_cases(office: make.Office) -> None:
    """One in correction with a pause, one that went online, one recalled and reassigned, one withdrawn, one secret."""
    case = make.case(office, at_step="4")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:00"), "dikoreksi")
    visit, dedi = make.open_visit(case), office.standing("dedi")
    mark_seen(visit, by=dedi, at=make.at("2026-06-08 10:30"))
    pause(visit, WAITING, by=dedi, at=make.at("2026-06-08 11:00"), token=make.token(), file=make.file_ref("bukti.pdf"))
    resume(visit, by=dedi, at=make.at("2026-06-08 14:00"), token=make.token())
    make.advance(office, visit, make.at("2026-06-08 15:00"))
    paper = DocumentVersion.objects.get(document__case=case, document__paper="catatan-instruksi")
    issue(paper.pk, at=make.at("2026-06-08 15:01"))
    void = {"by": office.standing("kepala"), "at": make.at("2026-06-09 09:00"), "token": make.token()}
    void_paper(paper, reason="isi", note="Isinya keliru sama sekali.", **void)
    make.case(office, at_step="end")
    other = make.case(office, at_step="5")
    recall(make.open_visit(other), by=office.standing("kasubbag"), at=make.at("2026-06-08 10:00"), token=make.token())
    gone = make.case(office, at_step="5")
    change = {"by": office.standing("kabag"), "at": make.at("2026-06-08 10:00"), "reason": "Cuti."}
    assign(make.open_visit(gone), office.people["sari"], token=make.token(), **change)
    letter = {"letter_number": "S-1", "dated_on": make.MONDAY.date(), "reason": "Tidak jadi."}
    withdraw(gone, by=office.standing("petugas"), at=make.at("2026-06-08 11:00"), token=make.token(), **letter)
    secret = make.case(office, security="R")
    reason = "memeriksa kelengkapan surat"
    state_reason(secret.letter_id, "R", reason, by=office.standing("kepala"), at=make.at("2026-06-08 10:00"))


def _decree(office: make.Office) -> None:
    """A decree about a day off and the hours of one unit."""
    hours = make.line("jam kerja", "2026-06-01", hours="sen 07:00-12:00", unit="rsnb")
    day = make.line("cuti bersama", "2026-06-10", "Cuti Uji")
    make.decreed(office, day, hours, when="2026-06-08 10:00", kind="unit")
