"""Draws a procedure as SVG: the sheet's flow pages, the step line of a case, its strip for phones, one small shape.

The classes that CSS holds on to are listed in `flow_page`, `small` and `step_line`. Nothing here sets a style, runs a
script or needs an id, so that the drawings pass the strictest content security policy and may stand in a page often.
"""

from __future__ import annotations

from alur.sop.draw.flow_page import draw_sheet
from alur.sop.draw.small import State, step_shape
from alur.sop.draw.step_line import step_line, step_strip
from alur.sop.draw.words import page_words

__all__ = ["State", "draw_sheet", "page_words", "step_line", "step_shape", "step_strip"]
