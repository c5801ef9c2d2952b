"""Addresses of reports."""

from django.urls import path

from alur.web.views.reports.assessments import assessment, assessment_file, assessments
from alur.web.views.reports.lists import departed, listing
from alur.web.views.reports.showing import process, report, separated, workbook

urlpatterns = [
    path("laporan/", report, name="report"),
    path("laporan/daftar/", listing, name="report-list"),
    path("laporan/penyimpangan/", departed, name="report-departures"),
    path("laporan/peta/", process, name="report-map"),
    path("laporan/laporan.xlsx", workbook, name="report-xlsx"),
    path("laporan/laporan.csv", separated, name="report-csv"),
    path("laporan/penilaian/", assessments, name="assessments"),
    path("laporan/penilaian/<row:assessment_id>/", assessment, name="assessment"),
    path("laporan/penilaian/<row:assessment_id>/berkas/", assessment_file, name="assessment-file"),
]
