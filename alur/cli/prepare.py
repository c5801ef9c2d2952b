"""Makes an installation ready: tables, static files, the calendar, the first procedure, the demonstration."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction
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


def why_not_start(*, demo: bool) -> list[str]:
    """What is wrong with the settings, in sentences. What only needs attention soon goes to standard error at once."""
    if faults := signing.faults():
        return faults
    if demo and not _has_people() and (reasons := why_not_demo()):
        return reasons
    for caution in signing.cautions():
        print(caution, file=sys.stderr)
    return []


def why_not_demo() -> list[str]:
    """Why no examples can be made: nobody in them has a certificate, and an office's own must sign nothing made up."""
    if not signing.is_on():
        return []
    return [
        "Data contoh dibuat tanpa tanda tangan elektronik. Jalankan sekali dengan ALUR_SIGNATURE=off, "
        "atau mulailah dengan kantor kosong: ./run --kosong."
    ]


def prepare(*, demo: bool, address: str) -> str:
    """Bring data folder and database to what this version needs; keeps all data. Returns what to tell people."""
    now = timezone.now()
    if fault := scanner_fault():
        print(fault, file=sys.stderr, flush=True)
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    adopt_calendar(indonesia(), at=now)
    if not Edition.objects.exists():
        publish((PROCEDURES / FIRST).read_text(encoding="utf-8"), by=None, at=now)
    if demo and not User.objects.exists():
        print("Menyiapkan orang dan permintaan contoh; hanya sekali …", file=sys.stderr, flush=True)
        with transaction.atomic():  # a start that is killed here leaves no half-made office
            fill(Edition.objects.order_by("pk")[0], cases=CASES, seed=SEED, now=now)
    return _greeting(address)


def _has_people() -> bool:
    try:
        return User.objects.exists()
    except DatabaseError:  # no tables yet
        return False


def _greeting(address: str) -> str:
    if not User.objects.exists():
        path = reverse("first-administrator", args=[first_administrator_secret()])
        return f"Buat administrator pertama (berlaku 24 jam, satu kali): {address}{path}"
    if not (settings.DATA / "demo").exists():
        return ""
    lines = [f"  {row['nip']}  {row['password']}  {row['name']} ({row['role']})" for row in accounts()]
    return "Akun peragaan (NIP, kata sandi):\n" + "\n".join(lines)
