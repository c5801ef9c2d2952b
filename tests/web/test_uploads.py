"""Receiving uploads: what lies beyond the limit does not fill the disk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser

from alur.web.uploads import CappedUploadHandler

BOUNDARY = "batas"


def _received(content: bytes, handler: TemporaryFileUploadHandler) -> Any:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="b"; filename="b.pdf"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    meta = {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}", "CONTENT_LENGTH": len(body)}
    _, files = MultiPartParser(meta, BytesIO(body), [handler]).parse()
    return files["b"]


def test_a_file_within_the_limit_arrives_whole(settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    content = bytes(range(256)) * 1000

    assert _received(content, CappedUploadHandler()).read() == content


def test_of_a_file_beyond_the_limit_only_a_little_more_is_kept(settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100_000
    handler = CappedUploadHandler()

    kept = _received(b"x" * 5_000_000, handler)

    assert 100_000 < len(kept.read()) <= 100_000 + handler.chunk_size


def test_a_file_for_which_there_is_no_room_says_so_when_it_is_read_and_the_form_goes_on() -> None:
    handler = FullDisk()

    kept = _received(b"x" * 500_000, handler)

    assert kept.name == "b.pdf"
    with pytest.raises(OSError, match="No space left on device"):
        list(kept.chunks())


class FullDisk(CappedUploadHandler):
    """Writes to the device that is always full."""

    def new_file(self, *args: Any, **named: Any) -> None:
        super().new_file(*args, **named)
        self.file.file = open("/dev/full", "wb", buffering=0)  # noqa: SIM115
