"""How handing over a mail or message ended, in the same words for every channel."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

REASON_LIMIT = 300


class Result(StrEnum):
    """SENT: the other side has taken it. LATER: it asks to be tried again. REFUSED: never, for this one. AWAY: there is
    no talking to the other side now, for any of them."""

    SENT = "terkirim"
    LATER = "nanti"
    REFUSED = "ditolak"
    AWAY = "tidak terhubung"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, why in a sentence, and whether it is the address that was refused."""

    result: Result
    reason: str = ""
    is_address: bool = False


SENT = Outcome(Result.SENT)


def one_line(text: str) -> str:
    """What the other side said, as one printable line of bounded length."""
    words = " ".join(text.split())
    return "".join(letter for letter in words if unicodedata.category(letter)[0] != "C")[:REASON_LIMIT]
