"""Reading: what each key of the file becomes, and on which line a fault is found."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from alur.sop import read
from alur.sop.document import Clock, Exit, InputKind, Mode, Source
from alur.sop.lines import locate
from tests.sop.small import SMALL

TEN = "waktu = { menit = 10 }"
STRAIGHT = 'lanjut = "putuskan"'


def only_fault(text: str) -> str:
    faults = read(text, file="a.toml").faults
    assert len(faults) == 1, [str(fault) for fault in faults]
    return str(faults[0])


def test_a_sound_file_gives_a_procedure_and_no_fault() -> None:
    reading = read(SMALL.text)

    assert reading.procedure is not None
    assert reading.faults == ()


def test_a_file_with_a_galat_gives_only_a_draft() -> None:
    reading = read(SMALL.but(("no =", "nmor =")).text)

    assert reading.procedure is None
    assert reading.draft is not None


def test_an_unknown_key_is_named_with_the_nearest_one() -> None:
    text = SMALL.but(("kegiatan", "kegiatn")).but(("kegiatn =", 'kegiatan = "Membuat"\nkegiatn =')).text

    assert only_fault(text) == (
        "a.toml:43: galat: Kunci “kegiatn” tidak dikenal pada langkah ke-1. Mungkin maksudnya “kegiatan”."
    )


def test_a_fault_inside_an_inline_list_has_its_own_line() -> None:
    text = SMALL.but(('ke = "buat", koreksi = true', 'ke = "buat", koreksi = "ya"')).text

    assert only_fault(text) == (
        "a.toml:59: galat: koreksi pada cabang ke-2 pada langkah ke-2 harus berupa true atau false, bukan “ya”."
    )


def test_a_syntax_error_has_its_line() -> None:
    text = SMALL.but(('nama = "Kepala"', 'nama = "Kepala')).text

    assert only_fault(text) == (
        "a.toml:22: galat: Berkas tidak dapat dibaca mulai baris ini: ada huruf atau ganti baris di tempat yang tidak "
        "boleh; periksa tanda kutip penutup."
    )


def test_a_key_written_twice_is_said_to_be_twice() -> None:
    text = SMALL.but(('unit = ["Kantor"]', 'nama = "Lagi"')).text

    assert only_fault(text) == (
        "a.toml:3: galat: Berkas tidak dapat dibaca mulai baris ini: kunci yang sama ditulis dua kali."
    )


def test_a_wrong_word_is_answered_with_the_allowed_ones() -> None:
    text = SMALL.but(('pemicu = "surat"', 'pemicu = "surad"')).text

    assert only_fault(text) == (
        "a.toml:5: galat: pemicu pada berkas ini tidak boleh “surad”; pilih surat, permohonan, berkala. "
        "Mungkin maksudnya “surat”."
    )


def test_a_date_in_quotation_marks_is_refused() -> None:
    text = SMALL.but(("efektif = 2024-01-02", 'efektif = "2024-01-02"')).text

    assert only_fault(text) == (
        "a.toml:4: galat: efektif pada tanggal harus berupa tanggal seperti 2019-10-01 (tanpa tanda kutip), "
        "bukan “2024-01-02”."
    )


def test_a_date_that_does_not_exist_is_refused() -> None:
    text = SMALL.but(("2024-01-02", "2023-02-29")).text

    assert only_fault(text) == (
        "a.toml:4: galat: Berkas tidak dapat dibaca mulai baris ini: tanggal itu tidak ada di kalender."
    )


def test_lines_are_found_through_every_kind_of_value() -> None:
    text = 'a = """x\n]]\n"""\nb = [ # ]\n  { c = "}", d = [1,\n 2] },\n]\n'
    text += '[e."f g"]\nh = 1979-05-27\n[[i]]\n[[i]]\nj.k = 1\n'

    lines = locate(text)

    assert lines[("b", 0, "d", 1)] == 6
    assert lines[("e", "f g", "h")] == 9
    assert lines[("i", 1, "j", "k")] == 12


def test_windows_line_ends_do_not_shift_the_lines() -> None:
    text = SMALL.but(("no =", "nmor =")).text

    assert read(text.replace("\n", "\r\n")).faults == read(text).faults


@pytest.mark.parametrize(
    ("written", "clock", "lower", "upper"),
    [
        ("detik = 30", Clock.WORKING, 30, 30),
        ("menit = 0.5", Clock.WORKING, 30, 30),
        ("jam = 2", Clock.WORKING, 7200, 7200),
        ("hari = 1", Clock.WORKING, 27_000, 27_000),
        ("hari_min = 1, hari_maks = 2", Clock.WORKING, 27_000, 54_000),
        ("minggu = 1", Clock.WORKING, 135_000, 135_000),
        ("bulan = 1", Clock.WORKING, 567_000, 567_000),
        ('hari = 1, jenis = "kalender"', Clock.WALL, 86_400, 86_400),
        ('teks = "1 bulan (Mei–Juli)", jenis = "tidak_diatur"', Clock.NONE, None, None),
    ],
)
def test_a_time_becomes_seconds_on_its_clock(written: str, clock: Clock, lower: int | None, upper: int | None) -> None:
    measured = ("hari = { menit = 450 }", "hari = { menit = 450, per_minggu = 5, per_bulan = 21 }")
    time = SMALL.but(measured, (TEN, f"waktu = {{ {written} }}")).procedure().start.time

    assert time is not None
    assert (time.clock, time.seconds_min, time.seconds_max) == (clock, lower, upper)


def test_calendar_days_run_on_the_wall_clock_and_minutes_do_not() -> None:
    text = SMALL.but(("hari = { menit = 450 }", 'hari = "kalender"'), (TEN, "waktu = { hari = 2 }"))

    clocks = [step.time.clock for step in text.procedure().steps if step.time]

    assert clocks == [Clock.WALL, Clock.WORKING, Clock.WORKING]


def test_a_day_without_a_measure_has_a_unit_and_no_seconds() -> None:
    time = SMALL.but(("hari = { menit = 450 }\n", ""), (TEN, "waktu = { hari = 2 }")).procedure().start.time

    assert time is not None
    assert (time.unit, time.seconds_max) == ("hari", None)


def test_a_time_in_two_units_is_refused() -> None:
    text = SMALL.but((TEN, "waktu = { jam = 1, menit = 30 }")).text

    assert only_fault(text) == (
        "a.toml:45: galat: Waktu langkah ke-1 ditulis dalam beberapa satuan (menit, jam); pilih satu satuan."
    )


def test_the_printed_time_must_agree_with_its_number() -> None:
    text = SMALL.but((TEN, 'waktu = { teks = "480 Menit (8 Jam)", menit = 48 }')).text

    assert only_fault(text) == (
        "a.toml:45: galat: Waktu langkah ke-1 tercetak “480 menit”, tetapi angkanya berbeda; samakan teks dan angkanya."
    )


def test_the_steps_of_an_outside_role_run_on_the_outside_clock() -> None:
    outside = ('nama = "Staf"', 'nama = "Staf"\nluar = true\ndicatat_oleh = "kepala"')
    procedure = SMALL.but(outside, (TEN, "waktu = { hari = 1 }")).procedure()

    assert procedure.start.time is not None
    assert procedure.start.time.clock is Clock.OUTSIDE
    assert procedure.start.time.seconds_max == 86_400
    assert procedure.start.recorded_by == "kepala"


def test_a_straight_step_has_one_exit_called_lanjut() -> None:
    assert SMALL.procedure().start.exits == (Exit("lanjut", "Lanjut", to="putuskan"),)


def test_an_end_step_ends_as_selesai_unless_it_says_otherwise() -> None:
    named = SMALL.but(('kegiatan = "Mengirim naskah"', 'kegiatan = "Mengirim naskah"\nakhir = "terkirim"'))

    assert SMALL.procedure().steps[2].exits == (Exit("selesai", "Selesai", end="selesai"),)
    assert named.procedure().steps[2].exits == (Exit("selesai", "Selesai", end="terkirim"),)


def test_exit_keys_are_slugs_of_their_labels() -> None:
    ways = SMALL.but(('label = "Disetujui"', 'label = "Disetujui / Layak"')).procedure().steps[1].exits

    assert [way.key for way in ways] == ["disetujui-layak", "dikoreksi"]


def test_kembali_adds_a_return_to_the_maker() -> None:
    text = SMALL.but(
        (
            "lanjut =",
            'lanjut = "paraf"\n\n[[langkah]]\nkunci = "paraf"\nkegiatan = "Memaraf"\nkembali = "buat"\nlanjut =',
        )
    )

    step = text.procedure().step("paraf")

    assert step.exits[1] == Exit("kembalikan", "Kembalikan ke pembuat", to="buat", is_correction=True)
    assert step.is_check is True


def test_pause_reasons_hold_for_steps_with_a_working_clock() -> None:
    text = SMALL.but(
        ("hari =", 'jeda = ["Listrik padam"]\nhari ='),
        (TEN, "waktu = {}"),
        ("menit = 30 }", 'menit = 30 }\njeda = ["x"]'),
    )

    reasons = [step.pause_reasons for step in text.procedure().steps]

    assert reasons == [(), ("Listrik padam",), ("x",)]


def test_inputs_keep_their_kind_wording_and_condition() -> None:
    items = (
        '[{ kertas = "naskah", keadaan = "ditandatangani" }, { dari_luar = "KTP", bila = "perorangan" },'
        ' { alat = "Komputer", wajib = false }]'
    )
    step = SMALL.but(('kelengkapan = [{ kertas = "naskah" }]', f"kelengkapan = {items}")).procedure().steps[1]

    assert [(item.kind, item.text, item.condition, item.is_required) for item in step.inputs] == [
        (InputKind.PAPER, "Naskah yang ditandatangani", "", True),
        (InputKind.OUTSIDE, "KTP", "perorangan", True),
        (InputKind.TOOL, "Komputer", "", False),
    ]


def test_an_input_of_two_kinds_is_refused() -> None:
    text = SMALL.but(('[{ kertas = "surat" }]', '[{ kertas = "surat", alat = "Meja" }]')).text

    assert only_fault(text) == (
        "a.toml:44: galat: Kelengkapan ke-1 pada langkah ke-1 harus memuat tepat satu dari kertas, dari_luar, alat, "
        "barang, dan terisi."
    )


def test_outputs_keep_condition_group_and_copies() -> None:
    written = '[{ kertas = "naskah", hanya_bila = "lanjut", salah_satu = "hasil", rangkap = 3, wajib = false }]'
    output = SMALL.but(('[{ kertas = "naskah" }]', written)).procedure().start.outputs[0]

    assert (output.only_if, output.one_of, output.copies, output.is_required) == ("lanjut", "hasil", 3, False)


def test_several_actors_keep_their_order_and_say_whether_a_mode_was_given() -> None:
    silent = SMALL.but(('pelaksana = ["staf"]', 'pelaksana = ["staf", "kepala"]'))
    spoken = silent.but(("no =", 'cara = "salah_satu"\nno ='))

    assert silent.procedure().start.responsible == "staf"
    assert (silent.procedure().start.mode, silent.procedure().start.has_mode) == (Mode.ONE, False)
    assert (spoken.procedure().start.mode, spoken.procedure().start.has_mode) == (Mode.ANY, True)


def test_sources_may_say_who_set_a_field_and_when() -> None:
    written = 'sumber = { waktu = { asal = "ditetapkan", oleh = "Kepala Biro", tanggal = 2024-03-01 } }\nno ='
    step = SMALL.but(("no =", written)).procedure().start

    assert step.sources == {"waktu": Source.SET}
    assert step.source_remarks == {"waktu": "Kepala Biro, 2024-03-01"}


def test_one_source_word_holds_for_the_whole_row() -> None:
    step = SMALL.but(("no =", 'sumber = "tidak_terbaca"\nno =')).procedure().start

    assert step.sources["kegiatan"] is Source.UNREADABLE
    assert step.exits[0].source is Source.UNREADABLE


def test_the_start_steps_roles_may_cancel_unless_the_file_names_others() -> None:
    named = SMALL.but(("hari =", 'pembatal = ["kepala"]\nhari ='))

    assert SMALL.procedure().cancelling_roles == ("staf",)
    assert named.procedure().cancelling_roles == ("kepala",)


def test_the_switch_for_makers_who_check_may_stand_above_or_in_the_step() -> None:
    above = SMALL.but(("hari =", "pembuat_boleh_memeriksa = true\nhari =")).procedure()
    inside = SMALL.but(('no = "2"', 'no = "2"\npembuat_boleh_memeriksa = true')).procedure()

    assert [step.maker_may_check for step in above.steps] == [True, True, True]
    assert [step.maker_may_check for step in inside.steps] == [False, True, False]


def test_parallel_strands_and_their_join_are_kept() -> None:
    step = SMALL.but((STRAIGHT, 'cabang_sejajar = ["putuskan", "kirim"]\ntemu = ["kirim"]')).procedure().start

    assert (step.parallel, step.joins, step.exits) == (("putuskan", "kirim"), ("kirim",), ())


def test_the_total_keeps_its_print_and_its_reading() -> None:
    procedure = SMALL.but(("hari =", 'total = { teks = "± 2 hari", hari = 2 }\nhari =')).procedure()

    assert procedure.printed_total == "± 2 hari"
    assert procedure.total is not None
    assert procedure.total.seconds_max == 54_000


def test_identity_boxes_beyond_the_six_are_kept() -> None:
    file = Path(__file__).parents[2] / "procedures" / "contoh-surat-keterangan-penelitian.toml"

    procedure = read(file.read_text()).procedure

    assert procedure is not None
    assert list(procedure.identity.others) == ["Ruang Lingkup"]
    assert procedure.approved_on == dt.date(2024, 2, 1)
