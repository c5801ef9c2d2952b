"""Tanya: what the form leaves open and somebody must answer once before the procedure is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alur.sop.checking.wording import titled
from alur.sop.document import Procedure, Source, Step
from alur.sop.faults import Fault, question

_CHECKING = re.compile(
    r"\b(memeriksa|memverifikasi|memvalidasi|meneliti|menelaah|mengoreksi|mengecek|meninjau|menyetujui|mengesahkan)\b"
    r"|^(pemeriksaan|penelitian|verifikasi|validasi|persetujuan|pengesahan)\b",
    re.IGNORECASE,
)
_RUNNING = ("pelaksana", "simbol", "kelengkapan", "waktu", "output", "lanjut")


def questions(procedure: Procedure) -> Iterator[Fault]:
    """All of them; the code of each is the key of its answer."""
    yield from _day(procedure)
    outside = {role.key for role in procedure.roles if role.is_outside}
    for step in procedure.steps:
        yield from _inferred(step)
        if step.is_automatic:
            continue
        yield from _time(step)
        yield from _check(step)
        yield from _actors(step)
        yield from _same_paper(step)
        if step.responsible in outside and not step.recorded_by:
            yield question(
                step.lines.get("pelaksana", step.line),
                f"langkah-luar:{step.key}",
                f"{titled(step)} dilakukan pihak luar. Siapa di dalam kantor yang mencatatnya? (dicatat_oleh)",
            )


def _day(procedure: Procedure) -> Iterator[Fault]:
    times = [step.time for step in procedure.steps if step.time] + [procedure.total] * (procedure.total is not None)
    unmeasured = [time for time in times if time and time.unit and time.seconds_max is None]
    for unit in dict.fromkeys(time.unit for time in unmeasured):
        setting = {"minggu": "hari.per_minggu dan hari.menit", "bulan": "hari.per_bulan dan hari.menit"}.get(
            unit, "hari = { menit = 450 } atau hari = “kalender”"
        )
        yield question(
            next(time.line for time in unmeasured if time.unit == unit),
            f"ukuran-{unit}",
            f"Waktu ditulis dalam {unit}, tetapi berkas tidak menyebut berapa menit kerja itu. Isi {setting}.",
        )


def _time(step: Step) -> Iterator[Fault]:
    time = step.time
    if time is None or (not time.unit and not time.shared_with):
        yield question(
            time.line if time else step.line,
            f"waktu-kosong:{step.key}",
            f"{titled(step)} tidak memuat waktu yang dapat dihitung, sehingga tidak mempunyai tenggat. "
            "Memang demikian?",
        )


def _check(step: Step) -> Iterator[Fault]:
    found = _CHECKING.search(step.activity)
    if found and not step.is_check and len(step.exits) < 2:
        yield question(
            step.lines.get("kegiatan", step.line),
            f"periksa-tanpa-belah:{step.key}",
            f"{titled(step)} memuat kata “{found.group().lower()}” tanpa belah ketupat. "
            "Apa yang terjadi bila hasilnya tidak baik? "
            "(kembali = “kunci langkah” bila dikembalikan ke pembuat)",
        )


def _actors(step: Step) -> Iterator[Fault]:
    if not step.has_mode and len(step.roles) > 1:
        yield question(
            step.lines.get("pelaksana", step.line),
            f"cara-kosong:{step.key}",
            f"{titled(step)} mempunyai {len(step.roles)} pelaksana. Bagaimana mereka melakukannya: satu (yang pertama "
            "bertanggung jawab), semua, salah_satu, atau berurutan? (cara)",
        )


def _same_paper(step: Step) -> Iterator[Fault]:
    made = {output.paper for output in step.outputs}
    for item in step.inputs:
        if item.paper and item.paper in made:
            yield question(
                item.line,
                f"output-jadi-masukan:{step.key}",
                f"{titled(step)} memakai “{item.text}” sebagai kelengkapan dan juga output. "
                "Apakah langkah ini mengubahnya?",
            )


def _inferred(step: Step) -> Iterator[Fault]:
    """What was inferred and changes the run needs a person's yes (sop-forms: every field knows its source)."""
    fields = [name for name in _RUNNING if step.sources.get(name) is Source.INFERRED]
    fields += [f"jalan “{way.label}”" for way in step.exits if way.source is Source.INFERRED and way.key != "lanjut"]
    if fields:
        yield question(
            step.lines.get("sumber", step.line),
            f"disimpulkan:{step.key}",
            f"{titled(step)}: {', '.join(fields)} disimpulkan, tidak terbaca pada naskah. Benarkah?",
        )
