"""Files in a bucket: the same as in a folder, over a real socket. The server is moto's stand-in for S3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from alur.config.storing import storage_of
from alur.records.backup.pool import copy_files
from alur.records.backup.secrecy import Envelope
from alur.records.models import StoredFile
from alur.records.storage import StorageAway, is_whole, open_file, path_of, store, store_bytes, stored_names
from alur.reports.verify import orphans, verify
from tests import make


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    machine = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    machine.start()
    _, port = machine.get_host_and_port()
    yield f"127.0.0.1:{port}"
    machine.stop()


@pytest.fixture
def bucket(server: str, settings: Any, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty bucket that the office keeps its files in."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    _keep_in(settings, f"s3+http://kunci:rahasia@{server}/alur/berkas")
    names = {"aws_access_key_id": "kunci", "aws_secret_access_key": "rahasia", "region_name": "us-east-1"}
    made = boto3.resource("s3", endpoint_url=f"http://{server}", **names).create_bucket(Bucket="alur")
    yield made
    made.objects.all().delete()
    made.delete()


def _keep_in(settings: Any, url: str) -> None:
    settings.STORAGES = settings.STORAGES | {"default": storage_of(url, Path("tidak-dipakai"))}


def test_an_upload_lies_in_the_bucket_under_its_hash(bucket: Any) -> None:
    kept = store([make.PDF[:9], make.PDF[9:]], name="analisis.pdf", at=make.MONDAY)

    assert [item.key for item in bucket.objects.all()] == [f"berkas/{path_of(kept.sha256)}"]
    assert open_file(kept.sha256).read() == make.PDF
    assert is_whole(kept.sha256) is True


def test_the_same_bytes_are_kept_once(bucket: Any) -> None:
    first, second = (store_bytes(b"sama", media_type="text/plain", at=make.MONDAY) for _ in range(2))

    assert first == second
    assert len(list(bucket.objects.all())) == 1


def test_a_missing_file_is_said_to_be_missing(bucket: Any) -> None:
    kept = store_bytes(b"hilang", media_type="text/plain", at=make.MONDAY)
    bucket.objects.all().delete()

    with pytest.raises(FileNotFoundError):
        open_file(kept.sha256)
    assert list(verify()) == [f"Berkas yang tidak dirujuk: berkasnya ({kept.sha256[:12]}…) tidak ada pada penyimpanan."]


def test_a_changed_file_is_named(bucket: Any) -> None:
    kept = store_bytes(b"asli", media_type="text/plain", at=make.MONDAY)
    bucket.put_object(Key=f"berkas/{path_of(kept.sha256)}", Body=b"lain")

    assert is_whole(kept.sha256) is False


def test_a_file_without_a_row_is_an_orphan(bucket: Any) -> None:
    kept = store_bytes(b"bertuan", media_type="text/plain", at=make.MONDAY)
    bucket.put_object(Key="berkas/ab/cd/abcd", Body=b"yatim")

    assert list(stored_names()) == sorted([path_of(kept.sha256), "ab/cd/abcd"])
    assert orphans() == ["ab/cd/abcd"]


def test_a_storage_that_is_away_refuses_in_words_and_leaves_no_row(settings: Any, db: None) -> None:
    _keep_in(settings, "s3+http://kunci:rahasia@127.0.0.1:9/alur")

    with pytest.raises(StorageAway) as refused:
        store([make.PDF], name="analisis.pdf", at=make.MONDAY)

    assert str(refused.value) == (
        "Penyimpanan berkas sedang tidak dapat dihubungi, jadi berkas belum diterima. "
        "Isian yang diketik tetap tersimpan; coba unggah lagi nanti atau hubungi administrator."
    )
    assert StoredFile.objects.count() == 0


def test_verify_says_that_the_storage_is_away_once(settings: Any, db: None) -> None:
    for number in range(3):
        store_bytes(f"berkas {number}".encode(), media_type="text/plain", at=make.MONDAY)
    _keep_in(settings, "s3+http://kunci:rahasia@127.0.0.1:9/alur")

    assert list(verify()) == [
        "Penyimpanan berkas tidak dapat dihubungi; berkas selebihnya tidak diperiksa "
        "(Object storage failed: EndpointConnectionError)."
    ]


@pytest.mark.once("sqlite")
def test_a_backup_copies_files_out_of_the_bucket(bucket: Any, tmp_path: Path) -> None:
    kept = store_bytes(make.PDF, media_type="application/pdf", at=make.MONDAY)
    wanted = [(kept.sha256, kept.size)]

    copied = copy_files(tmp_path, wanted, Envelope(), {})

    assert (tmp_path / "files" / path_of(kept.sha256)).read_bytes() == make.PDF
    assert (copied.new_bytes, copied.flaws) == (len(make.PDF), [])
