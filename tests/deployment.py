"""What the tests run on: a data folder of their own, and SQLite or PostgreSQL. Loaded before Django's settings (`-p`).

ALUR_TEST_ON is set by `./test`, which runs the suite on both at once; otherwise DATABASE_URL decides, as in service.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Generator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PURE = tuple(TESTS / name for name in ("sop", "worktime", "house"))
MEASURED = tuple(TESTS / name for name in ("sop", "worktime", "actions"))
FOLDER = Path(tempfile.mkdtemp(prefix="alur-test-"))

if os.environ.get("ALUR_TEST_ON") == "sqlite":
    os.environ.pop("DATABASE_URL", None)
os.environ["ALUR_DATA"] = str(FOLDER)
os.environ["ALUR_SECRET_KEY"] = "only-for-tests-" * 4
# Playwright's synchronous interface runs a loop in the test's own thread; Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_configure(config: pytest.Config) -> None:
    """Leaves out what only costs time in tests: slow password hashes, names of static files with a digest."""
    from django.conf import settings
    from hypothesis import settings as searching

    searching.register_profile("alur", deadline=None)  # a busy machine is not a fault
    searching.load_profile("alur")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage traces the tests of what it measures, on one database; all others take nearly twice as long with it."""
    if _is_measured(item):
        return (yield)
    tracer, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        threading.settrace(in_threads)  # type: ignore[arg-type]


def _is_measured(item: pytest.Item) -> bool:
    """Not what looks at the watch, either."""
    if os.environ.get("ALUR_TEST_ON") == "postgresql" or item.get_closest_marker("timed") is not None:
        return False
    return any(folder in item.path.parents for folder in MEASURED)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skips what this machine cannot do, and what the run on the other database does."""
    for item in items:
        if item.get_closest_marker("postgresql") and not on_postgresql():
            item.add_marker(pytest.mark.skip(reason="perlu PostgreSQL"))
        if item.get_closest_marker("browser") and not os.environ.get("ALUR_CHROMIUM"):
            item.add_marker(pytest.mark.skip(reason="perlu Chromium: ALUR_CHROMIUM menunjuk letaknya"))
    elsewhere = [item for item in items if _belongs_to_the_other_run(item)]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


def _belongs_to_the_other_run(item: pytest.Item) -> bool:
    """Where both databases are run side by side, what touches neither is run once, and the load is shared."""
    run, once = os.environ.get("ALUR_TEST_ON"), item.get_closest_marker("once")
    if run is None:
        return False
    if once is not None:
        return run not in once.args
    return run == "postgresql" and any(folder in item.path.parents for folder in PURE)
