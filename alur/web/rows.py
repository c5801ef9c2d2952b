"""The rows of long lists. Their HTML lies beside the other templates, with gaps as `{title}`, and is filled by
`str.format`: fifty rows through the template engine take more time than all the rest of a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from urllib.parse import quote

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from alur.records.models import document_of
from alur.reports.cases import CaseRow
from alur.reports.inbox import Task
from alur.reports.timing import TimeBlock
from alur.sop.document import Step
from alur.sop.draw import State, step_shape

ASK_LETTERS = 90
NOTHING = mark_safe("")


def task_rows(tasks: Sequence[Task], *, first: int = 0, is_team: bool = False) -> SafeString:
    """Rows of tasks; `first` is the visit whose button is the page's primary one, 0 for none."""
    return mark_safe("".join(_task(task, is_first=task.pk == first, is_team=is_team) for task in tasks))


def case_rows(rows: Sequence[CaseRow]) -> SafeString:
    """Rows of requests, open and ended."""
    return mark_safe("".join(map(_case, rows)))


@lru_cache(maxsize=2048)
def shape(edition_id: int, key: str, state: State) -> SafeString:
    """The small shape of a step, drawn once a process; the drawing escapes its text."""
    return mark_safe(step_shape(document_of(edition_id).step(key), state))


def _task(task: Task, *, is_first: bool, is_team: bool) -> str:
    holder = f"{task.holder or 'belum ditugaskan'}, {task.role}" if is_team else ""
    return _filled(
        "inbox/_task.html",
        shape=shape(task.edition_id, task.step.key, "now" if is_first else "open"),
        address=_address(task.case_number),
        title=task.title,
        origin=f"{task.case_number} · {task.origin}",
        ask=asked(task.edition_id, task.step.key),
        holder=_piece("<span>{}</span>", holder),
        stand_in=_piece('<span class="tag hold">{}</span>', task.stands_in_as),
        round=_round(task.round),
        paused=_piece("<span>{}</span>", task.paused),
        time=_time(task.time),
        primary=" p" if is_first else "",
        go="Kerjakan" if is_first else "Buka",
    )


def _case(row: CaseRow) -> str:
    known = {"address": _address(row.number), "title": row.title}
    known["origin"] = " · ".join(filter(None, (row.number, row.application, row.unit)))
    if row.step is None or row.time is None:
        good = " good" if row.result == "Selesai" else ""
        return _filled("cases/_ended.html", **known, good=good, result=row.result, ended_on=row.ended_on)
    return _filled(
        "cases/_row.html",
        **known,
        shape=shape(row.edition_id, row.step.key, "open"),
        ask=asked(row.edition_id, row.step.key),
        holder=row.holder,
        clocks=_piece(" · {}", row.clocks),
        round=_round(row.round),
        time=_time(row.time),
    )


def _filled(name: str, **gaps: str) -> str:
    """The file with its gaps filled; every text that is not marked safe is escaped."""
    return _pattern(name).format_map({key: _escaped(text) for key, text in gaps.items()})


def _escaped(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)


@cache
def _pattern(name: str) -> str:
    """The file as it stands, with what the engine does once a process (icons, for instance) done."""
    return get_template(name).render()


def _piece(html: str, text: str) -> SafeString:
    return format_html(html, text) if text else NOTHING


@lru_cache(maxsize=64)
def _round(number: int) -> SafeString:
    return _piece('<span class="tag brand">Putaran ke-{}</span>', str(number) if number > 1 else "")


@lru_cache(maxsize=2048)
def asked(edition_id: int, key: str) -> str:
    step: Step = document_of(edition_id).step(key)
    return step.short or Truncator(step.activity).chars(ASK_LETTERS)


def _time(time: TimeBlock) -> SafeString:
    parts = [f'<div class="time {time.tone}"><p class="lf">{escape(time.words)}</p>']
    parts += [f'<p class="s m">{escape(text)}</p>' for text in (time.exact, time.due) if text]
    if time.used is not None:
        parts.append(
            f'<progress class="meter {time.tone}" max="100" value="{time.used}" aria-hidden="true"></progress>'
        )
    return mark_safe("".join(parts) + "</div>")


def _address(number: str) -> str:
    return _address_pattern().replace("NOMOR", quote(number))


@cache
def _address_pattern() -> str:
    return reverse("case", args=["NOMOR"])
