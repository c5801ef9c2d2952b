"""Requests that resemble a letter."""

from __future__ import annotations

import pytest

from alur.records.models import Application, Unit
from alur.reports.letters import similar_cases
from tests import make

pytestmark = pytest.mark.django_db
SUBJECT = "Perbaikan hitungan masa kerja KGB"


def test_other_forms_of_the_same_words_are_alike(office: make.Office) -> None:
    alike = make.case(office, subject="Masa kerja tidak terhitung pada KGB")
    make.case(office, subject="Perbaikan formulir cuti pada aplikasi")

    found = similar_cases(SUBJECT, office.standing("petugas"), application_id=office.application.pk)

    assert [item.number for item in found] == [alike.number]


def test_words_that_every_letter_has_do_not_count(office: make.Office) -> None:
    make.case(office, subject="Permohonan perbaikan aplikasi kepegawaian")

    assert similar_cases("Permohonan perbaikan aplikasi kepegawaian", office.standing("petugas")) == []


def test_another_applications_requests_are_left_out(office: make.Office) -> None:
    silk = Application.objects.create(code="SILK", name="Sistem Informasi Layanan Kepegawaian")
    make.case(office, subject=SUBJECT, application_id=silk.pk)

    assert similar_cases(SUBJECT, office.standing("petugas"), application_id=office.application.pk) == []


def test_requests_that_a_person_may_not_read_are_left_out(office: make.Office) -> None:
    other = Unit.objects.create(name="RSJ Puspa Giri", code="rsjpg")
    make.case(office, subject=SUBJECT, unit_id=other.pk)

    assert similar_cases(SUBJECT, office.standing("pemohon")) == []
