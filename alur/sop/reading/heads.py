"""Reading what stands above the rows: identity boxes, dates, signatures, roles, papers, and the file's settings."""

from __future__ import annotations

from alur.sop.document import Form, Identity, Paper, Procedure, Role, Signatory, Step, Symbol
from alur.sop.reading.reminders import read_reminders
from alur.sop.reading.steps import LARGEST_COPIES, Setting, read_step
from alur.sop.reading.tables import Table
from alur.sop.reading.times import read_measure, read_time

TRIGGERS = ("surat", "permohonan", "berkala")
ROLE_KINDS = ("jabatan", "unit", "tim", "aplikasi")
CAPACITIES = ("penyusun", "pemeriksa", "pengesah")
LARGEST_FILE_MB = 2000
BOXES = {
    "legal_basis": "dasar_hukum",
    "qualifications": "kualifikasi",
    "equipment": "peralatan",
    "warnings": "peringatan",
    "recording": "pencatatan",
}


def read_procedure(root: Table) -> Procedure:
    """The whole document. What does not fit is reported in the tables' place and left out."""
    measure = read_measure(root)
    roles = tuple(_role(table) for table in root.tables("pelaksana", "pelaksana ke-{}"))
    papers = tuple(_paper(table) for table in root.tables("kertas", "kertas ke-{}"))
    setting = Setting(
        roles={role.key: role for role in roles},
        papers={paper.key: paper for paper in papers},
        measure=measure,
        pause_reasons=root.texts("jeda"),
        maker_may_check=root.flag("pembuat_boleh_memeriksa"),
    )
    steps = tuple(read_step(table, setting) for table in root.tables("langkah", "langkah ke-{}"))
    if not steps:
        root.report("langkah", "tanpa-langkah", "Berkas tidak memuat satu pun [[langkah]].")
    dates = root.table("tanggal", "tanggal")
    total = root.table("total", "total")
    procedure = Procedure(
        number=root.text("nomor"),
        name=root.needed("nama"),
        unit=root.texts("unit"),
        trigger=_trigger(root),
        roles=roles,
        papers=papers,
        steps=steps,
        identity=_identity(root.table("identitas", "identitas")),
        created_on=dates.day("pembuatan"),
        revised_on=dates.day("revisi"),
        effective_on=dates.day("efektif"),
        approved_on=dates.day("pengesahan"),
        signatories=tuple(_signatory(table) for table in root.tables("tanda_tangan", "tanda tangan ke-{}")),
        minutes_per_day=measure.minutes,
        days_are_wall=measure.is_wall,
        printed_total=total.text("teks"),
        classification=root.text("klasifikasi"),
        cancelling_roles=root.texts("pembatal") or _default_cancelling(steps, setting),
        notes=root.texts("catatan"),
        total=read_time(total, measure, is_outside=False) if total.values else None,
        days_per_week=measure.days_per_week,
        days_per_month=measure.days_per_month,
        answers=_answers(root),
        reminders=read_reminders(root),
        lines=_lines(root),
    )
    dates.close()
    root.close()
    return procedure


def _trigger(root: Table) -> str:
    if "pemicu" not in root.values:
        root.report("pemicu", "kosong", f"pemicu belum diisi; pilih {', '.join(TRIGGERS)}.")
    return root.choice("pemicu", TRIGGERS, "surat")


def _default_cancelling(steps: tuple[Step, ...], setting: Setting) -> tuple[str, ...]:
    """Who may cancel when the file is silent: the inside roles of the first step, else who records it."""
    start = next((step for step in steps if step.symbol is Symbol.START), None)
    if start is None:
        return ()
    inside = tuple(key for key in start.roles if key in setting.roles and not setting.roles[key].is_outside)
    return inside or tuple(filter(None, [start.recorded_by]))


def _role(table: Table) -> Role:
    role = Role(
        key=table.key("kunci"),
        name=table.needed("nama"),
        aliases=table.texts("sebutan"),
        is_outside=table.flag("luar"),
        kind=table.choice("jenis", ROLE_KINDS, "jabatan"),
        has_column=table.flag("kolom", default=True),
        recorded_by=table.text("dicatat_oleh"),
        line=table.line,
    )
    table.close()
    return role


def _paper(table: Table) -> Paper:
    if "bentuk" not in table.values:
        table.report("bentuk", "kosong", f"bentuk pada {table.named} belum diisi; pilih {', '.join(Form)}.")
    paper = Paper(
        key=table.key("kunci"),
        name=table.needed("nama"),
        form=table.word("bentuk", Form, Form.FILES),
        aliases=table.texts("sebutan"),
        examines=table.text("memeriksa"),
        classification=table.text("klasifikasi"),
        copies=table.count("rangkap", 1, LARGEST_COPIES) or 1,
        limit_mb=table.count("batas_mb", None, LARGEST_FILE_MB),
        line=table.line,
    )
    table.close()
    return paper


def _signatory(table: Table) -> Signatory:
    signatory = Signatory(
        capacity=table.choice("sebagai", CAPACITIES, "pengesah"),
        name=table.needed("nama"),
        position=table.text("jabatan"),
        nip=table.text("nip"),
    )
    table.close()
    return signatory


def _identity(table: Table) -> Identity:
    boxes = {name: table.texts(key) for name, key in BOXES.items()}
    related, numbers = _related(table)
    others = table.table("kotak_lain", "kotak_lain")
    identity = Identity(
        **boxes, related=related, others={key: others.texts(key) for key in others.values}, related_numbers=numbers
    )
    table.close()
    return identity


def _related(table: Table) -> tuple[tuple[str, ...], dict[str, str]]:
    """`keterkaitan`: sentences, or tables { teks, nomor } where the related procedure's number is known."""
    values = table.values.get("keterkaitan")
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        return table.texts("keterkaitan"), {}
    numbers = {}
    for item in table.tables("keterkaitan", "keterkaitan ke-{}"):
        numbers[item.needed("teks")] = item.text("nomor")
        item.close()
    return tuple(numbers), {text: number for text, number in numbers.items() if number}


def _answers(root: Table) -> dict[str, str]:
    table = root.table("jawaban", "jawaban")
    return {key: table.needed(key) for key in table.values}


def _lines(root: Table) -> dict[str, int]:
    """Lines of the top-level keys, and of the keys inside tanggal and jawaban as "tanggal.efektif"."""
    lines = {key: root.line_of(key) for key in root.values}
    for name in ("tanggal", "jawaban"):
        inner = root.values.get(name)
        if isinstance(inner, dict):
            lines |= {f"{name}.{key}": root.place.line((name, key)) for key in inner}
    return lines
