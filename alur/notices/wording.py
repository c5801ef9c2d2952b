"""The words of mails: from templates, of which an office may put its own in the place; a broken one is not used.

A text template's first line is the subject, after "Subjek:". Own ones lie in `templates/surel/` of the data folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine, Template, TemplateDoesNotExist, TemplateSyntaxError

STANDARD = Path(__file__).resolve().parent / "templates"
LARGEST = 256 * 1024
SUBJECT = "Subjek:"
SUBJECT_LIMIT = 150
NAMES = ("segera", "rangkuman", "pastikan")

_REMOTE = re.compile(r"<script|<link|<iframe|\bsrc\s*=|url\s*\(|@import", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's words, ready to go."""

    subject: str
    text: str
    html: str


class Broken(Exception):
    """An own template cannot be used; the text is a sentence for the operator."""


@dataclass
class Writer:
    """Writes mails with the templates as they are now; keep one for a batch. `faults` gathers what is wrong by name."""

    faults: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    _compiled: dict[tuple[str, bool], Template | None] = field(default_factory=dict)

    def write(self, name: str, values: Mapping[str, object]) -> Words:
        """The words by the template of this name, the office's own if it works, else the standard one."""
        self.used.add(name)
        if (folder_of_templates() / f"{name}.txt").exists() or (folder_of_templates() / f"{name}.html").exists():
            try:
                return self._written(name, values, is_own=True)
            except Broken as broken:
                self.faults[name] = str(broken)
        return self._written(name, values, is_own=False)

    def _written(self, name: str, values: Mapping[str, object], *, is_own: bool) -> Words:
        text = self._rendered(f"{name}.txt", values, is_own, is_html=False)
        html = self._rendered(f"{name}.html", values, is_own, is_html=True)
        first, _, rest = text.lstrip().partition("\n")
        if not first.startswith(SUBJECT) or not rest.strip():
            raise Broken(
                f"Templat surel {name}.txt harus diawali baris “{SUBJECT} …”, lalu isinya; dipakai templat baku."
            )
        subject = " ".join(first.removeprefix(SUBJECT).split())[:SUBJECT_LIMIT]
        return Words(subject, f"{rest.strip()}\n", html)

    def _rendered(self, file: str, values: Mapping[str, object], is_own: bool, *, is_html: bool) -> str:
        template = self._template(file, is_own)
        try:
            done = template.render(Context(dict(values), autoescape=is_html))
        except Exception as error:  # whatever an own template does wrong, the mail goes out
            raise Broken(_sentence(file, error)) from error
        if is_html and _REMOTE.search(done):
            raise Broken(f"Templat surel {file} memuat gambar, gaya, atau skrip dari luar; dipakai templat baku.")
        return done

    def _template(self, file: str, is_own: bool) -> Template:
        key = file, is_own
        if key not in self._compiled:
            self._compiled[key] = _compiled(file, is_own)
        found = self._compiled[key]
        return found if found is not None else self._template(file, False)


def folder_of_templates() -> Path:
    """Where an office puts its own templates of mails."""
    return Path(settings.DATA) / "templates" / "surel"


def _compiled(file: str, is_own: bool) -> Template | None:
    """The template, None where the office has no own one of this name."""
    folder = folder_of_templates() if is_own else STANDARD
    path = folder / file
    if is_own and not path.exists():
        return None
    if is_own and (path.is_symlink() or path.stat().st_size > LARGEST):
        raise Broken(f"Templat surel {file} berupa tautan atau lebih dari 256 kB; dipakai templat baku.")
    try:
        return Engine(dirs=[str(folder)]).get_template(file)
    except (TemplateSyntaxError, TemplateDoesNotExist, UnicodeDecodeError, OSError) as error:
        raise Broken(_sentence(file, error)) from error


def _sentence(file: str, error: Exception) -> str:
    return f"Templat surel {file} tidak dapat dipakai ({' '.join(str(error).split())[:200]}); dipakai templat baku."
