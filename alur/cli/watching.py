"""One look of the watch: signs of life, incidents, mail; and what it does while the database itself is away."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import logging
import os
import signal
import threading
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from alur.actions.watching import PATIENCE, Ill, alarm_of, look_after, note_past, tell_operator
from alur.records import operator_mail
from alur.records.health import AWAY
from alur.records.models import IncidentKind
from alur.reports.operations.vitals import Vital, vitals

WEB_SECONDS = 10
NOTE = "penjaga.json"
logger = logging.getLogger(__name__)


class Watch:
    """Looks once or again and again. What it knows of a database that is away lies in a file of the data folder."""

    def __init__(self, web: str = "") -> None:
        self.web = web
        self.parent = os.getppid()
        self.away_since: dt.datetime | None = None
        self.told_at: dt.datetime | None = None
        self.said: set[str] = set()
        self.stop = threading.Event()

    def go_on(self, seconds: int) -> int:
        """Look every so many seconds until a signal comes or the parent is gone. The first look waits its turn."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        waited = 0
        while not self.stop.wait(1):
            if os.getppid() != self.parent:
                return 0
            waited += 1
            if waited % seconds == 0:
                self._look_and_log()
        return 0

    def look(self, at: dt.datetime | None = None) -> list[str]:
        """Look now. What is wrong, as sentences."""
        now = at or timezone.now()
        close_old_connections()
        found = vitals(at=now)
        sentences = [f"{vital.name}: {vital.fact}." for vital in found if not vital.is_well]
        web_fault = self._web_fault()
        if web_fault:
            sentences.append(f"Peladen web: {web_fault}.")
        try:
            if not found[0].is_well:
                return [*sentences, *self._without_database(found[0], now)]
            return [*sentences, *self._with_database(found, web_fault, now)]
        except AWAY as error:
            return [*sentences, f"Basis data: {type(error).__name__}."]
        finally:
            connection.close()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop.set()

    def _look_and_log(self) -> None:
        try:
            for sentence in self._not_yet_said(self.look()):
                logger.warning("Penjaga: %s", sentence)
        except Exception:  # the watch must outlive whatever it meets
            logger.exception("Penjaga belum dapat memeriksa")

    def _not_yet_said(self, sentences: list[str]) -> list[str]:
        """What is new since the look before: a thing that stays wrong is said once, however its age grows."""
        names = [sentence.partition(":")[0] for sentence in sentences]
        fresh = [sentence for name, sentence in zip(names, sentences, strict=True) if name not in self.said]
        self.said = set(names)
        return fresh

    def _with_database(self, found: list[Vital], web_fault: str, at: dt.datetime) -> list[str]:
        self._close_outage(at)
        ills = [Ill(vital.kind, vital.fact) for vital in found if not vital.is_well]
        if web_fault:
            ills.append(Ill(IncidentKind.WEB, web_fault))
        judged = {vital.kind for vital in found} | ({IncidentKind.WEB} if self.web else set())
        look_after(ills, at=at, judged=judged)
        return [f"Surel pengelola: {fault}." for fault in tell_operator(at=at)]

    def _without_database(self, vital: Vital, at: dt.datetime) -> list[str]:
        """Nothing can be written down but this file; the alarm goes out when the outage has lasted its patience."""
        self._remember()
        self.away_since = self.away_since or at
        fault = ""
        if self.told_at is None and at - self.away_since >= PATIENCE[IncidentKind.DATABASE]:
            fault = operator_mail.send(*alarm_of(IncidentKind.DATABASE, vital.fact, self.away_since))
            self.told_at = None if fault else at
        self._note()
        return [f"Surel pengelola: {fault}."] if fault and fault != operator_mail.NO_ADDRESS else []

    def _close_outage(self, at: dt.datetime) -> None:
        self._remember()
        if self.away_since is not None:
            fact = "basis data tidak menjawab"
            note_past(IncidentKind.DATABASE, fact, opened_at=self.away_since, told_at=self.told_at, at=at)
            self.away_since = self.told_at = None
            (settings.DATA / NOTE).unlink(missing_ok=True)

    def _remember(self) -> None:
        if self.away_since is None:
            try:
                noted = json.loads((settings.DATA / NOTE).read_text())
                self.away_since = dt.datetime.fromisoformat(noted["sejak"])
                self.told_at = dt.datetime.fromisoformat(noted["surel"]) if noted["surel"] else None
            except (OSError, ValueError, KeyError, TypeError):
                return

    def _note(self) -> None:
        assert self.away_since is not None
        noted = {"sejak": self.away_since.isoformat(), "surel": self.told_at.isoformat() if self.told_at else ""}
        try:
            (settings.DATA / NOTE).write_text(json.dumps(noted))
        except OSError as error:
            logger.warning("Catatan penjaga tidak dapat ditulis: %s", error.strerror)

    def _web_fault(self) -> str:
        if not self.web:
            return ""
        parts = urlsplit(self.web)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        asked = kind(parts.hostname or "", parts.port, timeout=WEB_SECONDS)
        try:
            asked.request("GET", parts.path or "/")
            status = asked.getresponse().status
            return f"menjawab dengan {status}" if status >= 500 else ""
        except (OSError, http.client.HTTPException) as error:
            return f"tidak menjawab ({type(error).__name__})"
        finally:
            asked.close()
