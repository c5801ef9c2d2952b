"""`alur watch` as a process of its own, while the database is really away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.letterbox import letterbox

GONE = "postgresql://alur@127.0.0.1:1/alur"
pytestmark = pytest.mark.once("sqlite")


def test_an_outage_of_the_database_is_mailed_once_and_kept_in_a_file(tmp_path: Path, settings: Any) -> None:
    note = tmp_path / "penjaga.json"
    note.write_text(json.dumps({"sejak": "2026-06-08T02:00:00+00:00", "surel": ""}))
    with letterbox(settings) as box:
        looks = [look(tmp_path, box.port) for _ in range(2)]

    assert [code for code, _ in looks] == [1, 1]
    assert box.subjects == ["[Alur Biro Kepegawaian] GANGGUAN: Basis data tidak menjawab"]
    assert json.loads(note.read_text())["sejak"] == "2026-06-08T02:00:00+00:00"
    assert "Basis data: tidak menjawab (OperationalError)." in looks[0][1]
    assert "Peladen web: tidak menjawab (ConnectionRefusedError)." in looks[0][1]


def look(folder: Path, port: int) -> tuple[int, str]:
    surroundings = os.environ | {
        "ALUR_DATA": str(folder),
        "DATABASE_URL": GONE,
        "ALUR_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "ALUR_OPERATOR_MAIL": "pengelola@contoh.go.id",
    }
    command = [sys.executable, "-m", "alur.cli", "watch", "--web", "http://127.0.0.1:1/sehat/hidup"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True)
    return done.returncode, done.stderr
