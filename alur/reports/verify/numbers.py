"""Running numbers: agenda, cases and official papers count 1, 2, 3, … in each series, without gaps or doubles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings

from alur.records.lines import Line
from alur.records.models import Counter
from alur.records.number_format import parts_of, written_number

LOCKS = ("kantor", "segel")  # the first only holds the office's chain, the second is examined with the seals


class Numbers:
    """The numbers that lines have given, one bit each, so that millions need little room."""

    def __init__(self) -> None:
        self._given: dict[str, bytearray] = {}
        self._doubles: list[tuple[str, int]] = []
        self._excused: set[str] = set()

    def take(self, entries: Iterable[Line]) -> None:
        """Note the numbers that these lines gave."""
        for entry in entries:
            data = entry.data if isinstance(entry.data, dict) else {}
            if entry.kind == "registered":
                place, _, year = str(data.get("agenda")).partition("/")
                self._note(f"agenda/{year}", place)
            if entry.kind == "opened":
                _, year, place = (str(data.get("number")).split("-") + ["", ""])[:3]
                self._note(f"permintaan/{year}", place)
            for paper in data.get("papers") or []:
                if paper.get("series"):
                    self._note(paper["series"], str(paper.get("running")))

    def merge(self, other: Numbers) -> None:
        """Note what lines looked at elsewhere have given."""
        self._doubles += other._doubles
        self._excused |= other._excused
        for series, bits in other._given.items():
            mine = int.from_bytes(self._given.get(series, b""), "little")
            theirs = int.from_bytes(bits, "little")
            twice, both = mine & theirs, mine | theirs
            self._doubles += [(series, place) for place in range(twice.bit_length()) if twice >> place & 1]
            self._given[series] = bytearray(both.to_bytes((both.bit_length() + 7) // 8, "little"))

    def excuse(self, *numbers: str) -> None:
        """Numbers of something that has been reported already; their absence is no second problem."""
        self._excused.update(numbers)

    def problems(self) -> Iterator[str]:
        """Doubles, gaps, and numbers beyond the counter, by series."""
        for series, place in self._doubles:
            yield f"Nomor {written(series, place)} diberikan dua kali."
        counted = dict(Counter.objects.exclude(name__in=LOCKS).values_list("name", "value"))
        for series in sorted(counted.keys() | self._given.keys()):
            for place in range(1, counted.get(series, 0) + 1):
                if not self._is_given(series, place) and written(series, place) not in self._excused:
                    yield f"Nomor {written(series, place)} pernah diberikan, tetapi tidak ada pada catatan mana pun."
            highest = self._highest(series)
            if highest > counted.get(series, 0):
                yield f"Nomor {written(series, highest)} melampaui penghitungnya ({counted.get(series, 0)})."

    def _note(self, series: str, place: str) -> None:
        if not place.isdecimal():
            return
        byte, bit = divmod(int(place), 8)
        bits = self._given.setdefault(series, bytearray())
        if len(bits) <= byte:
            bits.extend(bytes(byte + 1 - len(bits)))
        if bits[byte] >> bit & 1:
            self._doubles.append((series, int(place)))
        bits[byte] |= 1 << bit

    def _is_given(self, series: str, place: int) -> bool:
        byte, bit = divmod(place, 8)
        bits = self._given.get(series, bytearray())
        return byte < len(bits) and bool(bits[byte] >> bit & 1)

    def _highest(self, series: str) -> int:
        bits = self._given.get(series, bytearray()).rstrip(b"\x00")
        return (len(bits) - 1) * 8 + bits[-1].bit_length() - 1 if bits else 0


def written(series: str, place: int) -> str:
    """A number as it is written on papers: "agenda 12/2026", "P-2026-0041", "OT.02.01/4/17/2026"."""
    head, _, year = series.rpartition("/")
    if head == "agenda":
        return f"agenda {place}/{year}"
    if head == "permintaan":
        return f"P-{year}-{place:04}"
    return written_number(str(settings.OFFICE["number_format"]), *parts_of(series), place)
