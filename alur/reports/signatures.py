"""What the electronic signatures on issued papers say, read from storage and checked each time anew."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from alur.records.models import VersionFile
from alur.records.storage import open_file

log = logging.getLogger(__name__)


def signature_sentences(prints: Sequence[str]) -> list[str]:
    """One sentence for each signature on these issued files (SHA-256); none where papers are not signed. One query.

    A signed file that cannot be read has a sentence too; its loss is for `alur verify` to name.
    """
    rows = VersionFile.objects.filter(file__in=prints, is_print=True).order_by("pk")
    signed = [sha256 for sha256, facts in rows.values_list("file_id", "signature") if facts]
    if not signed:
        return []
    # Only where something is signed does a process carry the library that checks it.
    from alur.papers.signing.validating import signature_words

    sentences = []
    for sha256 in dict.fromkeys(signed):
        try:
            with open_file(sha256) as handle:
                sentences += signature_words(handle.read())
        except OSError as error:
            log.error("Naskah bertanda tangan %s tidak terbaca: %s", sha256, error)
            sentences.append("Tanda tangan elektroniknya sedang tidak dapat diperiksa; coba lagi nanti.")
    return sentences
