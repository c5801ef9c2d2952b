"""The office's key on a PKCS#11 token, tried on SoftHSM; skipped where SoftHSM is not installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alur.papers import signing
from alur.papers.signing.validating import checked
from tests.papers.signing import authority
from tests.papers.signing.office import with_signature

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "428571"
pytestmark = pytest.mark.skipif(
    not MODULE.exists() or shutil.which("softhsm2-util") is None, reason="perlu SoftHSM (paket softhsm2)"
)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A token “kantor” with key and certificate “ttd”; the module reads its folder from the environment once."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "token").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'token'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    own = authority.issued("Biro Kepegawaian")
    run = ["softhsm2-util", "--pin", PIN]
    subprocess.run(
        [*run, "--init-token", "--free", "--label", "kantor", "--so-pin", "123456"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    key = own.key_pem(folder / "kunci.pem")
    subprocess.run(
        [*run, "--import", key, "--token", "kantor", "--label", "ttd", "--id", "01"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    _keep_certificate(own)
    yield folder
    del os.environ["SOFTHSM2_CONF"]


def _keep_certificate(own: authority.Issued) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    values = decode_x509_certificate(own.asn1.dump())
    slot = pkcs11.lib(str(MODULE)).get_token(token_label="kantor")
    with slot.open(user_pin=PIN, rw=True) as session:
        session.create_object(values | {pkcs11.Attribute.LABEL: "ttd", pkcs11.Attribute.TOKEN: True})


@pytest.fixture
def on_token(settings: Any, token: Path, roots: Path) -> Any:
    with_signature(
        settings,
        adapter="certificate",
        module=MODULE,
        token="kantor",
        key_label="ttd",
        secret=PIN,
        roots=roots,
    )
    return settings


def sign(paper: bytes) -> list[signing.Signed]:
    signer = signing.signer()
    assert signer is not None
    return signer.sign([paper, paper], signing.Person("Rina"), signing.NO_PASSPHRASE, reason="uji")


def test_two_papers_are_signed_in_one_login(on_token: Any, paper: bytes):
    made = sign(paper)

    assert [checked(item.pdf)[0].is_good for item in made] == [True, True]
    assert signing.faults() == []


def test_the_certificate_may_lie_beside_the_token(on_token: Any, tmp_path: Path, paper: bytes):
    with_signature(on_token, certificate=authority.issued("Biro Kepegawaian").pem(tmp_path / "kantor.pem"))

    assert checked(sign(paper)[0].pdf)[0].is_good is True


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"secret": "000000"}, "PIN token kunci salah atau terkunci. Hubungi pengelola Alur."),
        (
            {"token": "lain"},
            "token kunci “lain” tidak dapat dibuka; periksa apakah terpasang. Hubungi pengelola Alur.",
        ),
        ({"key_label": "lain"}, "kunci atau sertifikat “lain” tidak ada pada token. Hubungi pengelola Alur."),
    ],
)
def test_what_is_wrong_with_the_token_is_told(on_token: Any, changes: dict[str, str], sentence: str):
    with_signature(on_token, **changes)

    assert signing.faults() == [f"Tanda tangan elektronik: {sentence}"]
