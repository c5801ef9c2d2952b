"""Addresses of the pages, in the words of the screen."""

from django.urls import include, path, register_converter

from alur.web.addresses import RowConverter
from alur.web.views import (
    account,
    calendar,
    cases,
    feeds,
    files,
    first,
    inbox,
    letters,
    numbers,
    prints,
    procedures,
    proof,
)

register_converter(RowConverter, "row")

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("masuk/", account.log_in, name="login"),
    path("keluar/", account.log_out, name="logout"),
    path("mulai/<str:secret>/", first.first_administrator, name="first-administrator"),
    path("kata-sandi/", account.password, name="password"),
    path("langganan-tenggat/", feeds.feed_page, name="feed-page"),
    path("tenggat/<str:secret>.ics", feeds.feed, name="feed"),
    path("tampilan/", account.theme, name="theme"),
    path("favicon.ico", account.favicon, name="favicon"),
    path("permintaan/", cases.cases, name="cases"),
    path("surat/", letters.letters, name="letters"),
    path("surat/baru/", letters.letter_new, name="letter-new"),
    path("surat/<row:letter_id>/", letters.letter, name="letter"),
    path("surat/<row:letter_id>/pindaian/", files.letter_scan, name="letter-scan"),
    path("surat/<row:letter_id>/tanda-terima/", prints.receipt, name="letter-receipt"),
    path("surat/agenda/", prints.agenda, name="agenda-print"),
    path("cetakan/", prints.prints, name="prints"),
    path("cetakan/<row:job_id>/", prints.print_job, name="print"),
    path("cetakan/<row:job_id>/berkas/", prints.print_file, name="print-file"),
    path("surat/<row:letter_id>/pindaian/lihat/", files.scan_preview, name="scan-preview"),
    path("surat/<row:letter_id>/pindaian/halaman/<row:page>/", files.scan_page, name="scan-page"),
    path("sop/", procedures.procedures, name="procedures"),
    path("sop/<row:procedure_id>/", procedures.procedure, name="procedure"),
    path("sop/<row:procedure_id>/edisi-<row:number>.pdf", procedures.procedure_pdf, name="procedure-pdf"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/keputusan/", calendar.decrees, name="decrees"),
    path("kalender/keputusan/baru/", calendar.decree_new, name="decree-new"),
    path("kalender/keputusan/<row:decree_id>/", calendar.decree, name="decree"),
    path("nomor/", numbers.numbers, name="numbers"),
    path("nomor/<row:version_id>/", numbers.paper, name="number"),
    path("periksa/", proof.check, name="check"),
    path("periksa/<str:code>/", proof.proof, name="proof"),
    path("berkas/<row:version_file_id>/", files.file, name="file"),
    path("berkas/<row:version_file_id>/lihat/", files.file_preview, name="file-preview"),
    path("berkas/<row:version_file_id>/halaman/<row:page>/", files.file_page, name="file-page"),
    path("draf/<row:draft_file_id>/", files.draft_file, name="draft-file"),
    path("draf/<row:draft_file_id>/lihat/", files.draft_preview, name="draft-preview"),
    path("draf/<row:draft_file_id>/halaman/<row:page>/", files.draft_page, name="draft-page"),
    path("", include("alur.web.urls_case")),
]
