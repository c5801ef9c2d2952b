"""Receiving uploads: what lies beyond the limit does not fill the disk."""

from __future__ import annotations

import hashlib
import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser

from alur.web.uploads import CappedUploadHandler, HashingUploadHandler

BOUNDARY = "batas"


def _received(content: bytes, handler: FileUploadHandler) -> Any:
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


def test_a_file_that_is_only_looked_at_leaves_its_hash_and_no_content() -> None:
    content = bytes(range(256)) * 1000

    seen = _received(content, HashingUploadHandler())

    assert (seen.sha256, seen.size, seen.read()) == (hashlib.sha256(content).hexdigest(), 256_000, b"")


def test_hashing_a_large_file_takes_no_more_memory_than_a_small_one() -> None:
    tracemalloc.start()

    size = _hashed_stream(40 * 1024 * 1024)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (size, peak < 2 * 1024 * 1024) == (40 * 1024 * 1024, True)


class _Stream:
    """A body of so many bytes that is never whole in memory."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.parts = [(head, len(head)), (b"", size), (tail, len(tail))]

    def read(self, wanted: int) -> bytes:
        while self.parts and not self.parts[0][1]:
            self.parts.pop(0)
        if not self.parts:
            return b""
        text, left = self.parts[0]
        taken = min(wanted, left)
        self.parts[0] = (text[taken:], left - taken)
        return text[:taken] if text else b"x" * taken


def _hashed_stream(size: int) -> int:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="b"; filename="b.pdf"\r\n\r\n'.encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()
    meta = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": len(head) + size + len(tail),
    }
    _, files = MultiPartParser(meta, _Stream(head, size, tail), [HashingUploadHandler()]).parse()
    return int(files["b"].size)
