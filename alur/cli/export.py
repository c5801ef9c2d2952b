"""`alur export`: takes cases out of the house, with what proves them."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("export", help="keluarkan paket bukti sebuah permintaan")
    kinds = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    case = kinds.add_parser("case", help="satu permintaan dengan catatan, kertas, berkas, dan segelnya (ZIP)")
    case.add_argument("number", metavar="NOMOR", help="nomor permintaan, seperti P-2026-0007")
    case.add_argument("file", metavar="BERKAS", type=Path, help="ZIP yang akan ditulis; tidak boleh sudah ada")
    case.add_argument("--nip", help="kepala biro atau auditor yang mengambilnya; wajib bila suratnya rahasia")
    case.add_argument("--alasan", default="", help="alasan membaca; wajib bila suratnya rahasia")
    case.set_defaults(handler=export_case)


def export_case(args: argparse.Namespace) -> int:
    django.start()
    from django.db import transaction
    from django.utils import timezone

    from alur.actions import Refused
    from alur.actions.packages import export_package
    from alur.records.models import Case, User
    from alur.records.standing import standing_of

    at = timezone.now()
    case = Case.objects.select_related("letter", "unit", "edition", "procedure").filter(number=args.number).first()
    person = User.objects.filter(nip=args.nip, is_active=True).first() if args.nip else None
    if case is None:
        return _failed(f"Permintaan {args.number} tidak ada.")
    if args.nip and person is None:
        return _failed(f"Tidak ada akun aktif dengan NIP {args.nip}.")
    if args.file.exists():
        return _failed(f"{args.file} sudah ada; pilih nama lain.")
    by = standing_of(person, timezone.localdate(at)) if person else None
    unfinished = args.file.with_name(f"{args.file.name}.belum-selesai")
    try:
        with transaction.atomic():
            made = export_package(case, unfinished, by=by, reason=args.alasan, at=at)
        os.replace(unfinished, args.file)
    except Refused as refused:
        return _failed(*refused.reasons)
    except FileNotFoundError as error:
        return _failed(f"Berkas yang disebut catatan tidak ada pada penyimpanan ({error}); jalankan alur verify.")
    except OSError as error:
        return _failed(f"Paket tidak dapat ditulis ({error}).")
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{args.file}: {made.lines} catatan, {made.files} berkas, {made.seals} segel.")
    return 0


def _failed(*reasons: str) -> int:
    print(*reasons, sep="\n", file=sys.stderr)
    return 1
