"""Which connectors run over a page's edge, the letters of their links, and on which pages' edges these stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alur.sop.layout.ways import Way

_FEW = 2


@dataclass(frozen=True, slots=True)
class Link:
    """One letter: all ways to one step from pages before it, or all from pages behind it.

    `lane` is the role column that the letter keeps on every page; `pages` the flow pages its ways come from.
    """

    letter: str
    to: str
    is_back: bool
    lane: str
    target_page: int
    pages: tuple[int, ...]
    ways: tuple[Way, ...]

    def stands_at_end(self, page: int) -> bool:
        """True when the letter stands at this page's end: forward where it leaves, backward where it arrives."""
        return page == self.target_page if self.is_back else page in self.pages

    def stands_at_top(self, page: int) -> bool:
        """True when the letter stands at this page's top."""
        return page in self.pages if self.is_back else page == self.target_page


def links_for(
    ways: Sequence[Way], page_of: Mapping[str, int], lane_of: Mapping[str, str], lanes: Sequence[str]
) -> list[Link]:
    """The links of a sheet, lettered a, b, c in the order in which a reader meets them."""
    gathered: dict[tuple[str, bool], list[Way]] = {}
    for way in ways:
        if way.to and page_of[way.step] != page_of[way.to]:
            gathered.setdefault((way.to, page_of[way.to] < page_of[way.step]), []).append(way)
    links: list[Link] = []
    for number, ((to, is_back), group) in enumerate(gathered.items()):
        lane = lane_of.get(to) or next((lane_of[way.step] for way in group if lane_of.get(way.step)), lanes[0])
        pages = tuple(dict.fromkeys(page_of[way.step] for way in group))
        links.append(Link(_letter(number), to, is_back, lane, page_of[to], pages, tuple(group)))
    return links


def link_sentence(links: Sequence[Link], page: int, numbers: Mapping[str, str], first_page: int) -> str:
    """What the row of links says in words: where each letter leads or comes from, with printed page numbers."""
    if len(links) > _FEW:
        return "; ".join(link_phrases(links, page, numbers, first_page)) + "."
    parts: list[str] = []
    for link in links:
        target = f"langkah {numbers[link.to]}"
        if page == link.target_page:
            sources = ", ".join(dict.fromkeys(numbers[way.step] for way in link.ways))
            verb = "Kembali dari" if link.is_back else "Sambungan dari"
            places = ", ".join(str(number + first_page - 1) for number in link.pages)
            parts.append(f"{verb} halaman {places}: {link.letter} dari langkah {sources} ke {target}.")
        else:
            verb = "Kembali ke" if link.is_back else "Lanjut ke"
            parts.append(f"{verb} halaman {link.target_page + first_page - 1}: {link.letter} ke {target}.")
    return " ".join(parts)


def link_phrases(links: Sequence[Link], page: int, numbers: Mapping[str, str], first_page: int) -> list[str]:
    """The same in short, one phrase for each letter: "a ke 12 (hal. 3)"."""
    return [_in_short(link, page, numbers, first_page) for link in links]


def _in_short(link: Link, page: int, numbers: Mapping[str, str], first_page: int) -> str:
    if page != link.target_page:
        return f"{link.letter} ke {numbers[link.to]} (hal. {link.target_page + first_page - 1})"
    sources = ", ".join(dict.fromkeys(numbers[way.step] for way in link.ways))
    places = ", ".join(str(number + first_page - 1) for number in link.pages)
    return f"{link.letter} dari {sources} ke {numbers[link.to]} (hal. {places})"


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
