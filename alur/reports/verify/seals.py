"""Examines seals: their own row, their numbers, and every head that they name against the chains as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from alur.records.canonical import GENESIS, SealText, read_seal, sha256_of
from alur.records.heads import COUNTER, day_of_record
from alur.records.models import Case, Counter, Entry, Letter, Seal, SealStamp, SubjectKind
from alur.reports.verify.tally import Tally

BACKDATED = "ditulis bertanggal mundur ke hari yang sudah disegel"


def seal_problems(tally: Tally) -> Iterator[str]:
    """What is wrong with the seals, and what was changed in the days that they seal."""
    last: Seal | None = None
    for seal in Seal.objects.order_by("number").iterator(chunk_size=50):
        tally.seals += 1
        yield from _place_problems(seal, last)
        last = seal
        try:
            text = read_seal(seal.text)
        except ValueError as error:
            yield f"{_name(seal)}: naskahnya rusak ({error})."
            continue
        if faults := list(_row_problems(seal, text)):
            yield from faults
            continue
        yield from _day_problems(seal, text)
    given = Counter.objects.filter(name=COUNTER).values_list("value", flat=True).first() or 0
    made = last.number if last else 0
    if given > made:
        yield f"Segel nomor {made + 1}–{given} pernah dibuat, tetapi tidak ada pada tabel."
    if made > given:
        yield f"Segel nomor {made} melampaui penghitungnya ({given})."
    yield from _stamp_problems(tally)


def _place_problems(seal: Seal, last: Seal | None) -> Iterator[str]:
    number, digest = (last.number, last.digest) if last else (0, GENESIS)
    if seal.number != number + 1:
        yield f"Segel nomor {number + 1}–{seal.number - 1} hilang."
    elif seal.previous != digest:
        yield f"{_name(seal)}: tidak menyambung pada segel sebelumnya; salah satunya dibuat ulang."
    if last is not None and seal.day <= last.day:
        yield f"{_name(seal)}: harinya tidak sesudah hari segel sebelumnya."


def _row_problems(seal: Seal, text: SealText) -> Iterator[str]:
    if sha256_of(seal.text.encode()) != seal.digest:
        yield f"{_name(seal)}: sidik jarinya tidak cocok dengan naskahnya; salah satunya diubah."
    told = (text.number, text.day, text.made_at, text.previous, text.lines, len(text.heads))
    if told != (seal.number, seal.day, seal.made_at, seal.previous, seal.lines, seal.chains):
        yield f"{_name(seal)}: isi tabel berbeda dari naskah segel."


def _day_problems(seal: Seal, text: SealText) -> Iterator[str]:
    found = day_of_record(seal.day)
    before = len(text.heads)
    for chain, (number, digest) in text.heads.items():
        kept = found.heads.pop(chain, None)
        if kept == (number, digest):
            continue
        before -= 1
        if kept is None:
            yield f"{_name(seal)}: catatan {_named(chain)} hari itu tidak ada lagi, padahal disegel sampai #{number}."
        elif kept[0] < number:
            yield f"{_name(seal)}: catatan {_named(chain)} lebih pendek (#{kept[0]}) daripada saat disegel (#{number})."
        elif kept[0] > number:
            yield f"{_name(seal)}: catatan {_named(chain)} #{kept[0]} {BACKDATED}."
        else:
            yield f"{_name(seal)}: catatan {_named(chain)} #{number} ditulis ulang sesudah disegel."
    for chain, (number, _) in found.heads.items():
        yield f"{_name(seal)}: catatan {_named(chain)} #{number} {BACKDATED}."
    if before == len(text.heads) and not found.heads and found.lines != text.lines:
        yield f"{_name(seal)}: banyaknya catatan hari itu {found.lines}, saat disegel {text.lines}."


def _stamp_problems(tally: Tally) -> Iterator[str]:
    """A time stamp must be over the digest of its seal; whose it is, only trusted roots tell."""
    lines = Entry.objects.of(SubjectKind.OFFICE, 0).filter(kind="seal-stamped").values_list("data", flat=True)
    told = {data["seal"]: data["token"] for data in lines}
    if not told and not SealStamp.objects.exists():
        return
    from alur.papers.signing.time_stamps import fault_in_token, read_token

    kept = set(SealStamp.objects.values_list("seal__number", flat=True))
    for seal in Seal.objects.filter(number__in=told.keys() - kept).defer("text").order_by("number"):
        yield f"{_name(seal)}: cap waktunya tercatat, tetapi tidak ada pada tabel."
    roots = stamp_roots()
    for stamp in SealStamp.objects.select_related("seal").defer("seal__text").order_by("pk").iterator(chunk_size=100):
        tally.stamps += 1
        token = bytes(stamp.token)
        if fault := fault_in_token(token, stamp.seal.digest, roots):
            yield f"{_name(stamp.seal)}: {fault}."
            continue
        read = read_token(token)
        if (read.authority, read.at) != (stamp.authority, stamp.stamped_at):
            yield f"{_name(stamp.seal)}: pemberi atau saat cap waktu pada tabel berbeda dari capnya."
        if told.get(stamp.seal.number) != sha256_of(token):
            yield f"{_name(stamp.seal)}: cap waktunya bukan yang tercatat pada catatan kantor."


def stamp_roots() -> list[Any]:
    """The certificates in ALUR_TSA_ROOTS (else ALUR_SIGNATURE_ROOTS); none when neither can be read."""
    path = str(settings.SEAL["roots"])
    try:
        return list(_roots(path, Path(path).stat().st_mtime_ns)) if path else []
    except (OSError, ValueError):
        return []


@lru_cache(maxsize=2)
def _roots(path: str, stamp: int) -> tuple[Any, ...]:
    from pyhanko.keys import load_certs_from_pemder

    return tuple(load_certs_from_pemder([path]))


def _name(seal: Seal) -> str:
    return f"Segel {seal.number} ({seal.day.isoformat()})"


def _named(chain: str) -> str:
    """A chain as people name it: the number of its case, the agenda number of its letter."""
    kind, _, pk = chain.partition(":")
    if kind == "permintaan":
        number = Case.objects.filter(pk=pk).values_list("number", flat=True).first()
        return number or f"permintaan ke-{pk}"
    if kind == "surat":
        row = Letter.objects.filter(pk=pk).values_list("agenda_number", "agenda_year").first()
        return f"surat agenda {row[0]}/{row[1]}" if row else f"surat ke-{pk}"
    return "kantor"
