"""`alur people`: enters an office from a file, gives new passwords, and shows who holds which position today."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("people", help="orang, jabatan, dan penetapannya")
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    loading = commands.add_parser("load", help="muat unit, aplikasi, jabatan, orang, dan penetapan dari berkas kantor")
    loading.add_argument("file", metavar="BERKAS", help="berkas TOML; contohnya docs/contoh-kantor.toml")
    loading.set_defaults(handler=load)
    listing = commands.add_parser("list", help="setiap orang dengan jabatannya hari ini, dan peran yang kosong")
    listing.set_defaults(handler=show)
    renewing = commands.add_parser("password", help="beri seseorang kata sandi baru")
    renewing.add_argument("nip", metavar="NIP")
    renewing.set_defaults(handler=renew)


def load(args: argparse.Namespace) -> int:
    """New accounts as JSON lines on standard output, the only time their passwords are seen; 1: nothing was done."""
    try:
        text = Path(args.file).read_bytes().decode()
    except FileNotFoundError:
        print(f"Berkas {args.file} tidak ditemukan. Periksa letak dan ejaannya.", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Berkas {args.file} tidak dapat dibaca ({error.strerror}).", file=sys.stderr)
        return 2
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        print(f"{args.file}:{line}: Berkas ini bukan teks UTF-8; simpan ulang sebagai UTF-8.", file=sys.stderr)
        return 1
    if not has_office():
        return 1
    from django.utils import timezone

    from alur.actions import Refused
    from alur.actions.office_file import load_office

    try:
        loaded = load_office(text, file=args.file, at=timezone.now())
    except Refused as refusal:
        print("\n".join(refusal.reasons), file=sys.stderr)
        print("Tidak ada yang dimuat; perbaiki berkasnya lalu muat lagi.", file=sys.stderr)
        return 1
    for account in loaded.accounts:
        _print_account(account.nip, account.name, account.password)
    print(f"{args.file}: {loaded.added} ditambahkan, {loaded.amended} diubah.", file=sys.stderr)
    return 0


def renew(args: argparse.Namespace) -> int:
    if not has_office():
        return 1
    from django.utils import timezone

    from alur.actions.passwords import reset_password
    from alur.records.models import User
    from alur.records.nip import plain_nip

    user = User.objects.filter(nip=plain_nip(args.nip)).first()
    if user is None:
        print(f"Tidak ada akun dengan NIP {args.nip}. Lihat daftarnya: alur people list.", file=sys.stderr)
        return 1
    _print_account(user.nip, user.name, reset_password(user, at=timezone.now()))
    return 0


def show(args: argparse.Namespace) -> int:
    """One line per person, an indented one per capacity in force today; what nobody holds goes to standard error."""
    if not has_office():
        return 1
    from django.utils import timezone

    from alur.reports.people import gaps, holders

    today = timezone.localdate()
    for holder in holders(today):
        words = [holder.nip, holder.name, holder.unit and f"({holder.unit})", "" if holder.is_active else "tidak aktif"]
        print(" ".join(filter(None, words)))
        for title, letter in holder.capacities:
            print(f"    {title} – surat {letter}")
        if not holder.capacities:
            print("    tanpa jabatan hari ini")
    for gap in gaps(today):
        print(gap, file=sys.stderr)
    return 0


def has_office() -> bool:
    """Starts Django; False after saying so when the data folder has not been set up."""
    django.start()
    return django.has_office()


def _print_account(nip: str, name: str, password: str) -> None:
    print(json.dumps({"nip": nip, "name": name, "password": password}, ensure_ascii=False))
