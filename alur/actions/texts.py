"""What any text must be before it is kept: not longer than the limit, and without a sign that no database holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

TEXT_LIMIT = 100_000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def text_faults(*values: Any, limit: int = TEXT_LIMIT) -> list[str]:
    """What is wrong with the texts inside these values (texts, lists and mappings of texts), each fault once."""
    texts = [text for value in values for text in _texts(value)]
    faults = []
    if any(len(text) > limit for text in texts):
        way_out = "unggah sebagai berkas" if limit == TEXT_LIMIT else "singkatlah"
        faults.append(f"teks melebihi {limit:,} huruf; {way_out}.".replace(",", "."))
    if not all(map(is_storable, texts)):
        faults.append("teks memuat tanda kendali yang tidak dapat disimpan; ketik ulang bagian itu.")
    return faults


def is_storable(text: str) -> bool:
    """False for NUL and for halves of a surrogate pair: PostgreSQL takes neither, and UTF-8 not the second."""
    return UNSTORABLE.search(text) is None


def storable(value: Any) -> Any:
    """The same value, its texts without what no database holds: for drafts, which are kept whatever is in them."""
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list | tuple) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
