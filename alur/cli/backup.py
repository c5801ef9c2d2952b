"""`alur backup`: keeps the records while people work; proves a backup; tries whether one can be restored."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alur.cli import django
from alur.cli.figures import in_megabytes, in_seconds

if TYPE_CHECKING:
    from alur.records.backup.making import Made
    from alur.records.models import BackupKind


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("backup", help="cadangkan basis data dan berkas, juga selagi orang bekerja")
    parser.add_argument("folder", metavar="FOLDER", nargs="?", help="tempat cadangan, di luar folder data")
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--check", action="store_true", help="buktikan cadangan tanpa memulihkannya")
    acts.add_argument("--drill", action="store_true", help="cadangkan, pulihkan ke tempat sementara, lalu uji")
    acts.add_argument("--last", action="store_true", help="cadangan dan uji pulih terakhir; 1 bila terlalu lama")
    parser.add_argument("--keep", type=int, metavar="N", help="sisakan N cadangan terbaru (yang baik selalu tersisa)")
    parser.add_argument("--identity", metavar="BERKAS", help="berkas kunci age untuk membuka cadangan")
    parser.add_argument("--scratch", metavar="ALAMAT", default="", help="basis data PostgreSQL kosong untuk menguji")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    if args.folder is None and not args.last:
        print("alur backup: yang masih kurang: FOLDER", file=sys.stderr)
        return 2
    if args.keep is not None and args.keep < 1:
        print("alur backup: --keep: sisakan paling sedikit 1", file=sys.stderr)
        return 2
    django.start()
    if not django.has_office():
        return 1
    if args.last:
        return _tell_last()
    if args.check:
        return _check(args)
    return _drill(args) if args.drill else (0 if _back_up(args)[1] else 1)


def _back_up(args: argparse.Namespace) -> tuple[Made | None, bool]:
    """What was made, and whether it is good; the outcome is written down and told."""
    from django.utils import timezone

    from alur.records.backup import BackupRefused
    from alur.records.backup.making import make
    from alur.records.models import BackupKind

    at, began, place = timezone.now(), time.monotonic(), Path(args.folder).resolve()
    try:
        made = make(place, at=at, keep=args.keep)
    except BackupRefused as refusal:
        print(refusal, file=sys.stderr)
        seconds = time.monotonic() - began
        _write_down(BackupKind.BACKUP, at=at, seconds=seconds, place=str(place), faults=[str(refusal)])
        return None, False
    seconds, sheet = time.monotonic() - began, made.manifest
    _write_down(
        BackupKind.BACKUP,
        at=at,
        seconds=seconds,
        place=str(made.folder),
        faults=sheet.flaws,
        sheet=sheet,
        digest=made.digest,
        copied_bytes=made.new_bytes,
    )
    _tell_made(made, seconds)
    return made, sheet.is_good


def _check(args: argparse.Namespace) -> int:
    from alur.records.backup import BackupRefused
    from alur.records.backup.making import generation
    from alur.records.backup.secrecy import identities_in
    from alur.records.models import BackupKind
    from alur.reports.backups import backup_problems

    began = _Began()
    try:
        folder = generation(Path(args.folder).resolve())
        identities = identities_in(args.identity) if args.identity else []
    except BackupRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    problems = []
    for sentence in backup_problems(folder, identities=identities, scratch=args.scratch):
        problems.append(sentence)
        print(sentence, file=sys.stderr, flush=True)
    began.record(BackupKind.CHECK, folder, problems)
    if problems:
        print(f"{folder}: {len(problems)} kerusakan; jangan mengandalkan cadangan ini.", file=sys.stderr)
        return 1
    print(f"{folder}: utuh dan dapat dipulihkan ({in_seconds(began.seconds)}).")
    return 0


def _drill(args: argparse.Namespace) -> int:
    """Backup, restore by the very command into a scratch place, verify there; all of it is timed and written down."""
    from alur.records.backup import BackupRefused
    from alur.records.models import BackupKind

    began = _Began()
    made, is_good = _back_up(args)
    if made is None:
        return 1
    try:
        problems = _restored_elsewhere(made, args)
    except BackupRefused as refusal:
        problems = [str(refusal)]
    began.record(BackupKind.DRILL, made.folder, problems)
    if problems:
        print("\n".join(problems), "Uji pulih gagal.", sep="\n", file=sys.stderr)
        return 1
    print(f"Uji pulih berhasil: dicadangkan, dipulihkan, dan diuji dalam {in_seconds(began.seconds)}.")
    return 0 if is_good else 1


def _restored_elsewhere(made: Made, args: argparse.Namespace) -> list[str]:
    """What `alur restore` says of the generation in a place of its own; nothing when it is done."""
    from django.conf import settings

    from alur.records.backup.making import WORKPLACE, why_no_room
    from alur.records.backup.second import scratch_database

    if reasons := why_no_room(made.manifest):
        return reasons
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=settings.DATA))
        address = ""
        if made.manifest.engine != "sqlite":
            address = stack.enter_context(scratch_database(args.scratch))
        surroundings = os.environ | {"ALUR_DATA": folder, "DATABASE_URL": address, "ALUR_STORAGE_URL": ""}
        words = ["restore", str(made.folder)] + (["--identity", args.identity] if args.identity else [])
        command = [sys.executable, "-m", "alur.cli", *words]
        done = subprocess.run(command, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode == 0:
            return []
        return done.stderr.strip().splitlines() or [f"alur restore berakhir dengan {done.returncode}."]


class _Began:
    """An act that is timed from now on and written down at its end."""

    def __init__(self) -> None:
        from django.utils import timezone

        self.at, self.started = timezone.now(), time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def record(self, kind: str, folder: Path, problems: list[str]) -> None:
        from alur.records.backup import manifest
        from alur.records.models import BackupKind

        digest = manifest.digest_of(folder) if (folder / manifest.MANIFEST).exists() else ""
        facts = {"place": str(folder), "faults": problems[:50], "digest": digest}
        _write_down(BackupKind(kind), at=self.at, seconds=self.seconds, **facts)


def _write_down(kind: BackupKind, **facts: Any) -> None:
    """The office's own database may be full or away too; the outcome was told all the same."""
    from django.db import DatabaseError

    from alur.actions.backups import record_backup

    try:
        record_backup(kind, **facts)
    except DatabaseError as error:
        print(f"Hasil ini tidak dapat dicatat pada basis data ({str(error).strip()}).", file=sys.stderr)


def _tell_made(made: Made, seconds: float) -> None:
    sheet = made.manifest
    for flaw in sheet.flaws:
        print(flaw, file=sys.stderr)
    print(
        f"{made.folder}: {sum(sheet.rows.values())} baris, {sheet.chains} rantai, {sheet.files} berkas "
        f"({in_megabytes(sheet.file_bytes)}; {in_megabytes(made.new_bytes)} baru) dalam {in_seconds(seconds)}."
    )
    print(f"Disandikan untuk {', '.join(sheet.recipients)}." if sheet.encryption else OPEN)
    print(f"Ikut: {'; '.join(sheet.secrets_in)}. Tidak ikut, simpan sendiri: {'; '.join(sheet.secrets_out)}.")


def _tell_last() -> int:
    from django.utils import timezone

    from alur.reports.backups import last_backup

    last = last_backup(timezone.now())
    for act in (last.backup, last.drill):
        if act:
            print(f"{act.get_kind_display()}: {_moment(act.at)}, {act.place} ({in_seconds(act.seconds)})")
    for sentence in last.sentences:
        print(sentence, file=sys.stderr)
    return 1 if last.is_too_old else 0


OPEN = "Cadangan ini tidak disandikan: siapa pun yang memegangnya dapat membacanya (ALUR_BACKUP_RECIPIENT)."


def _moment(at: dt.datetime) -> str:
    from django.utils import timezone

    return timezone.localtime(at).strftime("%Y-%m-%d %H.%M")
