"""Addresses of one case's pages."""

from django.urls import path

from alur.web.views.case import case, reckoning, reckoning_json, step
from alur.web.views.comparing import comparison, points
from alur.web.views.prints import history, package

urlpatterns = [
    path("permintaan/<str:number>/", case, name="case"),
    path("permintaan/<str:number>/riwayat/", history, name="case-history"),
    path("permintaan/<str:number>/paket-bukti/", package, name="case-package"),
    path("permintaan/<str:number>/langkah/<int:visit_number>/", step, name="case-step"),
    path("permintaan/<str:number>/langkah/<int:visit_number>/tenggat/", reckoning, name="case-reckoning"),
    path("permintaan/<str:number>/langkah/<int:visit_number>/tenggat.json", reckoning_json, name="case-reckoning-json"),
    path("permintaan/<str:number>/butir/", points, name="case-points"),
    path("permintaan/<str:number>/dokumen/<str:paper>/bandingkan/", comparison, name="compare"),
]
