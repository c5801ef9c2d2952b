"""Judges a package offline: nothing of the database, of Django or of the office's settings is asked.

What it rests on are the bytes in the ZIP alone; that the seals in it are the true ones, only a copy kept elsewhere can
say (printed, mailed or time-stamped).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alur.papers.packages import names
from alur.papers.packages.chains import ChainOfPackage, destroyed_files
from alur.papers.packages.steps import step_faults
from alur.records.canonical import SealText, read_seal, sha256_of
from alur.records.emptying import DESTROYED

CHUNK = 1024 * 1024
LARGEST_TEXT = 256 * 1024 * 1024


class NotAPackage(Exception):
    """The file cannot be read as a package at all; the text is a sentence."""


@dataclass
class Findings:
    """What is wrong (`faults`), what cannot be judged (`notes`), and what was looked at."""

    case: str = ""
    lines: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seals: list[tuple[str, str]] = field(default_factory=list)


def check_package(path: Path) -> Findings:
    """Everything that can be said about a package. Raises NotAPackage for what is none."""
    try:
        with zipfile.ZipFile(path) as package:
            return _Check(package).run()
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise NotAPackage(f"{path} tidak dapat dibaca sebagai paket ZIP ({error}).") from error


class _Check:
    """One package on its way through the questions, from the chain outwards."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.found = Findings()
        self.members = [item.filename for item in package.infolist() if not item.is_dir()]

    def run(self) -> Findings:
        manifest = self._manifest()
        self.found.case = str(manifest["case"])
        faults = self.found.faults
        faults += self._member_faults()
        told = manifest["chain"], manifest["letter_chain"]
        chain = self._chain(names.CASE_LINES, str(told[0]), manifest["head"], int(manifest["lines"]))
        of_letter = self._chain(
            names.LETTER_LINES, str(told[1]), manifest["letter_head"], int(manifest["letter_lines"])
        )
        lines, letter = chain.lines, of_letter.lines
        self.found.lines = len(lines) + len(letter)
        self._tell_destroyed([chain, of_letter])
        data = [line for line, _ in lines]
        faults += self._file_faults(data, [line for line, _ in letter])
        faults += self._paper_faults(manifest, data)
        faults += self._procedure_faults(data)
        faults += self._seal_faults(manifest, {str(manifest["chain"]): lines, str(manifest["letter_chain"]): letter})
        return self.found

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads(self._text(names.MANIFEST))
            if manifest["format"] != names.FORMAT:
                raise NotAPackage(f"Bentuk paket “{manifest['format']}” tidak dikenal; yang dikenal: {names.FORMAT}.")
            needed = (
                "case",
                "chain",
                "head",
                "lines",
                "letter_chain",
                "letter_head",
                "letter_lines",
                "seals",
                "papers",
            )
            if missing := [key for key in needed if key not in manifest]:
                raise NotAPackage(f"{names.MANIFEST} tidak lengkap: {', '.join(missing)} tidak ada.")
            int(manifest["lines"]), int(manifest["letter_lines"])
        except (KeyError, ValueError, TypeError) as error:
            raise NotAPackage(
                f"Ini bukan paket bukti Alur: {names.MANIFEST} tidak ada atau rusak ({error})."
            ) from error
        return dict(manifest)

    def _text(self, name: str) -> bytes:
        if self.package.getinfo(name).file_size > LARGEST_TEXT:
            raise ValueError(f"{name} terlalu besar")
        return self.package.read(name)

    def _member_faults(self) -> Iterator[str]:
        for name in sorted({name for name in self.members if self.members.count(name) > 1}):
            yield f"{name}: ada dua kali di dalam paket."
        for name in names.FIXED:
            if name not in self.members:
                yield f"{name}: tidak ada di dalam paket."
        for name in self.members:
            if name not in names.FIXED and not name.startswith((names.FILES, names.SEALS)):
                yield f"{name}: bukan bagian dari paket bukti."

    def _chain(self, member: str, subject: str, head: str, count: int) -> ChainOfPackage:
        """A chain with the lines in it; what does not join goes to the faults."""
        chain = ChainOfPackage(member, subject, head, count)
        try:
            chain.read(self._text(member))
        except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
            chain.faults.append(f"{member}: tidak dapat dibaca ({error}).")
        self.found.faults += chain.faults
        return chain

    def _tell_destroyed(self, chains: list[ChainOfPackage]) -> None:
        """Destroyed is not lost: say by which list, and how much of it is gone."""
        for line, _ in chains[0].lines:
            if line["kind"] == DESTROYED:
                data, emptied = line["data"], sum(len(chain.emptied) for chain in chains)
                self.found.notes.append(
                    f"isi permintaan ini dimusnahkan pada {line['at'][:10]} menurut daftar usul {data.get('list')} "
                    f"(keputusan {data.get('decision_number')}): {emptied} catatan dikosongkan, "
                    f"{len(destroyed_files([line]))} berkas tidak disertakan. Yang tinggal tetap dapat diuji."
                )

    def _file_faults(self, lines: list[dict[str, Any]], letter: list[dict[str, Any]]) -> Iterator[str]:
        """Every file that the record names is there and unchanged, and nothing else is."""
        wanted, gone = named_files(lines) | named_files(letter), destroyed_files(lines)
        kept: dict[str, str] = {}
        for name in (name for name in self.members if name.startswith(names.FILES)):
            self.found.files += 1
            sha256 = self._sha256(name)
            told = name.removeprefix(names.FILES).partition("-")[0]
            if sha256 is None:
                yield f"{name}: rusak, tidak dapat dibaca dari paket."
            elif sha256 != told:
                yield f"{name}: isinya berbeda dari SHA-256 pada namanya; berkas diubah."
            elif told in gone:
                yield f"{name}: tercatat dimusnahkan, tetapi masih ada di dalam paket."
            elif told not in wanted:
                yield f"{name}: tidak disebut oleh catatan mana pun."
            kept[told] = name
        for sha256, name in wanted.items():
            if sha256 not in kept and sha256 not in gone:
                yield f"Berkas “{name}” ({sha256[:12]}…) disebut oleh catatan, tetapi tidak ada di dalam paket."

    def _sha256(self, name: str) -> str | None:
        sha = hashlib.sha256()
        try:
            with self.package.open(name) as handle:
                while chunk := handle.read(CHUNK):
                    sha.update(chunk)
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, NotImplementedError):
            return None
        except Exception as error:  # zlib raises an error of its own, which is no subclass of any of these
            if type(error).__module__ not in ("zlib", "bz2", "_lzma"):
                raise
            return None
        return sha.hexdigest()

    def _paper_faults(self, manifest: dict[str, Any], lines: list[dict[str, Any]]) -> Iterator[str]:
        """The list of papers says what the record says: no version more, none less."""
        recorded = {
            (paper["paper"], paper["version"]): str(paper.get("official_number") or "")
            for line in lines
            for paper in line["data"].get("papers") or ()
        }
        listed = {(row["paper"], row["version"]): str(row.get("number") or "") for row in manifest["papers"]}
        for paper, version in sorted(recorded.keys() - listed.keys()):
            yield f"Kertas “{paper}” versi {version} tercatat, tetapi tidak terdaftar pada {names.MANIFEST}."
        for paper, version in sorted(listed.keys() - recorded.keys()):
            yield f"Kertas “{paper}” versi {version} terdaftar pada {names.MANIFEST}, tetapi tidak tercatat."
        for key in sorted(recorded.keys() & listed.keys()):
            if recorded[key] != listed[key]:
                yield f"Kertas “{key[0]}” versi {key[1]}: nomornya pada {names.MANIFEST} berbeda dari catatan."

    def _procedure_faults(self, lines: list[dict[str, Any]]) -> Iterator[str]:
        if not lines:
            return
        try:
            text = self._text(names.PROCEDURE)
        except (KeyError, ValueError, zipfile.BadZipFile):
            return
        if sha256_of(text) != lines[0]["data"].get("edition"):
            yield f"{names.PROCEDURE}: bukan edisi SOP yang dicatat ketika permintaan dibuka."
            return
        yield from step_faults(text.decode("utf-8", "replace"), lines)

    def _seal_faults(
        self, manifest: dict[str, Any], chains: dict[str, list[tuple[dict[str, Any], str]]]
    ) -> Iterator[str]:
        listed = {str(row["path"]): str(row["digest"]) for row in manifest["seals"]}
        texts: list[SealText] = []
        present = [name for name in self.members if name.startswith(names.SEALS) and name.endswith(".txt")]
        for name in sorted(listed.keys() | set(present)):
            if name not in present:
                yield f"{name}: segel terdaftar, tetapi tidak ada di dalam paket."
                continue
            try:
                raw = self._text(name)
                seal = read_seal(raw.decode())
            except (ValueError, zipfile.BadZipFile) as error:
                yield f"{name}: {error}."
                continue
            if sha256_of(raw) != listed.get(name):
                yield f"{name}: sidik jarinya berbeda dari yang terdaftar; segel atau daftarnya diubah."
                continue
            self.found.seals.append((f"segel {seal.number}, {seal.day.isoformat()}", sha256_of(raw)))
            texts.append(seal)
        yield from _links(texts)
        for chain, lines in chains.items():
            yield from self._head_faults(chain, lines, texts)

    def _head_faults(self, chain: str, lines: list[tuple[dict[str, Any], str]], seals: list[SealText]) -> Iterator[str]:
        """What the seals say about the chain is what the lines are."""
        digests = {line["number"]: digest for line, digest in lines}
        sealed = 0
        for seal in seals:
            if chain not in seal.heads:
                continue
            number, digest = seal.heads[chain]
            if digests.get(number) != digest:
                yield f"Segel {seal.number} ({seal.day}): {chain} catatan {number} berbeda dari catatan di dalam paket."
            sealed = max(sealed, number)
        if lines and sealed < len(lines):
            self.found.notes.append(f"{chain}: catatan {sealed + 1}–{len(lines)} belum tercakup segel di dalam paket.")


def named_files(lines: list[dict[str, Any]]) -> dict[str, str]:
    """The files that lines name, SHA-256 to name: scans, files of papers, evidence of pauses and prints."""
    found: dict[str, str] = {}
    for line in lines:
        data = line["data"]
        for facts in (data, data.get("letter")):
            if isinstance(facts, dict) and facts.get("scan"):
                found[facts["scan"]] = str(facts.get("scan_name") or "pindaian.pdf")
        for paper in data.get("papers") or ():
            found |= {file["sha256"]: str(file["name"]) for file in paper["files"] if file["sha256"]}
        if line["kind"] == "terbit":
            found[data["sha256"]] = str(data.get("name") or f"{data['paper']}.pdf")
        if line["kind"] == "paused" and data.get("file"):
            found[data["file"]] = str(data.get("file_name") or "bukti")
    return found


def _links(seals: list[SealText]) -> Iterator[str]:
    for one, other in zip(seals, seals[1:], strict=False):
        if other.number == one.number + 1 and other.previous != one.digest:
            yield f"Segel {other.number} ({other.day}): tidak menyambung pada segel {one.number}."
