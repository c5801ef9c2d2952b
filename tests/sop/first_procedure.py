"""The flow of SOP OT.02.01/4/4739/2019, transcribed by hand for tests of layout and drawing. No test lives here."""

from __future__ import annotations

from alur.sop.document import Clock, Exit, Input, InputKind, Output, Procedure, Role, Source, StandardTime, Step, Symbol

ANALYSIS = "Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian"
SYSTEM = "Sistem/Aplikasi Hasil Pengerjaan"


def on(number: int) -> tuple[Exit, ...]:
    """The single exit of a straight step."""
    return (Exit("lanjut", "", to=f"l{number}"),)


def judged(approved: int, corrected: int) -> tuple[Exit, ...]:
    """The two exits of a check."""
    back = Exit("dikoreksi", "Dikoreksi", to=f"l{corrected}", is_correction=True)
    return (Exit("disetujui", "Disetujui", to=f"l{approved}"), back)


def step(
    number: int, role: str, symbol: Symbol, minutes: int, papers: tuple[str, str], exits: tuple[Exit, ...]
) -> Step:
    """One row with the papers that go in and come out."""
    return Step(
        key=f"l{number}",
        number=str(number),
        symbol=symbol,
        activity=f"Kegiatan langkah {number} sesuai naskah SOP pengembangan/perbaikan aplikasi kepegawaian",
        roles=(role,) if role else (),
        exits=exits,
        inputs=(Input(InputKind.OUTSIDE, papers[0]),),
        outputs=(Output("", papers[1]),),
        time=StandardTime(f"{minutes} menit", Clock.WORKING) if minutes else None,
        is_automatic=not role,
        sources={} if role else {"pelaksana": Source.UNREADABLE},
    )


BOX, DIAMOND = Symbol.PROCESS, Symbol.DECISION
STEPS = (
    step(1, "kabag", Symbol.START, 20, ("Surat permintaan", "Catatan Instruksi"), on(2)),
    step(2, "kasubbag", BOX, 10, ("Catatan Instruksi", "Catatan Penugasan"), on(3)),
    step(3, "prakom", BOX, 900, ("Catatan Penugasan", ANALYSIS), on(4)),
    step(4, "kasubbag", DIAMOND, 120, (ANALYSIS, f"{ANALYSIS} yang disetujui/dikoreksi"), judged(5, 3)),
    step(5, "prakom", BOX, 9000, (f"{ANALYSIS} yang disetujui/dikoreksi", SYSTEM), on(6)),
    step(6, "kasubbag", DIAMOND, 120, (SYSTEM, f"{SYSTEM} yang disetujui/dikoreksi"), judged(7, 5)),
    step(7, "", BOX, 0, ("", ""), on(8)),
    step(8, "kabag", DIAMOND, 900, (f"{SYSTEM} yang disetujui/dikoreksi", "Catatan Instruksi"), judged(9, 6)),
    step(9, "kasubbag", BOX, 10, ("Catatan Instruksi", "Catatan Penugasan"), on(10)),
    step(10, "prakom", Symbol.END, 90, ("Catatan Penugasan", "Online"), (Exit("selesai", "", end="selesai"),)),
)
ROLES = (Role("kabag", "Kabag Mutasi & PKP"), Role("kasubbag", "Kasubbag PKDIK"), Role("prakom", "Pranata Komputer"))
FIRST = Procedure(
    number="OT.02.01/4/4739/2019",
    name="Permintaan Pengembangan Atau Perbaikan Aplikasi Kepegawaian Berbasis Web",
    unit=("Biro Kepegawaian",),
    trigger="surat",
    roles=ROLES,
    papers=(),
    steps=STEPS,
)
