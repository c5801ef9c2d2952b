"""What the demonstration's people write: requests, notes, analyses and corrections as such an office has them."""

from __future__ import annotations

# application, kind, subject, summary
REQUESTS = [
    (
        "SIMKA",
        "perbaikan",
        "Perbaikan perhitungan masa kerja pada modul KGB",
        "Hitungan masa kerja pada SIMKA lebih pendek dari SK pengangkatan untuk 14 pegawai, sehingga kenaikan gaji berkala tertunda.",
    ),
    (
        "SIMKA",
        "pengembangan",
        "Pengembangan dasbor formasi jabatan fungsional",
        "Kami memerlukan tampilan jumlah terisi dan lowong tiap jabatan fungsional menurut satuan kerja dan jenjang.",
    ),
    (
        "SILK",
        "perbaikan",
        "Perbaikan notifikasi usul cuti",
        "Atasan langsung tidak menerima pemberitahuan saat usul cuti besar diajukan, sehingga usul tertahan lebih dari sepekan.",
    ),
    (
        "SILK",
        "pengembangan",
        "Formulir daring izin belajar",
        "Usul izin belajar masih dikirim di atas kertas; mohon formulir daring beserta unggah surat persetujuan atasan.",
    ),
    (
        "SILK-ARSIP",
        "perbaikan",
        "Arsip digital berkas pensiun tidak dapat diunduh",
        "Berkas pensiun yang diunggah sebelum tahun 2021 menampilkan halaman kosong ketika diunduh.",
    ),
    (
        "PRESENSI",
        "perbaikan",
        "Rekap uang makan tidak menghitung dinas luar",
        "Hari dinas luar dengan surat tugas tetap memotong uang makan pada rekap bulan berjalan.",
    ),
    (
        "PRESENSI",
        "pengembangan",
        "Laporan kehadiran gabungan antar-satuan kerja",
        "Pegawai yang diperbantukan memerlukan satu laporan kehadiran dari dua satuan kerja.",
    ),
    (
        "E-FORMASI",
        "perbaikan",
        "Impor peta jabatan gagal pada lebih dari 500 baris",
        "Pengunggahan peta jabatan berhenti tanpa keterangan bila barisnya melebihi lima ratus.",
    ),
    (
        "E-FORMASI",
        "pengembangan",
        "Perbandingan usul formasi dua tahun anggaran",
        "Mohon halaman yang menyandingkan usul formasi tahun ini dan tahun lalu menurut jabatan.",
    ),
    (
        "SIMKA",
        "perbaikan",
        "Tanggal TMT pangkat berubah setelah disimpan",
        "TMT pangkat bergeser satu hari bila disimpan menjelang tengah malam.",
    ),
    (
        "SIMKA",
        "pengembangan",
        "Pertukaran data usul kenaikan pangkat",
        "Usul kenaikan pangkat perlu dikirim ke layanan nasional tanpa pengetikan ulang oleh pengelola.",
    ),
    (
        "SILK",
        "perbaikan",
        "Lampiran usul mutasi tertukar antarpegawai",
        "Dua usul yang diajukan bersamaan menampilkan lampiran yang sama pada keduanya.",
    ),
    (
        "HELPDESK",
        "pengembangan",
        "Jawaban baku untuk pertanyaan yang berulang",
        "Petugas menulis ulang jawaban yang sama; mohon daftar jawaban baku yang dapat dipilih.",
    ),
    (
        "SIMKA",
        "pengembangan",
        "Kalkulator angka kredit konversi",
        "Pejabat fungsional memerlukan hitungan angka kredit konversi dari predikat kinerja tahunan.",
    ),
    (
        "PRESENSI",
        "perbaikan",
        "Foto kehadiran tidak tersimpan pada jaringan lambat",
        "Di puskesmas binaan dengan jaringan lambat, kehadiran tercatat tanpa foto.",
    ),
    (
        "SILK",
        "pengembangan",
        "Pelacakan berkas kartu istri/suami",
        "Pegawai ingin melihat sampai di mana berkas kartu istri/suami yang diusulkan.",
    ),
    (
        "SIMKA",
        "perbaikan",
        "Daftar urut kepangkatan tidak memuat PPPK",
        "Ekspor daftar urut kepangkatan hanya memuat PNS, sedangkan satuan kerja kami memerlukan PPPK juga.",
    ),
    (
        "SILK-ARSIP",
        "pengembangan",
        "Pengunggahan foto pegawai secara massal",
        "Kami mempunyai 1.200 foto pegawai yang harus diunggah satu per satu.",
    ),
    (
        "E-FORMASI",
        "perbaikan",
        "Jumlah kebutuhan berbeda antara layar dan cetakan",
        "Angka kebutuhan pada cetakan berbeda dua orang dari layar untuk jabatan perawat mahir.",
    ),
    (
        "SIMKA",
        "perbaikan",
        "Gelar belakang terpotong pada cetakan SK",
        "Gelar yang panjang terpotong pada cetakan SK kenaikan pangkat.",
    ),
]
SUFFIXES = [
    "",
    " untuk PPPK",
    " pada telepon genggam",
    " tahap kedua",
    " di lingkungan UPT",
    " bagi pejabat fungsional",
]
INSTRUCTIONS = [
    "Mohon dianalisis kebutuhan dan dampaknya, lalu laporkan rancangannya.",
    "Tindak lanjuti sesuai SOP. Utamakan karena menyangkut hak pegawai.",
    "Periksa apakah sudah ada modul serupa sebelum membuat yang baru.",
]
ASSIGNMENTS = [
    "Telusuri penyebabnya pada data tiga bulan terakhir, susun rancangan perbaikan beserta cara mengujinya.",
    "Susun analisis kebutuhan bersama unit pemohon dan rancangan layar serta basis datanya.",
    "Uji pada data salinan, siapkan cadangan, lalu unggah di luar jam pelayanan.",
]
ANALYSES = [
    "Penyebab: masa kerja dihitung dari TMT PNS, bukan dari TMT CPNS. Rancangan: pakai riwayat pengangkatan.",
    "Kebutuhan 12 butir telah disepakati dengan pemohon; rancangan layar dan tabel terlampir.",
    "Perbaikan terbatas pada satu modul; tidak mengubah struktur tabel.",
]
POINTS = [
    ("hal. 3, tabel 2", "Masa kerja CPNS yang diangkat sebelum tahun 2014 belum dihitung."),
    ("hal. 7", "Sumber tabel golongan tidak disebut."),
    ("bagian 4", "Rancangan belum memuat cara membatalkan hitung ulang massal."),
    ("layar usul", "Pesan galat belum memakai bahasa yang dipahami pengelola."),
    ("lampiran B", "Contoh data uji masih memuat NIP pegawai yang sebenarnya; samarkan."),
    ("layar rekap", "Angka pada cetakan belum sama dengan layar untuk bulan Februari."),
    ("bagian 2.1", "Hak akses pengelola satuan kerja belum dibatasi pada satuan kerjanya."),
]
ANSWERS = [
    "Sudah ditambahkan pada bagian 3.2 beserta 14 contoh perhitungan.",
    "Diperbaiki; rujukan tabel kini disebut pada halaman 7.",
    "Sudah disamarkan dan diuji ulang dengan data salinan.",
    "Ditambahkan tombol pembatalan dan catatan prosesnya.",
]
TESTS = [
    ("Pengelola membuka layar baru", "Layar tampil kurang dari 2 detik"),
    ("Hitungan contoh dari surat permintaan", "Sama dengan hitungan tangan"),
    ("Pengelola satuan kerja lain tidak melihat data", "Data tidak tampil"),
    ("Cetakan sama dengan layar", "Angka sama"),
]
