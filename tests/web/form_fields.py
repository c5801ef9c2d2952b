"""Reads the forms of a page as a browser would: where they go, how, and which fields they have."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNTYPED = ("submit", "button", "image", "reset", "file", "checkbox", "radio", "hidden")


@dataclass(slots=True)
class PageForm:
    """One form: `typed` are the fields that people write in, `fixed` all others with the value they have."""

    action: str
    method: str
    typed: list[str] = field(default_factory=list)
    fixed: dict[str, str] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Collects the forms; of a select the first choice with a value counts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = PageForm(of.get("action", ""), of.get("method", "get").lower())
            self.forms.append(self._open)
        if self._open is None:
            return
        name = of.get("name", "")
        if tag == "option" and self._select and of.get("value"):
            self._open.fixed.setdefault(self._select, of["value"])
        elif tag == "select":
            self._select = name
        elif tag == "textarea" or (tag == "input" and of.get("type", "text") not in UNTYPED):
            self._open.typed.append(name)
        elif tag in ("input", "button") and name and of.get("type") != "file":
            self._open.fixed.setdefault(name, of.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = ""
