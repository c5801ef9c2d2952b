"""What changed between two texts: pure, word by word."""

from __future__ import annotations

from alur.reports.comparing import Change, Piece, text_change

SAME, OUT, IN = Change.SAME, Change.OUT, Change.IN


def test_a_changed_word_is_marked_alone() -> None:
    change = text_change("Masa kerja dihitung dari TMT PNS.", "Masa kerja dihitung dari TMT CPNS.")

    assert change.pieces == (Piece(SAME, "Masa kerja dihitung dari TMT "), Piece(OUT, "PNS."), Piece(IN, "CPNS."))


def test_the_old_text_shows_what_went_and_the_new_one_what_came() -> None:
    change = text_change("satu dua tiga", "satu empat tiga")

    assert ("".join(p.text for p in change.before), "".join(p.text for p in change.after)) == (
        "satu dua tiga",
        "satu empat tiga",
    )


def test_words_are_counted_on_both_sides() -> None:
    change = text_change("lengkapi bab dua", "lengkapi bab dua dan bab tiga")

    assert (change.removed, change.added) == (0, 3)


def test_space_alone_is_no_change() -> None:
    assert text_change("satu  dua\n", "satu dua").is_same


def test_what_was_not_there_before_is_all_new() -> None:
    assert text_change("", "Baru sama sekali.").pieces == (Piece(IN, "Baru sama sekali."),)


def test_two_empty_texts_are_the_same() -> None:
    assert text_change("", "").is_same


def test_markup_in_a_text_is_only_words() -> None:
    assert text_change("a", "a <ins>b</ins>").pieces[-1] == Piece(IN, "<ins>b</ins>")


def test_forty_pages_that_differ_everywhere_are_compared_at_once() -> None:
    before = " ".join(f"kata{number % 700}" for number in range(16_000))
    after = " ".join(f"kata{number % 701}" for number in range(16_000))

    change = text_change(before, after)

    assert "".join(piece.text for piece in change.after) == after
