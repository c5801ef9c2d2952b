"""Reading ALUR_STORAGE_URL."""

from __future__ import annotations

from pathlib import Path

import pytest

from alur.config.storing import storage_of

FOLDER = Path("/srv/alur/files")


def test_without_an_address_files_lie_in_the_data_folder() -> None:
    assert storage_of("", FOLDER) == {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FOLDER},
    }


def test_a_folder_can_be_named() -> None:
    assert storage_of("file:///mnt/berkas%20kantor", FOLDER)["OPTIONS"] == {"location": Path("/mnt/berkas kantor")}


def test_a_bucket_is_named_with_its_machine_and_key() -> None:
    options = storage_of("s3://kunci:ra%2Fhasia@simpan.kemkes.go.id:9000/alur/berkas?region=id-1", FOLDER)["OPTIONS"]

    assert options == {
        "endpoint_url": "https://simpan.kemkes.go.id:9000",
        "access_key": "kunci",
        "secret_key": "ra/hasia",
        "bucket_name": "alur",
        "location": "berkas",
        "region_name": "id-1",
    }


def test_without_a_key_the_machine_knows_it() -> None:
    options = storage_of("s3+http://127.0.0.1:9000/alur", FOLDER)["OPTIONS"]

    assert (options["endpoint_url"], options["access_key"], options["location"]) == ("http://127.0.0.1:9000", None, "")


@pytest.mark.parametrize("url", ["s3://simpan/", "ftp://simpan/alur", "file://mesin/alur", "s3:alur", "data"])
def test_another_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="ALUR_STORAGE_URL tidak dikenali") as refused:
        storage_of(url, FOLDER)

    assert url not in str(refused.value)
