"""The checker's rules, one by one, on a small procedure."""

from __future__ import annotations

from pathlib import Path

import pytest

from alur.sop import check, faults_of, publishable, unsupported
from tests.sop.small import SMALL

PROCEDURES = sorted((Path(__file__).parents[2] / "procedures").glob("*.toml"))
ONWARD = 'lanjut = "putuskan"'
RETURN = '  { label = "Dikoreksi", ke = "buat", koreksi = true },\n'
NEEDS = 'kelengkapan = [{ kertas = "naskah" }]'
MAKES = 'output = [{ kertas = "naskah" }]'
NAMED = 'nama = "Staf"'


@pytest.mark.parametrize("file", PROCEDURES, ids=lambda file: file.stem)
def test_the_procedures_that_come_with_alur_may_be_published(file: Path) -> None:
    assert publishable(file.read_text(), file=file.name) == []


def test_a_sound_procedure_has_no_fault() -> None:
    assert SMALL.faults() == []


def test_a_procedure_that_was_read_is_checked_without_its_text() -> None:
    procedure = SMALL.but(
        (NEEDS, 'kelengkapan = [{ kertas = "surat" }]'), ("no = ", 'menunjuk = "x"\nno = ')
    ).procedure()

    assert [fault.code for fault in faults_of(procedure)] == ["pelaksana-tak-dikenal"]


def test_all_faults_are_reported_at_once_in_the_order_of_the_file() -> None:
    broken = SMALL.but(
        ('ke = "kirim"', 'ke = "kirm"'), ('pelaksana = ["staf"]', 'pelaksana = ["stap"]'), ("no =", "nu =")
    )

    codes = [fault.code for fault in broken.faults() if fault.grade == "galat"]

    assert codes == [
        "kunci-tak-dikenal",
        "pelaksana-tak-dikenal",
        "langkah-tak-dikenal",
        "tak-terjangkau",
    ]


def test_a_paper_made_only_on_the_other_road_is_missing() -> None:
    broken = SMALL.but(
        ('simbol = "mulai"', 'simbol = "mulai"\nkelompok = "A"'),
        (ONWARD, 'cabang = [{ label = "Ringan", ke = "kirim" }, { label = "Berat", ke = "putuskan" }]'),
        (MAKES, 'output = [{ kertas = "naskah", hanya_bila = "berat" }]'),
    )

    sentences = [fault.sentence for fault in broken.faults() if fault.grade == "galat"]

    assert sentences == [
        "Langkah 3 membutuhkan kertas “Naskah”, tetapi lewat langkah 1 → 3 belum ada langkah yang pasti membuatnya. "
        "Jadikan output langkah sebelumnya, atau nyatakan dari_luar, bila, atau wajib = false."
    ]


def test_a_paper_made_in_a_later_step_of_a_loop_is_missing_in_the_first_round() -> None:
    broken = SMALL.but(
        (MAKES, "output = []"),
        ("waktu = { menit = 20 }", 'waktu = { menit = 20 }\noutput = [{ kertas = "naskah" }]'),
        (NEEDS, "kelengkapan = []"),
        ('[{ kertas = "surat" }]', '[{ kertas = "naskah" }]'),
    )

    assert [fault.code for fault in broken.faults() if fault.grade == "galat"] == ["kertas-belum-ada"]


@pytest.mark.parametrize("condition", ['bila = "ada"', "wajib = false"])
def test_a_conditional_input_need_not_be_on_every_road(condition: str) -> None:
    text = SMALL.but((MAKES, "output = []"), ('{ kertas = "naskah" }', f'{{ kertas = "naskah", {condition} }}'))

    missing = [fault.line for fault in text.faults() if fault.code == "kertas-belum-ada"]

    assert len(missing) == 1


@pytest.mark.parametrize(
    "output", ['{ kertas = "naskah", wajib = false }', '{ kertas = "naskah", salah_satu = "hasil" }']
)
def test_an_output_that_may_be_left_out_is_not_relied_on(output: str) -> None:
    faults = SMALL.but((MAKES, f"output = [{output}]")).faults()

    assert [fault.code for fault in faults if fault.grade == "galat"] == ["kertas-belum-ada", "kertas-belum-ada"]


def test_what_a_step_makes_that_may_be_skipped_is_not_relied_on() -> None:
    text = SMALL.but(
        (MAKES, "output = []"),
        (ONWARD, 'lanjut = "tulis"\n\n[[langkah]]\nkunci = "tulis"\npilihan = "bila perlu"\nkegiatan = "Menulis"\n'
                 f'pelaksana = ["staf"]\nwaktu = {{ menit = 1 }}\n{MAKES}\n{ONWARD}'),
    )  # fmt: skip

    assert [fault.code for fault in text.faults()] == ["kertas-belum-ada", "kertas-belum-ada"]


def test_a_letter_is_there_from_the_start_unless_the_calendar_triggers() -> None:
    codes = SMALL.but(('pemicu = "surat"', 'pemicu = "berkala"')).codes()

    assert codes == ["galat: kertas-belum-ada"]


def test_a_join_needs_no_paper_on_every_single_strand() -> None:
    text = SMALL.but(
        (ONWARD, 'cabang_sejajar = ["a", "b"]\n\n'
                 '[[langkah]]\nkunci = "a"\nkegiatan = "Menulis"\npelaksana = ["staf"]\nwaktu = { menit = 1 }\n'
                 f'{MAKES}\n{ONWARD}\n\n'
                 '[[langkah]]\nkunci = "b"\nkegiatan = "Menulis"\npelaksana = ["staf"]\nwaktu = { menit = 1 }\n'
                 + ONWARD),
        (MAKES, "output = []"),
        ('no = "2"', 'no = "2"\ntemu = ["a", "b"]'),
    )  # fmt: skip

    assert text.codes() == []
    assert [fault.code for fault in unsupported(text.procedure())] == ["belum-didukung", "belum-didukung"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("hari = { menit = 450 }\n", ""), "ukuran-hari"),
        (("waktu = { hari = 1 }\n", ""), "waktu-kosong:buat"),
        (('"Membuat naskah"', '"Membuat dan memeriksa naskah"'), "periksa-tanpa-belah:buat"),
        (('pelaksana = ["staf"]', 'pelaksana = ["staf", "kepala"]'), "cara-kosong:buat"),
        (('[{ kertas = "surat" }]', '[{ kertas = "naskah", wajib = false }]'), "output-jadi-masukan:buat"),
        (("no =", 'sumber = { waktu = "disimpulkan" }\nno ='), "disimpulkan:buat"),
        ((NAMED, f"{NAMED}\nluar = true"), "langkah-luar:buat"),
    ],
)
def test_an_open_question_blocks_publishing_until_it_is_answered(change: tuple[str, str], code: str) -> None:
    asking = SMALL.but(("waktu = { menit = 10 }", "waktu = { hari = 1 }")).but(change)
    answered = f'{asking.text}\n[jawaban]\n"{code}" = "Ya, demikian."\n'

    asked = [fault.code for fault in publishable(asking.text)]
    left = [fault.code for fault in publishable(answered)]

    assert code in asked
    assert left == [other for other in asked if other != code]


def test_an_answered_question_stays_as_a_note_with_its_answer() -> None:
    text = SMALL.but(("waktu = { menit = 10 }\n", "")).text + '\n[jawaban]\n"waktu-kosong:buat" = "Memang."\n'

    assert [str(fault) for fault in check(text, file="a.toml")] == [
        "a.toml:38: catatan: Langkah 1 tidak memuat waktu yang dapat dihitung, sehingga tidak mempunyai tenggat. "
        "Memang demikian? Dijawab: “Memang.”"
    ]


def test_an_answer_to_nothing_is_noted() -> None:
    text = SMALL.text + '\n[jawaban]\n"waktu-kosong:buat" = "Memang."\n'

    assert [str(fault) for fault in check(text, file="a.toml")] == [
        "a.toml:72: catatan: Jawaban “waktu-kosong:buat” tidak menjawab pertanyaan apa pun."
    ]


def test_an_automatic_step_without_a_time_is_not_asked_about() -> None:
    text = SMALL.but(
        (
            ONWARD,
            'lanjut = "lewat"\n\n[[langkah]]\nkunci = "lewat"\notomatis = true\n'
            f'kegiatan = "(tidak terbaca)"\n{ONWARD}',
        )
    )

    assert text.codes() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('no = "2"', 'no = "4"'), "nomor-melompat"),
        (('kegiatan = "Mengirim', 'kegiatan = "Pengiriman'), "kegiatan-benda"),
        (('peringatan = ["a"]', "peringatan = []"), "kotak-kosong"),
        (('unit = ["Kantor"]\n', ""), "identitas-kosong"),
        ((NEEDS, 'kelengkapan = [{ kertas = "naskah", teks = "Konsep naskah" }]'), "ejaan-kertas"),
        (('"Membuat naskah"', '"Membuat naskah untuk ke-pala"'), "ejaan-pelaksana"),
        (("hari =", 'total = { teks = "2 jam", jam = 2 }\nhari ='), "total-berbeda"),
        (("[[pelaksana]]", '[[pelaksana]]\nkunci = "saksi"\nnama = "Saksi"\n\n[[pelaksana]]'), "pelaksana-tak-dipakai"),
        (("[[kertas]]", '[[kertas]]\nkunci = "n"\nnama = "N"\nbentuk = "berkas"\n\n[[kertas]]'), "kertas-tak-dipakai"),
        (('ke = "buat", koreksi = true', 'ke = "kirim"'), "cabang-sama"),
    ],
)  # fmt: skip
def test_what_a_signed_form_may_keep_is_noted_and_blocks_nothing(change: tuple[str, str], code: str) -> None:
    text = SMALL.but(change)

    assert set(text.codes()) == {f"catatan: {code}"}
    assert publishable(text.text) == []


def test_the_total_is_compared_with_the_shortest_and_the_longest_road() -> None:
    text = SMALL.but(
        ("hari =", 'total = { teks = "2 jam", jam = 2 }\nhari ='),
        (RETURN, RETURN + '  { label = "Tidak perlu", akhir = "batal" },\n'),
    )

    assert [fault.sentence for fault in text.faults()] == [
        "Total tercetak “2 jam”; menurut langkah-langkahnya jalan terpendek 30 menit, jalan terpanjang tanpa koreksi "
        "60 menit."
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("no =", 'cara = "semua"\nno ='),
            "Langkah 1 harus dikonfirmasi semua pelaksananya (cara = “semua”); Alur belum dapat menjalankannya.",
        ),
        (
            ("no =", 'cara = "berurutan"\nno ='),
            "Langkah 1 berpindah tangan di dalam langkah (cara = “berurutan”); Alur belum dapat menjalankannya.",
        ),
        (
            ('no = "3"', 'no = "3"\npilihan = "bila perlu"'),
            "Langkah 3 boleh dilewati (pilihan = “bila perlu”); Alur belum dapat menjalankannya.",
        ),
        (
            ("waktu = { menit = 10 }", 'waktu = { menit = 10, bersama = "putuskan" }'),
            "Langkah 1 berbagi waktu dengan “putuskan”; Alur belum dapat menjalankannya.",
        ),
        (
            (NAMED, f'{NAMED}\njenis = "aplikasi"'),
            "Langkah 1 dilakukan aplikasi; Alur belum dapat menjalankannya. Isi dicatat_oleh.",
        ),
    ],
)
def test_what_cannot_run_yet_is_refused_at_publishing(change: tuple[str, str], sentence: str) -> None:
    text = SMALL.but(change)

    assert text.codes() == []
    assert publishable(text.text)[0].sentence == sentence


def test_a_draft_without_a_number_cannot_be_published() -> None:
    assert [fault.code for fault in publishable(SMALL.but(('nomor = "1"', 'nomor = ""')).text)] == ["nomor-kosong"]


def test_a_cut_off_circle_is_reported_once() -> None:
    text = SMALL.but((ONWARD, 'akhir = "selesai"'))

    sentences = [fault.sentence for fault in text.faults() if fault.code == "tak-terjangkau"]

    assert sentences == ["Langkah 2 tidak pernah dicapai dari langkah mulai, begitu juga langkah 3 sesudahnya."]


def test_a_procedure_may_be_made_signed_and_in_force_on_one_day() -> None:
    days = "{ pembuatan = 2024-01-02, pengesahan = 2024-01-02, efektif = 2024-01-02 }"

    assert SMALL.but(("{ efektif = 2024-01-02 }", days)).codes() == []


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (
            "{ pengesahan = 2024-01-03, efektif = 2024-01-02 }",
            "Tanggal efektif (02-01-2024) mendahului tanggal pengesahan (03-01-2024).",
        ),
        (
            "{ pembuatan = 2024-01-03, revisi = 2024-01-02, efektif = 2024-01-03 }",
            "Tanggal revisi (02-01-2024) mendahului tanggal pembuatan (03-01-2024).",
        ),
    ],
)
def test_dates_out_of_order_are_refused(days: str, sentence: str) -> None:
    faults = SMALL.but(("{ efektif = 2024-01-02 }", days)).faults()

    assert [(fault.line, fault.sentence) for fault in faults] == [(4, sentence)]
