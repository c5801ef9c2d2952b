"""The command `alur worktime`: what it prints, where, and how it ends."""

import argparse
import io
import json
import subprocess
import sys

import pytest

from alur.cli import worktime


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="alur")
    worktime.add_to(parser.add_subparsers(required=True))
    args = parser.parse_args(["worktime", *arguments])
    return args.handler(args)


def ask(monkeypatch, capsys, *lines: str) -> list[dict]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    run("batch")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_due_prints_the_instant_and_nothing_else(capsys):
    code = run("due", "2026-02-16T09:00+07:00", "9000")

    assert (code, capsys.readouterr()) == (0, ("2026-03-27T11:30:00+07:00\n", ""))


def test_between_prints_minutes_and_nothing_else(capsys):
    code = run("between", "2026-02-16T09:00+07:00", "2026-03-27T11:30")

    assert (code, capsys.readouterr()) == (0, ("9000\n", ""))


def test_between_prints_parts_of_a_minute(capsys):
    run("between", "2026-11-23T09:00:00", "2026-11-23T09:01:30")

    assert capsys.readouterr().out == "1.5\n"


def test_why_ends_with_the_due(capsys):
    run("due", "2026-12-23T15:00+07:00", "90", "--why")

    assert capsys.readouterr().out == (
        "Mulai      Rabu, 23 Desember 2026, 15.00 WIB\n"
        "Mutu baku  90 menit kerja\n"
        "\n"
        "Hari                    Waktu yang dihitung            Menit    Jumlah  Istirahat, libur, jeda\n"
        "Rab 23 Des 2026         15.00-16.00                       60        60  jadwal biasa; istirahat 12.00-13.00\n"
        "Kam 24 Des 2026         tidak ada                          0        60  "
        "Cuti Bersama Hari Raya Natal (SKB 1497/2025, 2/2025, 5/2025)\n"
        "Jum 25 Des 2026         tidak ada                          0        60  "
        "libur nasional: Hari Raya Natal (SKB 1497/2025, 2/2025, 5/2025)\n"
        "Sab-Min 26-27 Des 2026  akhir pekan                        0        60\n"
        "Sen 28 Des 2026         07.30-08.00                       30        90  istirahat 12.00-13.00\n"
        "\n"
        "Tenggat    Senin, 28 Desember 2026, 08.00 WIB\n"
        "2026-12-28T08:00:00+07:00\n"
    )


def test_why_warns_of_years_whose_holidays_are_not_known(capsys):
    run("due", "2027-12-31T16:29:30.5+07:00", "2", "--why")

    assert capsys.readouterr().out.splitlines()[4:] == [
        "Jum 31 Des 2027         16.29.30,5-16.30               0,492     0,492  jadwal biasa; istirahat 11.30-13.00",
        "Sab-Min 1-2 Jan 2028    akhir pekan                        0     0,492",
        "Sen 3 Jan 2028          07.30-07.31.30,5               1,508         2  istirahat 12.00-13.00",
        "",
        "Catatan    hari libur tahun 2028 belum ada di kalender; tenggat dapat bergeser.",
        "Tenggat    Senin, 3 Januari 2028, 07.31.30,5 WIB",
        "2028-01-03T07:31:30.500000+07:00",
    ]


def test_a_calendar_file_takes_the_place_of_the_national_one(tmp_path, capsys):
    file = tmp_path / "kantor.toml"
    file.write_text('zone = "Asia/Jayapura"\n[[timetable]]\nname = "Senin"\nmon = ["09:00-10:00"]\n', encoding="utf-8")

    run("due", "2026-11-23T08:00", "60", "--calendar", str(file))

    assert capsys.readouterr().out == "2026-11-23T10:00:00+09:00\n"


def test_a_faulty_calendar_file_ends_with_1_and_its_faults(tmp_path, capsys):
    file = tmp_path / "kantor.toml"
    file.write_text('zone = "Asia/Jakarta"\n', encoding="utf-8")

    code = run("batch", "--calendar", str(file))

    assert (code, capsys.readouterr()) == (
        1,
        (
            "",
            f"{file}:1: Kalender kerja tidak memuat satu menit kerja pun; isi jam kerja sedikitnya satu hari.\n",
        ),
    )


def test_a_missing_calendar_file_ends_with_1(tmp_path, capsys):
    code = run("due", "2026-11-23T08:00", "60", "--calendar", str(tmp_path / "tiada.toml"))

    assert (code, capsys.readouterr().out) == (1, "")


def test_minutes_below_zero_end_with_1(capsys):
    code = run("due", "2026-11-23T08:00", "-5")

    assert (code, capsys.readouterr()) == (1, ("", "Lama kerja -5 menit kurang dari nol; tulis 0 atau lebih.\n"))


@pytest.mark.parametrize(
    "arguments", [["due", "kemarin", "5"], ["due", "2026-11-23T08:00", "lima"], ["due"], ["between", "2026-11-23"], []]
)
def test_wrong_usage_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        run(*arguments)

    assert (end.value.code, capsys.readouterr().out) == (2, "")


def test_batch_answers_in_order_and_goes_on_after_an_error(monkeypatch, capsys):
    answers = ask(
        monkeypatch,
        capsys,
        '{"kind": "due", "start": "2026-02-16T09:00+07:00", "minutes": 9000}',
        '{"kind": "due", "start": "2026-02-16T09:00+07:00", "minutes": -1}',
        '{"kind": "between", "start": "2026-02-16T09:00", "end": "2026-03-27T11:30"}',
    )

    assert answers == [
        {"due": "2026-03-27T11:30:00+07:00"},
        {"error": "Lama kerja -1 menit kurang dari nol; tulis 0 atau lebih."},
        {"minutes": 9000},
    ]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("bukan json", "Baris ini bukan JSON yang sah."),
        ("[" * 100_000, "Baris ini bukan JSON yang sah."),
        ("[1]", 'Baris ini harus objek JSON dengan "kind": "due" atau "kind": "between".'),
        ('{"kind": []}', 'Baris ini harus objek JSON dengan "kind": "due" atau "kind": "between".'),
        (
            '{"kind": "due", "minutes": 5}',
            '"start" tidak terbaca sebagai waktu; tulis menurut ISO 8601, misalnya 2026-02-16T09:00+07:00.',
        ),
        ('{"kind": "due", "start": "2026-02-16", "minutes": true}', '"minutes" harus sebuah bilangan.'),
        (
            '{"kind": "due", "start": "2026-02-16", "minutes": NaN}',
            "Lama kerja harus sebuah bilangan menit yang wajar, misalnya 9000.",
        ),
        (
            '{"kind": "due", "start": "2026-02-16", "minutes": 1e999999}',
            "Lama kerja harus sebuah bilangan menit yang wajar, misalnya 9000.",
        ),
    ],
)
def test_a_line_that_cannot_be_answered_gets_a_sentence(monkeypatch, capsys, line, error):
    answers = ask(monkeypatch, capsys, line)

    assert answers == [{"error": error}]


def test_the_command_loads_no_django():
    code = "import alur.cli.worktime, sys; print('django' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "False\n"
