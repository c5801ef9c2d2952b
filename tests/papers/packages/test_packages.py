"""A package holds all that proves a case, and is judged without database, settings or Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from alur.actions import Refused
from alur.actions.issuing import issue
from alur.actions.packages import export_package, request_package
from alur.actions.seals import seal_until
from alur.papers.packages.checking import NotAPackage, check_package
from alur.records import queue
from alur.records.canonical import canonical, sha256_of
from alur.records.models import Case, DocumentVersion, PrintState, Reading, Seal
from tests import make

LATER = make.at("2026-06-09 02:00")
BLOCKED = (
    "import sys; sys.modules['django'] = None\n"
    "from alur.cli import main\n"
    "code = main(['verify', '--package', sys.argv[1]])\n"
    "assert not any(name.startswith('django.') for name in sys.modules)\n"
    "sys.exit(code)"
)


@pytest.fixture
def case(office: Any) -> Case:
    """A case at step 4 with uploads and one printed paper, sealed."""
    made = make.case(office, at_step="4")
    issue(DocumentVersion.objects.get(document__paper="catatan-instruksi").pk, at=make.at("2026-06-08 15:01"))
    seal_until(at=LATER)
    return Case.objects.select_related("letter", "unit", "edition", "procedure").get(pk=made.pk)


@pytest.fixture
def package(case: Case, tmp_path: Path) -> Path:
    path = tmp_path / "paket.zip"
    export_package(case, path, by=None, at=LATER)
    return path


def bent(package: Path, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> Path:
    """The package with its members changed; None leaves one out."""
    other = package.with_name("lain.zip")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return other


def outside(package: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process without Django, database or data folder."""
    root = str(Path(__file__).resolve().parents[3])
    surroundings = {"PYTHONPATH": root, "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", BLOCKED, str(package)]
    return subprocess.run(command, env=surroundings, cwd=package.parent, capture_output=True, text=True)


def test_a_whole_package_is_judged_without_django_database_or_settings(package: Path, case: Case) -> None:
    done = outside(package)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith(f"{case.number}: ")
    assert Seal.objects.get(day="2026-06-08").digest in done.stdout


def test_a_bent_package_ends_with_1_and_what_is_none_with_2(package: Path, tmp_path: Path) -> None:
    broken = bent(package, lambda name, content: content + b" " if name.startswith("berkas/") else content)
    nothing = tmp_path / "bukan.zip"
    nothing.write_bytes(b"bukan")

    codes = [outside(each).returncode for each in (broken, nothing)]

    assert codes == [1, 2]


@pytest.mark.parametrize(
    ("member", "change", "sentence"),
    [
        ("catatan.jsonl", lambda text: text.replace(b"Mohon", b"Tolong", 1), "tidak menyambung pada baris sebelumnya"),
        ("catatan.jsonl", lambda text: text.rpartition(b"\n{")[0] + b"\n", "catatan.jsonl: berakhir pada catatan"),
        ("catatan.jsonl", lambda text: text.replace(b'"acting_as":', b'"acting_as": ', 1), "dalam bentuk baku"),
        ("sop.toml", lambda text: text + b"\n", "sop.toml: bukan edisi SOP yang dicatat"),
        ("sop.toml", lambda text: None, "sop.toml: tidak ada di dalam paket."),
        ("surat.jsonl", lambda text: text.replace(b"perbaikan", b"lain", 1), "surat.jsonl: berakhir pada catatan"),
        ("paket.json", lambda text: text.replace(b'"version": 1', b'"version": 9', 1), "terdaftar pada paket.json"),
    ],
)
def test_what_is_bent_is_told_in_a_sentence(package: Path, member: str, change: Any, sentence: str) -> None:
    found = check_package(bent(package, lambda name, text: change(text) if name == member else text))

    assert [fault for fault in found.faults if sentence in fault] != []


def test_a_file_left_out_or_slipped_in_is_told(package: Path) -> None:
    files = [name for name in zipfile.ZipFile(package).namelist() if name.startswith("berkas/")]
    other = bent(package, lambda name, text: None if name == files[0] else text, {"berkas/lain.pdf": b"x"})

    faults = check_package(other).faults

    assert [fault.partition("(")[2] or fault.partition(":")[0] for fault in faults] == [
        "berkas/lain.pdf",
        f"{files[0][7:19]}…) disebut oleh catatan, tetapi tidak ada di dalam paket.",
    ]


def test_a_seal_written_anew_is_told(package: Path) -> None:
    def change(name: str, text: bytes) -> bytes:
        return text.replace(b"catatan ", b"catatan 1") if name.startswith("segel/") else text

    faults = check_package(bent(package, change)).faults

    assert len(faults) == 1
    assert faults[0].endswith("sidik jarinya berbeda dari yang terdaftar; segel atau daftarnya diubah.")


def test_lines_that_fit_each_other_but_not_the_seal_are_told(package: Path) -> None:
    """The whole chain is written anew, and the list with it; the seal still says what it was."""
    lines = [json.loads(line) for line in zipfile.ZipFile(package).read("catatan.jsonl").splitlines()]
    previous, written = "0" * 64, b""
    for line in lines:
        line["previous"], line["acting_as"] = previous, "Orang lain"
        written += canonical(line) + b"\n"
        previous = sha256_of(canonical(line))
    manifest = json.loads(zipfile.ZipFile(package).read("paket.json")) | {"head": previous}
    members = {"catatan.jsonl": written, "paket.json": json.dumps(manifest).encode()}

    faults = check_package(bent(package, lambda name, text: members.get(name, text))).faults

    assert [fault.partition(": ")[2] for fault in faults] == [
        f"{manifest['chain']} catatan {len(lines)} berbeda dari catatan di dalam paket."
    ]


def test_steps_that_the_procedure_does_not_have_are_told(package: Path) -> None:
    """Whoever writes chain and list anew still has to keep to the SOP."""
    lines = [json.loads(line) for line in zipfile.ZipFile(package).read("catatan.jsonl").splitlines()]
    place = next(place for place, line in enumerate(lines) if line["kind"] == "performed")
    lines[place]["data"]["opens"]["step"] = "online"
    content = b"".join(canonical(line) + b"\n" for line in lines)

    faults = check_package(bent(package, lambda name, text: content if name == "catatan.jsonl" else text)).faults

    assert [fault for fault in faults if "SOP membuka" in fault] != []


def test_the_same_record_gives_the_same_bytes(package: Path, case: Case, tmp_path: Path) -> None:
    export_package(case, tmp_path / "lagi.zip", by=None, at=LATER)

    assert (tmp_path / "lagi.zip").read_bytes() == package.read_bytes()


def test_the_commands_of_its_readme_hold_in_a_plain_shell(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "isi"
    zipfile.ZipFile(package).extractall(folder)
    manifest = json.loads((folder / "paket.json").read_text())
    lines = (folder / "README.txt").read_text().splitlines()
    commands = [line.strip().removeprefix("$ ") for line in lines if line.strip().startswith("$ ")]

    done = [subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True) for command in commands]

    assert [each.returncode for each in done] == [0] * 6
    files, chain, python, edition, seals, heads = (each.stdout for each in done)
    assert {line.rpartition(": ")[2] for line in files.splitlines()} == {"OK"}
    assert chain.split() == [manifest["head"]]
    assert python.split() == ["True", manifest["head"]]
    assert edition.split()[0] in edition.splitlines()[-1]
    assert [line.split()[0] for line in seals.splitlines()] == [row["digest"] for row in manifest["seals"]]
    assert heads.strip().endswith(f"{manifest['lines']} {manifest['head']}")


def test_its_page_opens_offline_without_scripts(package: Path) -> None:
    page = zipfile.ZipFile(package).read("index.html").decode()

    assert ("<script" in page, "http" in page, "Catatan Instruksi" in page) == (False, False, True)


def test_a_classified_case_is_exported_to_a_named_person_with_a_reason_only(office: Any, tmp_path: Path) -> None:
    case = make.case(office, security="R")
    kepala = office.standing("kepala")
    tries = ((None, ""), (office.standing("kabag"), "untuk pemeriksaan"), (kepala, "x"))
    reasons = [
        make.refusal(partial(export_package, case, tmp_path / "x.zip", by=by, reason=reason, at=LATER))
        for by, reason in tries
    ]

    export_package(case, tmp_path / "x.zip", by=kepala, reason="permintaan pemeriksa BPK", at=LATER)

    assert [len(each) for each in reasons] == [1, 1, 1]
    assert [row.what for row in Reading.objects.filter(user=kepala.user).order_by("pk")] == [
        "pernyataan alasan membaca",
        "paket bukti (ZIP)",
    ]


def test_a_package_asked_for_on_the_page_is_made_by_the_worker(case: Case, office: Any, tmp_path: Path) -> None:
    job = request_package(case, by=office.standing("auditor"), at=LATER)
    again = request_package(case, by=office.standing("auditor"), at=LATER)
    while queue.run_one("w1", make.at("2100-01-01 00:00")):
        pass

    job.refresh_from_db()

    assert (again.pk, job.state, job.percent) == (job.pk, PrintState.READY, 100)
    with pytest.raises(Refused):
        request_package(case, by=office.standing("kabag"), at=LATER)


def test_a_file_that_is_no_package_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "lain.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("paket.json", "{}")

    with pytest.raises(NotAPackage, match="Ini bukan paket bukti Alur"):
        check_package(path)
