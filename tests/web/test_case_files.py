"""Files in a step's form: kept on the draft, handed in, let go, and refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alur.records.models import DraftFile
from tests import make
from tests.web.test_case import page_after, press, text_of, upload

pytestmark = pytest.mark.django_db


def test_an_uploaded_file_waits_on_the_draft(office: make.Office) -> None:
    case = make.case(office, "3")

    response = press(office, "dedi", case, "unggah:hasil-analisis", **{"berkas-hasil-analisis": upload()})

    assert "<bdi>rancangan.pdf</bdi>" in page_after(office, "dedi", response)


def test_a_file_sent_with_the_decision_is_handed_in(office: make.Office) -> None:
    case = make.case(office, "3")

    response = press(office, "dedi", case, "tetapkan", **{"berkas-hasil-analisis": upload("a.pdf")})

    assert response.status_code == 303
    document = case.documents.get(paper="hasil-analisis")
    assert document.current is not None
    assert [item.name for item in document.current.files.all()] == ["a.pdf"]


def test_a_file_survives_a_refusal_of_the_rest(office: make.Office) -> None:
    case = make.case(office, "5")

    response = press(office, "dedi", case, "tetapkan", **{"berkas-hasil-pengerjaan": upload("paket.pdf")})

    assert response.status_code == 422
    assert "<bdi>paket.pdf</bdi>" in text_of(response)


def test_an_empty_file_is_refused_in_words(office: make.Office) -> None:
    case = make.case(office, "3")
    empty = SimpleUploadedFile("kosong.pdf", b"", "application/pdf")

    shown = text_of(press(office, "dedi", case, "tetapkan", **{"berkas-hasil-analisis": empty}))

    assert "Berkas “kosong.pdf” kosong (0 bita)." in shown


def test_a_file_over_the_limit_is_refused_in_words(office: make.Office, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    case = make.case(office, "3")
    large = SimpleUploadedFile("besar.pdf", b"%PDF-1.4" + b"0" * (1024 * 1024 + 1), "application/pdf")

    shown = text_of(press(office, "dedi", case, "tetapkan", **{"berkas-hasil-analisis": large}))

    assert "Berkas “besar.pdf” melebihi batas 1 MB." in shown


def test_a_file_with_a_treacherous_name_is_shown_safely(office: make.Office) -> None:
    case = make.case(office, "3")
    name = "../../etc/\u202efdp.<b>'x.pdf"

    response = press(office, "dedi", case, "unggah:hasil-analisis", **{"berkas-hasil-analisis": upload(name)})

    raw = response.client.get(f"/permintaan/{case.number}/").content.decode()
    assert "\u202e" not in raw
    assert "<bdi>fdp.&lt;b&gt;&#x27;x.pdf</bdi>" in raw


def test_lepas_takes_a_file_off_the_draft(office: make.Office) -> None:
    case = make.case(office, "3")
    press(office, "dedi", case, "unggah:hasil-analisis", **{"berkas-hasil-analisis": upload()})

    press(office, "dedi", case, f"lepas:{DraftFile.objects.get().pk}")

    assert DraftFile.objects.count() == 0


def test_lepas_does_not_touch_the_draft_of_another(office: make.Office) -> None:
    case = make.case(office, "3")
    press(office, "dedi", case, "unggah:hasil-analisis", **{"berkas-hasil-analisis": upload()})

    press(office, "sari", case, f"lepas:{DraftFile.objects.get().pk}")

    assert DraftFile.objects.count() == 1
