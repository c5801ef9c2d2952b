"""The list of requests: how its hits are told."""

from __future__ import annotations

import pytest

from alur.reports.cases import HITS_COUNTED, CaseList


@pytest.mark.parametrize(
    ("hits", "words"), [(0, "0"), (7, "7"), (HITS_COUNTED, "1.000"), (HITS_COUNTED + 1, "Lebih dari 1.000")]
)
def test_hits_are_counted_up_to_a_thousand(hits: int, words: str) -> None:
    found = CaseList(rows=[], hits=hits, next_before="", steps=[], applications=[], units=[])

    assert found.hits_words == words
