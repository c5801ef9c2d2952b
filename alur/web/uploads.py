"""Receives uploads without filling the disk: what lies beyond the limit is read but not kept."""

from __future__ import annotations

from typing import IO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keeps at most one chunk more than the limit, so that storing the file refuses it by its size, in words."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start <= settings.UPLOAD_LIMIT:
            cast(IO[bytes], self.file).write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return super().file_complete(min(file_size, settings.UPLOAD_LIMIT + self.chunk_size))
