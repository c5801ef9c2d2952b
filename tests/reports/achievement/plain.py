"""The report's numbers by plain SQL and simple counting, without any code of the reports."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from math import ceil
from statistics import median
from typing import Any

from django.db import connection

LEFT_OUT = ("lewat-otomatis", "ditarik-kembali", "ditarik", "dibatalkan")
CLOSED = """
SELECT v.step, v.used_seconds, v.waited_seconds, v.standard_seconds, v.is_late, v.decision, v.round, u.name
FROM records_visit v JOIN records_case c ON c.id = v.case_id LEFT JOIN records_user u ON u.id = v.closed_by_id
WHERE v.closed_at >= %s AND v.closed_at < %s AND c.procedure_id = %s
"""
ENDED = """
SELECT c.id, SUM(v.used_seconds) FROM records_case c JOIN records_visit v ON v.case_id = c.id
WHERE c.closed_at >= %s AND c.closed_at < %s AND c.result NOT IN ('ditarik', 'dibatalkan') GROUP BY c.id
"""
POINTS = """
SELECT p.step, count(*) FROM records_correctionpoint p JOIN records_visit v ON v.id = p.raised_in_id
WHERE v.closed_at >= %s AND v.closed_at < %s GROUP BY p.step
"""
MOVES = """
SELECT v.step, n.step, count(*) FROM records_visit v
LEFT JOIN records_visit n ON n.case_id = v.case_id AND n.number = v.number + 1
WHERE v.closed_at >= %s AND v.closed_at < %s GROUP BY v.step, n.step
"""
OPEN = """
SELECT count(*) FROM records_case WHERE opened_at < %s AND (closed_at IS NULL OR closed_at >= %s)
"""


def rows(statement: str, *values: Any) -> list[tuple]:
    given = [value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value for value in values]
    if connection.vendor == "sqlite":
        given = [value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, dt.datetime) else value for value in given]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def steps(procedure: int, start: dt.datetime, end: dt.datetime) -> dict[str, tuple]:
    """By step: how many, median, p90 and on time of judged, first checks that were not sent back."""
    found: dict[str, list[tuple]] = defaultdict(list)
    for step, *row in rows(CLOSED, start, end, procedure):
        if row[4] not in LEFT_OUT:
            found[step].append(tuple(row))
    return {step: _figures(mine) for step, mine in found.items()}


def _figures(mine: list[tuple]) -> tuple:
    used = sorted(row[0] for row in mine)
    judged = [row for row in mine if row[2] is not None]
    on_time = sum(1 for row in judged if row[0] <= row[2])
    return len(mine), int(median(used)), used[ceil(0.9 * len(used)) - 1], len(judged), on_time


def first_right(procedure: int, start: dt.datetime, end: dt.datetime) -> tuple[int, int]:
    """First checks, and those of them that did not send back."""
    checks = ("periksa-analisis", "periksa-hasil", "instruksi-uji")
    mine = [row for row in rows(CLOSED, start, end, procedure) if row[0] in checks and row[6] == 1]
    mine = [row for row in mine if row[5] not in LEFT_OUT]
    return len(mine), sum(1 for row in mine if row[5] != "dikoreksi")


def people(procedure: int, start: dt.datetime, end: dt.datetime) -> dict[str, tuple[int, int]]:
    """By name: visits closed and used seconds."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows(CLOSED, start, end, procedure):
        if row[5] not in LEFT_OUT:
            found[row[7]].append(row[1])
    return {name: (len(used), sum(used)) for name, used in found.items()}
