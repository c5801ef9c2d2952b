"""A real Chromium, and people who use it. Each person has a browser of their own, as in the office."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import make

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: while it is open, its event loop would be in the way of other tests."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=os.environ["ALUR_CHROMIUM"], args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def office(transactional_db: None) -> make.Office:
    """The office of the first procedure, committed, so that the served pages see it."""
    return make.usual_office()


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`visitor(width=360)`: a page that nobody has logged in with; `said` is what its console says."""
    pages: list[Page] = []

    def come(*, has_javascript: bool = True, width: int = 1320, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=has_javascript,
            viewport={"width": width, "height": 900},
            locale="id-ID",
            **options,
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.said = []  # type: ignore[attr-defined]
        page.on("console", lambda line: page.said.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        pages.append(page)
        return page

    yield come
    for page in pages:
        page.context.close()


@pytest.fixture
def page_of(visitor: Callable[..., Page], office: make.Office) -> Callable[..., Page]:
    """`page_of("kabag")`: that person's page, logged in; the same one every time within a test."""
    pages: dict[str, Page] = {}

    def log_in(who: str, **options: Any) -> Page:
        if who not in pages:
            page = visitor(**options)
            page.goto("/masuk/")
            page.fill("[name=username]", office.people[who].nip)
            page.fill("[name=password]", make.PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            page.wait_for_url("**/")
            pages[who] = page
        return pages[who]

    return log_in
