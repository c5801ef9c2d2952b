"""Files in a bucket of a storage that speaks S3. Loaded only where ALUR_STORAGE_URL names one (extra `s3`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

SPOOLED = 1024 * 1024
"""A file that is read lies in memory up to this many bytes, beyond that in a temporary file."""

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 30, 3


def _told(method: Callable[..., Any]) -> Callable[..., Any]:
    """Turns what the client library raises into OSError, which is what a folder raises too."""

    @wraps(method)
    def call(*args: Any, **named: Any) -> Any:
        try:
            return method(*args, **named)
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"Object storage failed: {type(error).__name__}") from error

    return call


class ObjectStorage(S3Storage):
    """A bucket that holds each file once under its SHA-256: writing it again writes the same bytes."""

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {
            "addressing_style": "path",
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            ),
            "default_acl": None,
            "file_overwrite": True,
            "max_memory_size": SPOOLED,
        }

    _open = _told(S3Storage._open)
    _save = _told(S3Storage._save)
    exists = _told(S3Storage.exists)

    def walk(self) -> Iterator[str]:
        """The names of all files in the bucket below the prefix, in order. Raises OSError."""
        start = len(f"{self.location}/") if self.location else 0
        try:
            for item in self.bucket.objects.filter(Prefix=f"{self.location}/" if self.location else ""):
                yield item.key[start:]
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"Object storage failed: {type(error).__name__}") from error
