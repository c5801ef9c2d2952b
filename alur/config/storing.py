"""Where files are kept, from ALUR_STORAGE_URL: a folder, or a bucket of a storage that speaks S3."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

FORMS = "s3://KUNCI:RAHASIA@mesin[:porta]/ember[/awalan], s3+http://… tanpa TLS, atau file:///folder"


def storage_of(url: str, folder: Path) -> dict[str, Any]:
    """The entry of Django's STORAGES for this address; the folder given where it is empty.

    Without key and secret, those of the machine count (AWS_ACCESS_KEY_ID and its like). Raises ValueError with a
    sentence that does not repeat the address, since it may hold the secret.
    """
    if not url:
        return _folder(folder)
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        return _folder(Path(unquote(parts.path)))
    bucket, _, prefix = unquote(parts.path).strip("/").partition("/")
    if parts.scheme not in ("s3", "s3+http") or not parts.hostname or not bucket:
        raise ValueError(f"ALUR_STORAGE_URL tidak dikenali. Bentuknya: {FORMS}.")
    protocol = "http" if parts.scheme == "s3+http" else "https"
    region = dict(pair.partition("=")[::2] for pair in parts.query.split("&")).get("region") or "us-east-1"
    return {
        "BACKEND": "alur.records.object_storage.ObjectStorage",
        "OPTIONS": {
            "endpoint_url": f"{protocol}://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            "access_key": unquote(parts.username) if parts.username else None,
            "secret_key": unquote(parts.password) if parts.password else None,
            "bucket_name": bucket,
            "location": prefix,
            "region_name": region,
        },
    }


def _folder(folder: Path) -> dict[str, Any]:
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
