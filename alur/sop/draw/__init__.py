"""Draws a procedure as SVG: the sheet's flow pages, the step line of a case, its strip for phones, one small shape."""

from __future__ import annotations

from alur.sop.draw.flow_page import draw_sheet

__all__ = ["draw_sheet"]
