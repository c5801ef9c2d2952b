"""Who gets what at every address, written by hand. A page that has no row here fails the walk.

One sign a person: 2 is 200, 3 goes elsewhere in Alur, 4 is 404, 5 is 405, U is 422; L leads to the log-in, P to proving
oneself again, R to the page that asks why a secret letter is read, N is the page for people without a role, F is 403
with a sentence. The groups are: nobody and somebody without a role; the three roles (kabag, kasubbag, pranata); the
desk that registered the letter and another one; the unit that asked and another one; head and auditor; administrator.
"""

from __future__ import annotations

from dataclasses import dataclass

ALL = "22 222 22 22 22 2"
LOGGED_IN = "L2 222 22 22 22 2"
MEMBERS = "LN 222 22 22 22 2"
READERS = "LN 222 22 24 22 4"
SECRET = "LN RRR R4 44 RR 4"
ONLY_KASUBBAG = "LN 424 44 44 44 4"
ONLY_KABAG = "LN 244 44 44 44 4"
NOBODYS = "LN 444 44 44 44 4"
NOT_THERE = "44 444 44 44 44 4"
ONLY_POST = NO_POST = "55 555 55 55 55 5"
ONLY_ADMIN = "L4 444 44 44 44 2"
REFUSED = "LU UUU UU UU UU U"
SEALED = "LN 444 44 44 22 2"
LED_IN = "LL LLL LL LL LL L"
DONE = "L3 333 33 33 33 3"
ADMINISTERED = "LN FFF FF FF FF 2"
ADMINISTERED_READ = "LN FFF FF FF FF 5"
NOT_ADMINISTERED = "LN FFF FF FF FF U"
KEPT = "LN FFF 22 FF 22 F"
KEPT_READ = "LN FFF 55 FF 55 F"
NO_SUCH_ACT = "LN 555 55 55 55 5"
REPORTED = "LN 22F FF FF 22 F"
REPORTED_POST = "LN 55F FF FF 55 F"
ASSESSED = "LN 224 44 44 22 4"
ASKED_AGAIN = "LN UUU UU UU UU U"


@dataclass(frozen=True, slots=True)
class Row:
    """An address with what GET and an empty POST give, of a secret case too where the address names a case."""

    address: str
    get: str
    post: str
    secret_get: str = ""
    secret_post: str = ""


def paper(address: str, post: str = NO_SUCH_ACT, secret_post: str = NO_SUCH_ACT) -> Row:
    """What shows the content of a letter or a case."""
    return Row(address, READERS, post, SECRET, secret_post)


def draft(address: str) -> Row:
    """What is its writer's alone."""
    return Row(address, ONLY_KASUBBAG, NO_SUCH_ACT, "LN 4R4 44 44 44 4", NO_SUCH_ACT)


DRAWN, STEP = "L4 222 22 24 22 4", "/permintaan/{number}/langkah/{visit}/"
CASE_PAGE = (DRAWN, "L5 555 55 55 55 5", "L4 RRR R4 44 RR 4", "L5 555 55 55 55 5")
FORM = ("LN UUU UU U4 UU 4", "LN UUU U4 44 UU 4")

TABLE = {
    "inbox": Row("/", MEMBERS, NO_SUCH_ACT),
    "login": Row("/masuk/", "23 333 33 33 33 3", "23 333 33 33 33 3"),
    "logout": Row("/keluar/", "55 555 55 55 55 5", "LL LLL LL LL LL L"),
    "first-administrator": Row("/mulai/rahasia-yang-keliru/", NOT_THERE, NOT_THERE),
    "password": Row("/kata-sandi/", LOGGED_IN, LOGGED_IN),
    "feed-page": Row("/langganan-tenggat/", LOGGED_IN, LOGGED_IN),
    "feed": Row("/tenggat/{feed}.ics", ALL, "55 555 55 55 55 5"),
    "theme": Row("/tampilan/", "55 555 55 55 55 5", "L3 333 33 33 33 3"),
    "favicon": Row("/favicon.ico", "33 333 33 33 33 3", "33 333 33 33 33 3"),
    "cases": Row("/permintaan/", MEMBERS, NO_SUCH_ACT),
    "letters": Row("/surat/", MEMBERS, NO_SUCH_ACT),
    "letter-new": Row("/surat/baru/", "LN FFF 22 FF FF F", "LN FFF UU FF FF F"),
    "letter": paper("/surat/{letter}/", *FORM),
    "letter-scan": paper("/surat/{letter}/pindaian/"),
    "letter-receipt": paper("/surat/{letter}/tanda-terima/"),
    "agenda-print": Row("/surat/agenda/", NO_SUCH_ACT, "LN 333 33 33 33 3"),
    "prints": Row("/cetakan/", MEMBERS, NO_SUCH_ACT),
    "print": Row("/cetakan/{job}/", ONLY_KABAG, NO_SUCH_ACT, ONLY_KABAG, NO_SUCH_ACT),
    "print-file": Row("/cetakan/{job}/berkas/", ONLY_KABAG, NO_SUCH_ACT, "LN R44 44 44 44 4", NO_SUCH_ACT),
    "scan-preview": paper("/surat/{letter}/pindaian/lihat/"),
    "scan-page": paper("/surat/{letter}/pindaian/halaman/1/"),
    "reading-reason": Row(
        "/surat/{letter}/alasan-baca/",
        "LN 333 33 34 33 4",
        "LN 333 33 34 33 4",
        "LN 222 24 44 22 4",
        "LN UUU U4 44 UU 4",
    ),
    "readings": Row(
        "/surat/{letter}/riwayat-baca/", "LN 444 44 44 22 4", NO_SUCH_ACT, "LN 444 44 44 22 4", NO_SUCH_ACT
    ),
    "circle": Row("/surat/{letter}/lingkaran/", NOBODYS, NOBODYS, NOBODYS, NOBODYS),
    "procedures": Row("/sop/", MEMBERS, NO_SUCH_ACT),
    "procedure": Row("/sop/{procedure}/", MEMBERS, NO_SUCH_ACT),
    "procedure-pdf": Row("/sop/{procedure}/edisi-1.pdf", MEMBERS, NO_SUCH_ACT),
    "seals": Row("/segel/", SEALED, NO_SUCH_ACT),
    "seal": Row("/segel/{seal}/", SEALED, NO_SUCH_ACT),
    "seal-text": Row("/segel/{seal}/naskah.txt", SEALED, NO_SUCH_ACT),
    "seal-print": Row("/segel/{seal}/lembar.pdf", SEALED, NO_SUCH_ACT),
    "calendar": Row("/kalender/", MEMBERS, NO_SUCH_ACT),
    "decrees": Row("/kalender/keputusan/", MEMBERS, NO_SUCH_ACT),
    "decree-new": Row("/kalender/keputusan/baru/", "LN FFF FF FF FF 2", "LN FFF FF FF FF U"),
    "timetable-new": Row("/kalender/jam-kerja/baru/", "LN FFF FF FF FF 2", "LN FFF FF FF FF U"),
    "decree": Row("/kalender/keputusan/{decree}/", MEMBERS, "LN 333 33 33 33 3"),
    "numbers": Row("/nomor/", MEMBERS, NO_SUCH_ACT),
    "number": paper("/nomor/{version}/", *FORM),
    "check": Row("/periksa/", ALL, ALL),
    "proof": Row("/periksa/{code}/", ALL, ALL, ALL, ALL),
    "pause-reasons": Row("/kalender/alasan-jeda/", MEMBERS, ASKED_AGAIN),
    "pauses": Row("/jeda/", MEMBERS, NO_SUCH_ACT),
    "pause-file": paper("/jeda/{pause}/berkas/"),
    "notice-choices": Row("/akun/pemberitahuan/", LOGGED_IN, "L3 333 33 33 33 3"),
    "notice-verify": Row("/akun/pemberitahuan/surel/rahasia-yang-keliru/", "L4 444 44 44 44 4", "L4 444 44 44 44 4"),
    "postings": Row("/pengiriman/", ADMINISTERED, "LN FFF FF FF FF 4"),
    "notices": Row("/pemberitahuan/", LOGGED_IN, "L4 444 44 44 44 4"),
    "file": paper("/berkas/{file}/"),
    "file-preview": paper("/berkas/{file}/lihat/"),
    "file-page": paper("/berkas/{print}/halaman/1/"),
    "draft-file": draft("/draf/{draft}/"),
    "draft-preview": draft("/draf/{draft}/lihat/"),
    "draft-page": draft("/draf/{draft}/halaman/1/"),
    "signature": paper("/berkas/{print}/tanda-tangan/"),
    "case": Row("/permintaan/{number}/", *CASE_PAGE),
    "case-history": Row(
        "/permintaan/{number}/riwayat/", NO_SUCH_ACT, "LN 333 33 34 33 4", NO_SUCH_ACT, "LN 333 34 44 33 4"
    ),
    "case-package": Row(
        "/permintaan/{number}/paket-bukti/", NO_SUCH_ACT, "LN 333 33 34 33 4", NO_SUCH_ACT, "LN 333 34 44 33 4"
    ),
    "case-step": Row(STEP, "L5 555 55 55 55 5", "L4 333 33 34 33 4", "L5 555 55 55 55 5", "L4 333 34 44 33 4"),
    "case-reckoning": Row(f"{STEP}tenggat/", *CASE_PAGE),
    "case-reckoning-json": Row(f"{STEP}tenggat.json", *CASE_PAGE),
    "case-points": paper("/permintaan/{number}/butir/"),
    "compare": paper("/permintaan/{number}/dokumen/{paper}/bandingkan/"),
    "second-factor": Row("/masuk/kode/", LED_IN, LED_IN),
    "passkey-begin": Row("/masuk/kunci/", ONLY_POST, ALL),
    "passkey-open": Row("/masuk/kunci/buka/", ONLY_POST, "UU UUU UU UU UU U"),
    "sso": Row("/masuk/sso/", NOT_THERE, ONLY_POST),
    "openid_connect_callback": Row("/masuk/sso/lain/kembali/", NOT_THERE, ONLY_POST),
    "forgotten": Row("/lupa-kata-sandi/", ALL, ALL),
    "password-new": Row("/kata-sandi/baru/rahasia-yang-keliru/", NOT_THERE, NOT_THERE),
    "security": Row("/akun/", LOGGED_IN, DONE),
    "prove": Row("/akun/buktikan/", LOGGED_IN, LOGGED_IN),
    "totp": Row("/akun/aplikasi-kode/", LOGGED_IN, LOGGED_IN),
    "passkey": Row("/akun/kunci-sandi/", LOGGED_IN, REFUSED),
    "passkey-make": Row("/akun/kunci-sandi/mulai/", ONLY_POST, LOGGED_IN),
    "recovery-codes": Row("/akun/kode-pemulihan/", ONLY_POST, REFUSED),
    "factor-remove": Row("/akun/hapus-pengaman/", ONLY_POST, DONE),
    "security-log": Row("/keamanan/", ONLY_ADMIN, ONLY_ADMIN),
    "password-link": Row("/keamanan/tautan/", ONLY_ADMIN, ONLY_ADMIN),
    "people": Row("/pengguna/", ADMINISTERED, ADMINISTERED_READ),
    "person-new": Row("/pengguna/baru/", ADMINISTERED, ADMINISTERED),
    "people-import": Row("/pengguna/impor/", ADMINISTERED, NOT_ADMINISTERED),
    "people-template": Row("/pengguna/impor/templat.csv", ADMINISTERED, ADMINISTERED_READ),
    "person": Row("/pengguna/{person}/", ADMINISTERED, ADMINISTERED),
    "appointment": Row("/pengguna/penetapan/{appointment}/", ADMINISTERED, ADMINISTERED),
    "units": Row("/pengguna/unit/", ADMINISTERED, ADMINISTERED_READ),
    "unit-new": Row("/pengguna/unit/baru/", ADMINISTERED, ADMINISTERED),
    "unit": Row("/pengguna/unit/{unit}/", ADMINISTERED, ADMINISTERED),
    "positions": Row("/pengguna/jabatan/", ADMINISTERED, ADMINISTERED_READ),
    "position-new": Row("/pengguna/jabatan/baru/", ADMINISTERED, ADMINISTERED),
    "position": Row("/pengguna/jabatan/{position}/", ADMINISTERED, ADMINISTERED),
    "gaps": Row("/pengguna/kekosongan/", "LN FFF FF FF 22 2", "LN FFF FF FF UU U"),
    "retention": Row("/retensi/", KEPT, "LN FFF UU FF UU F"),
    "retention-rules": Row("/retensi/jadwal/", MEMBERS, ASKED_AGAIN),
    "disposals": Row("/retensi/daftar/", KEPT, KEPT_READ),
    "disposal": Row("/retensi/daftar/{disposal}/", KEPT, "LN FFF UU FF UU F"),
    "disposal-report": Row("/retensi/daftar/{disposal}/berita-acara/", KEPT, KEPT_READ),
    "disposal-export": Row("/retensi/daftar/{disposal}/arsip.csv", KEPT, KEPT_READ),
    "case-retention": Row(
        "/permintaan/{number}/retensi/", KEPT, "LN FFF UU FF UU F", "LN FFF R4 FF RR F", "LN FFF U4 FF UU F"
    ),
    "work-move": Row("/pengguna/kekosongan/pindah/{move}/", "LN FFF FF FF 22 2", "LN FFF FF FF 55 5"),
    "data-requests": Row("/pengguna/perbaikan-data/", ADMINISTERED, ADMINISTERED_READ),
    "data-request": Row("/pengguna/perbaikan-data/{request}/", ADMINISTERED, ADMINISTERED),
    "profile": Row("/profil/", LOGGED_IN, LOGGED_IN),
    "health": Row("/sehat", ALL, NO_POST),
    "health-alive": Row("/sehat/hidup", ALL, NO_POST),
    "health-ready": Row("/sehat/siap", ALL, NO_POST),
    "metrics": Row("/metrik", NOT_THERE, NO_POST),
    "operations": Row("/operasi/", ONLY_ADMIN, "L4 444 44 44 44 U"),
    "own-data": Row("/profil/data/", ONLY_POST, LOGGED_IN),
    "report": Row("/laporan/", REPORTED, REPORTED_POST),
    "report-list": Row("/laporan/daftar/", REPORTED, REPORTED_POST),
    "report-departures": Row("/laporan/penyimpangan/", REPORTED, REPORTED_POST),
    "report-map": Row("/laporan/peta/", REPORTED, REPORTED_POST),
    "report-xlsx": Row("/laporan/laporan.xlsx", REPORTED, REPORTED_POST),
    "report-csv": Row("/laporan/laporan.csv", REPORTED, REPORTED_POST),
    "assessments": Row("/laporan/penilaian/", REPORTED, "LN UUF FF FF UU F"),
    "assessment": Row("/laporan/penilaian/{assessment}/", ASSESSED, "LN 334 44 44 3U 4"),
    "assessment-file": Row("/laporan/penilaian/{issued}/berkas/", ASSESSED, NO_SUCH_ACT),
}

# A sangat rahasia case at step 4: kabag, kasubbag and dedi have or have had a step, sari holds dedi's role but has not;
# the desk that registered the letter and another one; somebody of the asking unit whom the head has named, and another;
# head and auditor; administrator. What is public or says nothing of a case stands in the table above.
INSIDERS = "RRR4 R4 R4 RR4"
CIRCLE = {
    "letter": INSIDERS,
    "letter-scan": INSIDERS,
    "letter-receipt": INSIDERS,
    "scan-preview": INSIDERS,
    "scan-page": INSIDERS,
    "reading-reason": "2224 24 24 224",
    "readings": "4444 44 44 224",
    "circle": "4444 44 44 RR4",
    "number": INSIDERS,
    "print": "2444 44 44 444",
    "print-file": "R444 44 44 444",
    "pause-file": INSIDERS,
    "file": INSIDERS,
    "file-preview": INSIDERS,
    "file-page": INSIDERS,
    "draft-file": "4R44 44 44 444",
    "draft-preview": "4R44 44 44 444",
    "draft-page": "4R44 44 44 444",
    "signature": INSIDERS,
    "case": INSIDERS,
    "case-reckoning": INSIDERS,
    "case-reckoning-json": INSIDERS,
    "case-points": INSIDERS,
    "compare": INSIDERS,
    "case-retention": "FFFF R4 FF RRF",
}
CIRCLE_POSTS = {
    "case-history": "3334 34 34 334",
    "case-package": "3334 34 34 334",
    "case-step": "3334 34 34 334",
    "reading-reason": "UUU4 U4 U4 UU4",
    "letter": "UUU4 U4 U4 UU4",
    "number": "UUU4 U4 U4 UU4",
    "circle": "4444 44 44 UU4",
    "case-retention": "FFFF U4 FF UUF",
}
