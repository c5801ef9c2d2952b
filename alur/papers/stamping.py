"""Page numbers through a bundle: "Riwayat P-2026-0041 · 12 dari 200" at the upper edge of every page."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pikepdf

from alur.papers.typeset import typeset

POINTS_PER_MM = 72 / 25.4


def stamp_pages(bundle: pikepdf.Pdf, label: str, made_at: dt.datetime) -> None:
    """Lay the number of each page over it, whatever its size; a mark of the bundle, no part of the paper."""
    sizes = [_size(page) for page in bundle.pages]
    data = {
        "title": label,
        "label": label,
        "total": str(len(sizes)),
        "pages": [{"width": width, "height": height} for width, height in sizes],
    }
    with pikepdf.open(BytesIO(typeset("halaman", data, made_at=made_at))) as stamps:
        for stamp in stamps.pages:
            if "/StructParents" in stamp.obj:
                del stamp.obj["/StructParents"]
        for page, stamp in zip(bundle.pages, stamps.pages, strict=True):
            page.add_overlay(stamp, None)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height in millimetres as the page is shown."""
    left, low, right, high = (float(value) for value in page.cropbox)
    width, height = abs(right - left) / POINTS_PER_MM, abs(high - low) / POINTS_PER_MM
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    size = (height, width) if turned else (width, height)
    return max(20.0, round(size[0], 2)), max(20.0, round(size[1], 2))
