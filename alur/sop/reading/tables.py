"""Taking typed values out of the tables of a TOML file, noting a fault with its line for whatever does not fit."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from alur.sop.faults import Fault, error
from alur.sop.lines import Path

Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")

LARGEST_NUMBER = 1_000_000_000
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "ya/tidak (true/false)"),
    (int, "angka"),
    (float, "angka"),
    (str, "teks"),
    (list, "daftar"),
    (dict, "tabel"),
    (dt.datetime, "tanggal dengan jam"),
    (dt.date, "tanggal"),
    (dt.time, "jam"),
)


@dataclass
class Place:
    """Where faults are gathered, and on which line each path of the file stands."""

    lines: Mapping[Path, int]
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of this path, or of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def report(self, path: Path, code: str, sentence: str) -> None:
        """Note a galat at this path."""
        self.faults.append(error(self.line(path), code, sentence))


class Table:
    """One table of the file. Every getter notes a fault and gives the default when the value does not fit.

    The keys that were asked for are the known ones; `close` reports all others with the nearest known key.
    """

    def __init__(self, values: Mapping[str, object], path: Path, place: Place, named: str) -> None:
        self.values = values
        self.path = path
        self.place = place
        self.named = named
        self._known: list[str] = []

    @property
    def line(self) -> int:
        """The line on which the table begins."""
        return self.place.line(self.path)

    def line_of(self, key: str) -> int:
        """The line of one of its keys."""
        return self.place.line((*self.path, key))

    def has(self, key: str) -> bool:
        """Whether the file says anything under this key; the key counts as known from now on."""
        self._known.append(key)
        return key in self.values

    def report(self, key: str, code: str, sentence: str) -> None:
        """Note a galat at this key."""
        self.place.report((*self.path, key), code, sentence)

    def text(self, key: str, default: str = "") -> str:
        """A text without blanks around it."""
        if not self.has(key):
            return default
        value = self.values[key]
        return value.strip() if isinstance(value, str) else self._wrong(key, "teks", default)

    def needed(self, key: str) -> str:
        """A text that must be there and not be empty."""
        value = self.text(key)
        if not value and not (key in self.values and not isinstance(self.values[key], str)):
            self.report(key, "kosong", f"{key} pada {self.named} belum diisi; tulis {key} = “…”.")
        return value

    def key(self, key: str) -> str:
        """A key of the file (kunci): small letters, digits and hyphens."""
        value = self.needed(key)
        if value and not _KEY.fullmatch(value):
            self.report(
                key,
                "kunci-salah",
                f"{key} pada {self.named} hanya boleh memuat huruf kecil, angka, dan tanda hubung, "
                f"bukan {shown(value)}.",
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        if not self.has(key):
            return ()
        values = self.values[key]
        if not isinstance(values, list):
            return self._wrong(key, "daftar teks: [“…”, “…”]", ())
        for number, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                self.place.report(
                    (*self.path, key, number),
                    "jenis-salah",
                    f"Isi ke-{number + 1} dari {key} pada {self.named} harus berupa teks yang tidak kosong.",
                )
        return tuple(value.strip() for value in values if isinstance(value, str) and value.strip())

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        if not self.has(key):
            return default
        value = self.values[key]
        return value if isinstance(value, bool) else self._wrong(key, "true atau false", default)

    def number(self, key: str) -> float | None:
        """A number of a size that can be meant, None when there is none."""
        if not self.has(key):
            return None
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self._wrong(key, "angka", None)
        if (isinstance(value, float) and not math.isfinite(value)) or abs(value) > LARGEST_NUMBER:
            self.report(key, "angka-mustahil", f"{key} pada {self.named} terlalu besar untuk dapat dimaksudkan.")
            return None
        return value

    def count(self, key: str, default: int | None, largest: int) -> int | None:
        """A whole number from 1 to `largest`."""
        value = self.number(key)
        if value is None:
            return default
        if isinstance(value, int) and 1 <= value <= largest:
            return value
        self.report(key, "angka-mustahil", f"{key} pada {self.named} harus berupa bilangan bulat 1 sampai {largest}.")
        return default

    def word(self, key: str, words: type[Word], default: Word) -> Word:
        """One of the words of an enumeration."""
        return words(self.choice(key, [str(word) for word in words], str(default)))

    def choice(self, key: str, allowed: Iterable[str], default: str) -> str:
        """One of the allowed words."""
        if not self.has(key):
            return default
        value, allowed = self.values[key], list(allowed)
        if isinstance(value, str) and value in allowed:
            return value
        near = difflib.get_close_matches(value, allowed, 1) if isinstance(value, str) else []
        hint = f" Mungkin maksudnya “{near[0]}”." if near else ""
        self.report(
            key,
            "kata-salah",
            f"{key} pada {self.named} tidak boleh {shown(value)}; pilih {', '.join(allowed)}.{hint}",
        )
        return default

    def day(self, key: str) -> dt.date | None:
        """A date without a time."""
        if not self.has(key):
            return None
        value = self.values[key]
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        return self._wrong(key, "tanggal seperti 2019-10-01 (tanpa tanda kutip)", None)

    def table(self, key: str, named: str) -> Table:
        """The table under this key, empty when there is none."""
        value = self.values[key] if self.has(key) else {}
        if not isinstance(value, dict):
            value = self._wrong(key, "tabel: { … }", {})
        return Table(value, (*self.path, key), self.place, named)

    def tables(self, key: str, named: str) -> list[Table]:
        """The list of tables under this key; `named` may hold {} for the number in the list."""
        values = self.values[key] if self.has(key) else []
        if not isinstance(values, list):
            values = self._wrong(key, "daftar tabel", [])
        found = []
        for number, value in enumerate(values):
            path: Path = (*self.path, key, number)
            if isinstance(value, dict):
                found.append(Table(value, path, self.place, named.format(number + 1)))
            else:
                self.place.report(
                    path,
                    "jenis-salah",
                    f"Isi ke-{number + 1} dari {key} pada {self.named} harus berupa tabel: {{ … }}.",
                )
        return found

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        known = list(dict.fromkeys(self._known))
        for key in self.values:
            if key in known:
                continue
            near = difflib.get_close_matches(key, known, 1, 0.6)
            hint = f"Mungkin maksudnya “{near[0]}”." if near else f"Kunci yang dikenal: {', '.join(known)}."
            self.report(key, "kunci-tak-dikenal", f"Kunci {shown(key)} tidak dikenal pada {self.named}. {hint}")

    def _wrong(self, key: str, wanted: str, default: Value) -> Value:
        self.report(
            key, "jenis-salah", f"{key} pada {self.named} harus berupa {wanted}, bukan {shown(self.values[key])}."
        )
        return default


def shown(value: object) -> str:
    """A value of the file as a sentence can show it: a short text in quotation marks, else its kind."""
    if isinstance(value, str):
        line = " ".join(value.split())
        return f"“{line[:57]}…”" if len(line) > 60 else f"“{line}”"
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "nilai lain")
