"""Encryption of what leaves the house: by age (library), by GPG (the program), or none."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage

from alur.records.backup import BackupRefused

CHUNK = 1024 * 1024
AGE, GPG, PLAIN = "age", "gpg", ""
KEYS = "Isi ALUR_BACKUP_RECIPIENT dengan kunci umum age (age1…) atau nama kunci GPG."


@dataclass(frozen=True, slots=True)
class Envelope:
    """How members and files are closed: the kind, and for whom."""

    kind: str = PLAIN
    recipients: tuple[str, ...] = ()

    @property
    def ending(self) -> str:
        return f".{self.kind}" if self.kind else ""

    @property
    def pool(self) -> str:
        """The folder of files closed for these recipients; files for others lie elsewhere, and are copied anew."""
        if not self.kind:
            return "files"
        return f"files-{self.kind}-{hashlib.sha256(' '.join(self.recipients).encode()).hexdigest()[:8]}"

    def close(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Write the bytes of source, closed, to target. Raises BackupRefused."""
        if self.kind == AGE:
            try:
                pyrage.encrypt_io(source, target, [_age_recipient(each) for each in self.recipients])
            except pyrage.EncryptError as error:  # a full disk under the target comes out as this
                raise OSError(f"age: {error}") from error
        elif self.kind == GPG:
            _gpg(["--trust-model", "always", *_named(self.recipients), "--encrypt"], source, target)
        else:
            shutil.copyfileobj(source, target, CHUNK)


def envelope_for(setting: str) -> Envelope:
    """What ALUR_BACKUP_RECIPIENT asks for; several recipients are parted by commas. Raises BackupRefused."""
    recipients = tuple(sorted(filter(None, (each.strip() for each in setting.split(",")))))
    if not recipients:
        return Envelope()
    of_age = [each for each in recipients if each.startswith("age1")]
    if of_age and len(of_age) < len(recipients):
        raise BackupRefused(f"ALUR_BACKUP_RECIPIENT mencampur kunci age dan GPG; pakailah salah satu. {KEYS}")
    for each in of_age:
        _age_recipient(each)
    if not of_age and shutil.which("gpg") is None:
        raise BackupRefused(f"Program gpg tidak ditemukan. Pasang paket gnupg, atau pakailah age. {KEYS}")
    return Envelope(AGE if of_age else GPG, recipients)


def identities_in(path: str) -> list[Any]:
    """The age identities of a file, as age-keygen writes it. Raises BackupRefused."""
    try:
        lines = [line.strip() for line in Path(path).read_text().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise BackupRefused(f"Berkas kunci {path} tidak dapat dibaca ({_cause(error)}).") from error
    if not found:
        raise BackupRefused(f"Berkas kunci {path} tidak memuat kunci age (baris AGE-SECRET-KEY-…).")
    return found


def unseal(kind: str, source: IO[bytes], target: IO[bytes], identities: list[Any]) -> None:
    """Write the opened bytes of source to target. Raises BackupRefused when the key does not fit or bytes are bent."""
    if kind == GPG:
        _gpg(["--decrypt"], source, target)
    elif kind == AGE:
        if not identities:
            raise BackupRefused("Cadangan ini disandikan dengan age. Sebutkan berkas kuncinya: --identity BERKAS.")
        try:
            pyrage.decrypt_io(source, target, identities)
        except (pyrage.DecryptError, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            if "No matching keys" in str(error):
                raise BackupRefused(
                    "Kunci pada --identity bukan penerima cadangan ini; pakailah kunci yang lain."
                ) from error
            raise BackupRefused(f"Sandinya tidak dapat dibuka ({error}).") from error
    else:
        shutil.copyfileobj(source, target, CHUNK)


def _age_recipient(text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise BackupRefused(f"Kunci age “{text[:20]}…” tidak sah. {KEYS}") from error


def _named(recipients: tuple[str, ...]) -> list[str]:
    return [word for each in recipients for word in ("--recipient", each)]


def _gpg(words: list[str], source: IO[bytes], target: IO[bytes]) -> None:
    """Runs gpg on two real files."""
    command = ["gpg", "--batch", "--quiet", "--no-tty", *words]
    target.flush()
    try:
        done = subprocess.run(command, stdin=source, stdout=target, stderr=subprocess.PIPE)
    except FileNotFoundError as error:
        raise BackupRefused("Program gpg tidak ditemukan. Pasang paket gnupg.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["tanpa keterangan"]
        raise BackupRefused(f"gpg tidak dapat mengerjakannya: {said[-1]}")


def _cause(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
