"""Measures how long a signature and its check take beside the typesetting of the same one-page paper.

    python -m bench.signing [--turns 40]

The key is RSA-2048 in a PKCS#12 file; nothing is asked over the network. The three works take turns, so that what else
the machine does touches all of them. Medians in milliseconds, and the ratio to the typesetting.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

WARM = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=40)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory() as folder:
        works = _works(Path(folder))
        taken: dict[str, list[float]] = {name: [] for name in works}
        for turn in range(turns + WARM):
            for name, work in works.items():
                begun = time.perf_counter()
                work()
                if turn >= WARM:
                    taken[name].append((time.perf_counter() - begun) * 1000)
    base = statistics.median(taken["typeset"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:10} {median:7.1f} ms   {median / base:5.1f} × typeset")


def _works(folder: Path) -> dict[str, Callable[[], object]]:
    from tests.papers.signing import authority

    key = authority.issued("Biro Kepegawaian").p12(folder / "kantor.p12")
    roots = authority.root().pem(folder / "induk.pem")
    os.environ |= {
        "ALUR_DATA": str(folder),
        "ALUR_SIGNATURE": "certificate",
        "ALUR_SIGNATURE_KEY": str(key),
        "ALUR_SIGNATURE_SECRET": authority.SECRET,
        "ALUR_SIGNATURE_ROOTS": str(roots),
        "DJANGO_SETTINGS_MODULE": "alur.config.settings",
    }
    import django

    django.setup()
    from alur.papers import signing
    from alur.papers.signing.validating import checked
    from alur.papers.typeset import typeset
    from tests.papers.test_typeset import MADE_AT, note

    signer, person = signing.signer(), signing.Person("Rina")
    assert signer is not None
    paper = typeset("catatan", note(), made_at=MADE_AT)
    signed = signer.sign([paper], person, signing.NO_PASSPHRASE, reason="uji")[0].pdf
    assert checked(signed)[0].is_good
    return {
        "typeset": lambda: typeset("catatan", note(), made_at=MADE_AT),
        "sign": lambda: signer.sign([paper], person, signing.NO_PASSPHRASE, reason="uji"),
        "check": lambda: checked(signed),
    }


if __name__ == "__main__":
    main()
