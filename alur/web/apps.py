"""Django's name for this package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "alur.web"
    label = "web"

    def ready(self) -> None:
        from alur.web import checks  # noqa: F401 (registers the checks)
