"""Addresses of Retensi."""

from django.urls import path

from alur.web.views.retention.cases import case_retention
from alur.web.views.retention.disposals import disposal, disposal_export, disposal_report, disposals
from alur.web.views.retention.lists import retention
from alur.web.views.retention.rules import retention_rules

urlpatterns = [
    path("retensi/", retention, name="retention"),
    path("retensi/jadwal/", retention_rules, name="retention-rules"),
    path("retensi/daftar/", disposals, name="disposals"),
    path("retensi/daftar/<row:disposal_id>/", disposal, name="disposal"),
    path("retensi/daftar/<row:disposal_id>/berita-acara/", disposal_report, name="disposal-report"),
    path("retensi/daftar/<row:disposal_id>/arsip.<str:ending>", disposal_export, name="disposal-export"),
    path("permintaan/<str:number>/retensi/", case_retention, name="case-retention"),
]
