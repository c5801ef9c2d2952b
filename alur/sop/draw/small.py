"""The small symbols of the screens: one step's shape with its number, in the states done, now, open and unreadable.

Classes (CSS rules in web/static/alur/flow.css): `step-shape` on the small drawing; `shape` with `done`, `now`, `open`
or `unreadable` on an outline, `halo` on the ring around the current one, `number` (and `small` for long ones) on the
text. No colour is set here.
"""

from __future__ import annotations

from typing import Literal

from alur.sop.document import Step, Symbol
from alur.sop.draw.svg import drawing, element, outline, text
from alur.sop.layout import Kind, Shape
from alur.sop.layout.lettering import clip
from alur.sop.layout.ways import symbol_kind

State = Literal["done", "now", "open", "unreadable"]
STATE_WORDS: dict[State, str] = {
    "done": "sudah dilalui",
    "now": "sekarang",
    "open": "belum",
    "unreadable": "tidak terbaca pada naskah sumber",
}


def step_shape(step: Step, state: State) -> str:
    """The step's symbol, 44 × 32, with its printed number inside, as an SVG named "Langkah 4, sekarang"."""
    width, height = (40.0, 28.0) if step.symbol is Symbol.DECISION else (34.0, 23.0)
    content = numbered(step, state, (22.0, 16.0), (width, height), has_halo=False)
    name = f"Langkah {clip(step.number, 60, 12)}, {STATE_WORDS[state]}"
    return drawing(name, 44, 32, content, class_="step-shape", width=44, height=32)


def numbered(
    step: Step, state: State, middle: tuple[float, float], size: tuple[float, float], *, has_halo: bool
) -> str:
    """Outline and number of a step, as a group to be set into a drawing."""
    x, y = middle
    width, height = size
    shape = Shape(symbol_kind(step), x, y, width, height)
    parts = [outline(shape, class_=f"shape {state}", **_rounding(shape))]
    if state == "now" and has_halo:
        parts.insert(0, outline(_halo(shape), class_="halo", **_rounding(shape)))
    shown = clip(step.number, width * (0.62 if shape.kind is Kind.DIAMOND else 0.9), 11)
    look = f"number {state} small" if len(shown) > 2 or height < 18 else f"number {state}"
    parts.append(text(shown, x, y + 4.3, text_anchor="middle", class_=look))
    return "".join(parts)


def is_unreadable(step: Step) -> bool:
    """True when nobody can be named for the step: it is drawn dashed, across all lanes."""
    return step.is_automatic or not step.roles


def _rounding(shape: Shape) -> dict[str, float]:
    return {"rx": 2.0} if shape.kind is Kind.BOX else {}


def _halo(shape: Shape) -> Shape:
    extra = 10.0 if shape.kind is Kind.DIAMOND else 6.0
    return Shape(shape.kind, shape.x, shape.y, shape.width + extra, shape.height + extra * 0.75)


def stroke(path: str, look: str) -> str:
    """A line of the step line or the strip; its look is a class."""
    return element("path", d=path, class_=look, fill="none")
