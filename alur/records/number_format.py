"""How an office writes the numbers of its papers: its format, what is wrong with one, and a number written by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

FIELDS = ("klasifikasi", "unit", "nomor", "tahun")
LONGEST = 120
LONGEST_CLASSIFICATION = 40

_DIGITS = re.compile(r"0?[1-9]?d?")
_CLASSIFICATION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?")


def is_classification(text: str) -> bool:
    """True for what can be a klasifikasi code, such as "OT.02.01" or "070"."""
    return len(text) <= LONGEST_CLASSIFICATION and _CLASSIFICATION.fullmatch(text) is not None


def series_of(classification: str, unit: str, year: int) -> str:
    """The name of the series in which numbers of this klasifikasi, unit and year count."""
    return f"{classification}/{unit}/{year}"


def parts_of(series: str) -> tuple[str, str, int]:
    """Klasifikasi, unit and year of a series; a unit code may hold a slash."""
    head, _, year = series.rpartition("/")
    classification, _, unit = head.partition("/")
    return classification, unit, int(year) if year.isdecimal() else 0


def written_number(form: str, classification: str, unit: str, year: int, running: int) -> str:
    """The number as papers bear it, in this format: "OT.02.01/4/3318/2026"."""
    return form.format(klasifikasi=classification, unit=unit, nomor=running, tahun=year)


def office_faults(office: Mapping[str, Any]) -> list[str]:
    """What is wrong with an office's number format, unit code and klasifikasi, as sentences for the operator."""
    form, unit = str(office["number_format"]), str(office["code"])
    faults = [f"ALUR_NUMBER_FORMAT ({form}) {fault}" for fault in _format_faults(form)]
    if not unit.strip() or not unit.isprintable() or "{" in unit:
        faults.append(f"ALUR_OFFICE_CODE ({unit!r}) tidak dapat menjadi kode unit; isi misalnya 4.")
    if not is_classification(str(office["classification"])):
        faults.append(
            f"ALUR_CLASSIFICATION ({office['classification']!r}) bukan kode klasifikasi; isi misalnya OT.02.01."
        )
    if not faults and len(written_number(form, "X" * LONGEST_CLASSIFICATION, unit, 2026, 10**9)) > LONGEST:
        faults.append(f"ALUR_NUMBER_FORMAT ({form}) dapat menghasilkan nomor lebih dari {LONGEST} huruf; pendekkan.")
    return faults


def _format_faults(form: str) -> list[str]:
    """Ends of sentences. Every part must be there and stand apart, or two papers could bear the same number."""
    try:
        parts = list(Formatter().parse(form))
    except ValueError:
        return ["tidak dapat dibaca: kurung kurawalnya tidak berpasangan."]
    names = [name for _, name, _, _ in parts if name is not None]
    faults = [
        f"memuat {{{name}}}, yang tidak dikenal; pakailah {_named(FIELDS)}." for name in names if name not in FIELDS
    ]
    if missing := [name for name in FIELDS if name not in names]:
        faults.append(f"harus memuat {_named(missing)}, supaya tidak ada nomor ganda.")
    for literal, name, spec, conversion in parts[1:]:
        if name is not None and not literal:
            faults.append(f"harus mempunyai tanda pemisah di depan {{{name}}}, misalnya garis miring.")
        if conversion or (spec and (name != "nomor" or not _DIGITS.fullmatch(spec))):
            faults.append(f"memuat {{{name}}} dengan bentuk yang tidak dikenal; yang dapat diatur hanya {{nomor:04}}.")
    if not form.isprintable():
        faults.append("memuat tanda kendali; ketik ulang.")
    return faults


def _named(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
