"""All addresses: the pages of `alur.web`."""

from django.urls import include, path

urlpatterns = [path("", include("alur.web.urls"))]
handler500 = "alur.web.views.faults.server_error"
