"""The few SVG elements that the drawings are made of, with everything escaped. No style, no script, no id."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from alur.sop.layout.lettering import clean
from alur.sop.layout.sheet import Kind, Point, Shape

PAPER_FONT = "Arial, 'Liberation Sans', Arimo, sans-serif"
Value = str | float


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, content: str | None = None, /, **attributes: Value) -> str:
    """An element; `content` is markup already, attribute values are escaped; `stroke_width` becomes stroke-width."""
    parts = [name]
    for key, value in attributes.items():
        shown = value if isinstance(value, str) else number(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape(clean(shown))}"')
    opening = " ".join(parts)
    return f"<{opening}/>" if content is None else f"<{opening}>{content}</{name}>"


def text(content: str, x: float, y: float, /, **attributes: Value) -> str:
    """A line of real text, escaped."""
    return element("text", escape(clean(content)), x=x, y=y, **attributes)


def title(content: str) -> str:
    """The name of a drawing or of one of its parts, for readers who do not see it."""
    return element("title", escape(clean(content)))


def description(content: str) -> str:
    """What the drawing shows, at length, for readers who do not see it."""
    return element("desc", escape(clean(content)))


def drawing(name: str, width: float, height: float, content: str, /, **attributes: Value) -> str:
    """A whole SVG with its name; the size on the page is given by viewBox and CSS unless attributes say otherwise."""
    box = f"0 0 {number(width)} {number(height)}"
    head = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "role": "img", **attributes}
    return element("svg", title(name) + content, **head)


def polyline(points: Sequence[Point], /, **attributes: Value) -> str:
    """An open line through the points."""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", d=path, fill="none", **attributes)


def outline(shape: Shape, /, **attributes: Value) -> str:
    """The symbol's outline, without its text."""
    if shape.kind is Kind.DIAMOND:
        corners = [(shape.x, shape.top), (shape.right, shape.y), (shape.x, shape.bottom), (shape.left, shape.y)]
        return _closed(corners, **attributes)
    if shape.kind is Kind.LINK:
        return _closed(_pentagon(shape), **attributes)
    radius = shape.height / 2 if shape.kind is Kind.CAPSULE else 0.0
    place = {"x": shape.left, "y": shape.top, "width": shape.width, "height": shape.height}
    return element("rect", **place, **({"rx": radius} if radius else {}), **attributes)


def _pentagon(shape: Shape) -> list[Point]:
    shoulder = shape.height * 0.4
    if shape.points_up:
        left, right = (shape.left, shape.top + shoulder), (shape.right, shape.top + shoulder)
        return [(shape.left, shape.bottom), (shape.right, shape.bottom), right, (shape.x, shape.top), left]
    left, right = (shape.left, shape.bottom - shoulder), (shape.right, shape.bottom - shoulder)
    return [(shape.left, shape.top), (shape.right, shape.top), right, (shape.x, shape.bottom), left]


def _closed(corners: Sequence[Point], /, **attributes: Value) -> str:
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"
    return element("path", d=path, stroke_linejoin="round", **attributes)
