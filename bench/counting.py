"""Counts the statements that an application sends to its database for each page, in a process of its own."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import Any

from bench.applications import Application, Work, alur, limit
from bench.asking import Answer, Person
from bench.seed import ROOT


def statements(application: Application, work: Work) -> dict[str, int]:
    """The number of statements of each page, warm."""
    command = [sys.executable, "-m", "bench.counting", application.name, json.dumps([work.nip, work.visits])]
    done = subprocess.run(command, env=application.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found: dict[str, int] = json.loads(done.stdout)
    return found


class Inside(Person):
    """A person whose requests go straight into the application of this process."""

    def __init__(self, client: Any) -> None:
        self.client, self.csrf, self.port, self.cookies = client, "none needed", 0, {}

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        response = self.client.post(path, fields) if fields is not None else self.client.get(path)
        return Answer(response.status_code, response.content.decode(), response.headers.get("Location", ""), 0)


def count(name: str, work: Work) -> dict[str, int]:
    """The statements of each page in this process."""
    application = alur("", ROOT, work) if name == "alur" else limit("", work)
    importlib.import_module(application.wsgi.partition(":")[0])
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(**{get_user_model().USERNAME_FIELD: work.nip}))
    person, found = Inside(client), {}
    for page, act in application.acts.items():
        if page != "step":
            act(person, 0)
        with CaptureQueriesContext(connection) as captured:
            act(person, len(work.visits) - 51)
        found[page] = len(captured)
        if len(sys.argv) > 3:
            print(*(item["sql"][:400] for item in captured.captured_queries), sep="\n", file=sys.stderr)
    return found


if __name__ == "__main__":
    nip, visits = json.loads(sys.argv[2])
    print(json.dumps(count(sys.argv[1], Work(nip, tuple((case, visit) for case, visit in visits)))))
