"""`alur verify`: proves the record, or says where it was bent; with --package an exported case, without a database."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("verify", help="uji catatan: putar ulang setiap permintaan, periksa rantai dan berkas")
    parser.add_argument("--package", metavar="BERKAS", type=Path, help="uji satu paket bukti (ZIP), tanpa basis data")
    parser.add_argument("--no-files", action="store_true", help="lewati isi berkas; hanya catatan, tabel, dan segel")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    return _package(args.package) if args.package else _record(with_files=not args.no_files)


def _record(*, with_files: bool) -> int:
    django.start()
    from alur.reports.verify import Tally, verify

    tally, broken = Tally(), 0
    for sentence in verify(tally=tally, with_files=with_files, processes=os.cpu_count() or 1):
        broken += 1
        print(sentence, file=sys.stderr, flush=True)
    broken += _listed_orphans() if with_files else 0
    _notes(tally)
    examined = f"{tally.cases} permintaan, {tally.entries} catatan, {tally.files} berkas diperiksa"
    if tally.seals:
        examined = (
            f"{tally.cases} permintaan, {tally.entries} catatan, {tally.files} berkas, {tally.seals} segel diperiksa"
        )
    if broken:
        print(f"{examined}: {broken} kejanggalan ditemukan.", file=sys.stderr)
        return 1
    print(f"{examined}: semuanya cocok.")
    return 0


def _listed_orphans() -> int:
    from alur.reports.verify import orphans

    try:
        for name in orphans():
            print(f"Catatan: berkas {name} ada pada penyimpanan tanpa baris yang menyebutnya; boleh dihapus.")
    except OSError as error:
        print(f"Isi penyimpanan berkas tidak dapat didaftar ({error}).", file=sys.stderr)
        return 1
    return 0


def _notes(tally: object) -> None:
    """What is no fault of the record, and what cannot be judged."""
    from django.utils import timezone

    from alur.reports.seals import unsealed_since
    from alur.reports.verify import stamp_roots

    if day := unsealed_since(at=timezone.now()):
        print(f"Catatan: hari {day.isoformat()} dan sesudahnya belum disegel; jalankan alur seal atau pekerja latar.")
    if getattr(tally, "stamps", 0) and not stamp_roots():
        print("Catatan: penerbit cap waktu tidak dapat dinilai; isi ALUR_TSA_ROOTS dengan sertifikat induknya.")


def _package(path: Path) -> int:
    from alur.papers.packages.checking import NotAPackage, check_package

    try:
        found = check_package(path)
    except NotAPackage as error:
        print(error, file=sys.stderr)
        return 2
    for sentence in found.faults:
        print(sentence, file=sys.stderr)
    for note in found.notes:
        print(f"Catatan: {note}")
    for name, digest in found.seals:
        print(f"Bandingkan dengan salinan di luar: {name}, {digest}")
    examined = f"{found.case}: {found.lines} catatan, {found.files} berkas, {len(found.seals)} segel diperiksa"
    if found.faults:
        print(f"{examined}: {len(found.faults)} kejanggalan ditemukan.", file=sys.stderr)
        return 1
    print(f"{examined}: semuanya cocok.")
    return 0
