"""Django's name for this package; it has no tables of its own."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "alur.actions"
    label = "actions"
