"""Compares editions of procedures with the lines that published them, and names and roles with their documents."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from alur.records.lines import Line, lines_of
from alur.records.models import Edition, Entry, Procedure, Role
from alur.sop import read
from alur.sop.document import Procedure as Document


def procedure_problems(chain: QuerySet[Entry]) -> Iterator[str]:
    """What the tables of procedures say otherwise than the office's lines and the published texts."""
    lines = lines_of(chain.filter(kind="published"), chunk=100)
    recorded = {(line.data["procedure"], line.data["edition"]): line for line in lines}
    documents: dict[int, list[Document]] = defaultdict(list)
    for edition in Edition.objects.select_related("procedure").order_by("pk").iterator(chunk_size=20):
        line = recorded.pop((edition.procedure.number, edition.number), None)
        faults = list(_edition_problems(edition, line))
        yield from faults
        document = None if faults else read(edition.text).procedure
        if document is not None:
            documents[edition.procedure_id].append(document)
            if edition.effective_on != document.effective_on:
                yield f"{_name(edition)}: tanggal efektif pada tabel berbeda dari naskahnya."
    for number, place in recorded:
        yield f"SOP {number} edisi {place}: tercatat pernah diterbitkan, tetapi tidak ada pada tabel."
    yield from _name_problems(documents)


def _edition_problems(edition: Edition, line: Line | None) -> Iterator[str]:
    if line is None:
        yield f"{_name(edition)}: ada pada tabel, tetapi penerbitannya tidak tercatat."
        return
    recorded = line.data["sha256"]
    if hashlib.sha256(edition.text.encode()).hexdigest() != recorded or edition.sha256 != recorded:
        yield f"{_name(edition)}: naskahnya diubah sesudah diterbitkan."
    elif (edition.published_at, edition.published_by_id) != (line.at, line.by_id):
        yield f"{_name(edition)}: penerbit atau saat terbit pada tabel berbeda dari catatan kantor #{line.number}."


def _name_problems(documents: dict[int, list[Document]]) -> Iterator[str]:
    """A name or a role must be as some edition of the procedure has it."""
    roles: dict[int, list[Any]] = defaultdict(list)
    for procedure, key, name, is_outside in Role.objects.values_list("procedure_id", "key", "name", "is_outside"):
        roles[procedure].append((key, name, is_outside))
    for pk, number, name in Procedure.objects.values_list("pk", "number", "name"):
        if not (known := documents[pk]):
            continue
        if name not in {document.name for document in known}:
            yield f"SOP {number}: namanya pada tabel berbeda dari naskahnya."
        written = {(role.key, role.name, role.is_outside) for document in known for role in document.roles}
        for role in roles[pk]:
            if role not in written:
                yield f"SOP {number}: pelaksana “{role[1]}” ({role[0]}) pada tabel berbeda dari naskahnya."
        for key in {item[0] for item in written} - {role[0] for role in roles[pk]}:
            yield f"SOP {number}: pelaksana “{key}” pada naskah tidak ada pada tabel."


def _name(edition: Edition) -> str:
    return f"SOP {edition.procedure.number} edisi {edition.number}"
