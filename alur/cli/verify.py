"""`alur verify`: proves the record, or says where it was bent."""

from __future__ import annotations

import argparse
import sys

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("verify", help="uji catatan: putar ulang setiap permintaan, periksa rantai dan berkas")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    django.start()
    from alur.reports.verify import Tally, orphans, verify

    tally, broken = Tally(), 0
    for sentence in verify(tally=tally):
        broken += 1
        print(sentence, file=sys.stderr, flush=True)
    try:
        for name in orphans():
            print(f"Catatan: berkas {name} ada pada penyimpanan tanpa baris yang menyebutnya; boleh dihapus.")
    except OSError as error:
        broken += 1
        print(f"Isi penyimpanan berkas tidak dapat didaftar ({error}).", file=sys.stderr)
    examined = f"{tally.cases} permintaan, {tally.entries} catatan, {tally.files} berkas diperiksa"
    if broken:
        print(f"{examined}: {broken} kejanggalan ditemukan.", file=sys.stderr)
        return 1
    print(f"{examined}: semuanya cocok.")
    return 0
