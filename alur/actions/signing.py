"""Signing in the act: a step's papers are typeset and signed before it is recorded, or the step is not done."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from alur.actions.contents import EMPTY, due_outputs, is_filled
from alur.actions.handover import Handover
from alur.actions.issuing import enter_print, typeset_paper
from alur.actions.refusal import Refused
from alur.actions.situation import Situation
from alur.papers.signing import NAME, Passphrase, Person, Signer, SigningFailed, asks_passphrase, why_not_sign
from alur.records.models import Case, DocumentVersion, User
from alur.records.standing import Capacity
from alur.records.storage import StorageAway, discard, store_bytes
from alur.sop.document import Exit, Form

PRINTED = (Form.NOTE, Form.VERDICT)
Shelf = list[str]

logger = logging.getLogger(__name__)


def may_sign(situation: Situation, user: User) -> list[str]:
    """Why this person cannot sign what the step prints; empty when it prints nothing or nothing stands against it."""
    procedure = situation.procedure
    prints = any(procedure.paper(output.paper).form in PRINTED for output in situation.step.outputs)
    return why_not_sign(person_of(user)) if prints else []


def passphrase_missing(situation: Situation, way: Exit, handover: Handover, passphrase: Passphrase) -> list[str]:
    """The sentence that asks for the passphrase, when leaving the step this way prints a paper and none was typed."""
    if passphrase or not asks_passphrase() or not _prints(situation, way, handover):
        return []
    return [f"{NAME}: tulis frasa sandi Anda; naskah langkah ini ditandatangani ketika tombolnya ditekan."]


def issue_signed(
    case: Case,
    versions: Sequence[DocumentVersion],
    signer: Signer,
    *,
    by: User,
    capacity: Capacity,
    passphrase: Passphrase,
    at: dt.datetime,
    shelf: Shelf,
) -> None:
    """Typeset, sign, keep and record the papers of a step, in its transaction. Raises Refused; then nothing is done.

    What is stored is noted on the shelf, so that `shelved` can take it away when the transaction fails after all.
    """
    person = person_of(by)
    try:
        words = signer.words(person)
        made = [typeset_paper(version, at=at, signature=words) for version in versions]
        reason = f"Persetujuan selaku {capacity.title} pada permintaan {case.number}"
        signed = signer.sign([paper.pdf for paper in made], person, passphrase, reason=reason)
    except SigningFailed as failure:
        raise Refused([failure.sentence]) from None
    try:
        for paper, whole in zip(made, signed, strict=True):
            shelf.append(hashlib.sha256(whole.pdf).hexdigest())
            file = store_bytes(whole.pdf, media_type="application/pdf", at=at)
            enter_print(case, paper, file, at=at, signature=whole.facts)
    except StorageAway as error:
        raise Refused(
            [
                f"{NAME}: naskahnya tidak dapat disimpan (penyimpanan penuh atau tidak terjangkau). "
                "Langkah ini belum dicatat; hubungi pengelola Alur."
            ]
        ) from error


@contextmanager
def shelved() -> Iterator[Shelf]:
    """A shelf for the signed files of one act. When the act fails they are thrown away: none without its step."""
    shelf: Shelf = []
    try:
        yield shelf
    except BaseException:
        for sha256 in shelf:
            _throw_away(sha256)
        raise


def person_of(user: User) -> Person:
    """The user as the signing adapters know a person."""
    return Person(user.name, user.nik)


def _prints(situation: Situation, way: Exit, handover: Handover) -> bool:
    for output in due_outputs(situation, way):
        form = situation.procedure.paper(output.paper).form
        if form is Form.VERDICT or (form in PRINTED and is_filled(handover.papers.get(output.paper, EMPTY))):
            return True
    return False


def _throw_away(sha256: str) -> None:
    try:
        discard(sha256)
        logger.warning("Naskah bertanda tangan %s… dibuang: langkahnya tidak jadi dicatat.", sha256[:12])
    except Exception as error:  # the act's own failure is what the caller must hear of
        logger.error("Naskah bertanda tangan %s… tertinggal tanpa langkah: %s", sha256[:12], error)
