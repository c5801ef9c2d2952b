"""The operator's command: exit codes, Indonesian complaints, and how the address is chosen."""

from __future__ import annotations

import socket

import pytest

from alur.cli import main
from alur.cli.listening import Listening


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "alur: yang masih kurang: PERINTAH"),
        (["sop"], "alur sop: yang masih kurang: PERINTAH"),
        (["serve", "--kosongkan"], "alur: tidak dikenal: --kosongkan"),
        (["demo", "--cases", "banyak"], "alur demo: --cases: 'banyak' bukan bilangan bulat"),
        (["demo", "--seed"], "alur demo: --seed: nilainya belum ditulis"),
    ],
)
def test_wrong_usage_is_2_and_a_sentence(words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)

    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == complaint


def test_help_is_in_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve", "--help"])

    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("pemakaian: alur serve")


def test_a_file_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["sop", "check", "tidak-ada.toml"])

    assert code == 2
    assert capsys.readouterr().err == "Berkas tidak-ada.toml tidak ditemukan. Periksa letak dan ejaannya.\n"


def test_a_file_that_is_not_text_fails_with_its_line(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "biner.toml"
    file.write_bytes(b'nomor = "1"\n\xff\xfe')

    code = main(["sop", "check", str(file)])

    assert code == 1
    assert capsys.readouterr().err == f"{file}:2: galat: berkas ini bukan teks UTF-8.\n"


def test_serve_refuses_a_port_in_use_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("ALUR_PORT", str(port))

        code = main(["serve"])

    assert code == 1
    assert capsys.readouterr().err == (
        f"Porta {port} sedang dipakai program lain; mungkin Alur sudah berjalan. "
        f"Pilih porta lain, misalnya: ALUR_PORT={port + 1} ./run\n"
    )


def test_serve_refuses_a_port_that_is_no_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALUR_PORT", "delapan ribu")

    code = main(["serve"])

    assert code == 2
    assert capsys.readouterr().err == ('ALUR_PORT berisi "delapan ribu"; tulislah nomor porta antara 1 dan 65535.\n')


def test_a_free_port_can_be_had() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    assert Listening("127.0.0.1", port, processes=2).why_not_bind() == ""
