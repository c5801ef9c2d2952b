"""What the tests of signatures share: a typeset paper, the office's settings, and the service in BSrE's place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.papers.signing import authority
from tests.papers.signing.office import use_bsre, use_certificate
from tests.papers.signing.services import Esign, esign_service
from tests.papers.test_typeset import MADE_AT, note


@pytest.fixture(scope="session")
def paper() -> bytes:
    from alur.papers.typeset import typeset

    return typeset("catatan", note(), made_at=MADE_AT)


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    return authority.root().pem(tmp_path / "induk.pem")


@pytest.fixture
def certificate(settings: Any, tmp_path: Path) -> Any:
    """The office signs with a PKCS#12 file; changed further by the test."""
    use_certificate(settings, tmp_path)
    return settings


@pytest.fixture
def esign(settings: Any, roots: Path) -> Iterator[Esign]:
    with esign_service() as service:
        use_bsre(settings, service, roots=roots)
        yield service
