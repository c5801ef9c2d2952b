"""`alur security`: takes old lines of the security log out into a file, with a record of it."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from alur.cli.people import has_office


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("security", help="catatan keamanan")
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    removing = commands.add_parser("remove", help="keluarkan baris lama ke berkas, lalu hapus; tindakannya dicatat")
    removing.add_argument("--before", metavar="TANGGAL", required=True, type=_day, help="baris sebelum tanggal ini")
    removing.add_argument("--to", metavar="BERKAS", required=True, help="berkas baru yang menampung barisnya")
    removing.add_argument("--by", metavar="NIP", required=True, help="NIP administrator yang memerintahkan")
    removing.add_argument("--reason", metavar="ALASAN", required=True, help="misalnya nomor jadwal retensi arsip")
    removing.set_defaults(handler=remove)


def remove(args: argparse.Namespace) -> int:
    """Prints what was done as one line; 1 with the reasons, the file and the log being as they were."""
    if not has_office():
        return 1
    from django.utils import timezone

    from alur.actions import Refused
    from alur.actions.security_removal import remove_lines
    from alur.records.models import User
    from alur.records.standing import standing_of

    now = timezone.now()
    user = User.objects.filter(nip=args.by.replace(" ", "")).first()
    if user is None:
        print(f"Tidak ada akun dengan NIP {args.by}. Lihat daftarnya: alur people list.", file=sys.stderr)
        return 1
    path = Path(args.to)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        print(f"Berkas {path} tidak dapat dibuat ({error.strerror}); sebutkan berkas yang belum ada.", file=sys.stderr)
        return 1
    try:
        with os.fdopen(descriptor, "wb") as out:
            by = standing_of(user, timezone.localdate(now))
            removal = remove_lines(args.before, out, reason=args.reason, by=by, at=now)
    except Refused as refusal:
        path.unlink()
        print("\n".join(refusal.reasons), file=sys.stderr)
        return 1
    print(f"{removal.count} baris dikeluarkan ke {path}; SHA-256 {removal.sha256}.")
    return 0


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” bukan tanggal; tulis misalnya 2025-01-31") from error
