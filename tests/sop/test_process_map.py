"""The process map: counts at the ways of the sheet, jumps beside it, for every procedure that is laid out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alur.sop import read
from alur.sop.draw.process_map import Jump, Move, draw_process_map

pytestmark = pytest.mark.once("sqlite")
FILES = sorted((Path(__file__).parents[2] / "procedures").glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_way_has_its_count_once(file: Path) -> None:
    procedure = read(file.read_text()).procedure
    assert procedure is not None
    ways = [(step.key, way.key) for step in procedure.steps for way in step.exits]
    moves = {name: Move(101 + place, "") for place, name in enumerate(ways)}

    drawn = draw_process_map(procedure, moves)

    counts = [int(count) for count in re.findall(r">(\d+)×<", drawn)]
    assert len(counts) == len(set(counts)) >= len(procedure.steps) - 1


def test_ways_that_nobody_went_and_jumps_look_apart() -> None:
    procedure = read(FILES[-1].read_text()).procedure
    assert procedure is not None
    step, other = procedure.steps[0], procedure.steps[3]

    drawn = draw_process_map(
        procedure, {(step.key, "lanjut"): Move(3, "14 menit")}, [Jump(other.key, step.key, 2, "x")]
    )

    found = (drawn.count('class="way gone"'), drawn.count('class="way jump"'), ">14 menit<" in drawn, ">2× x<" in drawn)
    assert found == (1, 1, True, True)


def test_what_is_written_in_a_file_stays_text() -> None:
    procedure = read(FILES[-1].read_text().replace("Menerima permintaan", "<script>")).procedure
    assert procedure is not None

    assert "<script>" not in draw_process_map(procedure, {}, words="<b>")
