"""The documents say what is there: links lead somewhere, dependencies have reasons, settings are explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "deploy/README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
DEPENDENCY = re.compile(r"^([A-Za-z][A-Za-z0-9_-]*)", re.M)
SETTING = re.compile(r"""environ(?:\.get\(|\[)["']((?:ALUR_|DATABASE_)\w+)["']""")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(FENCE.sub("", page.read_text())) if "://" not in link]

    dead = [link for link in links if not is_reachable(page, link)]

    assert dead == []


def test_every_dependency_has_a_line_in_the_decisions() -> None:
    reasons = "\n".join(page.read_text() for page in (ROOT / "docs/decisions").glob("*.md"))
    lists = "\n".join(path.read_text() for path in (ROOT / "requirements").glob("*.in"))

    unexplained = [name for name in DEPENDENCY.findall(lists) if not re.search(rf"^- \*\*{name}\*\*", reasons, re.M)]

    assert unexplained == []


def test_every_setting_is_in_the_operators_guide() -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "alur").rglob("*.py"))
    guide = (ROOT / "docs/operator.md").read_text()

    unexplained = sorted({name for name in SETTING.findall(sources) if f"`{name}`" not in guide})

    assert unexplained == []


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs/decisions"
    listed = LINK.findall((folder / "README.md").read_text())

    assert sorted(listed) == sorted(page.name for page in folder.glob("[0-9]*.md"))


def is_reachable(page: Path, link: str) -> bool:
    """A file beside the page and, behind #, a heading in it."""
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    return not anchor or anchor in {slug(line) for line in target.read_text().splitlines() if line.startswith("#")}


def slug(heading: str) -> str:
    """The anchor that forges make of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lstrip("#").strip().lower()).replace(" ", "-")
