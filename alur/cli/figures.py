"""Figures as an Indonesian reader writes them."""

from __future__ import annotations


def in_seconds(seconds: float) -> str:
    return f"{seconds:.1f} detik".replace(".", ",")


def in_megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
