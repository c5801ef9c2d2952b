"""A pattern: all rows of one real case, taken apart into what every copy shares and what each copy has of its own.

A token names a value of the copy's own: `id:TABLE:PK`, `user:PK`, `at:TEXT` and `iso:TEXT` (instants in a column and in
a line), `on:TEXT` (a date), and single names such as `title`. Lines are kept as canonical JSON, cut at their tokens.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from alur.records.models import (
    Assignment,
    Case,
    CorrectionPoint,
    Document,
    DocumentVersion,
    Entry,
    Letter,
    Probe,
    Release,
    SubjectKind,
    User,
    VersionFile,
    Visit,
)

COPIED: tuple[type[models.Model], ...] = (
    Letter,
    Case,
    Visit,
    Assignment,
    Document,
    DocumentVersion,
    VersionFile,
    CorrectionPoint,
    Probe,
    Release,
    Entry,
)
PEOPLE_KEYS = {"assignee", "closed_by", "made_by", "appointee", "answered_by"}
ROW_KEYS = {"unit": "unit", "application": "application"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
TOKEN = re.compile(r'"⟦#([^⟧]*)⟧"|⟦([^⟧]*)⟧')

Token = str
Pieces = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """The shared values of a row, and which columns are the copy's own."""

    shared: tuple[Any, ...]
    own: tuple[tuple[int, Token], ...]


@dataclass(frozen=True)
class Line:
    """A line of the record: what the digest takes, and its row."""

    subject: str
    number: int
    at: Token
    kind: str
    by: Token
    acting_as: str
    data: Pieces
    row: Row


@dataclass(frozen=True)
class Pattern:
    """One case, ready to be copied. `papers` are its numbered papers: klasifikasi and the instant they were made."""

    rows: Mapping[str, tuple[Row, ...]]
    lines: tuple[Line, ...]
    ids: Mapping[str, tuple[int, ...]]
    tokens: frozenset[Token]
    papers: tuple[tuple[str, str], ...]
    opened_at: str
    registered_at: str


def columns_of(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def pattern_of(case_pk: int) -> Pattern:
    """Take this case apart. It must lie in a SQLite database."""
    letter_pk = Case.objects.values_list("letter_id", flat=True).get(pk=case_pk)
    found = {model: _fetch(model, case_pk, letter_pk) for model in COPIED}
    cutter = _Cutter(found)
    rows, lines = {}, []
    for model, fetched in found.items():
        cut = [cutter.row(model, values) for values in fetched]
        if model is Entry:
            lines = [cutter.line(values, row) for values, row in zip(fetched, cut, strict=True)]
        else:
            rows[model._meta.db_table] = tuple(cut)
    ids = {model._meta.db_table: tuple(values["id"] for values in fetched) for model, fetched in found.items()}
    case, letter = found[Case][0], found[Letter][0]
    return Pattern(
        rows,
        tuple(lines),
        ids,
        frozenset(cutter.tokens),
        cutter.papers,
        case["opened_at"],
        letter["registered_at"],
    )


def _fetch(model: type[models.Model], case_pk: int, letter_pk: int) -> list[dict[str, Any]]:
    """The rows of one table that belong to the case, as SQLite keeps them."""
    conditions: dict[Any, models.Q] = {
        Letter: models.Q(pk=letter_pk),
        Case: models.Q(pk=case_pk),
        Probe: models.Q(visit__case=case_pk),
        DocumentVersion: models.Q(document__case=case_pk),
        VersionFile: models.Q(version__document__case=case_pk),
        Entry: models.Q(subject_kind=SubjectKind.CASE, subject_id=case_pk)
        | models.Q(subject_kind=SubjectKind.LETTER, subject_id=letter_pk),
    }
    found = model._default_manager.filter(conditions.get(model, models.Q(case=case_pk))).order_by("pk")
    keys = list(found.values_list("pk", flat=True))
    columns = columns_of(model)
    marks = ",".join("?" * len(keys))
    # The plus hides the declared type, by which Django's connection would turn text into instants.
    names = ",".join(f'+"{name}"' for name in columns)
    connection.ensure_connection()
    sql = f"SELECT {names} FROM {model._meta.db_table} WHERE id IN ({marks}) ORDER BY id"
    return [dict(zip(columns, row, strict=True)) for row in connection.connection.execute(sql, keys)]


class _Cutter:
    """Finds what is a copy's own, in columns by their field, in lines by their key or value."""

    def __init__(self, found: Mapping[type[models.Model], list[dict[str, Any]]]) -> None:
        case, letter = found[Case][0], found[Letter][0]
        numbered = [row for row in found[DocumentVersion] if row["official_number"]]
        self.tokens: set[Token] = set()
        self.papers = tuple((row["official_number"].split("/")[0], row["made_at"]) for row in numbered)
        self.words: dict[str, Token] = {row["official_number"]: f"official:{i}" for i, row in enumerate(numbered)}
        self.words |= {row["code"]: f"code:{i}" for i, row in enumerate(numbered)}
        self.words |= {case["number"]: "case_number", letter["number"]: "letter_number", letter["subject"]: "title"}
        self.words |= {f"{letter['agenda_number']}/{letter['agenda_year']}": "agenda", letter["summary"]: "summary"}
        self.own_columns = {
            (Letter, "agenda_year"): "agenda_year",
            (Letter, "agenda_number"): "agenda_number",
            (Letter, "unit_id"): "unit",
            (Case, "unit_id"): "unit",
            (Letter, "application_id"): "application",
            (Case, "application_id"): "application",
            (Release, "application_id"): "application",
            (Letter, "token"): "none",
            (Entry, "token"): "none",
            (Entry, "data"): "data",
            (Entry, "hash"): "hash",
            (Entry, "previous"): "previous",
        }

    def row(self, model: type[models.Model], values: Mapping[str, Any]) -> Row:
        own = []
        official = self.words.get(values.get("official_number") or "", "").partition(":")[2]
        for place, field in enumerate(model._meta.concrete_fields):
            is_counted = official and field.column in ("series", "running")
            token = f"{field.column}:{official}" if is_counted else self._token(model, field, values[field.column])
            if token:
                own.append((place, token))
                self.tokens.add(token)
        return Row(tuple(values.values()), tuple(own))

    def _token(self, model: type[models.Model], field: Any, value: Any) -> Token:
        if value is None:
            return ""
        if token := self.own_columns.get((model, field.column)):
            return token
        if field.column in ("subject_id", "by_nip"):
            return {"subject_id": "subject", "by_nip": "by_nip"}[field.column]
        target = model if field.primary_key else field.related_model
        if target in COPIED:
            return f"id:{target._meta.db_table}:{value}"
        if target is User:
            return f"user:{value}"
        if isinstance(field, models.DateTimeField):
            return f"at:{value}"
        if isinstance(field, models.DateField):
            return f"on:{value}"
        if isinstance(field, models.JSONField):
            return self._json_token(value)
        return self.words.get(value, "") if isinstance(value, str) else ""

    def _json_token(self, text: str) -> Token:
        pieces = self._cut(json.loads(text))
        return "json:" + "\x00".join(pieces) if len(pieces) > 1 else ""

    def line(self, values: Mapping[str, Any], row: Row) -> Line:
        by = f"user:{values['by_id']}" if values["by_id"] else ""
        at = "iso:" + dt.datetime.fromisoformat(f"{values['at']}+00:00").isoformat(timespec="microseconds")
        self.tokens |= {at} | ({by} if by else set())
        pieces = self._cut(json.loads(values["data"]))
        keys = ("subject_kind", "number", "kind", "acting_as")
        kind, number, act, acting_as = (values[key] for key in keys)
        return Line(kind, number, at, act, by, acting_as, pieces, row)

    def _cut(self, data: Any) -> Pieces:
        """Canonical JSON in turns: text, token, text, token, …, text."""
        text = json.dumps(self._marked(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        pieces = [piece for piece in TOKEN.split(text) if piece is not None]
        self.tokens |= set(pieces[1::2])
        return tuple(pieces)

    def _marked(self, value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            marked = {name: self._marked(item, name) for name, item in value.items()}
            if "series" in value:
                place = self.words[value["official_number"]].partition(":")[2]
                marked |= {"series": f"⟦series:{place}⟧", "running": f"⟦#running:{place}⟧"}
            return marked
        if isinstance(value, list):
            return [self._marked(item, key) for item in value]
        if isinstance(value, int) and not isinstance(value, bool):
            return self._marked_number(value, key)
        return self._marked_text(value) if isinstance(value, str) else value

    def _marked_number(self, value: int, key: str) -> Any:
        if key in PEOPLE_KEYS:
            return f"⟦#user:{value}⟧"
        if key in ROW_KEYS:
            return f"⟦#{ROW_KEYS[key]}⟧"
        if key == "examines":
            return f"⟦#id:{DocumentVersion._meta.db_table}:{value}⟧"
        return value

    def _marked_text(self, value: str) -> str:
        if token := self.words.get(value):
            return f"⟦{token}⟧"
        if INSTANT.fullmatch(value):
            return f"⟦iso:{value}⟧"
        return f"⟦on:{value}⟧" if DATE.fullmatch(value) else value


def users_of(patterns: Iterable[Pattern]) -> set[int]:
    """Primary keys of the people in these patterns."""
    return {int(token[5:]) for pattern in patterns for token in pattern.tokens if token.startswith("user:")}
