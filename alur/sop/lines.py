"""On which line of a TOML text each table and key stands; for texts that tomllib has read."""

from __future__ import annotations

import re
from bisect import bisect_right

Path = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n,]+|#[^\n]*)*")
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!''))*'{3,5}"),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_PLAIN = re.compile(r"[^,\]}\n#]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def locate(text: str) -> dict[Path, int]:
    """Line (from 1) of every table, key and list item, by its path: ("langkah", 3, "cabang", 0, "ke").

    Text nested deeper than the interpreter can follow gives no lines rather than an error.
    """
    scanner = _Scanner(text)
    try:
        scanner.document()
    except RecursionError:
        return {}
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._breaks = [place for place, letter in enumerate(self.text) if letter == "\n"]

    def document(self) -> None:
        table: Path = ()
        while True:
            self._skip(_GAP)
            if self.at >= len(self.text):
                return
            table = self._header() if self._peek() == "[" else self._pair(table)

    def _header(self) -> Path:
        line = self._line()
        is_list = self.text.startswith("[[", self.at)
        self.at += 2 if is_list else 1
        names = self._key()
        self._skip(_BLANK)
        self.at += 2 if is_list else 1
        path: Path = ()
        for name in names[:-1]:
            path = self._last((*path, name))
        path = (*path, *names[-1:])
        if is_list:
            self._counts[path] = self._counts.get(path, -1) + 1
            self.lines.setdefault(path, line)
            path = (*path, self._counts[path])
        self.lines[path] = line
        return path

    def _last(self, path: Path) -> Path:
        return (*path, self._counts[path]) if path in self._counts else path

    def _pair(self, table: Path) -> Path:
        line = self._line()
        path = table
        start = self.at
        for name in self._key():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self._skip(_BLANK)
        if self._peek() == "=":
            self.at += 1
        self._value(path)
        if self.at == start:
            self.at += 1
        return table

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip(_BLANK)
            found = next(filter(None, (form.match(self.text, self.at) for form in (_BARE, *_STRINGS[2:]))), None)
            if found is None:
                return names
            self.at = found.end()
            names.append(_name(found.group()))
            self._skip(_BLANK)
            if self._peek() != ".":
                return names
            self.at += 1

    def _value(self, path: Path) -> None:
        self._skip(_BLANK)
        opening = self._peek()
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline(path)
        else:
            for form in (*_STRINGS, _PLAIN):
                start = self.at
                self._skip(form)
                if self.at > start:
                    return

    def _list(self, path: Path) -> None:
        self.at += 1
        place = 0
        while True:
            self._skip(_GAP)
            if self.at >= len(self.text):
                return
            if self._peek() == "]":
                self.at += 1
                return
            start = self.at
            self.lines[(*path, place)] = self._line()
            self._value((*path, place))
            place += 1
            if self.at == start:
                self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while True:
            self._skip(_GAP)
            if self.at >= len(self.text):
                return
            if self._peek() == "}":
                self.at += 1
                return
            self._pair(path)

    def _skip(self, form: re.Pattern[str]) -> None:
        found = form.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _line(self) -> int:
        return bisect_right(self._breaks, self.at - 1) + 1


def _name(written: str) -> str:
    if written[0] == "'":
        return written[1:-1]
    if written[0] == '"':
        return _ESCAPE.sub(_letter, written[1:-1])
    return written


def _letter(found: re.Match[str]) -> str:
    number = found.group(1) or found.group(2)
    if number:
        return chr(int(number, 16))
    letter: str = found.group(3)
    return _LETTERS.get(letter, letter)
