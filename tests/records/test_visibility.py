"""Who may read a case: fetching is the permission."""

from __future__ import annotations

from typing import Any

import pytest

from alur.records.models import Case, Duty
from tests import make


@pytest.mark.parametrize(
    ("who", "security", "is_seen"),
    [
        ("kabag", "B", True),
        ("kabag", "SR", True),
        ("kasubbag", "R", True),
        ("kasubbag", "SR", False),
        ("petugas", "SR", True),
        ("petugas-lain", "SR", False),
        ("pemohon", "SR", False),
        ("petugas", "T", True),
        ("petugas", "R", True),
        ("petugas-lain", "T", True),
        ("petugas-lain", "R", False),
        ("pemohon", "T", True),
        ("pemohon", "R", False),
        ("unit-lain", "B", False),
        ("auditor", "SR", True),
        ("kepala", "SR", True),
        ("admin", "B", False),
        ("tamu", "B", False),
    ],
)
def test_a_case_is_seen_by(office: Any, who: str, security: str, is_seen: bool) -> None:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    office.appoint("unit-lain", duty=Duty.REQUESTER)
    case = make.case(office, security=security)

    assert Case.objects.visible_to(office.standing(who)).filter(pk=case.pk).exists() is is_seen
