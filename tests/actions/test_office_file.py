"""Loading an office file: added once, amended, never deleted; every fault at its line, and then nothing is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from alur.actions.office_file import Loaded, load_office
from alur.records.models import Application, Appointment, Entry, Position, Unit, User
from alur.records.standing import standing_of
from alur.reports.verify import Tally, verify
from tests import make

pytestmark = pytest.mark.django_db
EXAMPLE = (make.ROOT / "docs/contoh-kantor.toml").read_text()

SMALL = """\
[[unit]]
kode = "biro"
nama = "Biro"
[[unit]]
kode = "rs"
nama = "Rumah Sakit"
induk = "biro"
[[jabatan]]
nama = "Petugas surat"
unit = "biro"
tugas = "surat"
peran = ["OT.02.01/4/4739/2019:kabag"]
[[orang]]
nip = "1980 0101 2005"
nama = "Ani"
unit = "biro"
[[orang]]
nip = "198102022006"
nama = "Budi"
surel = "budi@contoh.go.id"
[[penetapan]]
nip = "198001012005"
jabatan = "Petugas surat"
surat = "KP/1"
mulai = 2026-01-02
"""


@pytest.fixture(autouse=True)
def _published(db: None) -> None:
    make.publish(make.FIRST.read_text(), by=None, at=make.MONDAY)


def load(text: str) -> Loaded:
    return load_office(text, file="kantor.toml", at=make.MONDAY)


def faults(text: str) -> list[str]:
    return make.refusal(lambda: load(text))


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def rows() -> list[int]:
    return [model.objects.count() for model in (Unit, Application, Position, User, Appointment)]


def test_the_example_makes_an_office_whose_people_can_act() -> None:
    loaded = load(EXAMPLE)

    kabag = User.objects.get(nip="197401012000031001")
    assert (rows(), loaded.added) == ([3, 2, 7, 8, 9], 29)
    assert standing_of(kabag, make.MONDAY.date()).title == "Kabag Mutasi & PKP"


def test_loading_the_same_again_changes_nothing() -> None:
    load(EXAMPLE)
    entries = Entry.objects.count()

    again = load(EXAMPLE)

    assert (again, Entry.objects.count()) == (Loaded(), entries)


def test_new_people_get_passwords_that_open_their_accounts() -> None:
    loaded = load(SMALL)

    passwords = [account.password for account in loaded.accounts]
    users = [User.objects.get(nip=account.nip) for account in loaded.accounts]
    assert [user.name for user in users] == ["Ani", "Budi"]
    assert [user.check_password(password) for user, password in zip(users, passwords, strict=True)] == [True, True]
    assert [len(password.replace("-", "")) for password in passwords] == [24, 24]


def test_no_password_gets_into_the_record() -> None:
    loaded = load(SMALL)

    record = str(list(Entry.objects.values_list("data", flat=True)))
    assert [account.nip for account in loaded.accounts if account.password in record] == []


def test_everything_loaded_is_a_line_of_the_offices_chain() -> None:
    load(SMALL)

    kinds = list(Entry.objects.filter(subject_kind="kantor").order_by("number").values_list("kind", flat=True))
    assert kinds == ["published", "unit", "unit", "position", "person", "person", "appointed"]
    assert list(verify(tally=Tally())) == []


def test_a_changed_name_mail_and_unit_are_amended_with_what_was() -> None:
    load(SMALL)

    loaded = load(
        SMALL.replace('"Budi"\nsurel = "budi@contoh.go.id"', '"Budi S."\nsurel = "b@contoh.go.id"\nunit = "rs"')
    )

    budi = User.objects.get(nip="198102022006")
    entry = Entry.objects.filter(kind="person-changed").get()
    assert (loaded.amended, loaded.added, loaded.accounts) == (1, 0, [])
    assert (budi.name, budi.email, budi.unit and budi.unit.code) == ("Budi S.", "b@contoh.go.id", "rs")
    assert {name: facts for name, facts in entry.data.items() if name != "row"} == {
        "nip": "198102022006",
        "was": {"name": "Budi", "email": "budi@contoh.go.id", "unit": None},
        "now": {"name": "Budi S.", "email": "b@contoh.go.id", "unit": "rs"},
    }


def test_what_the_file_is_silent_about_stays() -> None:
    load(SMALL)

    load('[[orang]]\nnip = "198102022006"\nnama = "Budi"\n')

    assert User.objects.get(nip="198102022006").email == "budi@contoh.go.id"


def test_what_is_no_longer_in_the_file_stays() -> None:
    load(SMALL)
    before = rows()

    load("")

    assert rows() == before


def test_a_position_gets_further_roles_and_keeps_the_old() -> None:
    load(SMALL)

    load(SMALL.replace(":kabag", ":kasubbag"))

    roles = Position.objects.get().roles.values_list("key", flat=True)
    assert sorted(roles) == ["kabag", "kasubbag"]


def test_an_appointment_is_given_an_end() -> None:
    load(SMALL)

    loaded = load(SMALL + "sampai = 2026-06-30\n")

    assert loaded.amended == 1
    assert Appointment.objects.get().ends_on == dt.date(2026, 6, 30)
    assert Entry.objects.get(kind="appointment-ended").data["was"] is None


def test_a_parent_may_stand_below_its_unit() -> None:
    load('[[unit]]\nkode = "rs"\nnama = "RS"\ninduk = "biro"\n[[unit]]\nkode = "biro"\nnama = "Biro"\n')

    parent = Unit.objects.get(code="rs").parent
    assert parent is not None
    assert parent.code == "biro"


UNKNOWN = "di berkas ini dan belum tercatat"
FAULTS: list[tuple[str, Callable[[str], str], str, str]] = [
    (
        "unit",
        lambda text: text.replace('nama = "Ani"\nunit = "biro"', 'nama = "Ani"\nunit = "birro"'),
        'unit = "birro"',
        f"Unit “birro” tidak ada {UNKNOWN}; tambahkan [[unit]]-nya. Mungkin maksudnya “biro”.",
    ),
    (
        "position",
        lambda text: text.replace('jabatan = "Petugas surat"', 'jabatan = "Petugas srat"'),
        "jabatan = ",
        f"Jabatan “Petugas srat” tidak ada {UNKNOWN}. Mungkin maksudnya “Petugas surat”.",
    ),
    (
        "person",
        lambda text: text.replace('nip = "198001012005"', 'nip = "199901012005"'),
        "199901012005",
        f"NIP 199901012005 tidak ada {UNKNOWN}; tambahkan [[orang]]-nya. Mungkin maksudnya “198001012005”.",
    ),
    (
        "nip twice",
        lambda text: text.replace("198102022006", "198001012005"),
        "198001012005",
        "NIP 198001012005 sudah ditulis pada baris 14; cukup sekali.",
    ),
    (
        "role",
        lambda text: text.replace(":kabag", ":kabak"),
        "peran",
        "Peran “OT.02.01/4/4739/2019:kabak” tidak dikenal; tulis sebagai NOMOR-SOP:kunci-pelaksana. "
        "Mungkin maksudnya “OT.02.01/4/4739/2019:kabag”.",
    ),
    (
        "dates",
        lambda text: text + "sampai = 2026-01-01\n",
        "sampai",
        "sampai 2026-01-01 lebih awal daripada mulai 2026-01-02; periksa kedua tanggalnya.",
    ),
    (
        "cycle",
        lambda text: text.replace('nama = "Biro"\n', 'nama = "Biro"\ninduk = "biro"\n'),
        "induk",
        "Unit “biro” menjadi induk bagi dirinya sendiri; perbaiki induknya.",
    ),
    (
        "stand-in for nobody",
        lambda text: text + 'sifat = "plh"\n',
        "sifat",
        "Plh. memerlukan atas_nama: NIP pejabat yang digantikan sementara.",
    ),
    (
        "stand-in for oneself",
        lambda text: text + 'sifat = "plt"\natas_nama = "198001012005"\n',
        "atas_nama",
        "NIP 198001012005 tidak dapat menggantikan dirinya sendiri.",
    ),
    (
        "mail",
        lambda text: text.replace("budi@contoh.go.id", "budi"),
        "surel",
        "“budi” bukan alamat surel; tulis misalnya nama@kantor.go.id.",
    ),
    (
        "unknown key",
        lambda text: text.replace("surel", "surrel"),
        "surrel",
        "Kunci “surrel” tidak dikenal pada orang ke-2. Mungkin maksudnya “surel”.",
    ),
    (
        "not TOML",
        lambda text: text.replace('nama = "Ani"', 'nama = "Ani'),
        '"Ani',
        "Berkas tidak dapat dibaca mulai baris ini: ada huruf atau ganti baris di tempat yang tidak boleh; "
        "periksa tanda kutip penutup.",
    ),
]


@pytest.mark.parametrize(("change", "place", "sentence"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_told_at_its_line_and_nothing_is_loaded(
    change: Callable[[str], str], place: str, sentence: str
) -> None:
    text = change(SMALL)

    told = faults(text)

    assert told == [f"kantor.toml:{line_of(text, place)}: {sentence}"]
    assert rows() == [0, 0, 0, 0, 0]


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = SMALL.replace('induk = "biro"', 'induk = "x"').replace("KP/1", "").replace(":kabag", ":y")

    told = faults(text)

    assert [int(line.split(":")[1]) for line in told] == [
        line_of(text, "induk"),
        line_of(text, "peran"),
        line_of(text, "surat = "),
    ]


AGAIN = '[[penetapan]]\nnip = "198001012005"\njabatan = "Petugas surat"\nsurat = "KP/2"\nmulai = 2026-03-01\n'


def test_definitive_appointments_of_one_person_in_one_position_may_not_overlap() -> None:
    text = SMALL + AGAIN

    told = faults(text)

    assert told == [
        f"kantor.toml:{line_of(text, '2026-03-01')}: NIP 198001012005 sudah memegang jabatan “Petugas surat” secara "
        "definitif sejak 2026-01-02 tanpa batas (surat KP/1, baris 21); akhiri dahulu yang itu dengan sampai."
    ]


def test_an_appointment_may_not_overlap_one_that_is_kept() -> None:
    load(SMALL)

    told = faults(AGAIN)

    assert told == [
        "kantor.toml:5: NIP 198001012005 sudah memegang jabatan “Petugas surat” secara definitif sejak 2026-01-02 "
        "tanpa batas (surat KP/1, sudah tercatat); akhiri dahulu yang itu dengan sampai."
    ]


@pytest.mark.parametrize(("last_day", "count"), [("2026-02-28", 0), ("2026-03-01", 1)])
def test_the_last_day_of_an_appointment_still_belongs_to_it(last_day: str, count: int) -> None:
    load(SMALL)

    told = faults(f"{SMALL}sampai = {last_day}\n{AGAIN}")

    assert len(told) == count


@pytest.mark.parametrize(("last_day", "count"), [("2025-12-31", 0), ("2026-01-02", 1)])
def test_an_earlier_appointment_may_be_entered_later(last_day: str, count: int) -> None:
    load(SMALL)

    told = faults(AGAIN.replace("2026-03-01", f"2025-03-01\nsampai = {last_day}"))

    assert len(told) == count


def test_another_persons_appointment_is_no_overlap() -> None:
    text = SMALL + AGAIN.replace("198001012005", "198102022006")

    assert faults(text) == []


def test_a_kept_appointment_keeps_its_letter_number() -> None:
    load(SMALL)

    told = faults(SMALL.replace("KP/1", "KP/9"))

    assert told == [
        "kantor.toml:24: Penetapan ini sudah tercatat dengan nomor surat KP/1; hanya sampai yang dapat diubah."
    ]


def test_a_position_of_several_units_needs_its_unit() -> None:
    text = SMALL.replace("[[orang]]", '[[jabatan]]\nnama = "Petugas surat"\nunit = "rs"\n[[orang]]', 1)

    told = faults(text)

    assert told == [
        f"kantor.toml:{line_of(text, 'jabatan = ')}: Jabatan “Petugas surat” ada pada beberapa unit (biro, rs); "
        "tambahkan unit = “…”."
    ]
    assert faults(text.replace('surat = "KP/1"', 'surat = "KP/1"\nunit = "rs"')) == []


@pytest.mark.parametrize(
    "text", ["unit = 3", "[[orang]]", "[orang]\nnip = 3", "penetapan = [1]", '[[jabatan]]\nperan = [["x"]]']
)
def test_a_file_of_any_shape_gets_sentences(text: str) -> None:
    assert faults(text) != []


def test_a_nik_is_kept_and_recorded_only_masked() -> None:
    load(SMALL)

    load(SMALL.replace('nama = "Ani"', 'nama = "Ani"\nnik = "3174061207900001"'))

    line = Entry.objects.filter(kind="person-changed").get()
    assert (User.objects.get(name="Ani").nik, line.data["was"], line.data["now"]) == (
        "3174061207900001",
        {"nik": ""},
        {"nik": "•••001"},
    )
    assert list(verify()) == []


def test_a_nik_of_the_wrong_length_is_not_repeated_in_its_sentence() -> None:
    text = SMALL.replace('nama = "Ani"', 'nama = "Ani"\nnik = "317406"')

    line = line_of(text, "317406")
    assert faults(text) == [f"kantor.toml:{line}: nik pada orang ke-1 harus 16 angka; samakan dengan KTP-nya."]


def test_the_zone_of_a_unit_that_is_kept_is_not_changed_by_a_file() -> None:
    load(SMALL)

    changed = SMALL.replace('induk = "biro"\n', 'induk = "biro"\nzona = "Asia/Jayapura"\n')

    assert faults(changed) == [
        "kantor.toml:8: Unit “rs” sudah tercatat dengan zona Asia/Jakarta; zona unit yang sudah ada diubah "
        "dengan keputusan pada Kalender kerja. Tulis zona yang tercatat, atau hapus barisnya."
    ]
