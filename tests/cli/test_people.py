"""`alur people`: what goes to standard output, what to standard error, and the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alur.cli import main
from alur.records.models import User
from tests import make

EXAMPLE = str(make.ROOT / "docs/contoh-kantor.toml")


@pytest.fixture
def published(db: None) -> None:
    make.publish(make.FIRST.read_text(), by=None, at=make.MONDAY)


def test_load_prints_nothing_but_accounts_on_standard_output(
    published: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["people", "load", EXAMPLE])

    said = capsys.readouterr()
    accounts = [json.loads(line) for line in said.out.splitlines()]
    assert (code, said.err) == (0, f"{EXAMPLE}: 29 ditambahkan, 0 diubah.\n")
    assert [sorted(account) for account in accounts] == [["name", "nip", "password"]] * 8
    assert User.objects.get(nip=accounts[0]["nip"]).check_password(accounts[0]["password"])


def test_load_prints_no_password_a_second_time(published: None, capsys: pytest.CaptureFixture[str]) -> None:
    main(["people", "load", EXAMPLE])
    capsys.readouterr()

    code = main(["people", "load", EXAMPLE])

    assert (code, capsys.readouterr().out) == (0, "")


def test_a_faulty_file_is_1_and_loads_nothing(
    published: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kantor.toml"
    file.write_text('[[unit]]\nkode = "a"\nnama = "A"\ninduk = "b"\n')

    code = main(["people", "load", str(file)])

    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert said.err == (
        f"{file}:4: Unit “b” tidak ada di berkas ini dan belum tercatat; tambahkan [[unit]]-nya.\n"
        "Tidak ada yang dimuat; perbaiki berkasnya lalu muat lagi.\n"
    )


def test_a_file_that_is_not_there_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["people", "load", "tidak-ada.toml"])

    assert code == 2
    assert capsys.readouterr().err == "Berkas tidak-ada.toml tidak ditemukan. Periksa letak dan ejaannya.\n"


def test_a_file_that_is_not_text_is_1_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "biner.toml"
    file.write_bytes(b"# satu\n\xff\xfe")

    code = main(["people", "load", str(file)])

    assert code == 1
    assert capsys.readouterr().err == f"{file}:2: Berkas ini bukan teks UTF-8; simpan ulang sebagai UTF-8.\n"


def test_password_prints_a_new_one_that_opens_the_account(
    office: make.Office, capsys: pytest.CaptureFixture[str]
) -> None:
    nip = office.people["kabag"].nip

    code = main(["people", "password", f"{nip[:8]} {nip[8:]}"])

    account = json.loads(capsys.readouterr().out)
    assert (code, account["nip"], account["name"]) == (0, nip, "Kabag")
    assert User.objects.get(nip=nip).check_password(account["password"])


def test_password_of_nobody_is_1(office: make.Office, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["people", "password", "123"])

    assert code == 1
    assert capsys.readouterr().err == "Tidak ada akun dengan NIP 123. Lihat daftarnya: alur people list.\n"


def test_list_shows_people_and_says_what_nobody_holds(
    published: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kantor.toml"
    file.write_text('[[orang]]\nnip = "198001012005"\nnama = "Ani"\n')
    main(["people", "load", str(file)])
    capsys.readouterr()

    code = main(["people", "list"])

    said = capsys.readouterr()
    assert (code, said.out) == (0, "198001012005 Ani\n    tanpa jabatan hari ini\n")
    assert said.err.splitlines()[0] == "Hari ini tidak ada yang memegang tugas petugas surat."


def test_a_folder_that_was_never_set_up_is_1_and_a_sentence(tmp_path: Path) -> None:
    surroundings = os.environ | {"ALUR_DATA": str(tmp_path), "DATABASE_URL": ""}

    done = subprocess.run(
        [sys.executable, "-m", "alur.cli", "people", "list"],
        cwd=make.ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Kantor di {tmp_path} belum disiapkan. Jalankan ./run --setup, atau periksa ALUR_DATA.\n"
