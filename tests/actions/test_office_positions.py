"""An office file says which positions one person at a time holds."""

from __future__ import annotations

import pytest

from alur.records.models import Position
from tests import make
from tests.actions.test_office_file import SMALL, faults, load

pytestmark = [pytest.mark.django_db, pytest.mark.once("sqlite")]


@pytest.fixture(autouse=True)
def _published(db: None) -> None:
    make.publish(make.FIRST.read_text(), by=None, at=make.MONDAY)


SECOND = (
    SMALL
    + """\
[[penetapan]]
nip = "198102022006"
jabatan = "Petugas surat"
surat = "KP/2"
mulai = 2026-02-02
"""
)
SINGLE = ('tugas = "surat"', 'tugas = "surat"\nsatu_pejabat = true')


def test_a_file_says_that_a_position_has_one_holder() -> None:
    load(SMALL.replace(*SINGLE))

    assert Position.objects.get().is_single is True


def test_a_second_holder_of_what_the_file_makes_single_is_told_at_the_line() -> None:
    found = faults(SECOND.replace(*SINGLE))

    assert ["dijabat satu orang" in sentence for sentence in found] == [True]


def test_a_position_with_two_holders_does_not_become_single() -> None:
    load(SECOND)

    found = faults(SMALL[: SMALL.index("[[orang]]")].replace(*SINGLE))

    assert ["akhiri dahulu yang lain" in sentence for sentence in found] == [True]
    assert Position.objects.get().is_single is False
