"""Reading the rows of the form: `[[langkah]]` with its inputs, outputs, time and ways out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from alur.sop.document import (
    Clock,
    Exit,
    Input,
    InputKind,
    Mode,
    Output,
    Paper,
    Role,
    Source,
    StandardTime,
    Step,
    Symbol,
)
from alur.sop.reading.tables import Table, shown
from alur.sop.reading.times import DayMeasure, read_time

SOURCED = ("no", "simbol", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output", "lanjut", "keterangan")
LARGEST_COPIES = 100


@dataclass(frozen=True)
class Setting:
    """What the steps of a file share: its roles, papers, day, and the defaults written at its top."""

    roles: Mapping[str, Role]
    papers: Mapping[str, Paper]
    measure: DayMeasure
    pause_reasons: tuple[str, ...] = ()
    maker_may_check: bool = False


def read_step(table: Table, setting: Setting) -> Step:
    """One row. What does not fit is reported and left out."""
    roles = table.texts("pelaksana")
    sources, remarks = _sources(table)
    time = _time(table, setting, roles)
    step = Step(
        key=table.key("kunci"),
        number=table.text("no"),
        symbol=table.word("simbol", Symbol, Symbol.PROCESS),
        activity=table.needed("kegiatan"),
        roles=roles,
        exits=(),
        mode=table.word("cara", Mode, Mode.ONE),
        group=table.text("kelompok"),
        inputs=tuple(
            _input(item, setting) for item in table.tables("kelengkapan", f"kelengkapan ke-{{}} pada {table.named}")
        ),
        outputs=tuple(_output(item, setting) for item in table.tables("output", f"output ke-{{}} pada {table.named}")),
        time=time,
        note=table.text("keterangan"),
        short=table.text("singkat"),
        is_automatic=table.flag("otomatis"),
        is_optional=table.has("pilihan") and table.choice("pilihan", ["bila perlu"], "") != "",
        appoints=table.text("menunjuk"),
        maker_may_check=table.flag("pembuat_boleh_memeriksa", setting.maker_may_check),
        parallel=table.texts("cabang_sejajar"),
        joins=table.texts("temu"),
        sources=sources,
        line=table.line,
        has_mode="cara" in table.values or len(roles) < 2,
        recorded_by=table.text("dicatat_oleh") or _recorder(setting, roles),
        input_cell=table.text("sel_kelengkapan"),
        output_cell=table.text("sel_output"),
        related_number=table.text("sop"),
        source_remarks=remarks,
        lines={key: table.line_of(key) for key in table.values},
    )
    step = replace(step, exits=_exits(table, step), pause_reasons=_pause_reasons(table, step, setting))
    table.close()
    return step


def slug(label: str) -> str:
    """The key of a way out made from its label: "Tidak layak" gives "tidak-layak"."""
    return "-".join(re.findall(r"[a-z0-9]+", label.lower()))


def _recorder(setting: Setting, roles: tuple[str, ...]) -> str:
    role = setting.roles.get(roles[0]) if roles else None
    return role.recorded_by if role else ""


def _time(table: Table, setting: Setting, roles: tuple[str, ...]) -> StandardTime | None:
    if not table.has("waktu"):
        return None
    role = setting.roles.get(roles[0]) if roles else None
    return read_time(
        table.table("waktu", f"waktu {table.named}"), setting.measure, role is not None and role.is_outside
    )


def _pause_reasons(table: Table, step: Step, setting: Setting) -> tuple[str, ...]:
    if table.has("jeda"):
        return table.texts("jeda")
    has_clock = step.time is not None and step.time.clock is Clock.WORKING and not step.is_automatic
    return setting.pause_reasons if has_clock else ()


def _input(table: Table, setting: Setting) -> Input:
    kinds = [kind for kind in InputKind if kind in table.values]
    texts = {kind: table.text(kind) for kind in InputKind}
    if len(kinds) != 1 or not texts[kinds[0]]:
        allowed = ", ".join(InputKind)
        table.report(
            "kertas", "jenis-masukan", f"{table.named.capitalize()} harus memuat tepat satu dari {allowed}, dan terisi."
        )
    kind = kinds[0] if kinds else InputKind.OUTSIDE
    paper = texts[kind] if kind is InputKind.PAPER else ""
    state = table.text("keadaan")
    wording = table.text("teks") or (_named(setting, paper, state) if paper else texts[kind])
    condition = table.text("bila")
    is_required = table.flag("wajib", default=True)
    table.close()
    return Input(kind, wording, paper, state, condition, is_required, table.line)


def _output(table: Table, setting: Setting) -> Output:
    paper, state = table.needed("kertas"), table.text("keadaan")
    output = Output(
        paper=paper,
        text=table.text("teks") or _named(setting, paper, state),
        state=state,
        only_if=table.text("hanya_bila"),
        one_of=table.text("salah_satu"),
        is_required=table.flag("wajib", default=True),
        copies=table.count("rangkap", 1, LARGEST_COPIES) or 1,
        line=table.line,
    )
    table.close()
    return output


def _named(setting: Setting, paper: str, state: str) -> str:
    name = setting.papers[paper].name if paper in setting.papers else paper
    return f"{name} yang {state}" if state else name


def _exits(table: Table, step: Step) -> tuple[Exit, ...]:
    ways = [_branch(item) for item in table.tables("cabang", f"cabang ke-{{}} pada {table.named}")]
    onward, end = table.text("lanjut"), table.text("akhir")
    if ways and (onward or end):
        table.report(
            "lanjut" if onward else "akhir",
            "jalan-ganda",
            f"{table.named.capitalize()} memuat cabang dan juga lanjut/akhir; pilih salah satu.",
        )
    elif onward and end:
        table.report(
            "akhir", "jalan-ganda", f"{table.named.capitalize()} memuat lanjut dan juga akhir; pilih salah satu."
        )
    elif onward:
        source = step.sources.get("lanjut", Source.READ)
        ways = [Exit("lanjut", "Lanjut", to=onward, source=source, line=table.line_of("lanjut"))]
    elif end or (step.symbol is Symbol.END and not ways):
        ways = [Exit("selesai", "Selesai", end=end or "selesai", line=table.line_of("akhir"))]
    back = table.text("kembali")
    if back:
        ways.append(
            Exit("kembalikan", "Kembalikan ke pembuat", to=back, is_correction=True, line=table.line_of("kembali"))
        )
    return tuple(ways)


def _branch(table: Table) -> Exit:
    label = table.needed("label")
    key = table.key("kunci") if "kunci" in table.values else slug(label)
    table.has("kunci")
    to, end = table.text("ke"), table.text("akhir")
    if bool(to) == bool(end):
        table.report(
            "ke",
            "cabang-salah",
            f"Cabang {shown(label)} harus memuat salah satu: ke = “kunci langkah” atau akhir = “hasil”.",
        )
    way = Exit(
        key,
        label,
        to=to,
        end="" if to else end,
        is_correction=table.flag("koreksi"),
        source=table.word("sumber", Source, Source.READ),
        line=table.line,
    )
    table.close()
    return way


def _sources(table: Table) -> tuple[dict[str, Source], dict[str, str]]:
    """`sumber`: one word for the whole row, or a word (or a table with oleh, tanggal, alasan) for each field."""
    if isinstance(table.values.get("sumber"), str):
        word = table.word("sumber", Source, Source.READ)
        return dict.fromkeys(SOURCED, word), {}
    fields = table.table("sumber", f"sumber {table.named}")
    sources, remarks = {}, {}
    for name in SOURCED:
        if not isinstance(fields.values.get(name), dict):
            if fields.has(name):
                sources[name] = fields.word(name, Source, Source.READ)
            continue
        detail = fields.table(name, f"sumber {name}")
        sources[name] = detail.word("asal", Source, Source.READ)
        day = detail.day("tanggal")
        parts = (detail.text("oleh"), day.isoformat() if day else "", detail.text("alasan"))
        remarks[name] = ", ".join(filter(None, parts))
        detail.close()
    fields.close()
    return sources, remarks
