"""Addresses of the pages, in the words of the screen."""

from django.urls import include, path

from alur.web.views import account, cases, files, first, inbox, letters, procedures

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("masuk/", account.log_in, name="login"),
    path("keluar/", account.log_out, name="logout"),
    path("mulai/<str:secret>/", first.first_administrator, name="first-administrator"),
    path("tampilan/", account.theme, name="theme"),
    path("favicon.ico", account.favicon, name="favicon"),
    path("permintaan/", cases.cases, name="cases"),
    path("surat/", letters.letters, name="letters"),
    path("surat/baru/", letters.letter_new, name="letter-new"),
    path("surat/<int:letter_id>/", letters.letter, name="letter"),
    path("surat/<int:letter_id>/pindaian/", files.letter_scan, name="letter-scan"),
    path("sop/", procedures.procedures, name="procedures"),
    path("sop/<int:procedure_id>/", procedures.procedure, name="procedure"),
    path("berkas/<int:version_file_id>/", files.file, name="file"),
    path("", include("alur.web.urls_case")),
]
