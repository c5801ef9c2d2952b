"""docs/procedure-format.md tells the truth: its example may be published, and it names every key, word and question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alur.sop import publishable, read
from alur.sop.document import Clock, Form, Mode, Receiver, RemindAt, Source, Symbol

PAGE = (Path(__file__).parents[2] / "docs" / "procedure-format.md").read_text()
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
PROBES = {
    "berkas": "qqqq = 1\n",
    "hari": "hari = { qqqq = 1 }\n",
    "tanggal": "tanggal = { qqqq = 1 }\n",
    "total": "total = { qqqq = 1 }\n",
    "identitas": "[identitas]\nqqqq = 1\n",
    "tanda tangan": "[[tanda_tangan]]\nqqqq = 1\n",
    "pelaksana": "[[pelaksana]]\nqqqq = 1\n",
    "kertas": "[[kertas]]\nqqqq = 1\n",
    "langkah": "[[langkah]]\nqqqq = 1\n",
    "kelengkapan": "[[langkah]]\nkelengkapan = [{ qqqq = 1 }]\n",
    "output": "[[langkah]]\noutput = [{ qqqq = 1 }]\n",
    "cabang": "[[langkah]]\ncabang = [{ qqqq = 1 }]\n",
    "pengingat": '[[pengingat]]\nsaat = "lewat"\nqqqq = 1\n',
    "sumber": "[[langkah]]\nsumber = { waktu = { qqqq = 1 } }\n",
}


def test_the_example_may_be_published() -> None:
    assert [str(fault) for fault in publishable(EXAMPLE)] == []


@pytest.mark.parametrize("table", PROBES)
def test_every_key_that_is_read_is_named(table: str) -> None:
    sentences = [fault.sentence for fault in read(PROBES[table]).faults if "“qqqq”" in fault.sentence]

    known = sentences[0].removesuffix(".").split("Kunci yang dikenal: ")[1].split(", ")
    plain = {key for key in known if not re.fullmatch(r"(detik|jam|hari|minggu|bulan)_(min|maks)", key)}
    assert sorted(key for key in plain if not re.search(rf"[`{{ \[]{key}[`,: }}=\]]", PAGE)) == []


@pytest.mark.parametrize("word", [*Form, *Symbol, *Mode, *Clock, *Source, *Receiver, *RemindAt])
def test_every_word_that_may_be_chosen_is_named(word: str) -> None:
    assert re.search(rf"`\"?{word}|\"{word}\"`", PAGE)
