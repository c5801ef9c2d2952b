"""What each form of paper needs before a step may close: surat, catatan, berkas, periksa, sistem, daring, …"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from alur.actions.handover import Handover, PaperContent
from alur.actions.situation import Situation
from alur.actions.texts import text_faults
from alur.records.models import Probe
from alur.sop.document import Exit, Form, Output
from alur.worktime.wording import long_date

EMPTY = PaperContent()
COMMIT = re.compile(r"[0-9a-f]{7,64}|v?\d+(\.\d+)+\S{0,40}", re.IGNORECASE)


def due_outputs(situation: Situation, way: Exit) -> list[Output]:
    """The outputs that this step makes when it is left this way; those bound to another exit are not made."""
    return [output for output in situation.step.outputs if output.only_if in ("", way.key)]


def faults_in_papers(situation: Situation, way: Exit, handover: Handover, at: dt.datetime) -> list[str]:
    """What is missing or wrong in the papers handed in, as sentences that name the paper."""
    reasons = []
    groups: dict[str, list[tuple[str, bool]]] = {}
    for output in due_outputs(situation, way):
        content = handover.papers.get(output.paper, EMPTY)
        is_given = is_filled(content)
        paper = situation.procedure.paper(output.paper)
        if output.one_of:
            groups.setdefault(output.one_of, []).append((paper.name, is_given))
        if not is_given and (output.one_of or not output.is_required):
            continue
        faults = CHECKS[paper.form](situation, content, at)
        reasons += [f"{paper.name}: {fault}" for fault in faults + text_faults(content.fields)]
    for members in groups.values():
        count = sum(is_given for _, is_given in members)
        if count != 1:
            names = " atau ".join(f"“{name}”" for name, _ in members)
            reasons.append(f"Isi tepat satu: {names}; sekarang {count} yang terisi.")
    return reasons


def is_filled(content: PaperContent) -> bool:
    """True when anything at all was given for a paper."""
    return bool(content.files) or any(bool(value) for value in content.fields.values())


def _text(fields: Mapping[str, Any], key: str) -> str:
    return str(fields.get(key) or "").strip()


def _letter(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    return []


def _note(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    return [] if _text(content.fields, "text") else ["isi catatan belum ditulis."]


def _files(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    return [] if content.files else ["berkas belum diunggah."]


def _verdict(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    return []


def _system(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    fields = content.fields
    repository, commit = _text(fields, "repository"), _text(fields, "commit")
    reasons = []
    if not content.files and not (repository and commit):
        reasons.append("isi repositori beserta commit atau tag, atau unggah paketnya.")
    if repository and not commit:
        reasons.append("commit atau tag belum diisi.")
    if commit and not COMMIT.fullmatch(commit):
        reasons.append(
            f"“{commit[:60]}” bukan commit (sekurang-kurangnya 7 angka heksadesimal) atau tag versi (misalnya v2.3.1)."
        )
    if not _text(fields, "how_to_try"):
        reasons.append("cara mencoba belum ditulis.")
    return reasons


def _release(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    fields = content.fields
    names = {"version": "versi", "url": "alamat aplikasi", "server": "server", "rollback": "cara memulihkan"}
    reasons = [f"{label} belum diisi." for key, label in names.items() if not _text(fields, key)]
    limits = {"version": 100, "url": 500}
    reasons += [
        f"{names[key]} paling panjang {limit} huruf."
        for key, limit in limits.items()
        if len(_text(fields, key)) > limit
    ]
    tests = [test for test in fields.get("tests") or [] if str(test.get("name") or "").strip()]
    if not tests:
        reasons.append("hasil uji coba belum ada; tulis sekurang-kurangnya satu uji.")
    unsettled = [test["name"] for test in tests if test.get("result") not in ("lulus", "gagal")]
    reasons += [f"hasil uji “{name}” belum dipilih." for name in unsettled]
    failed = [test["name"] for test in tests if test.get("result") == "gagal"]
    reasons += [f"uji “{name}” gagal; aplikasi belum dapat dinyatakan daring." for name in failed]
    url = _text(fields, "url")
    if url:
        reasons += _not_probed(situation, url)
    return reasons


def _not_probed(situation: Situation, url: str) -> list[str]:
    probe = Probe.objects.filter(visit=situation.visit, url=url).order_by("-pk").first()
    if probe is None:
        return [f"alamat {url} belum diperiksa Alur; tekan “Periksa alamat”."]
    if probe.is_online is None:
        return [f"alamat {url} sedang diperiksa; tunggu hasilnya."]
    if not probe.is_online:
        return [f"alamat {url} belum daring: {probe.seen.get('error') or 'jawaban server bukan halaman'}"]
    return []


def _state(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    reasons = [] if _text(content.fields, "text") else ["tulis satu kalimat tentang keadaannya."]
    try:
        day = dt.date.fromisoformat(_text(content.fields, "date"))
    except ValueError:
        return [*reasons, "tanggal kejadian belum diisi dengan benar."]
    if day > timezone.localdate(at):
        reasons.append(f"tanggal kejadian {long_date(day)} belum tiba.")
    if day < situation.case.letter.dated_on:
        reasons.append("tanggal kejadian lebih awal daripada surat permintaannya; periksa tanggalnya.")
    return reasons


def _goods(situation: Situation, content: PaperContent, at: dt.datetime) -> list[str]:
    return [] if content.fields.get("is_ready") else ["centang bila barangnya sudah ada."]


CHECKS: dict[Form, Callable[[Situation, PaperContent, dt.datetime], list[str]]] = {
    Form.LETTER: _letter,
    Form.NOTE: _note,
    Form.FILES: _files,
    Form.VERDICT: _verdict,
    Form.SYSTEM: _system,
    Form.RELEASE: _release,
    Form.STATE: _state,
    Form.GOODS: _goods,
}
