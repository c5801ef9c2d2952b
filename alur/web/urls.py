"""Addresses of the pages, in the words of the screen."""

from django.urls import include, path, register_converter

from alur.web.addresses import RowConverter
from alur.web.views import account, calendar, cases, feeds, files, first, inbox, letters, procedures, timetables

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
    path("sop/", procedures.procedures, name="procedures"),
    path("sop/<row:procedure_id>/", procedures.procedure, name="procedure"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/keputusan/", calendar.decrees, name="decrees"),
    path("kalender/keputusan/baru/", calendar.decree_new, name="decree-new"),
    path("kalender/jam-kerja/baru/", timetables.timetable_new, name="timetable-new"),
    path("kalender/keputusan/<row:decree_id>/", calendar.decree, name="decree"),
    path("berkas/<row:version_file_id>/", files.file, name="file"),
    path("", include("alur.web.urls_case")),
]
