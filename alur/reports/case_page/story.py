"""The record as a timeline: each line of the chain in words, and whether the chain holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from alur.records.emptying import vouched
from alur.records.models import Case, Entry, Severity, SubjectKind, Visit
from alur.records.models.entries import GENESIS
from alur.reports.case_page.page import Message, Record, RecordLine
from alur.reports.case_page.words import minutes, used_of
from alur.reports.two_clocks import frozen_clocks
from alur.sop.document import Procedure, Step
from alur.worktime.wording import hour, short_date

Told = tuple[str, list[str], str, str]


class Teller:
    """Knows the case's visits and procedure, and tells one line at a time: title, details, icon and tone."""

    def __init__(self, procedure: Procedure, visits: Sequence[Visit]) -> None:
        self.procedure = procedure
        self.visits = {visit.number: visit for visit in visits}
        self.names = {visit.assignee_id: visit.assignee.name for visit in visits if visit.assignee}

    def line(self, entry: Entry) -> RecordLine:
        """The entry as a line of the timeline. A kind that is not known here is shown by its name."""
        tell = TELLERS.get(entry.kind)
        title, detail, icon, tone = tell(self, entry.data) if tell else (entry.kind.capitalize(), [], "panah", "")
        who = entry.by.name if entry.by else entry.acting_as or "Sistem"
        if entry.acting_as and entry.acting_as != who:
            who = f"{who}, {entry.acting_as}"
        note = str(entry.data.get("note") or "")
        return RecordLine(entry, title, who, tuple(filter(None, detail)), note, icon, tone, self.reckoned(entry.data))

    def reckoned(self, data: Mapping[str, Any]) -> int:
        """The number of the visit that this line closed, where its deadline can be shown; else 0."""
        number = (data.get("closes") or {}).get("number", 0)
        visit = self.visits.get(number)
        return number if visit is not None and visit.due_at is not None else 0

    def where(self, number: int | None) -> str:
        """A visit as details name it: "langkah 3", from the second round on "langkah 3 putaran ke-2"."""
        visit = self.visits.get(number or 0)
        if visit is None:
            return ""
        name = self.step_name(visit.step)
        return f"{name} putaran ke-{visit.round}" if visit.round > 1 else name

    def step_name(self, key: str) -> str:
        step: Step = self.procedure.step(key)
        return f"langkah {step.number}" if step.number else f"langkah “{step.short or step.activity[:60]}”"


def record_of(case: Case, procedure: Procedure, visits: Sequence[Visit], *, limit: int | None) -> Record:
    """The last lines of the case's record, all of them without a limit. One statement."""
    rows = (
        Entry.objects.filter(subject_kind=SubjectKind.CASE, subject_id=case.pk).select_related("by").order_by("-number")
    )
    entries = list(rows[:limit] if limit else rows)
    teller = Teller(procedure, visits)
    total = entries[0].number if entries else 0
    return Record(tuple(map(teller.line, entries)), total, _broken_at(list(reversed(entries))))


def _broken_at(entries: Sequence[Entry]) -> int | None:
    previous = GENESIS if entries and entries[0].number == 1 else None
    expected = entries[0].number if entries else 1
    emptied = vouched(entries)
    for entry in entries:
        is_linked = previous is None or entry.previous == previous
        is_whole = entry.computed_hash() in (entry.hash, emptied.get(entry.number))
        if not is_linked or entry.number != expected or not is_whole:
            return entry.number
        previous, expected = entry.hash, expected + 1
    return None


def message_of(record: Record, visit: Visit | None) -> Message | None:
    """The note that was handed over when the open visit began."""
    if visit is None:
        return None
    for line in record.lines:
        opens = line.entry.data.get("opens") or {}
        if opens.get("number") == visit.number:
            return Message(line.note, line.who, line.entry.at) if line.note else None
    return None


def _opened(teller: Teller, data: Mapping[str, Any]) -> Told:
    letter = data.get("letter") or {}
    return (
        "Permintaan dibuka",
        [f"surat {letter.get('number', '')}", f"agenda {letter.get('agenda', '')}"],
        "berkas",
        "",
    )


def _performed(teller: Teller, data: Mapping[str, Any]) -> Told:
    closes, points = data.get("closes") or {}, data.get("points") or {}
    visit = teller.visits.get(closes.get("number", 0))
    step = teller.procedure.step(visit.step) if visit else None
    way = next((item for item in step.exits if item.key == closes.get("decision")), None) if step else None
    is_correction = bool(way and way.is_correction)
    title = _title(data, step, is_correction)
    detail = [teller.where(closes.get("number")), used_of(visit) if visit else "", _clocks(visit), _lateness(closes)]
    detail += _points_told(points)
    detail += [str(paper["official_number"]) for paper in data.get("papers") or () if paper.get("official_number")]
    appointee = data.get("appointee")
    detail.append(f"menugaskan {teller.names[appointee]}" if appointee in teller.names else "")
    detail += [f"{teller.step_name(passed['step'])} lewat otomatis" for passed in data.get("passes") or ()]
    detail.append(f"permintaan berakhir: {data['result']}" if data.get("result") else "")
    return title, detail, "kembali" if is_correction else "centang", "warn" if is_correction else "brand"


def _title(data: Mapping[str, Any], step: Step | None, is_correction: bool) -> str:
    label = str(data.get("label") or "")
    if step is not None and len(step.exits) > 1:
        count = len((data.get("points") or {}).get("raised") or ())
        return f"{label}, {count} butir koreksi" if is_correction and count else label
    names = [_paper_name(paper, step) for paper in data.get("papers") or ()]
    if names:
        return f"{' dan '.join(names)} diserahkan"
    return f"{(step.short or step.activity) if step else 'Langkah'}: selesai"


def _paper_name(paper: Mapping[str, Any], step: Step | None) -> str:
    texts = {output.paper: output.text for output in step.outputs} if step else {}
    name = texts.get(str(paper["paper"])) or str(paper["paper"]).replace("-", " ").capitalize()
    return f"{name} versi {paper['version']}" if paper.get("version", 1) > 1 else name


def _clocks(visit: Visit | None) -> str:
    clocks = frozen_clocks(visit) if visit else None
    return clocks.words if clocks else ""


def _lateness(closes: Mapping[str, Any]) -> str:
    return "lewat tenggat" if closes.get("is_late") else ""


def _points_told(points: Mapping[str, Any]) -> list[str]:
    answered, judged = points.get("answered") or (), points.get("judged") or ()
    remarks = sum(1 for item in points.get("raised") or () if item.get("severity") == Severity.REMARK)
    told = [f"{remarks} butir berupa catatan"] if remarks else []
    told += [f"{len(answered)} butir dijawab"] if answered else []
    accepted = sum(1 for item in judged if item.get("is_accepted"))
    return told + ([f"{accepted} dari {len(judged)} jawaban diterima"] if judged else [])


def _recalled(teller: Teller, data: Mapping[str, Any]) -> Told:
    opens = data.get("opens") or {}
    return "Ditarik kembali oleh pengirim", [teller.where(opens.get("number"))], "kembali", "warn"


def _paused(teller: Teller, data: Mapping[str, Any]) -> Told:
    until = data.get("until")
    detail = [str(data.get("reason") or ""), teller.where(data.get("visit"))]
    detail.append(f"sampai {_instant(dt.datetime.fromisoformat(until))}" if until else "")
    detail.append(f"surat {data['letter_label']}" if data.get("letter_label") else "")
    detail.append(f"berkas {data['file_name']}" if data.get("file_name") else "")
    return "Waktu dijeda", detail, "jeda", "hold"


def _resumed(teller: Teller, data: Mapping[str, Any]) -> Told:
    paused = minutes(data.get("paused_seconds") or 0)
    ended = dt.datetime.fromisoformat(data["ends_at"]) if data.get("ends_at") else None
    detail = [teller.where(data.get("visit")), f"jeda seluruhnya {paused} menit kerja"]
    detail.insert(1, f"jeda berakhir {_instant(ended)}" if ended else "")
    return "Waktu dilanjutkan", detail, "panah", ""


def _calendar_changed(teller: Teller, data: Mapping[str, Any]) -> Told:
    old, new = (dt.datetime.fromisoformat(data[key]) for key in ("old_due_at", "due_at"))
    moved = f"dari {_instant(old)} menjadi {_instant(new)}" if old != new else "tenggat tetap"
    return "Kalender kerja berubah", [teller.where(data.get("visit")), moved, str(data.get("decree") or "")], "jam", ""


def _instant(at: dt.datetime) -> str:
    local = timezone.localtime(at).replace(second=0, microsecond=0)
    return f"{short_date(local.date())}, {hour(local)}"


def _assigned(teller: Teller, data: Mapping[str, Any]) -> Told:
    title = f"Ditugaskan kepada {data.get('name', '')}"
    return title, [teller.where(data.get("visit")), str(data.get("reason") or "")], "orang", ""


def _seen(teller: Teller, data: Mapping[str, Any]) -> Told:
    return "Pertama kali dibuka", [teller.where(data.get("visit"))], "mata", ""


def _withdrawn(teller: Teller, data: Mapping[str, Any]) -> Told:
    letter = f"surat {data.get('letter_number', '')}"
    return "Permintaan ditarik oleh pemohon", [letter, str(data.get("reason") or "")], "henti", "warn"


def _cancelled(teller: Teller, data: Mapping[str, Any]) -> Told:
    return "Permintaan dibatalkan", [str(data.get("reason") or "")], "henti", "warn"


def _derived(teller: Teller, data: Mapping[str, Any]) -> Told:
    papers = data.get("papers") or [{}]
    name = str(papers[0].get("paper", "")).replace("-", " ").capitalize()
    return f"{name} dibuat", [str(paper.get("official_number") or "") for paper in papers], "berkas", ""


def _issued(teller: Teller, data: Mapping[str, Any]) -> Told:
    keys = {paper.key: paper.name for paper in teller.procedure.papers}
    key = str(data.get("paper"))
    name = keys.get(key, key.replace("-", " ").capitalize())
    signature = data.get("signature") or {}
    signed = f"ditandatangani secara elektronik oleh {signature['subject']}" if signature else ""
    return f"{name} terbit sebagai PDF", [str(data.get("number") or ""), signed], "berkas", ""


def _voided(teller: Teller, data: Mapping[str, Any]) -> Told:
    detail = [str(data.get("label") or ""), str(data.get("note") or "")]
    return f"Naskah {data.get('number', '')} dibatalkan", detail, "henti", "warn"


def _held(teller: Teller, data: Mapping[str, Any]) -> Told:
    lists = [f"dikeluarkan dari daftar {number}" for number in data.get("taken_out_of") or ()]
    return "Ditahan dari pemusnahan", [f"surat {data['letter_number']}", str(data["reason"]), *lists], "henti", "hold"


def _lifted(teller: Teller, data: Mapping[str, Any]) -> Told:
    return "Penahanan dicabut", [f"surat {data['letter_number']}", str(data["reason"])], "panah", ""


def _destroyed(teller: Teller, data: Mapping[str, Any]) -> Told:
    detail = [f"daftar {data['list']}", f"keputusan {data['decision_number']}"]
    detail.append(f"persetujuan ANRI {data['anri_number']}" if data["anri_number"] else "")
    return "Isi berkas dimusnahkan", [*detail, f"{len(data['files'])} berkas dihapus"], "henti", "warn"


def _handed_over(teller: Teller, data: Mapping[str, Any]) -> Told:
    return "Diserahkan ke ANRI", [f"daftar {data['list']}", f"keputusan {data['decision_number']}"], "berkas", ""


TELLERS: dict[str, Callable[[Teller, Mapping[str, Any]], Told]] = {
    "opened": _opened,
    "performed": _performed,
    "recalled": _recalled,
    "paused": _paused,
    "resumed": _resumed,
    "calendar": _calendar_changed,
    "assigned": _assigned,
    "seen": _seen,
    "withdrawn": _withdrawn,
    "cancelled": _cancelled,
    "terbit": _issued,
    "derived": _derived,
    "voided": _voided,
    "held": _held,
    "hold-lifted": _lifted,
    "destroyed": _destroyed,
    "handed-over": _handed_over,
}
