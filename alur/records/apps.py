"""Django's name for this package."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "alur.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
