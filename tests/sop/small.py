"""A small sound procedure whose parts a test may replace."""

from __future__ import annotations

from dataclasses import dataclass

from alur.sop import Fault, check, read
from alur.sop.document import Procedure

TEXT = """\
nomor = "1"
nama = "Pengujian"
unit = ["Kantor"]
tanggal = { efektif = 2024-01-02 }
pemicu = "surat"
hari = { menit = 450 }

[[tanda_tangan]]
sebagai = "pengesah"
nama = "Pejabat"

[identitas]
dasar_hukum = ["a"]
kualifikasi = ["a"]
keterkaitan = ["a"]
peralatan = ["a"]
peringatan = ["a"]
pencatatan = ["a"]

[[pelaksana]]
kunci = "kepala"
nama = "Kepala"

[[pelaksana]]
kunci = "staf"
nama = "Staf"

[[kertas]]
kunci = "surat"
nama = "Surat"
bentuk = "surat"

[[kertas]]
kunci = "naskah"
nama = "Naskah"
bentuk = "berkas"

[[langkah]]
kunci = "buat"
no = "1"
simbol = "mulai"
kegiatan = "Membuat naskah"
pelaksana = ["staf"]
kelengkapan = [{ kertas = "surat" }]
waktu = { menit = 10 }
output = [{ kertas = "naskah" }]
lanjut = "putuskan"

[[langkah]]
kunci = "putuskan"
no = "2"
simbol = "keputusan"
kegiatan = "Memutuskan naskah"
pelaksana = ["kepala"]
kelengkapan = [{ kertas = "naskah" }]
waktu = { menit = 20 }
cabang = [
  { label = "Disetujui", ke = "kirim" },
  { label = "Dikoreksi", ke = "buat", koreksi = true },
]

[[langkah]]
kunci = "kirim"
no = "3"
simbol = "selesai"
kegiatan = "Mengirim naskah"
pelaksana = ["staf"]
kelengkapan = [{ kertas = "naskah" }]
waktu = { menit = 30 }
"""


@dataclass(frozen=True)
class Small:
    """The small procedure's text with some parts replaced; parts that are not there are a mistake of the test."""

    text: str

    def but(self, *changes: tuple[str, str]) -> Small:
        text = self.text
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        return Small(text)

    def codes(self) -> list[str]:
        return [f"{fault.grade}: {fault.code}" for fault in self.faults()]

    def faults(self) -> list[Fault]:
        return check(self.text)

    def procedure(self) -> Procedure:
        reading = read(self.text)
        assert reading.procedure is not None, [str(fault) for fault in reading.faults]
        return reading.procedure


SMALL = Small(TEXT)
