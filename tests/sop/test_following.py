"""Following decisions, and the lengths of roads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alur.sop import follow
from alur.sop.document import Clock, Exit
from alur.sop.following import longest_seconds, makers_to_check, readable_seconds, shortest_seconds
from tests.sop.small import SMALL

RETURN = '  { label = "Dikoreksi", ke = "buat", koreksi = true },\n'


def automatic(key: str, to: str) -> str:
    return f'[[langkah]]\nkunci = "{key}"\nkegiatan = "(tidak terbaca)"\notomatis = true\n{to}\n\n'


def test_a_decision_leads_to_the_step_it_names() -> None:
    procedure = SMALL.procedure()

    destination = follow(procedure, "putuskan", "dikoreksi")

    assert destination.exit == procedure.step("putuskan").exit("dikoreksi")
    assert destination.step == procedure.step("buat")
    assert (destination.passed, destination.end) == ((), "")


def test_an_end_has_a_result_and_no_step() -> None:
    destination = follow(SMALL.procedure(), "kirim", "selesai")

    assert (destination.step, destination.end) == (None, "selesai")


def test_automatic_steps_are_passed_in_their_order() -> None:
    steps = automatic("a", 'lanjut = "b"') + automatic("b", 'lanjut = "putuskan"')
    text = SMALL.but(('lanjut = "putuskan"', 'lanjut = "a"'))
    procedure = replace(text, text=text.text + "\n" + steps).procedure()

    destination = follow(procedure, "buat", "lanjut")

    assert [step.key for step in destination.passed] == ["a", "b"]
    assert destination.step == procedure.step("putuskan")


def test_an_automatic_step_may_lead_to_the_end() -> None:
    text = SMALL.but(('ke = "kirim"', 'ke = "a"'))
    procedure = replace(text, text=text.text + "\n" + automatic("a", 'akhir = "batal"')).procedure()

    destination = follow(procedure, "putuskan", "disetujui")

    assert (destination.step, destination.end) == (None, "batal")


def test_automatic_steps_in_a_circle_are_refused() -> None:
    steps = automatic("a", 'lanjut = "b"') + automatic("b", 'lanjut = "a"')
    text = SMALL.but(('lanjut = "putuskan"', 'lanjut = "a"'))
    procedure = replace(text, text=text.text + "\n" + steps).procedure()

    with pytest.raises(ValueError, match="Langkah otomatis “a”"):
        follow(procedure, "buat", "lanjut")


@pytest.mark.parametrize(("step", "way"), [("tiada", "lanjut"), ("buat", "disetujui")])
def test_a_step_or_way_that_does_not_exist_is_a_key_error(step: str, way: str) -> None:
    with pytest.raises(KeyError):
        follow(SMALL.procedure(), step, way)


def test_roads_are_measured_from_the_shortest_to_the_longest() -> None:
    procedure = SMALL.but(
        ("menit = 20 }", "menit_min = 15, menit_maks = 20 }"),
        (RETURN, RETURN + '  { label = "Tidak perlu", akhir = "batal" },\n'),
    ).procedure()

    assert shortest_seconds(procedure) == 25 * 60
    assert longest_seconds(procedure) == 60 * 60
    assert readable_seconds(procedure) == 60 * 60


def test_roads_can_be_measured_on_one_clock_alone() -> None:
    procedure = SMALL.but(("{ menit = 20 }", '{ hari = 1, jenis = "kalender" }')).procedure()

    assert longest_seconds(procedure, {Clock.WORKING}) == 40 * 60
    assert longest_seconds(procedure, {Clock.WALL}) == 86_400


def test_a_step_that_may_be_skipped_shortens_the_shortest_road_only() -> None:
    procedure = SMALL.but(('no = "3"', 'no = "3"\npilihan = "bila perlu"')).procedure()

    assert shortest_seconds(procedure) == 30 * 60
    assert longest_seconds(procedure) == 60 * 60


def test_a_road_that_never_ends_has_no_length() -> None:
    procedure = SMALL.procedure()
    steps = tuple(replace(step, exits=(Exit("lanjut", "Lanjut", to="buat"),)) for step in procedure.steps)

    endless = replace(procedure, steps=steps)

    assert (shortest_seconds(endless), longest_seconds(endless)) == (0, 0)


def test_makers_may_check_where_the_file_waives_the_rule() -> None:
    procedure = SMALL.but(("hari =", "pembuat_boleh_memeriksa = true\nhari =")).procedure()

    assert makers_to_check(SMALL.procedure(), SMALL.procedure().step("putuskan")) == {"naskah"}
    assert makers_to_check(procedure, procedure.step("putuskan")) == frozenset()
