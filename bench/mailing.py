"""Measures how many mails a worker sends in a second to a mail server on this machine that takes everything.

    python -m bench.mailing [--mails 1000]

People with verified addresses get one notice each that cannot wait; the worker's own function plans, binds and sends
them, each noted in the database as soon as the server has taken it. The server runs as a process of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import socket
import subprocess
import sys
import tempfile
import time

SINK = """
import asyncio, sys
from aiosmtpd.smtp import SMTP

class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"

async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink()), "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()

asyncio.run(main())
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    mails = parser.parse_args().mails
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        sink = subprocess.Popen([sys.executable, "-c", SINK, str(port)])
        try:
            _measure(folder, port, mails)
        finally:
            sink.kill()
            sink.wait()


def _measure(folder: str, port: int, mails: int) -> None:
    os.environ |= {
        "ALUR_DATA": folder,
        "ALUR_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "ALUR_EMAIL_FROM": "alur@contoh.go.id",
        "DJANGO_SETTINGS_MODULE": "alur.config.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from alur.actions.delivering.planning import plan
    from alur.actions.delivering.sending import send_due
    from alur.actions.notices import Message, tell
    from alur.records.models import Channel, NoticeChoice, NoticeKind, Posting, User
    from tests import make

    office = make.office()
    at = make.MONDAY
    people = User.objects.bulk_create(
        User(nip=f"{number:018}", name=f"Pegawai {number}", email=f"p{number}@contoh.go.id", unit=office.bureau)
        for number in range(mails)
    )
    NoticeChoice.objects.bulk_create(
        NoticeChoice(user=user, channel=Channel.MAIL, address=user.email, verified_at=at) for user in people
    )
    case = make.case(office, at_step="3")
    message = Message("Langkah 3 hampir lewat.", case=case)
    begun = time.perf_counter()
    tell({user.pk: message for user in people}, NoticeKind.NEAR, key="ukur", at=at)
    told = time.perf_counter() - begun
    begun = time.perf_counter()
    plan(at=at + dt.timedelta(minutes=1))
    planned = time.perf_counter() - begun
    begun, worked = time.perf_counter(), time.process_time()
    sent = send_due(at=at + dt.timedelta(minutes=2))
    taken, own = time.perf_counter() - begun, time.process_time() - worked
    assert sent == mails == Posting.objects.filter(state="terkirim").count(), sent
    print(f"told    {mails} people in {told:.2f} s")
    print(f"planned {mails} mails in {planned:.2f} s")
    print(
        f"sent    {mails} mails in {taken:.2f} s: {mails / taken:.0f} mails/s, {mails / own:.0f} a second of own work"
    )


if __name__ == "__main__":
    main()
