"""Receives uploads without filling the disk: what lies beyond the limit is read but not kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


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
