"""The table of the sheet: columns, wrapped cells, heights of rows, and which row stands on which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alur.sop.document import Input, Output, Procedure, Role, Step
from alur.sop.layout.lettering import wrap
from alur.sop.layout.sheet import Column, Line
from alur.sop.layout.ways import Way, band_text, is_band

SIZE = 14.0
LEADING = 18.0
PADDING = 9.0
LINK_ROW = 60.0
TEXT_COLUMNS = ("no", "kegiatan", "kelengkapan", "waktu", "output", "keterangan")
_HEAD = 15.5
_LEAST_ROW = 88.0
_LEAST_LANE, _MOST_LANE, _LONE_LANE = 66.0, 118.0, 190.0
_ROOM_PER_LINE = 7.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A step's row before it has a place."""

    step: Step
    cells: dict[str, tuple[Line, ...]]
    height: float
    is_band: bool
    band_text: str


def columns_for(procedure: Procedure, width: float) -> tuple[Column, ...]:
    """All columns from No to Keterangan; the lanes take what they need, the text columns share the rest."""
    roles = [role for role in procedure.roles if role.has_column] or [Role(key="", name="")]
    lane = _lane_width(len(roles), width)
    number, minutes = 40.0, 94.0
    rest = width - number - minutes - lane * len(roles)
    shares = {"kegiatan": 0.334, "kelengkapan": 0.225, "output": 0.241, "keterangan": 0.2}
    widths = {"no": number, "waktu": minutes, **{key: round(rest * share, 2) for key, share in shares.items()}}
    headings = {"no": "NO", "kegiatan": "Kegiatan", "kelengkapan": "Kelengkapan", "waktu": "Waktu"}
    headings |= {"output": "Output", "keterangan": "Keterangan"}
    columns: list[Column] = []
    at = 0.0
    for key in TEXT_COLUMNS:
        columns.append(Column(key, at, widths[key], (headings[key],)))
        at += widths[key]
        if key == "kegiatan":
            for role in roles:
                heading = wrap(role.name, lane - 6, lane_type(lane), 5, is_bold=True)
                columns.append(Column(f"lane-{role.key}", at, lane, heading, role.key))
                at += lane
    return tuple(columns)


def lane_type(lane_width: float) -> float:
    """Type size of a lane's heading: smaller where many roles share the page."""
    return SIZE if lane_width > 95 else 12.0 if lane_width > 80 else 11.0


def rows_for(
    procedure: Procedure, columns: Sequence[Column], ways: Sequence[Way], most_height: float
) -> list[TableRow]:
    """One row per step with its text wrapped; no row is higher than `most_height`, longer text ends in an ellipsis."""
    lanes = frozenset(column.role for column in columns if column.role)
    widths = {column.key: column.width for column in columns}
    most = max(1, int((most_height - 2 * PADDING) / LEADING))
    rows: list[TableRow] = []
    group = ""
    for step in procedure.steps:
        is_wide = is_band(step, lanes)
        heading = step.group if step.group != group else ""
        group = step.group
        sentence = band_text(procedure, step) if is_wide else ""
        cells = _cells(procedure, step, heading, widths, most, sentence)
        text = max(len(lines) for lines in cells.values()) * LEADING + 2 * PADDING
        height = min(most_height, max(text, _LEAST_ROW, _room_for_lines(step, ways)))
        rows.append(TableRow(step, cells, height, is_wide, sentence))
    return rows


def paginate(rows: Sequence[TableRow], body_height: float) -> list[list[TableRow]]:
    """The rows of each page. Where there are several pages, each keeps room for its rows of links."""
    if sum(row.height for row in rows) <= body_height:
        return [list(rows)]
    pages = _fill(rows, body_height)
    if len(pages[-1]) > 1:
        return pages
    for part in (0.6, 0.7, 0.8, 0.9):
        evener = _fill(rows, body_height * part)
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
    return min(wanted, width * 0.5 / lanes)


def _room_for_lines(step: Step, ways: Sequence[Way]) -> float:
    touching = sum(1 for way in ways if step.key in (way.step, way.to))
    ends = sum(1 for way in ways if way.step == step.key and way.end)
    return max(_LEAST_ROW + _ROOM_PER_LINE * max(0, touching - 3), ends * 32.0 + 24)


def _cells(
    procedure: Procedure, step: Step, heading: str, widths: dict[str, float], most: int, band: str
) -> dict[str, tuple[Line, ...]]:
    waktu = step.time.text if step.time else ""
    if step.time and not waktu and step.time.shared_with:
        waktu = f"bersama langkah {_number_of(procedure, step.time.shared_with)}"
    texts = {
        "no": step.number,
        "kegiatan": step.activity or (f"({band})" if band else ""),
        "kelengkapan": step.input_cell or _listed([_input_text(procedure, given) for given in step.inputs]),
        "waktu": waktu or "–",
        "output": step.output_cell or _listed([_output_text(procedure, made) for made in step.outputs]),
        "keterangan": step.note,
    }
    cells: dict[str, tuple[Line, ...]] = {}
    for key, text in texts.items():
        room = widths[key] - 2 * (4 if key == "no" else PADDING)
        lines = [Line(line) for line in wrap(text, room * 0.97, SIZE, most)]
        if key == "kegiatan" and heading:
            heads = [Line(line, is_bold=True) for line in wrap(heading, room * 0.97, SIZE, 3, is_bold=True)]
            lines = [*heads, *lines][:most]
        cells[key] = tuple(lines)
    return cells


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
