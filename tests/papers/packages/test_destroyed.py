"""A package of a destroyed case tells what was destroyed from what was lost or bent."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from alur.actions.packages import export_package
from alur.actions.seals import seal_until
from alur.papers.packages.checking import Findings, check_package
from alur.records.canonical import canonical
from alur.records.models import Case
from tests import make
from tests.actions.retention import lists
from tests.papers.packages.test_packages import bent

LATER = make.at("2034-01-11 02:00")


@pytest.fixture
def package(office: Any, tmp_path: Path) -> Path:
    """A case that was sealed, destroyed eight years later, and sealed again."""
    case = lists.ended(office)
    seal_until(at=make.at("2026-06-09 02:00"))
    lists.rule(office)
    lists.emptied(office, case)
    seal_until(at=LATER)
    path = tmp_path / "paket.zip"
    whole = Case.objects.select_related("letter", "unit", "edition", "procedure").get(pk=case.pk)
    export_package(whole, path, by=None, at=LATER)
    return path


def lines_of(package: Path, member: str = "catatan.jsonl") -> list[dict[str, Any]]:
    return [json.loads(raw) for raw in zipfile.ZipFile(package).read(member).splitlines()]


def judged(package: Path, number: int, **changes: str) -> Findings:
    """The package with the data of one line of its case changed."""

    def change(name: str, content: bytes) -> bytes:
        if name != "catatan.jsonl":
            return content
        lines = [json.loads(raw) for raw in content.splitlines()]
        lines[number - 1]["data"] |= changes
        return b"".join(canonical(line) + b"\n" for line in lines)

    return check_package(bent(package, change))


def test_it_is_whole_and_says_that_its_content_was_destroyed(package: Path) -> None:
    found = check_package(package)
    last = lines_of(package)[-1]
    emptied = len(last["data"]["lines"]) + len(lines_of(package, "surat.jsonl")[-1]["data"]["lines"])
    files = len(last["data"]["files"]) + len(last["data"]["kept"])

    assert (found.faults, found.files) == ([], 0)
    assert found.notes[0] == (
        f"isi permintaan ini dimusnahkan pada 2034-01-09 menurut daftar usul {last['data']['list']} "
        f"(keputusan HK.01.07/4/12/2034): {emptied} catatan dikosongkan, {files} berkas tidak disertakan. "
        "Yang tinggal tetap dapat diuji."
    )


def test_what_is_left_of_an_emptied_line_cannot_be_changed(package: Path) -> None:
    number = min(int(key) for key in lines_of(package)[-1]["data"]["lines"])

    faults = judged(package, number, title="lain").faults

    assert faults == [f"catatan.jsonl baris {number}: isi catatan yang sudah dikosongkan diubah sesudah pemusnahan."]


def test_the_line_that_tells_of_the_destruction_cannot_be_changed(package: Path) -> None:
    last = len(lines_of(package))

    faults = judged(package, last, decision_number="lain").faults

    assert [fault.partition(" (")[0] for fault in faults] == [
        f"catatan.jsonl: berakhir pada catatan {last}",
        f"Segel {json.loads(zipfile.ZipFile(package).read('paket.json'))['seals'][-1]['number']}",
    ]


def test_a_destroyed_file_in_it_is_told(package: Path) -> None:
    gone = lines_of(package)[-1]["data"]["files"][0]

    faults = check_package(bent(package, lambda name, content: content, {f"berkas/{gone}-a.pdf": b"x"})).faults

    assert faults == [f"berkas/{gone}-a.pdf: isinya berbeda dari SHA-256 pada namanya; berkas diubah."]


@pytest.mark.once("sqlite")
def test_the_command_of_its_readme_holds(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "isi"
    zipfile.ZipFile(package).extractall(folder)
    lines = [line.strip() for line in (folder / "README.txt").read_text().splitlines()]
    [command] = [line.removeprefix("$ ") for line in lines if line.startswith("$ python3")]

    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True)

    assert done.stdout.split() == ["True", json.loads((folder / "paket.json").read_text())["head"]]


def test_its_page_says_destroyed_and_links_to_no_file(package: Path) -> None:
    page = zipfile.ZipFile(package).read("index.html").decode()

    assert ("sudah dimusnahkan" in page, 'href=""' in page, 'href="berkas/' in page) == (True, False, False)
