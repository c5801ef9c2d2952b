"""Median and p90 of seconds, and shares, as reports mean them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median


def middle(values: Sequence[int]) -> int | None:
    """The median: the middle value, or the mean of both middle ones; None without any."""
    return int(median(values)) if values else None


def p90(values: Sequence[int]) -> int | None:
    """The smallest of the values that at least nine in ten do not exceed (nearest rank); None without any."""
    return sorted(values)[-(-9 * len(values) // 10) - 1] if values else None


def share(part: int, whole: int) -> float | None:
    """Per cent with one decimal; None where there is nothing to divide by."""
    return round(100 * part / whole, 1) if whole else None
