"""The import page: CSV and XLSX, the trial, the load."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alur.records.models import User
from alur.web.forms.people_files import rows_in, template
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/pengguna/impor/"


def csv_file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("pegawai.csv", text.encode(), "text/csv")


def test_a_file_is_tried_then_loaded(office: Any) -> None:
    client, text = client_of(office, "admin"), "No;NIP Baru;Nama Lengkap\n1;199505052020121001;Nur <i>Aini</i>\n"

    tried = text_of(client.post(PAGE, {"berkas": csv_file(text)}))
    before = User.objects.filter(nip="199505052020121001").count()
    client.post(PAGE, {"aksi": "muat", "isi": text})

    assert "1 baris benar: 1 akan ditambahkan, 0 diubah." in tried
    assert (before, User.objects.get(nip="199505052020121001").name) == (0, "Nur <i>Aini</i>")


def test_a_workbook_is_read_as_its_rows(office: Any) -> None:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["NIP", "Nama"])
    book.active.append(["199505052020121001", "Nur Aini"])
    book.save(buffer)

    page = client_of(office, "admin").post(PAGE, {"berkas": SimpleUploadedFile("p.xlsx", buffer.getvalue())})

    assert "1 baris benar" in text_of(page)


@pytest.mark.parametrize("content", ["", "a;b\n1;2\n", "NIP;Nama\n", "NIP;Nama\n12;X\n", "\x00\x01"])
def test_a_file_that_does_not_fit_is_answered(office: Any, content: str) -> None:
    assert client_of(office, "admin").post(PAGE, {"berkas": csv_file(content)}).status_code == 422


def test_the_template_has_the_columns_that_are_read(office: Any) -> None:
    answer = client_of(office, "admin").get(f"{PAGE}templat.csv")

    assert answer.content.decode("utf-8-sig") == template()
    assert len(rows_in(template())[0].cells) == 12
