"""`alur report rebuild`: the months that are over, one month, and a month that is not over."""

from __future__ import annotations

from typing import Any

from alur.cli import main
from tests import make
from tests.reports.achievement.scenes import walk


def test_months_are_made_anew_from_the_command(office: make.Office, capsys: Any) -> None:
    walk(office, make.at("2026-05-04 09:00"), until="2", seen=False)

    codes = [main(["report", "rebuild", month]) for month in ("2026-05", "2199-01")]

    told = capsys.readouterr()
    assert codes == [0, 1]
    assert (told.out.splitlines()[0], told.err) == ("2026-05: 2 baris disimpan.", "Bulan 2199-01 belum berakhir.\n")
