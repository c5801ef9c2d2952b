"""Starts Django for the commands that need the records. The others never import it and start at once."""

from __future__ import annotations

import os


def start() -> None:
    """Loads settings and models. Later calls cost nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")
    import django

    django.setup()
