"""Refusal: the one way an action says no, in sentences for the person."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):
    """An action that may not be done now. `reasons` are sentences that name the fact and the way out."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))
