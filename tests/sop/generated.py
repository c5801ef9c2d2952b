"""Procedures made at random from a seed, for tests that must hold for every procedure. No test lives here."""

from __future__ import annotations

import random

from alur.sop.document import Clock, Exit, Input, InputKind, Output, Procedure, Role, Source, StandardTime, Step, Symbol

WORDS = ("memeriksa", "hasil", "pengembangan/perbaikan", "aplikasi", "kepegawaian", "dan", "menyerahkan", "rancangan")


def sentence(chance: random.Random, most: int) -> str:
    """Between one word and `most` words."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def procedure_from(seed: int, most_words: int = 22) -> Procedure:
    """3 to 9 roles, 5 to 40 steps, returns, jumps ahead, three-way branches, ends in the middle, rows without role.

    An activity has up to `most_words` words.
    """
    chance = random.Random(seed)
    roles = tuple(Role(f"r{place}", sentence(chance, 3).title()) for place in range(chance.randint(3, 9)))
    count = chance.randint(5, 40)
    steps = tuple(_step(chance, place, count, roles, most_words) for place in range(count))
    return Procedure("1", sentence(chance, 9), ("Unit",), "surat", roles, (), steps)


def _step(chance: random.Random, place: int, count: int, roles: tuple[Role, ...], most_words: int) -> Step:
    is_last = place == count - 1
    exits, is_decision = _exits(chance, place, count)
    symbol = Symbol.DECISION if is_decision else Symbol.PROCESS
    symbol = Symbol.START if place == 0 else Symbol.END if is_last else symbol
    is_unreadable = 0 < place < count - 1 and chance.random() < 0.06
    acting = tuple(role.key for role in chance.sample(roles, 2 if chance.random() < 0.1 else 1))
    return Step(
        key=f"s{place}",
        number=str(place + 1),
        symbol=symbol,
        activity=sentence(chance, most_words),
        roles=() if is_unreadable else acting,
        exits=exits,
        inputs=tuple(Input(InputKind.OUTSIDE, sentence(chance, 9)) for _ in range(chance.randint(0, 3))),
        outputs=(Output("", sentence(chance, 9)),),
        time=StandardTime("120 menit", Clock.WORKING) if chance.random() < 0.8 else None,
        is_automatic=is_unreadable,
        sources={"pelaksana": Source.UNREADABLE} if is_unreadable else {},
    )


def _exits(chance: random.Random, place: int, count: int) -> tuple[tuple[Exit, ...], bool]:
    if place == count - 1:
        return (Exit("selesai", "", end="selesai"),), False
    onward = Exit("disetujui", "Disetujui", to=f"s{place + 1}")
    draw = chance.random()
    if place == 0 or draw < 0.55:
        return (Exit("lanjut", "", to=f"s{place + 1}"),), False
    back = f"s{chance.randint(max(0, place - chance.choice((2, 4, 40))), place)}"
    correction = Exit("dikoreksi", "Dikoreksi", to=back, is_correction=True)
    if draw < 0.75:
        return (onward, correction), True
    if draw < 0.85:
        return (onward, Exit("ditolak", "Ditolak", end="ditolak")), True
    ahead = Exit("ringan", "Ringan saja", to=f"s{chance.randint(place + 1, min(count - 1, place + 9))}")
    if draw < 0.95:
        return (onward, ahead, correction), True
    return (onward, Exit("ditolak", "Ditolak", end="ditolak"), Exit("batal", "Batal", end="dibatalkan")), True
