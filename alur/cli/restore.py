"""`alur restore`: brings a backup back into an empty place, and proves it before it says done."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from alur.cli import django
from alur.cli.figures import in_seconds


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("restore", help="pulihkan cadangan ke tempat kosong, dan buktikan")
    parser.add_argument("folder", metavar="FOLDER", help="tempat cadangan (yang terbaru dipakai), atau satu cadangan")
    parser.add_argument("--identity", metavar="BERKAS", help="berkas kunci age untuk membuka cadangan")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    django.start()
    from alur.records.backup import BackupRefused

    try:
        problems, done = _restore(Path(args.folder).resolve(), args.identity)
    except BackupRefused as refusal:
        problems, done = [str(refusal)], ""
    except OSError as error:
        problems, done = [f"Pemulihan terhenti: {error}. Perbaiki sebabnya lalu ulangi."], ""
    for sentence in problems:
        print(sentence, file=sys.stderr)
    if done:
        print(done)
    return 1 if problems else 0


def _restore(place: Path, identity: str | None) -> tuple[list[str], str]:
    """What is wrong, and what was done ("" when nothing is in place)."""
    from django.utils import timezone

    from alur.actions.backups import record_backup
    from alur.records.backup import manifest, proving, restoring
    from alur.records.backup.making import generation, why_no_room
    from alur.records.backup.secrecy import identities_in
    from alur.records.models import BackupKind

    at, began = timezone.now(), time.monotonic()
    folder = generation(place)
    sheet = manifest.read(folder)
    identities = identities_in(identity) if identity else []
    if bent := list(proving.bent_members(folder, sheet)):
        return bent, ""
    files = manifest.read_files(folder)
    if reasons := restoring.why_not_restore(folder, sheet, files) + why_no_room(sheet):
        return reasons, ""
    missing = set(sheet.flaws)
    if bent := [sentence for sentence in proving.bent_files(folder, sheet, files) if sentence not in missing]:
        return bent, ""
    if bent := restoring.restore(folder, sheet, files, identities):
        return bent, ""
    problems, examined = _proved()
    seconds = time.monotonic() - began
    digest = manifest.digest_of(folder)
    record_backup(BackupKind.RESTORE, at=at, seconds=seconds, place=str(folder), faults=problems, digest=digest)
    done = f"Dipulihkan dari {folder} dalam {in_seconds(seconds)}: {sum(sheet.rows.values())} baris, {examined}."
    return problems, f"{done}\nTidak ikut, siapkan sendiri: {'; '.join(sheet.secrets_out)}."


def _proved() -> tuple[list[str], str]:
    """Bring the tables to this version, then verify the whole record as it lies here now."""
    from django.core.management import call_command

    from alur.reports.verify import Tally, verify

    call_command("migrate", verbosity=0, interactive=False)
    tally = Tally()
    problems = list(verify(tally=tally))
    return problems, f"{tally.cases} permintaan, {tally.entries} catatan, {tally.files} berkas diperiksa"
