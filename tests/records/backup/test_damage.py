"""Every kind of damage to a backup is named in a sentence, and a backup without any has none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from alur.records.backup import manifest
from alur.records.backup.making import generation
from alur.records.backup.secrecy import identities_in
from alur.reports.backups import backup_problems
from tests.records.backup.places import bend_database, renew, rewrite

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db]


def problems(place: Path, identity: Path | None = None) -> list[str]:
    identities = identities_in(str(identity)) if identity else []
    return list(backup_problems(generation(place), identities=identities))


def some_file(place: Path) -> Path:
    return min(place.glob("files*/*/*/*"))


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def test_a_whole_backup_has_no_problems(copy: Path) -> None:
    assert problems(copy / "biasa") == []


def test_a_closed_backup_has_no_problems_for_its_recipient(copy: Path) -> None:
    assert problems(copy / "age", copy / "kunci") == []


@pytest.mark.parametrize(
    ("bend", "sentence"),
    [
        (Path.unlink, "tidak ada."),
        (cut, "terpotong: {smaller} dari {size} bita."),
        (flip, "diubah; isinya berbeda dari sidiknya."),
    ],
)
@pytest.mark.parametrize("which", ["file", "kantor.tar"])
def test_a_missing_cut_or_changed_piece_is_named(
    copy: Path, bend: Callable[[Path], None], sentence: str, which: str
) -> None:
    path = some_file(copy / "biasa") if which == "file" else generation(copy / "biasa") / which
    size, name = path.stat().st_size, f"Berkas {path.name}" if which == "file" else which
    bend(path)

    assert problems(copy / "biasa") == [f"{name} {sentence.format(size=size, smaller=size - 1)}"]


def test_a_missing_database_is_named(copy: Path) -> None:
    (generation(copy / "biasa") / "database.sqlite3").unlink()

    assert problems(copy / "biasa") == ["database.sqlite3 tidak ada."]


def test_a_database_bent_inside_is_named_although_all_digests_agree(copy: Path) -> None:
    path = generation(copy / "biasa") / "database.sqlite3"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    renew(copy / "biasa")

    (sentence,) = problems(copy / "biasa")

    assert sentence.startswith("Salinan basis data rusak: ")


def test_a_missing_manifest_is_named(copy: Path) -> None:
    folder = generation(copy / "biasa")
    (folder / manifest.MANIFEST).unlink()

    assert list(backup_problems(folder, identities=[])) == [
        f"{folder}: manifest.json tidak ada; ini bukan cadangan yang selesai."
    ]


def test_a_changed_manifest_is_named(copy: Path) -> None:
    folder = generation(copy / "biasa")
    flip(folder / manifest.MANIFEST)

    assert problems(copy / "biasa") == [
        f"{folder}: manifest.json diubah atau rusak; sidiknya tidak cocok dengan manifest.json.sha256."
    ]


def test_a_manifest_that_leads_out_of_the_backup_is_not_followed(copy: Path) -> None:
    rewrite(copy / "biasa", lambda values: values["members"][0].update(name="../../rahasia"))

    assert problems(copy / "biasa") == [f"{generation(copy / 'biasa')}: isi manifest.json tidak dikenali."]


def test_a_stranger_in_the_folder_is_named(copy: Path) -> None:
    (generation(copy / "biasa") / "titipan").write_text("x")

    assert problems(copy / "biasa") == ["titipan tidak tercantum pada manifest.json; seseorang menambahkannya."]


def test_a_file_taken_off_the_list_is_named(copy: Path) -> None:
    path = generation(copy / "biasa") / manifest.FILES
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[1:]))
    renew(copy / "biasa")

    assert problems(copy / "biasa") == [f"Daftar berkas memuat {len(lines) - 1} berkas, seharusnya {len(lines)}."]


def test_a_backup_of_a_newer_version_is_named(copy: Path) -> None:
    rewrite(copy / "biasa", lambda values: values["migrations"].append("records.9999_kelak"))

    assert problems(copy / "biasa") == [
        f"{generation(copy / 'biasa').name} dibuat oleh Alur yang lebih baru (versi 0.1.0, tabel records.9999_kelak); "
        "perbarui Alur lebih dahulu."
    ]


def test_rows_that_are_fewer_than_counted_are_named(copy: Path) -> None:
    bend_database(copy / "biasa", "DELETE FROM records_visit WHERE id = (SELECT MAX(id) FROM records_visit)")

    assert problems(copy / "biasa") == ["Tabel records_visit berisi 3 baris, seharusnya 4."]


def test_a_chain_broken_inside_is_named(copy: Path) -> None:
    bend_database(
        copy / "biasa", "UPDATE records_entry SET data = '{}' WHERE subject_kind = 'permintaan' AND number = 2"
    )

    (sentence,) = problems(copy / "biasa")

    assert sentence.endswith("isi catatan #2 (performed) diubah; sidik jarinya tidak cocok.")


def test_a_chain_that_ends_elsewhere_is_named(copy: Path) -> None:
    chain = "FROM records_entry WHERE subject_kind = 'permintaan'"
    last = f"SELECT id {chain} AND number = (SELECT MAX(number) {chain})"
    bend_database(copy / "biasa", f"UPDATE records_entry SET hash = '{'0' * 64}' WHERE id IN ({last})")

    assert problems(copy / "biasa")[0] == "Ujung rantai catatan berbeda dari yang tertulis pada manifest."


def test_another_persons_key_is_named(copy: Path) -> None:
    assert problems(copy / "age", copy / "kunci-lain") == [
        "Kunci pada --identity bukan penerima cadangan ini; pakailah kunci yang lain."
    ]


def test_a_closed_backup_asks_for_its_key(copy: Path) -> None:
    assert problems(copy / "age") == [
        "Cadangan ini disandikan dengan age. Sebutkan berkas kuncinya: --identity BERKAS."
    ]


def test_bytes_changed_under_the_closure_are_named(copy: Path) -> None:
    flip(generation(copy / "age") / "database.sqlite3.age")
    renew(copy / "age")

    assert problems(copy / "age", copy / "kunci") == ["Sandinya tidak dapat dibuka (decryption error)."]
