"""Questions of `alur worktime batch`: JSON lines as they come in, answered in portions, in the order of the lines.

A large portion goes through `alur.worktime.bulk`; what is refused there is asked singly, so that it gets its sentence.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from alur.worktime import Calendar, WorktimeError
from alur.worktime.instants import MINUTE, Amount, from_instant, to_instant, to_microseconds
from alur.worktime.wording import ISO_HINT

PORTION_BYTES = 1 << 22
BULK_FROM = 500
NOT_A_TIME = -(2**63)  # how numpy writes "no answer"
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A line that could be read. `minutes` is set for due, `end` for between."""

    start: dt.datetime
    minutes: Amount = 0
    end: dt.datetime | None = None


def lines_at_hand(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Whole lines that are not empty, as many as there are without waiting: who asks one by one is answered at once."""
    rest = b""
    while part := stream.read1(PORTION_BYTES):  # type: ignore[attr-defined]
        *lines, rest = (rest + part).split(b"\n")
        if whole := [line for line in lines if line.strip()]:
            yield whole
    if rest.strip():
        yield [rest]


def answered(calendar: Calendar, lines: Sequence[bytes]) -> list[Answer]:
    """One answer for each line: {"due"}, {"minutes"} or {"error"}."""
    read = [_question(line) for line in lines]
    known = [(place, item) for place, item in enumerate(read) if isinstance(item, Question)]
    answers: list[Answer] = [{} if isinstance(item, Question) else item for item in read]
    is_many = len(known) >= BULK_FROM
    found = _in_bulk(calendar, [item for _, item in known]) if is_many else [None] * len(known)
    for (place, question), answer in zip(known, found, strict=True):
        answers[place] = answer or _singly(calendar, question)
    return answers


def _question(line: bytes) -> Question | Answer:
    """What the line asks, or the error that it gets."""
    try:
        asked = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        return {"error": "Baris ini bukan JSON yang sah."}
    if not isinstance(asked, dict) or asked.get("kind") not in ("due", "between"):
        return {"error": 'Baris ini harus objek JSON dengan "kind": "due" atau "kind": "between".'}
    try:
        start = _moment(asked, "start")
        if asked["kind"] == "between":
            return Question(start, end=_moment(asked, "end"))
    except WorktimeError as error:
        return {"error": str(error)}
    minutes = asked.get("minutes")
    if isinstance(minutes, bool) or not isinstance(minutes, int | float | Decimal):
        return {"error": '"minutes" harus sebuah bilangan.'}
    return Question(start, minutes)


def _singly(calendar: Calendar, question: Question) -> Answer:
    try:
        if question.end is not None:
            return _minutes(calendar.between(question.start, question.end))
        return {"due": calendar.due(question.start, question.minutes).isoformat()}
    except WorktimeError as error:
        return {"error": str(error)}


def _in_bulk(calendar: Calendar, questions: Sequence[Question]) -> list[Answer | None]:
    """The answers in order; None for what has to be asked singly."""
    import numpy as np

    from alur.worktime.bulk import between_many, due_many

    zone = calendar.tzinfo
    starts = np.array([to_instant(item.start, zone) for item in questions], dtype="datetime64[us]")
    stops = np.array([to_instant(item.end or item.start, zone) for item in questions], dtype="datetime64[us]")
    needs = np.array([_microseconds(item.minutes) for item in questions], dtype="timedelta64[us]")
    dues = due_many(calendar, starts, needs).astype(np.int64).tolist()
    worked = between_many(calendar, starts, stops).astype(np.int64).tolist()
    return [
        _due(calendar, due) if item.end is None else _between(length)
        for item, due, length in zip(questions, dues, worked, strict=True)
    ]


def _microseconds(minutes: Amount) -> int:
    """The length for the bulk; -1, which is refused there, for what is refused singly or is too long to hold."""
    try:
        return min(to_microseconds(minutes, MINUTE, "menit"), 2**62)
    except WorktimeError:
        return -1


def _due(calendar: Calendar, instant: int) -> Answer | None:
    return None if instant == NOT_A_TIME else {"due": from_instant(instant, calendar.tzinfo).isoformat()}


def _between(microseconds: int) -> Answer | None:
    return None if microseconds == NOT_A_TIME else _minutes(microseconds / MINUTE)


def _minutes(minutes: float) -> Answer:
    return {"minutes": int(minutes) if minutes == int(minutes) else minutes}


def _moment(asked: dict[str, Any], key: str) -> dt.datetime:
    text = asked.get(key)
    try:
        return dt.datetime.fromisoformat(text if isinstance(text, str) else "")
    except ValueError:
        raise WorktimeError(f'"{key}" tidak terbaca sebagai waktu; {ISO_HINT}.') from None
