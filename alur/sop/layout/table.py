"""The table of the sheet: columns, wrapped cells, heights of rows, and which row stands on which page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alur.sop.document import Input, Output, Procedure, Role, Source, Step
from alur.sop.layout.lettering import text_width, wrap
from alur.sop.layout.sheet import Column, Line
from alur.sop.layout.ways import Way, band_text, is_band

SIZE = 14.0
LEADING = 18.0
PADDING = 9.0
LINK_ROW, LINK_TYPE, LINK_LEADING, LINK_LINES = 64.0, 12.0, 14.5, 4
TEXT_COLUMNS = ("no", "kegiatan", "kelengkapan", "waktu", "output", "keterangan")
SMALLEST = 11.5
_HEAD = 15.5
_LEAST_ROW = 88.0
_LEAST_LANE, _MOST_LANE, _LONE_LANE = 72.0, 118.0, 190.0
_ROOM_PER_LINE = 7.0
_ROOM_PER_END = 42.0
_LEAST_TEXT, _MOST_LEAST_TEXT = 98.0, 128.0
_NARROW, _NARROW_TYPE = 800.0, 12.5
_TURNED_LENGTH = 112.0
_HEAD_LEADING = 15.0
_WORDS = re.compile(r"[^\s/]+/?")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A step's row before it has a place. `type_size` is smaller than usual where the text would not fit a page."""

    step: Step
    cells: dict[str, tuple[Line, ...]]
    height: float
    is_band: bool
    band_text: str
    type_size: float = SIZE


def columns_for(procedure: Procedure, width: float) -> tuple[Column, ...]:
    """All columns from No to Keterangan; the lanes take what they need, the text columns share the rest by what they
    have to say.
    """
    roles = [role for role in procedure.roles if role.has_column] or [Role(key="", name="")]
    lane = _lane_width(len(roles), width)
    number, minutes = 40.0, 94.0
    rest = width - number - minutes - lane * len(roles)
    widths = {"no": number, "waktu": minutes, **_text_widths(procedure, rest)}
    headings = {"no": "NO", "kegiatan": "Kegiatan", "kelengkapan": "Kelengkapan", "waktu": "Waktu"}
    headings |= {"output": "Output", "keterangan": "Keterangan"}
    columns: list[Column] = []
    at = 0.0
    for key in TEXT_COLUMNS:
        columns.append(Column(key, at, widths[key], (headings[key],)))
        at += widths[key]
        if key == "kegiatan":
            columns += _lanes(roles, at, lane)
            at += lane * len(roles)
    return tuple(columns)


def heading_height(lanes: Sequence[Column]) -> float:
    """Height of the table's head: its upper line, then the lanes' headings, upright or turned."""
    longest = max(len(lane.heading) for lane in lanes) * _HEAD_LEADING
    if lanes[0].is_turned:
        longest = max(text_width(line, lane.type_size, is_bold=True) for lane in lanes for line in lane.heading)
    return 30 + 12 + max(2 * _HEAD_LEADING, longest)


def _text_widths(procedure: Procedure, rest: float) -> dict[str, float]:
    """Width by the length of the texts, longer ones counting for more; no column is narrower than its heading, and
    none breaks a word of usual length.
    """
    rows = [cell_texts(procedure, step) for step in procedure.steps]
    keys = ("kegiatan", "kelengkapan", "output", "keterangan")
    least = {key: _least_width(row[key] for row in rows) for key in keys}
    weights = {key: 1 + (sum(min(len(row[key]), 1200) ** 2 for row in rows) / len(rows)) ** 0.4 for key in keys}
    widths: dict[str, float] = {}
    for key in sorted(keys, key=lambda name: weights[name] / least[name]):
        share = weights[key] / sum(weights[name] for name in keys if name not in widths)
        widths[key] = round(max(least[key], (rest - sum(widths.values())) * share), 2)
    return widths


def _least_width(texts: Iterable[str]) -> float:
    longest = max((text_width(word, SIZE) for text in texts for word in _WORDS.findall(text[:2000])), default=0.0)
    return min(_MOST_LEAST_TEXT, max(_LEAST_TEXT, longest * 1.04 + 2 * PADDING))


def _lanes(roles: Sequence[Role], at: float, width: float) -> list[Column]:
    """The roles' columns. Headings are upright in the largest type that breaks no word, else turned."""
    words = [word for role in roles for word in _WORDS.findall(role.name)]
    sizes = [
        size
        for size in (SIZE, 12.5, SMALLEST)
        if all(text_width(word, size, is_bold=True) <= width - 6 for word in words)
    ]
    size, length, most = (sizes[0], width - 6, 5) if sizes else (12.0, _TURNED_LENGTH, int((width - 4) / _HEAD_LEADING))
    return [
        Column(
            key=f"lane-{role.key}",
            x=at + width * place,
            width=width,
            heading=wrap(role.name, length, size, most, is_bold=True),
            role=role.key,
            type_size=size,
            is_turned=not sizes,
        )
        for place, role in enumerate(roles)
    ]


def rows_for(
    procedure: Procedure, columns: Sequence[Column], ways: Sequence[Way], most_height: float, room: float = 1.0
) -> list[TableRow]:
    """One row per step with its text wrapped; no row is higher than `most_height`, longer text ends in an ellipsis.

    `room` above 1 makes low rows higher, for a procedure whose lines are too dense otherwise.
    """
    lanes = frozenset(column.role for column in columns if column.role)
    widths = {column.key: column.width for column in columns}
    sizes = (SIZE, SMALLEST) if sum(widths[key] for key in TEXT_COLUMNS) > _NARROW else (_NARROW_TYPE, SMALLEST)
    rows: list[TableRow] = []
    group = ""
    for step in procedure.steps:
        is_wide = is_band(step, lanes)
        heading = step.group if step.group != group else ""
        group = step.group
        sentence = band_text(procedure, step) if is_wide else ""
        for size in sizes:
            most = max(2, int((most_height - 2 * PADDING) / leading_of(size)))
            cells = _cells(procedure, step, heading, widths, most, sentence, size)
            if not any(lines and lines[-1].text.endswith("…") for lines in cells.values()):
                break
        text = max(len(lines) for lines in cells.values()) * leading_of(size) + 2 * PADDING
        height = min(most_height, max(text, room * _room_for_lines(step, ways)))
        rows.append(TableRow(step, cells, height, is_wide, sentence, size))
    return rows


def leading_of(size: float) -> float:
    """Distance of two lines of text in a cell."""
    return LEADING if size == SIZE else size * 1.28


def paginate(rows: Sequence[TableRow], body_height: float, fill: float = 1.0) -> list[list[TableRow]]:
    """The rows of each page. Where there are several pages, each keeps room for its rows of links."""
    if sum(row.height for row in rows) <= body_height:
        return [list(rows)]
    pages = _fill(rows, body_height * fill)
    if len(pages[-1]) > 1:
        return pages
    for part in (0.6, 0.7, 0.8, 0.9):
        evener = _fill(rows, body_height * fill * part)
        if len(evener) == len(pages):
            return evener
    return pages


def title_of(procedure: Procedure, width: float) -> tuple[str, ...]:
    """The lines above the table."""
    return wrap(f"Prosedur {procedure.name}", width, _HEAD, 2, is_bold=True)


def _fill(rows: Sequence[TableRow], limit: float) -> list[list[TableRow]]:
    pages: list[list[TableRow]] = [[]]
    used = LINK_ROW
    for row in rows:
        if pages[-1] and used + row.height > limit:
            pages.append([])
            used = 2 * LINK_ROW
        pages[-1].append(row)
        used += row.height
    return pages


def _lane_width(lanes: int, width: float) -> float:
    if lanes == 1:
        return min(_LONE_LANE, width * 0.2)
    wanted = min(_MOST_LANE, max(_LEAST_LANE, 240 / lanes + 38))
    return min(wanted, width * 0.43 / lanes)


def _room_for_lines(step: Step, ways: Sequence[Way]) -> float:
    touching = sum(1 for way in ways if step.key in (way.step, way.to))
    ends = sum(1 for way in ways if way.step == step.key and way.end)
    return max(_LEAST_ROW + _ROOM_PER_LINE * max(0, touching - 3), ends * _ROOM_PER_END + 24)


def _cells(
    procedure: Procedure, step: Step, heading: str, widths: dict[str, float], most: int, band: str, size: float
) -> dict[str, tuple[Line, ...]]:
    cells: dict[str, tuple[Line, ...]] = {}
    for key, text in _texts(procedure, step, band).items():
        room = widths[key] - 2 * (4 if key == "no" else PADDING)
        remark = remark_on(step) if key == "keterangan" and not band else ""
        remarks = [Line(line, is_remark=True) for line in wrap(remark, room * 0.97, size, most - 1)]
        lines = [*(Line(line) for line in wrap(text, room * 0.97, size, most - len(remarks))), *remarks]
        if key == "kegiatan" and heading:
            heads = [Line(line, is_bold=True) for line in wrap(heading, room * 0.97, size, 3, is_bold=True)]
            lines = [*heads, *lines][:most]
        cells[key] = tuple(lines)
    return cells


def cell_texts(procedure: Procedure, step: Step) -> dict[str, str]:
    """What stands in the row's cells, unwrapped, by column; the remark of ours goes with the Keterangan."""
    texts = _texts(procedure, step, "")
    return texts | {"keterangan": " ".join(filter(None, (texts["keterangan"], remark_on(step))))}


def _texts(procedure: Procedure, step: Step, band: str) -> dict[str, str]:
    waktu = step.time.text if step.time else ""
    if step.time and not waktu and step.time.shared_with:
        waktu = f"bersama langkah {_number_of(procedure, step.time.shared_with)}"
    return {
        "no": step.number,
        "kegiatan": step.activity or (f"({band})" if band else ""),
        "kelengkapan": step.input_cell or _listed([_input_text(procedure, given) for given in step.inputs]),
        "waktu": waktu or "–",
        "output": step.output_cell or _listed([_output_text(procedure, made) for made in step.outputs]),
        "keterangan": step.note,
    }


def remark_on(step: Step) -> str:
    """Which fields of the row are not the source's own words: "Disimpulkan: pelaksana, tujuan Dikoreksi"."""
    parts: list[str] = []
    for source, words in ((Source.INFERRED, "Disimpulkan"), (Source.UNREADABLE, "Tidak terbaca pada naskah sumber")):
        fields = [name for name, found in step.sources.items() if found is source]
        fields += [f"tujuan {way.label or 'lanjutan'}" for way in step.exits if way.source is source]
        if fields:
            parts.append(f"{words}: {', '.join(dict.fromkeys(fields))}")
    return "\n".join(parts)


def _number_of(procedure: Procedure, key: str) -> str:
    return next((step.number for step in procedure.steps if step.key == key), key)


def _listed(texts: list[str]) -> str:
    unlike = list(dict.fromkeys(text for text in texts if text))
    return "\n".join(f"{place}. {text}" for place, text in enumerate(unlike, 1)) if len(unlike) > 1 else "".join(unlike)


def _input_text(procedure: Procedure, given: Input) -> str:
    text = given.text or _paper_name(procedure, given.paper)
    if not given.condition:
        return text
    begins_well = given.condition.casefold().startswith(("bila", "jika", "apabila"))
    return f"{text} ({given.condition})" if begins_well else f"{text} (bila {given.condition})"


def _output_text(procedure: Procedure, made: Output) -> str:
    text = made.text or _paper_name(procedure, made.paper)
    return f"{text} (rangkap {made.copies})" if made.copies > 1 else text


def _paper_name(procedure: Procedure, key: str) -> str:
    return next((paper.name for paper in procedure.papers if paper.key == key), key)
