"""Makes an installation ready: tables, static files, the calendar, the first procedure, the demonstration."""

from __future__ import annotations

import datetime as dt
import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alur.actions import publish
from alur.actions.calendar import adopt_calendar
from alur.actions.people import first_administrator_secret
from alur.cli.demonstration.filling import fill
from alur.cli.demonstration.people import accounts
from alur.papers import signing
from alur.records.models import Edition, User
from alur.records.virus_scan import scanner_fault
from alur.worktime import indonesia

PROCEDURES = settings.ROOT / "procedures"
FIRST = "ot-02-01-4-4739-2019.toml"
CASES, SEED = 60, 20190925


def prepare(*, demo: bool, address: str) -> str:
    """Bring data folder and database to what this version needs; keeps all data. Returns what to tell people."""
    now = timezone.now()
    if fault := scanner_fault():
        print(fault, file=sys.stderr, flush=True)
    for caution in signing.cautions():
        print(caution, file=sys.stderr, flush=True)
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    _collect_static()
    adopt_calendar(indonesia(), at=now)
    if not Edition.objects.exists():
        publish((PROCEDURES / FIRST).read_text(encoding="utf-8"), by=None, at=now)
    if demo and not User.objects.exists():
        _make_examples(now)
    return _greeting(address)


def _collect_static() -> None:
    """Bring the static files to this version; an image has them already and cannot be written to."""
    if (settings.STATIC_ROOT / "staticfiles.json").exists() and not os.access(settings.STATIC_ROOT, os.W_OK):
        return
    call_command("collectstatic", verbosity=0, interactive=False)


def why_not_demo() -> list[str]:
    """Why no examples can be made: nobody in them has a certificate, and an office's own must sign nothing made up."""
    if not signing.is_on():
        return []
    return [
        "Data contoh tidak ditandatangani, jadi tidak dibuat selama tanda tangan elektronik menyala. "
        "Untuk mencoba Alur dengan data contoh, jalankan sekali dengan ALUR_SIGNATURE=off."
    ]


def _make_examples(now: dt.datetime) -> None:
    if reasons := why_not_demo():
        print("\n".join(reasons), file=sys.stderr, flush=True)
        return
    print("Menyiapkan orang dan permintaan contoh; hanya sekali …", file=sys.stderr, flush=True)
    with transaction.atomic():  # a start that is killed here leaves no half-made office
        fill(Edition.objects.order_by("pk")[0], cases=CASES, seed=SEED, now=now)


def _greeting(address: str) -> str:
    if not User.objects.exists():
        path = reverse("first-administrator", args=[first_administrator_secret()])
        return f"Buat administrator pertama (berlaku 24 jam, satu kali): {address}{path}"
    if not (settings.DATA / "demo").exists():
        return ""
    lines = [f"  {row['nip']}  {row['password']}  {row['name']} ({row['role']})" for row in accounts()]
    return "Akun peragaan (NIP, kata sandi):\n" + "\n".join(lines)
