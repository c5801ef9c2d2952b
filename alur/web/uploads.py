"""Receives uploads without filling the disk: what is beyond the limit, or only to be hashed, is read but not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler


class TornUpload(TemporaryUploadedFile):
    """An upload for which this machine had no room; who reads it gets the reason; the rest of the form counts."""

    def __init__(self, name: str, reason: OSError) -> None:
        super().__init__(name, "application/octet-stream", 0, None)
        self.reason = reason

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        raise self.reason


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keeps at most one chunk more than the limit, so that storing the file refuses it by its size, in words."""

    def new_file(self, *args: Any, **named: Any) -> None:
        super().new_file(*args, **named)
        self.failed: OSError | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start <= settings.UPLOAD_LIMIT and self.failed is None:
            try:
                cast(IO[bytes], self.file).write(raw_data)
            except OSError as error:
                self.failed = error
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.failed is not None:
            return TornUpload(self.file_name or "", self.failed)
        return super().file_complete(min(file_size, settings.UPLOAD_LIMIT + self.chunk_size))


class HashedUpload(UploadedFile):
    """What is left of an upload that was only looked at: its size and SHA-256, and no content."""

    def __init__(self, name: str | None, size: int, sha256: str) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)
        self.sha256 = sha256


class HashingUploadHandler(FileUploadHandler):
    """Reckons the SHA-256 of each file as it arrives; no byte is kept, in memory or on disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.sha = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.sha.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return HashedUpload(self.file_name, file_size, self.sha.hexdigest())
