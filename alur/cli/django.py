"""Starts Django for the commands that need the records. The others never import it and start at once."""

from __future__ import annotations

import os
import sys


def start() -> None:
    """Loads settings and models. Later calls cost nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")
    import django

    django.setup()


def has_office() -> bool:
    """False after saying so when the database that the settings name has not been set up."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    from alur.records.models import User

    try:
        if User._meta.db_table in connection.introspection.table_names():
            return True
    except DatabaseError as error:
        print(f"Basis data tidak dapat dihubungi: {str(error).strip().splitlines()[0]}", file=sys.stderr)
        return False
    print(
        f"Kantor di {settings.DATA} belum disiapkan. Jalankan ./run --setup, atau periksa ALUR_DATA.", file=sys.stderr
    )
    return False
