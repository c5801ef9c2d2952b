"""Search over cases: one text per case, stemmed in Python so that both databases (FTS5, tsvector) find the same."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

WORD = re.compile(r"\w+", re.UNICODE)


def install(connection: Any) -> None:
    """Make the search table of this database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE VIRTUAL TABLE case_search USING fts5(teks, tokenize = 'unicode61 remove_diacritics 2')"
            )
        else:
            cursor.execute(
                "CREATE TABLE case_search (case_id bigint PRIMARY KEY REFERENCES records_case (id) "
                "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, teks tsvector NOT NULL)"
            )
            cursor.execute("CREATE INDEX case_search_teks ON case_search USING gin (teks)")


def remove(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS case_search")


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # a second to load: only where search is used

    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Indonesian stem of a lower-case word: "penerbitan" and "diterbitkan" both give "terbit"."""
    return str(_stemmer().stem(word)) if word.isalpha() and len(word) > 3 else word


def searchable(text: str) -> str:
    """The words of a text and their stems, as one line for the index."""
    words = [word.lower() for word in WORD.findall(text)]
    return " ".join(words + [stem(word) for word in words if stem(word) != word])


def index(case_id: int, text: str) -> None:
    """Put a case's text into the index, replacing what was there."""
    line = searchable(text)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM case_search WHERE rowid = %s", [case_id])
            cursor.execute("INSERT INTO case_search (rowid, teks) VALUES (%s, %s)", [case_id, line])
        else:
            cursor.execute(
                "INSERT INTO case_search (case_id, teks) VALUES (%s, to_tsvector('simple', %s)) "
                "ON CONFLICT (case_id) DO UPDATE SET teks = excluded.teks",
                [case_id, line],
            )


def matching(cases: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Those of the cases that hold every word of the query, each as a beginning; typed text never is parsed."""
    words = [stem(word.lower()) for word in WORD.findall(query)][:12]
    if not words:
        return cases
    if connection.vendor == "sqlite":
        line, hits = (
            " ".join(f'"{word}"*' for word in words),
            "SELECT rowid FROM case_search WHERE case_search MATCH %s",
        )
    else:
        line = " & ".join(f"'{word}':*" for word in words)
        hits = "SELECT case_id FROM case_search WHERE teks @@ to_tsquery('simple', %s)"
    return cases.filter(pk__in=RawSQL(hits, [line]))
