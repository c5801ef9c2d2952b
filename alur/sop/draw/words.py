"""A flow page in words: what its drawing shows, for readers who hear it and for programs that read the text only."""

from __future__ import annotations

from alur.sop.document import Procedure, Step
from alur.sop.layout import Page, Sheet
from alur.sop.layout.lettering import clean
from alur.sop.layout.table import cell_texts
from alur.sop.layout.ways import band_text

_CELLS = (("kelengkapan", "Kelengkapan"), ("waktu", "Waktu"), ("output", "Output"), ("keterangan", "Keterangan"))
_MOST = 12_000


def page_words(procedure: Procedure, sheet: Sheet, page: Page) -> str:
    """The page's rows in their order: number, role, symbol, activity, mutu baku, and where each answer leads.

    Very long pages end in an ellipsis after 12,000 characters.
    """
    numbers = {step.key: step.number or step.key for step in procedure.steps}
    parts = [f"Bagan alir {procedure.name}, lembar {page.number} dari {len(sheet.pages)}."]
    for row in page.rows:
        if row.is_link:
            parts += [line.text for lines in row.cells.values() for line in lines]
            continue
        step = procedure.step(row.step)
        cells = {key: " ".join(text.split()) for key, text in cell_texts(procedure, step).items()}
        said = [f"{name}: {cells[key]}" for key, name in _CELLS if cells[key] not in ("", "–")]
        activity = cells["kegiatan"].rstrip(".") or "kegiatan tidak tertulis"
        parts.append(f"{_head(procedure, step)}: {activity}. {'; '.join([*said, *_ways(step, numbers)])}.")
    words = clean(" ".join(parts))
    return words if len(words) <= _MOST else words[: _MOST - 1] + "…"


def _head(procedure: Procedure, step: Step) -> str:
    known = {role.key: role.name for role in procedure.roles}
    acting = " dan ".join(known.get(role, role) for role in step.roles) or band_text(procedure, step)
    return f"Langkah {step.number or step.key}, {acting}, {step.symbol}"


def _ways(step: Step, numbers: dict[str, str]) -> list[str]:
    """ "Dikoreksi ke langkah 3", "lanjut ke langkah 5", "Ditolak: ditolak"."""
    said: list[str] = []
    for way in step.exits:
        name = way.label.strip() if len(step.exits) > 1 else ""
        if way.to in numbers:
            said.append(f"{name or 'lanjut'} ke langkah {numbers[way.to]}")
        elif way.end:
            said.append(f"{name or 'hasil'}: {way.end}")
    return said
