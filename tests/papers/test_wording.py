"""Words on paper: standard times, sizes, instants, and typed text as paragraphs and lists."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.papers.wording import instant_words, size_words, standard_words, written_blocks


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (600, "10 menit kerja"),
        (54_000, "900 menit kerja (2 hari kerja)"),
        (540_000, "9.000 menit kerja (20 hari kerja)"),
        (30_000, "500 menit kerja (1,1 hari kerja)"),
        (None, "tanpa mutu baku"),
    ],
)
def test_a_standard_time_is_said_in_minutes_and_days(seconds: int | None, words: str):
    assert standard_words(seconds, minutes_per_day=450) == words


def test_wall_time_is_said_in_calendar_days():
    assert standard_words(3 * 86_400, is_wall_clock=True) == "4.320 menit kalender (3 hari kalender)"


@pytest.mark.parametrize(("size", "words"), [(640, "640 bita"), (12_300, "12 kB"), (1_840_000, "1,8 MB")])
def test_a_size_is_rounded(size: int, words: str):
    assert size_words(size) == words


def test_an_instant_is_said_in_its_zone_without_seconds():
    at = dt.datetime(2026, 11, 17, 2, 32, 59, 7, tzinfo=dt.UTC)

    assert instant_words(at, "Asia/Jakarta") == "Selasa, 17 November 2026, 09.32 WIB"
    assert instant_words(at, "Asia/Jayapura") == "Selasa, 17 November 2026, 11.32 WIT"


def test_numbered_lines_become_a_list_between_paragraphs():
    blocks = written_blocks("Mohon:\r\n1. Telusuri.\r\n2) Susun.\n- Serahkan.\n\nTerima kasih.")

    assert blocks == [
        {"kind": "paragraph", "text": "Mohon:"},
        {
            "kind": "list",
            "items": [
                {"mark": "1.", "text": "Telusuri."},
                {"mark": "2)", "text": "Susun."},
                {"mark": "•", "text": "Serahkan."},
            ],
        },
        {"kind": "paragraph", "text": "Terima kasih."},
    ]
