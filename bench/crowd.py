"""People who carry letters through the first procedure in browsers, press again when no answer comes, and remember
what they were told; and what must be true of the record afterwards. For the trials that take something away.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pikepdf

from bench.seed import PASSWORD, ROOT

DONE = (302, 303)
PATIENCE = 120.0  # seconds in which a press must be answered at last
VERDICT = {"keputusan": "disetujui"}
SYSTEM = {"repository": "https://git.contoh.go.id/simka", "commit": "v2.3.1", "how_to_try": "Buka /kgb."}
# Number of the visit, who presses, what is typed, and the paper that is a file.
PRESSES: Sequence[tuple[int, str, dict[str, str], str]] = (
    (1, "kabag", {"kertas-catatan-instruksi-text": "Tindak lanjuti."}, ""),
    (2, "kasubbag", {"kertas-catatan-penugasan-text": "Kerjakan.", "petugas": "dedi"}, "bahan-analisis"),
    (3, "dedi", {}, "hasil-analisis"),
    (4, "kasubbag", VERDICT, ""),
    (5, "dedi", {f"kertas-hasil-pengerjaan-{name}": value for name, value in SYSTEM.items()}, ""),
    (6, "kasubbag", VERDICT, ""),
    (8, "kabag", VERDICT | {"kertas-catatan-instruksi-uji-text": "Uji dan unggah."}, ""),
    (9, "kasubbag", {"kertas-catatan-penugasan-uji-text": "Unggah.", "petugas": "dedi"}, ""),
)
SINK = """
import asyncio, email, sys
from aiosmtpd.smtp import SMTP

class Sink:
    async def handle_DATA(self, server, session, envelope):
        with open(sys.argv[2], "a") as file:
            print(email.message_from_bytes(envelope.content)["Message-ID"], file=file)
        return "250 OK"

async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink()), "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()

asyncio.run(main())
"""


@dataclass
class Told:
    """What all people together sent and were answered; tokens name the presses."""

    done: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    without_answer: Counter[str] = field(default_factory=Counter)
    files: list[str] = field(default_factory=list)
    longest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Given(Exception):
    """A press that was refused or never answered: this case is left as it is."""


class Walker(threading.Thread):
    """One desk with a browser for each of the people, who walk one letter after the other until told to stop."""

    def __init__(self, addresses: Sequence[str], office: Mapping[str, Any], told: Told, number: int) -> None:
        super().__init__(daemon=True)
        self.addresses, self.office, self.told, self.number = list(addresses), office, told, number
        self.chance = random.Random(number)
        self.stop = threading.Event()
        self.browsers: dict[str, httpx.Client] = {}
        self.csrf: dict[str, str] = {}

    def run(self) -> None:
        for who in ("petugas", "kabag", "kasubbag", "dedi"):
            self._log_in(who)
        while not self.stop.is_set():
            try:
                self._walk()
            except Given as given:
                with self.told.lock:
                    self.told.refused.append(str(given))

    def _walk(self) -> None:
        """Register a letter, open the case, and press up to a step where it is left to wait."""
        today = dt.datetime.now(dt.UTC).date().isoformat()
        values = {"number": f"KP/{self.number}/{uuid4().hex[:8]}", "unit": self.office["unit"], "dated_on": today}
        values |= {"received_on": today, "subject": f"Perbaikan {uuid4().hex[:6]}", "kind": "perbaikan"}
        values |= {"application": self.office["application"], "security": "B", "urgency": "biasa"}
        letter = self._press("petugas", "/surat/baru/", values, {"scan": _paper()})
        case = self._press("petugas", letter, {"edisi": self.office["edition"]})
        for visit, who, typed, paper in PRESSES[: self.chance.randint(1, len(PRESSES))]:
            if self.stop.is_set():
                return
            self.stop.wait(self.chance.uniform(0, 0.4))
            fields = {name: self.office["people"].get(value, value) for name, value in typed.items()}
            files = {f"berkas-{paper}": _paper()} if paper else None
            self._press(who, f"{case}langkah/{visit}/", fields | {"aksi": "tetapkan"}, files)

    def _press(self, who: str, path: str, typed: dict[str, str], files: Any = None) -> str:
        """Send the form until it is answered; where the answer leads. Raises Given when it is refused."""
        token = uuid4().hex
        with self.told.lock:
            self.told.sent.append(token)
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            answer = self._asked(who, path, typed | {"token": token}, files)
            if answer is None or answer.status_code >= 500:
                time.sleep(0.2)
                continue
            with self.told.lock:
                self.told.longest = max(self.told.longest, time.monotonic() - begun)
                if answer.status_code in DONE and "/masuk/" not in answer.headers["Location"]:
                    self.told.done.append(token)
                    return str(answer.headers["Location"]).partition("#")[0]
            raise Given(f"{path}: {answer.status_code} {_sentence(answer.text)}")
        raise Given(f"{path}: no answer in {PATIENCE:.0f} s")

    def _asked(self, who: str, path: str, fields: dict[str, str], files: Any) -> httpx.Response | None:
        """The answer of the machine whose turn it is, None where there was none."""
        base = self.chance.choice(self.addresses)
        try:
            form = fields | {"csrfmiddlewaretoken": self.csrf[who]}
            answer = self.browsers[who].post(f"{base}{path}", data=form, files=files)
        except httpx.HTTPError as error:
            with self.told.lock:
                self.told.without_answer[type(error).__name__] += 1
            return None
        if answer.status_code >= 500:
            with self.told.lock:
                self.told.without_answer[str(answer.status_code)] += 1
        return answer

    def _log_in(self, who: str) -> None:
        browser = self.browsers[who] = httpx.Client(timeout=30)
        while not self.stop.is_set():
            try:
                base = self.chance.choice(self.addresses)
                if found := _csrf(browser.get(f"{base}/kata-sandi/").text):
                    self.csrf[who] = found["csrfmiddlewaretoken"]
                    return
                form = {"username": self.office["nips"][who], "password": PASSWORD}
                browser.post(f"{base}/masuk/", data=form | _csrf(browser.get(f"{base}/masuk/").text))
            except httpx.HTTPError:
                time.sleep(0.2)


def prepare(environment: Mapping[str, str]) -> dict[str, Any]:
    """Tables and an office whose hours never end, so that mails may leave at any time; keys and NIP of its people."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.crowd", "=make"],
        env=dict(environment), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def judged(environment: Mapping[str, str], told: Told, sink: Path, folder: Path) -> dict[str, Any]:
    """What the record says after all: see `judge`."""
    (folder / "told.json").write_text(json.dumps({"done": told.done, "sent": told.sent}))
    done = subprocess.run(
        [sys.executable, "-m", "bench.crowd", "=judge", str(folder / "told.json"), str(sink)],
        env=dict(environment), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def sink_at(port: int, file: Path) -> Iterator[None]:
    """A mail server that takes everything and notes the Message-ID of each."""
    file.touch()
    process = subprocess.Popen([sys.executable, "-c", SINK, str(port), str(file)])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _paper() -> tuple[str, bytes, str]:
    with pikepdf.new() as pdf, BytesIO() as file:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = uuid4().hex
        pdf.save(file)
        return "berkas.pdf", file.getvalue(), "application/pdf"


def _csrf(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    return {"csrfmiddlewaretoken": found[1]} if found else {}


def _sentence(page: str) -> str:
    found = re.search(r'class="[^"]*\berrs?\b[^"]*".*?</(?:section|div)>', page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0] if found else page).split())[:300]


def make() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from alur.actions.calendar import adopt_calendar
    from alur.records.models import Channel, NoticeChoice, User
    from alur.worktime import Calendar, Interval, Timetable
    from tests import make as making

    always = Timetable("setiap saat", {day: (Interval(0, 86_400),) for day in range(7)})
    adopt_calendar(Calendar("Asia/Jakarta", [always]), at=making.at("2019-01-02 08:00"))
    office = making.office()
    for who in ("kabag", "kasubbag", "dedi"):
        user, address = office.people[who], f"{who}@contoh.go.id"
        User.objects.filter(pk=user.pk).update(email=address)
        NoticeChoice.objects.create(user=user, channel=Channel.MAIL, address=address, verified_at=making.MONDAY)
    return {
        "nips": {who: user.nip for who, user in office.people.items()},
        "people": {who: str(user.pk) for who, user in office.people.items()},
        "unit": str(office.unit.pk),
        "application": str(office.application.pk),
        "edition": str(office.edition.pk),
    }


def judge(told: Mapping[str, list[str]], received: Counter[str]) -> dict[str, Any]:
    """Presses that were answered and are not there; notices and mails that are missing; mails that came twice."""
    import django

    django.setup()
    from alur.records.models import (
        AT_ONCE,
        Delivery,
        DeliveryState,
        Entry,
        Job,
        Letter,
        Notice,
        Posting,
        PostingState,
        Visit,
    )

    written = {*_tokens(Entry), *_tokens(Letter)}
    visits = list(Visit.objects.filter(role__isnull=False).select_related("role", "assignee", "case"))
    noticed = set(Notice.objects.values_list("key", flat=True))
    turns = Notice.objects.filter(kind__in=AT_ONCE)
    without_delivery = turns.exclude(pk__in=Delivery.objects.values("notice"))
    waiting = Delivery.objects.filter(state__in=(DeliveryState.NEW, DeliveryState.WAITING), is_at_once=True)
    sent = list(Posting.objects.filter(state=PostingState.SENT))
    came = Counter({row.pk: sum(n for key, n in received.items() if str(row.pk) in key) for row in sent})
    unsettled = Posting.objects.exclude(state=PostingState.SENT).filter(
        deliveries__notice__visit__closed_at=None, deliveries__notice__read_at=None, is_digest=False
    )
    return {
        "answered": len(told["done"]),
        "answered but not recorded": [token for token in told["done"] if token not in written],
        "recorded without an answer": len(written & set(told["sent"]) - set(told["done"])),
        "visits": len(visits),
        "visits without a notice": [row.pk for row in visits if f"giliran:{row.pk}" not in noticed],
        "notices that no delivery carries": without_delivery.count(),
        "deliveries still waiting": waiting.count(),
        "mails sent": len(sent),
        "mails noted as sent that never came": [str(key) for key, number in came.items() if number == 0],
        "mails that came more than once": {str(key): number for key, number in came.items() if number > 1},
        "mails not sent for work that waits": unsettled.distinct().count(),
        "jobs dead": list(Job.objects.filter(state="gagal").values_list("task", flat=True)),
        "jobs waiting": Job.objects.filter(state__in=("siap", "berjalan")).count(),
    }


def _tokens(model: Any) -> set[str]:
    return set(model.objects.exclude(token=None).values_list("token", flat=True))


if __name__ == "__main__":
    if sys.argv[1] == "=make":
        print(json.dumps(make()))
    else:
        ids = Counter(Path(sys.argv[3]).read_text().split())
        print(json.dumps(judge(json.loads(Path(sys.argv[2]).read_text()), ids)))
