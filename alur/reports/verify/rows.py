"""The tables of a portion of cases as an examination reads them: plain dictionaries by case, one statement a table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from alur.records.models import (
    Assignment,
    Case,
    CorrectionPoint,
    DisposalItem,
    Document,
    DocumentVersion,
    Hold,
    Pause,
    Release,
    VersionFile,
    Visit,
    Voiding,
)

Rows = dict[Any, dict[str, Any]]
NOTHING = "{}"

CASE = ("number", "opened_at", "closed_at", "result", "title", "kind", "security", "opened_by_id", "unit_id")
VISIT = (
    *("strand", "step", "round", "opened_at", "seen_at", "unopened_since", "waited_seconds", "standard_seconds"),
    *("paused_since", "paused_until", "paused_seconds", "is_wall_clock", "due_at", "closed_at", "decision"),
    *("used_seconds", "is_late", "calendar_version", "role_id", "unit_id", "assignee_id", "closed_by_id"),
)
PAUSE = ("reason", "note", "file_name", "starts_at", "until", "ends_at", "paused_by_id", "resumed_by_id")
VERSION = ("form", "state", "official_number", "series", "running", "code", "content", "made_at", "made_as")
HOLD = (
    *("reason", "letter_number", "set_at", "set_by_id"),
    *("lift_reason", "lift_letter_number", "lifted_at", "lifted_by_id"),
)
POINT = ("step", "place", "severity", "text", "answer", "state", "reason", "answered_by_id")


@dataclass
class CaseRows:
    """What the tables say about one case, keyed as the replay keys it."""

    pk: int
    procedure: int
    edition: int
    case: dict[str, Any]
    visits: Rows = field(default_factory=dict)
    pauses: Rows = field(default_factory=dict)
    versions: Rows = field(default_factory=dict)
    points: Rows = field(default_factory=dict)
    assignments: Rows = field(default_factory=dict)
    releases: Rows = field(default_factory=dict)
    holds: Rows = field(default_factory=dict)
    disposed: Rows = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    current: dict[str, int | None] = field(default_factory=dict)
    positions: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return str(self.case["number"])


def rows_of(ids: Iterable[int]) -> dict[int, CaseRows]:
    """The rows of these cases, in the order of their keys. Twelve statements, however many cases."""
    wanted = list(ids)
    found = {rows.pk: rows for rows in _cases(wanted)}
    _add_visits(wanted, found)
    _add_pauses(wanted, found)
    _add_versions(wanted, found)
    _add_points(wanted, found)
    _add_holds(wanted, found)
    _add_disposed(wanted, found)
    for case, role, user in Assignment.objects.filter(case__in=wanted).values_list("case_id", "role_id", "user_id"):
        found[case].assignments[role] = {"user": user}
    return found


def _plain(columns: Iterable[str]) -> list[str]:
    """Keys as the replay names them: without the "_id" of a column."""
    return [name.removesuffix("_id") for name in columns]


def _cases(wanted: list[int]) -> Iterator[CaseRows]:
    more = ("pk", "procedure_id", "edition_id", "application_id", "letter__agenda_number", "letter__agenda_year")
    keys, places = _plain(CASE), len(more)
    for row in Case.objects.filter(pk__in=wanted).order_by("pk").values_list(*more, *CASE):
        facts = dict(zip(keys, row[places:], strict=True))
        facts["application"], facts["letter"] = row[3], f"{row[4]}/{row[5]}"
        yield CaseRows(row[0], row[1], row[2], facts)


def _add_visits(wanted: list[int], found: dict[int, CaseRows]) -> None:
    keys = _plain(VISIT)
    rows = Visit.objects.filter(case__in=wanted).order_by().values_list("case_id", "number", *VISIT)
    for row in rows:
        found[row[0]].visits[row[1]] = dict(zip(keys, row[2:], strict=True))


def _add_pauses(wanted: list[int], found: dict[int, CaseRows]) -> None:
    more = ("visit__case_id", "visit__number", "letter_id", "file_id")
    keys, places = _plain(PAUSE), len(more)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for row in Pause.objects.filter(visit__case__in=wanted).order_by("pk").values_list(*more, *PAUSE):
        counts[row[0], row[1]] += 1
        facts = dict(zip(keys, row[places:], strict=True)) | {"letter": row[2], "file": row[3]}
        found[row[0]].pauses[row[1], counts[row[0], row[1]]] = facts


def _add_versions(wanted: list[int], found: dict[int, CaseRows]) -> None:
    documents = Document.objects.filter(case__in=wanted).order_by("pk")
    for case, paper, name, current in documents.values_list("case_id", "paper", "name", "current_id"):
        found[case].names[paper], found[case].current[paper] = name, current
    more = ("pk", "document__case_id", "document__paper", "number", "visit__case_id", "visit__number")
    keys, places = list(VERSION), len(more) + 2
    by_pk: dict[int, dict[str, Any]] = {}
    where: dict[int, tuple[int, str, int]] = {}
    versions = DocumentVersion.objects.filter(document__case__in=wanted).order_by("document_id", "number")
    for row in versions.values_list(*more, "examines_id", "made_by_id", *VERSION):
        facts = dict(zip(keys, row[places:], strict=True))
        facts |= {"visit": row[5] if row[4] == row[1] else None, "examines": row[6], "made_by": row[7]}
        facts |= {"files": [], "prints": [], "voiding": None, "signatures": {}}
        found[row[1]].versions[row[2], row[3]] = by_pk[row[0]] = facts
        where[row[0]] = row[1], row[2], row[3]
        if found[row[1]].current[row[2]] == row[0]:
            found[row[1]].current[row[2]] = -row[3]  # by number, so that nobody needs the key any more
    _add_files(wanted, by_pk, where, found)
    _add_voidings(wanted, by_pk)
    _add_releases(wanted, where, found)


def _add_files(
    wanted: list[int],
    versions: dict[int, dict[str, Any]],
    where: dict[int, tuple[int, str, int]],
    found: dict[int, CaseRows],
) -> None:
    rows = VersionFile.objects.filter(version__document__case__in=wanted).order_by("version_id", "position")
    # As text, since nearly all are empty and reading JSON is what takes longest here.
    rows = rows.annotate(signed=Cast("signature", TextField()))
    columns = ("version_id", "position", "file_id", "name", "is_print", "signed")
    for version, position, file, name, is_print, signed in rows.values_list(*columns):
        facts = versions[version]
        case, paper, number = where[version]
        found[case].positions.setdefault((paper, number), []).append(position)
        if is_print:
            facts["prints"].append([file, name])
        else:
            facts["files"].append([file, name])
        if signed != NOTHING:
            facts["signatures"][file] = json.loads(signed)


def _add_voidings(wanted: list[int], versions: dict[int, dict[str, Any]]) -> None:
    rows = Voiding.objects.filter(version__document__case__in=wanted).order_by()
    columns = ("version_id", "reason", "note", "voided_at", "voided_by_id", "voided_as")
    for version, *facts in rows.values_list(*columns):
        versions[version]["voiding"] = facts


def _add_releases(wanted: list[int], where: dict[int, tuple[int, str, int]], found: dict[int, CaseRows]) -> None:
    columns = ("case_id", "pk", "version_id", "application_id", "name", "url", "released_at")
    for case, pk, version, application, name, url, released_at in Release.objects.filter(case__in=wanted).values_list(
        *columns
    ):
        place = where.get(version, (None, "", 0))
        key = place[1:] if place[0] == case else ("", pk)
        found[case].releases[key] = {
            "application": application,
            "name": name,
            "url": url,
            "released_at": released_at,
        }


def _add_points(wanted: list[int], found: dict[int, CaseRows]) -> None:
    more = ("case_id", "number", "raised_in__case_id", "raised_in__number", "answered_in__case_id")
    keys, places = _plain(POINT), len(more) + 1
    rows = CorrectionPoint.objects.filter(case__in=wanted).order_by("number")
    for row in rows.values_list(*more, "answered_in__number", *POINT):
        facts = dict(zip(keys, row[places:], strict=True))
        facts["raised_in"] = row[3] if row[2] == row[0] else None
        facts["answered_in"] = row[5] if row[4] == row[0] else None
        found[row[0]].points[row[1]] = facts


def _add_holds(wanted: list[int], found: dict[int, CaseRows]) -> None:
    keys = _plain(HOLD)
    for case, *row in Hold.objects.filter(case__in=wanted).order_by("pk").values_list("case_id", *HOLD):
        holds = found[case].holds
        holds[len(holds) + 1] = dict(zip(keys, row, strict=True))


def _add_disposed(wanted: list[int], found: dict[int, CaseRows]) -> None:
    rows = DisposalItem.objects.filter(case__in=wanted).exclude(done_at=None, destruction=None).order_by("pk")
    for case, disposal, done_at, destroyed_at in rows.values_list(
        "case_id", "disposal_id", "done_at", "destruction__at"
    ):
        found[case].disposed[disposal] = {"done_at": done_at, "destroyed_at": destroyed_at}
