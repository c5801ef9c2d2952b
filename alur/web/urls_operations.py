"""Addresses of the operation: for machines that watch Alur, and the administrator's page."""

from django.urls import path

from alur.web.views import health, operations

urlpatterns = [
    path("sehat", health.whole, name="health"),
    path("sehat/hidup", health.alive, name="health-alive"),
    path("sehat/siap", health.ready, name="health-ready"),
    path("metrik", health.figures, name="metrics"),
    path("operasi/", operations.operations, name="operations"),
]
