"""The port for signatures: what an adapter must be able to do, who signs, what comes back, and how it says no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

NAME = "Tanda tangan elektronik"


class SigningFailed(Exception):
    """A signature that could not be made. `sentence` names the fact and the way out, for the person who pressed."""

    def __init__(self, sentence: str) -> None:
        self.sentence = f"{NAME}: {sentence}"
        super().__init__(self.sentence)


class Passphrase:
    """What a signer types for one act. Its text shows in no repr, log line or error page, and it cannot be stored."""

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return "Passphrase(…)" if self._text else "Passphrase()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A passphrase is never stored")

    def reveal(self) -> str:
        """The text itself, for the one call that needs it."""
        return self._text


NO_PASSPHRASE = Passphrase()


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers for a paper. The NIK is asked only by BSrE and shows in no repr."""

    name: str
    nik: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed PDF, and the facts about its signature that go into the record (see `facts_of`)."""

    pdf: bytes = field(repr=False)
    facts: dict[str, Any]


class Signer(Protocol):
    """One way of signing. An adapter holds no passphrase and keeps nothing between two acts but its own key."""

    name: str
    needs_passphrase: bool

    def words(self, person: Person) -> str:
        """What the paper says about its signature. Raises SigningFailed when the certificate cannot be had."""

    def sign(self, papers: Sequence[bytes], person: Person, passphrase: Passphrase, *, reason: str) -> list[Signed]:
        """The papers of one act, each signed invisibly, all or none. Raises SigningFailed."""
