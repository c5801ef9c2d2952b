"""By which name the work at hand is found in the log: the id of a web request, or of a job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("alur-work", default="")


def current() -> str:
    """The id of what this thread is working on, "" for nothing in particular."""
    return _current.get()


@contextmanager
def working_on(work: str) -> Iterator[None]:
    """Every line written meanwhile bears this id."""
    token = _current.set(work)
    try:
        yield
    finally:
        _current.reset(token)
