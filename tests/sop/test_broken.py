"""Copies of the first procedure, each broken in one place, and the sentences that name what is broken."""

# ruff: noqa: E501 -- a sentence stands on one line, as the command prints it

from __future__ import annotations

from pathlib import Path

import pytest

from alur.sop import Grade, check, publishable

BROKEN = Path(__file__).parent / "broken"
SENTENCES = {
    "cabang-salah.toml": [
        "172: Cabang “Disetujui” harus memuat salah satu: ke = “kunci langkah” atau akhir = “hasil”.",
    ],
    "jalan-tak-dikenal.toml": [
        "223: Langkah 8, output “Catatan Instruksi”: hanya_bila menyebut “setuju”, padahal jalan langkah ini: dikoreksi, disetujui.",
        "237: Langkah 9 membutuhkan kertas “Catatan Instruksi”, tetapi lewat langkah 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 belum ada langkah yang pasti membuatnya. Jadikan output langkah sebelumnya, atau nyatakan dari_luar, bila, atau wajib = false.",
    ],
    "jenis-salah.toml": [
        "129: menit pada waktu langkah ke-1 harus berupa angka, bukan “20”.",
    ],
    "kata-salah.toml": [
        "164: simbol pada langkah ke-4 tidak boleh “kputusan”; pilih mulai, proses, keputusan, selesai. Mungkin maksudnya “keputusan”.",
    ],
    "keputusan-satu-jalan.toml": [
        "171: Langkah 4 adalah keputusan, tetapi jalannya kurang dari dua; isi cabang.",
    ],
    "kertas-belum-ada.toml": [
        "196: Langkah 6 membutuhkan kertas “Sistem/Aplikasi Hasil Pengerjaan”, tetapi lewat langkah 1 → 2 → 3 → 4 → 6 belum ada langkah yang pasti membuatnya. Jadikan output langkah sebelumnya, atau nyatakan dari_luar, bila, atau wajib = false.",
    ],
    "kertas-tak-dikenal.toml": [
        "168: Langkah 4, kelengkapan, menyebut kertas “hasil-analisa” yang tidak ada. Mungkin maksudnya “hasil-analisis”.",
    ],
    "kertas-tanpa-pembuat.toml": [
        "194: Langkah 6 membutuhkan kertas “Sistem/Aplikasi Hasil Pengerjaan”, tetapi tidak ada langkah yang membuatnya. Jadikan output langkah sebelumnya, atau nyatakan dari_luar, bila, atau wajib = false.",
    ],
    "koreksi-maju.toml": [
        "173: Langkah 4: koreksi “Dikoreksi” menuju langkah 10, yang tidak mendahuluinya.",
        "249: Langkah 10 membutuhkan kertas “Catatan Penugasan”, tetapi lewat langkah 1 → 2 → 3 → 4 → 10 belum ada langkah yang pasti membuatnya. Jadikan output langkah sebelumnya, atau nyatakan dari_luar, bila, atau wajib = false.",
    ],
    "kunci-ganda.toml": [
        "100: Kunci kertas “hasil-pengerjaan” sudah dipakai pada baris 95; tiap kunci hanya satu kali.",
        "100: Kertas “Sistem/Aplikasi Hasil Pengerjaan yang disetujui/dikoreksi” pada akhirnya memeriksa dirinya sendiri.",
        "185: Langkah 5 memeriksa “Sistem/Aplikasi Hasil Pengerjaan yang disetujui/dikoreksi”, tetapi lewat langkah 1 → 2 → 3 → 4 → 5 kertas itu belum pasti ada.",
        "197: Langkah 6, output, menyebut kertas “pemeriksaan-hasil” yang tidak ada. Mungkin maksudnya “pemeriksaan-analisis”.",
        "221: Langkah 8, kelengkapan, menyebut kertas “pemeriksaan-hasil” yang tidak ada. Mungkin maksudnya “pemeriksaan-analisis”.",
    ],
    "kunci-tak-dikenal.toml": [
        "152: Kunci “singkt” tidak dikenal pada langkah ke-3. Mungkin maksudnya “singkat”.",
    ],
    "langkah-tak-dikenal.toml": [
        "146: Langkah 2, jalan “Lanjut”, menyebut langkah “analisa” yang tidak ada. Mungkin maksudnya “analisis”.",
        "148: Langkah 3 tidak pernah dicapai dari langkah mulai, begitu juga langkah 4, 5, 6, 7, 8, 9, 10 sesudahnya.",
    ],
    "mulai-ganda.toml": [
        "137: Langkah 2 bersimbol mulai, padahal langkah 1 sudah; hanya boleh satu.",
    ],
    "otomatis-memutus.toml": [
        "219: Langkah 8 otomatis, maka tidak boleh menjadi langkah mulai atau memutuskan sesuatu.",
        "219: Langkah 8 otomatis, maka tidak dapat menghasilkan output; tidak ada yang mengisinya.",
    ],
    "pelaksana-luar.toml": [
        "143: Langkah 2, menunjuk, menyebut “Pranata Komputer”, pihak luar yang tidak mempunyai akun; sebut pelaksana di dalam kantor.",
        "238: Langkah 9, menunjuk, menyebut “Pranata Komputer”, pihak luar yang tidak mempunyai akun; sebut pelaksana di dalam kantor.",
    ],
    "pelaksana-tak-dikenal.toml": [
        "182: Langkah 5, pelaksana, menyebut pelaksana “pracom” yang tidak ada. Mungkin maksudnya “prakom”.",
    ],
    "periksa-belum-ada.toml": [
        "170: Langkah 4 memeriksa “Sistem/Aplikasi Hasil Pengerjaan”, tetapi lewat langkah 1 → 2 → 3 → 4 kertas itu belum pasti ada.",
    ],
    "periksa-tanpa-kertas.toml": [
        "89: Kertas “Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian yang disetujui/dikoreksi” berbentuk periksa; isi memeriksa = “kunci kertas”.",
    ],
    "putaran-tanpa-keputusan.toml": [
        "229: Langkah 9 → 10 → 9 berputar tanpa keputusan, sehingga tidak pernah selesai.",
    ],
    "selesai-berlanjut.toml": [
        "121: Dari langkah 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 tidak ada jalan ke akhir mana pun.",
        "252: Langkah 10 bersimbol selesai, tetapi masih berlanjut ke “terima”; ubah simbol atau hapus jalan itu.",
    ],
    "susunan-toml.toml": [
        "57: Berkas tidak dapat dibaca mulai baris ini: ada huruf atau ganti baris di tempat yang tidak boleh; periksa tanda kutip penutup.",
    ],
    "tak-terjangkau.toml": [
        "229: Langkah 9 tidak pernah dicapai dari langkah mulai; tidak ada jalan yang menuju ke sana.",
    ],
    "tanggal-terbalik.toml": [
        "8: Tanggal efektif (01-10-2018) mendahului tanggal pembuatan (25-09-2019).",
    ],
    "tanpa-akhir.toml": [
        "121: Dari langkah 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 tidak ada jalan ke akhir mana pun.",
    ],
    "tanpa-mulai.toml": [
        "121: Tidak ada langkah mulai; beri satu langkah simbol = “mulai”.",
    ],
    "tanpa-pelaksana.toml": [
        "148: Langkah 3 tidak mempunyai pelaksana yang bertanggung jawab; isi pelaksana = [“kunci”].",
    ],
    "waktu-berbeda.toml": [
        "184: Waktu langkah ke-5 tercetak “9000 menit”, tetapi angkanya berbeda; samakan teks dan angkanya.",
    ],
    "waktu-mustahil.toml": [
        "184: Langkah 5: waktu “900000000 menit” melebihi satu tahun tanpa henti; periksa satuannya.",
    ],
    "waktu-nol.toml": [
        "129: Langkah 1: waktu harus lebih dari 0; hapus angkanya bila memang tidak diatur.",
    ],
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_broken_copy_is_refused_with_its_sentences(name: str) -> None:
    faults = check((BROKEN / name).read_text(), file=name)

    errors = [str(fault) for fault in faults if fault.grade is Grade.ERROR]
    assert errors == [f"{name}:{line}: galat: {rest}" for line, rest in (s.split(": ", 1) for s in SENTENCES[name])]


@pytest.mark.parametrize("name", SENTENCES)
def test_a_broken_copy_is_not_publishable(name: str) -> None:
    assert publishable((BROKEN / name).read_text()) != []


def test_every_broken_copy_is_expected() -> None:
    assert sorted(SENTENCES) == sorted(path.name for path in BROKEN.glob("*.toml"))
