"""The drawings as SVG: well formed, escaped, free of what a strict policy forbids, and true to the case."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from alur.sop.document import Procedure
from alur.sop.draw import draw_sheet, page_words, step_line, step_shape, step_strip
from alur.sop.layout import lay_out
from tests.sop.first_procedure import FIRST
from tests.sop.generated import procedure_from

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> & \"kutip\" 'tunggal' \x00\x1b\u202e"


def hostile_procedure() -> Procedure:
    steps = [replace(step, number=f"<{step.number}&", activity=HOSTILE, note=HOSTILE * 4000) for step in FIRST.steps]
    roles = [replace(role, name=HOSTILE) for role in FIRST.roles]
    return replace(FIRST, name=HOSTILE * 100, steps=tuple(steps), roles=tuple(roles))


def all_drawings(procedure: Procedure) -> list[str]:
    sheet = lay_out(procedure)
    keys = [step.key for step in procedure.steps]
    case = {"travelled": keys[:3], "current": keys[3], "rounds": {keys[2]: 2}}
    counts = dict.fromkeys(keys, (6, 1))
    pages = [
        draw_sheet(sheet, page.number, counts=counts, words=page_words(procedure, sheet, page)) for page in sheet.pages
    ]
    return [
        *pages,
        step_line(procedure, **case),
        step_strip(procedure, **case),
        *(step_shape(step, "now") for step in procedure.steps),
    ]


def texts_of(drawing: str, class_name: str = "") -> list[str]:
    found = ElementTree.fromstring(drawing).iter(f"{SVG}text")
    return [text.text or "" for text in found if not class_name or class_name in text.get("class", "").split()]


def classes_of_step(drawing: str, key: str) -> str:
    group = next(part for part in ElementTree.fromstring(drawing).iter(f"{SVG}g") if part.get("data-step") == key)
    return next(part.get("class", "") for part in group if part.get("class", "").startswith("shape"))


@pytest.mark.parametrize("procedure", [FIRST, hostile_procedure(), procedure_from(5), procedure_from(12)])
def test_drawings_hold_nothing_that_a_strict_policy_forbids(procedure: Procedure) -> None:
    elements = [part for drawing in all_drawings(procedure) for part in ElementTree.fromstring(drawing).iter()]

    names = {part.tag.removeprefix(SVG) for part in elements}
    attributes = {name for part in elements for name in part.attrib}

    assert names <= {"svg", "title", "desc", "g", "rect", "path", "text"}
    assert [name for name in attributes if name in ("style", "id", "href") or name.startswith("on")] == []


@pytest.mark.parametrize("procedure", [FIRST, hostile_procedure()])
def test_every_drawing_is_an_image_with_a_name(procedure: Procedure) -> None:
    roots = [ElementTree.fromstring(drawing) for drawing in all_drawings(procedure)]

    assert {root.get("role") for root in roots} == {"img"}
    assert [root for root in roots if root[0].tag != f"{SVG}title" or not root[0].text] == []


def test_hostile_text_is_shown_as_text() -> None:
    page = draw_sheet(lay_out(hostile_procedure()), 1)

    assert "<script" not in page
    assert any("<script>" in text for text in texts_of(page))


def test_a_very_long_document_stays_a_small_drawing() -> None:
    drawings = all_drawings(hostile_procedure())

    assert max(len(drawing) for drawing in drawings) < 400_000


def test_page_repeats_the_head_of_the_table() -> None:
    sheet = lay_out(FIRST)

    heads = [texts_of(draw_sheet(sheet, page.number)) for page in sheet.pages]

    for words in heads:
        assert {"NO", "Kegiatan", "Pelaksana", "Mutu Baku", "Kelengkapan", "Waktu", "Output", "Keterangan"} <= set(
            words
        )


def test_page_shows_every_text_of_its_rows() -> None:
    sheet = lay_out(FIRST)
    wanted = [line.text for row in sheet.pages[0].rows for lines in row.cells.values() for line in lines]

    assert set(wanted) <= set(texts_of(draw_sheet(sheet, 1)))


def test_page_that_is_not_there_is_refused() -> None:
    sheet = lay_out(FIRST)

    with pytest.raises(IndexError):
        draw_sheet(sheet, 0)
    with pytest.raises(IndexError):
        draw_sheet(sheet, len(sheet.pages) + 1)


@pytest.mark.parametrize(
    ("count", "shown"), [((2, 0), ["2"]), ((6, 1), ["6, 1 lewat"]), ((1, 1), ["1 lewat"]), ((0, 0), [])]
)
def test_live_count_says_how_many_and_how_many_late(count: tuple[int, int], shown: list[str]) -> None:
    page = ElementTree.fromstring(draw_sheet(lay_out(FIRST), 1, counts={"l1": count}))

    pills = [group for group in page.iter(f"{SVG}g") if "live" in group.get("class", "").split()]

    assert [text.text for pill in pills for text in pill.iter(f"{SVG}text")] == shown


def test_every_line_of_the_layout_is_drawn() -> None:
    sheet = lay_out(FIRST)

    drawn = re.findall(r'data-exit="([^"]*)"', draw_sheet(sheet, 1))

    assert drawn == [f"{line.exits[0][0]}/{line.exits[0][1]}" for line in sheet.pages[0].connectors]


def test_step_line_marks_done_current_open_and_unreadable() -> None:
    line = step_line(FIRST, travelled=["l1", "l2", "l3"], current="l4")

    marks = {key: classes_of_step(line, key) for key in ("l3", "l4", "l5", "l7")}

    assert marks == {"l3": "shape done", "l4": "shape now", "l5": "shape open", "l7": "shape unreadable"}


def test_step_line_shows_the_round_at_the_return() -> None:
    line = step_line(FIRST, travelled=["l1", "l2", "l3", "l4", "l3"], current="l4", rounds={"l3": 2, "l4": 2})

    assert texts_of(line, "round") == ["putaran ke-2"]
    assert "putaran ke-2" in (ElementTree.fromstring(line)[0].text or "")


def test_step_line_shows_a_return_when_only_rounds_tell_of_it() -> None:
    line = step_line(FIRST, travelled=["l1", "l2", "l3"], current="l4", rounds={"l3": 3, "l4": 3})

    assert texts_of(line, "round") == ["putaran ke-3"]


def test_what_a_return_took_back_is_open_again() -> None:
    line = step_line(FIRST, travelled=["l1", "l2", "l3", "l4"], current="l3", rounds={"l3": 2})

    assert classes_of_step(line, "l4") == "shape open"


def test_travelled_road_runs_through_the_automatic_step() -> None:
    line = step_line(FIRST, travelled=["l1", "l2", "l3", "l4", "l5", "l6"], current="l8")

    assert line.count('class="line travelled automatic"') == 2


def test_ended_case_has_no_current_step() -> None:
    line = step_line(FIRST, travelled=[step.key for step in FIRST.steps], current="")

    assert "shape now" not in line
    assert ElementTree.fromstring(line)[0].text == "Jalur permintaan: selesai, 10 langkah"


def test_unknown_steps_in_a_road_are_passed_over() -> None:
    line = step_line(FIRST, travelled=["l1", "tiada"], current="l2", rounds={"tiada": 4})

    assert classes_of_step(line, "l1") == "shape done"


def test_strip_breaks_after_ten_steps() -> None:
    procedure = next(made for made in map(procedure_from, range(99)) if 20 < len(made.steps) <= 30)

    box = ElementTree.fromstring(step_strip(procedure, travelled=[], current="s0")).get("viewBox")

    assert box == "0 0 327.7 88"


def test_step_shape_names_step_and_state() -> None:
    drawing = ElementTree.fromstring(step_shape(FIRST.steps[3], "now"))

    assert drawing[0].text == "Langkah 4, sekarang"
    assert (drawing.get("width"), drawing.get("height")) == ("44", "32")


def test_words_of_an_endless_page_end_in_an_ellipsis() -> None:
    procedure = hostile_procedure()
    sheet = lay_out(procedure)

    told = page_words(procedure, sheet, sheet.pages[0])

    assert (len(told), told[-1]) == (12_000, "…")


def test_words_of_a_page_name_its_letters_and_answers() -> None:
    sheet = lay_out(FIRST)

    told = page_words(FIRST, sheet, sheet.pages[0])

    assert "Langkah 4, Kasubbag PKDIK, keputusan:" in told
    assert "Disetujui ke langkah 5; Dikoreksi ke langkah 3." in told
    assert "Lanjut ke halaman 3: a ke langkah" in told
