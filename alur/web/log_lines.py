"""How lines of the log look: plain or JSON, each with the id of the work it belongs to, none with what is personal.

Names stay out because nobody writes them; numbers of persons, secret addresses and the values in a database's complaint
are taken out here, whoever wrote them.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import threading
import time

from alur.records import operator_mail, tracing
from alur.web.secret_addresses import SECRET

NUMBERS = re.compile(r"(?<!\d)(?:\d{18}|\d{16}|\d{8} \d{6} \d \d{3})(?!\d)")
QUERY = re.compile(r"(/[^\s\"'?]*)\?[^\s\"']+")
DETAIL = re.compile(r"^(DETAIL|CONTEXT|DETIL|ISI):.*$", re.M)
EXTRA = ("method", "path", "route", "status", "ms")
HOUR = 3600.0


def masked(text: str) -> str:
    """The text without NIP, NIK, secret addresses, queries of addresses, and values in PostgreSQL's details."""
    text = QUERY.sub(r"\1?…", SECRET.sub(r"\1…", text))
    return DETAIL.sub(r"\1: …", NUMBERS.sub("[nomor]", text))


class TextLines(logging.Formatter):
    """Lines for people: as Django writes them, with the id of the work in front."""

    def format(self, record: logging.LogRecord) -> str:
        work = getattr(record, "work", "") or tracing.current()
        return masked(f"[{work}] {super().format(record)}" if work else super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if work := getattr(record, "work", "") or tracing.current():
            line["id"] = work
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if "path" in line:
            line["path"] = masked(str(line["path"]))
        if record.exc_info:
            line["error"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class OperatorMail(logging.Handler):
    """Mails errors to the operator, each kind once an hour and ten an hour in all; a traceback has no local values."""

    limit = 10

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if operator_mail.why_no_mail() or not self._is_new(fingerprint(record)):
            return
        subject, body = letter(record)
        # The person who met the error must not wait for a mail server.
        threading.Thread(target=operator_mail.send, args=(subject, body), name="error-mail", daemon=True).start()

    def _is_new(self, what: str) -> bool:
        now = time.monotonic()
        self._told = {key: at for key, at in self._told.items() if now - at < HOUR}
        if what in self._told or len(self._told) >= self.limit:
            return False
        self._told[what] = now
        return True


def fingerprint(record: logging.LogRecord) -> str:
    """The same fault at the same place has the same fingerprint."""
    if not record.exc_info or record.exc_info[0] is None:
        return f"{record.name} {record.msg}"
    trace = record.exc_info[2]
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{record.exc_info[0].__name__} {place}"


def letter(record: logging.LogRecord) -> tuple[str, str]:
    """Subject and body for the operator."""
    work = getattr(record, "work", "") or tracing.current()
    error = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
    name = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else record.name
    at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="seconds")
    lines = [
        f"Saat: {at}",
        f"Nomor kejadian: {work or '-'}",
        masked(record.getMessage()),
        masked(error),
        "Galat yang sama tidak disurati lagi selama satu jam; semuanya ada pada catatan peladen.",
    ]
    return f"Galat {name}", "\n\n".join(line for line in lines if line) + "\n"
