"""`alur security remove`: what goes where, the exit codes, and that a refusal leaves no file."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.utils import timezone

from alur.actions.log_seals import seal_logs
from alur.actions.security_log import Visitor, note
from alur.cli import main
from alur.records.models import SecurityEvent, SecurityKind
from tests import make
from tests.web.browsing import client_of, text_of

REASON = "Jadwal retensi arsip nomor 12 tahun 2026."
LONG_AGO = timezone.now() - dt.timedelta(days=800)


@pytest.fixture
def sealed(office: make.Office) -> make.Office:
    note(SecurityKind.LOGGED_IN, Visitor("10.0.0.7", "Firefox"), at=LONG_AGO, user=office.people["kabag"])
    seal_logs(at=LONG_AGO + dt.timedelta(days=2))
    return office


def command(office: make.Office, target: Path, who: str = "admin") -> list[str]:
    before = (timezone.localdate() - dt.timedelta(days=400)).isoformat()
    wanted = ["--before", before, "--to", str(target), "--by", office.people[who].nip, "--reason", REASON]
    return ["security", "remove", *wanted]


def test_old_lines_are_in_the_file_and_the_log_says_that_they_went(
    sealed: make.Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "keamanan.jsonl"

    code = main(command(sealed, target))

    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert (code, capsys.readouterr().out) == (0, f"1 baris dikeluarkan ke {target}; SHA-256 {digest}.\n")
    assert (oct(target.stat().st_mode)[-3:], SecurityEvent.objects.filter(at__lte=LONG_AGO).count()) == ("600", 0)
    assert digest in text_of(client_of(sealed, "admin").get("/keamanan/"))


def test_a_refusal_is_1_and_leaves_no_file(
    sealed: make.Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "keamanan.jsonl"

    code = main(command(sealed, target, "kepala"))

    assert (code, target.exists(), SecurityEvent.objects.count()) == (1, False, 1)
    assert "atas nama administrator" in capsys.readouterr().err


def test_a_file_that_is_there_is_not_written_over(sealed: make.Office, tmp_path: Path) -> None:
    target = tmp_path / "keamanan.jsonl"
    target.write_text("isi lama")

    assert (main(command(sealed, target)), target.read_text()) == (1, "isi lama")


@pytest.mark.parametrize("day", ["kemarin", "2025-13-01", ""])
def test_no_date_is_wrong_usage(day: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["security", "remove", "--before", day, "--to", "x", "--by", "1", "--reason", REASON])

    assert stopped.value.code == 2
